"""What is done with several articles of the list at once. Each passes its own checks; those that can't be
changed are named with the reason, and the others are done."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import OuterRef, Subquery
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from symptoms.admin.article_export import as_csv
from symptoms.admin.publishing_actions import CHANGED_SINCE
from symptoms.admin.publishing_forms import MomentField, WithdrawForm
from symptoms.admin.tags import TagsField
from symptoms.models import Article, Revision
from symptoms.workflow import duplicating, publishing, reviewing
from symptoms.workflow.publishing import PublishingError
from symptoms.workflow.reviewing import ReviewError

MOST = 100
# The name of what the page says of the text of each article.
READ = "read"


class ScheduleForm(forms.Form):
    at = MomentField(label=gettext_lazy("Publish on"))


class TagForm(forms.Form):
    tags = forms.CharField(
        max_length=500,
        label=gettext_lazy("Tags to add"),
        help_text=gettext_lazy("Separate tags with commas."),
    )

    def clean_tags(self):
        """The names of the tags, at least one, in the spelling of those that exist."""
        names = TagsField().clean(self.cleaned_data["tags"].split(","))
        if not names:
            raise forms.ValidationError(self.fields["tags"].error_messages["required"])
        return names


class Bulk(NamedTuple):
    """`do(article, user, **cleaned_data)` does it for one article, or raises PublishingError or
    ReviewError. `button` says it, and `explains` what will happen. With `is_of_text`, `do` also gets the
    newest `revision`, if no newer text was saved after the page that asked."""

    do: Callable[..., Any]
    form: type[forms.Form]
    button: Any
    explains: Any
    is_of_text: bool = False


def _publish(article, user, revision):
    if article.editions.live().filter(revision__content=revision.content).exists():
        raise PublishingError(_("Readers already see exactly this text."))
    publishing.publish(revision, user)


def _schedule(article, user, revision, at):
    publishing.publish(revision, user, at)


def _withdraw(article, user, reason, at):
    publishing.withdraw(article, by=user, reason=reason, at=at)


def _submit(article, user, revision):
    reviewing.submit(revision, by=user)


def _tag(article, user, tags):
    article.tags.add(*tags)
    publishing.save_revision(article, by=user)


BULKS = {
    "publish": Bulk(
        _publish,
        forms.Form,
        gettext_lazy("Publish now"),
        gettext_lazy("Readers will see the newest text of each of these articles."),
        is_of_text=True,
    ),
    "schedule": Bulk(
        _schedule,
        ScheduleForm,
        gettext_lazy("Schedule"),
        gettext_lazy("Readers will see the newest text of each of these articles from then on."),
        is_of_text=True,
    ),
    "withdraw": Bulk(
        _withdraw,
        WithdrawForm,
        gettext_lazy("Withdraw"),
        gettext_lazy("Readers will see the reason in place of these articles. To withdraw them now, leave the date empty."),
    ),
    "submit": Bulk(
        _submit,
        forms.Form,
        gettext_lazy("Submit for review"),
        gettext_lazy("Medical reviewers will see the newest text of each of these articles in their list."),
        is_of_text=True,
    ),
    "tag": Bulk(
        _tag,
        TagForm,
        gettext_lazy("Add the tags"),
        gettext_lazy("The tags are added to the drafts. Readers see them when the articles are published."),
    ),
}  # fmt: skip


class BulkActions(admin.ModelAdmin):
    """The actions of the list of articles. It has to stand before ModelAdmin."""

    actions = [
        "submit_chosen",
        "publish_chosen",
        "schedule_chosen",
        "withdraw_chosen",
        "tag_chosen",
        "duplicate_chosen",
        "export_chosen",
    ]

    def has_publish_permission(self, request):
        return request.user.has_perm("symptoms.publish_article")

    @admin.action(description=gettext_lazy("Submit for review"), permissions=["change"])
    def submit_chosen(self, request, queryset):
        return self._asked(request, queryset, "submit")

    @admin.action(description=gettext_lazy("Publish now"), permissions=["publish"])
    def publish_chosen(self, request, queryset):
        return self._asked(request, queryset, "publish")

    @admin.action(description=gettext_lazy("Schedule"), permissions=["publish"])
    def schedule_chosen(self, request, queryset):
        return self._asked(request, queryset, "schedule")

    @admin.action(description=gettext_lazy("Withdraw"), permissions=["publish"])
    def withdraw_chosen(self, request, queryset):
        return self._asked(request, queryset, "withdraw")

    @admin.action(description=gettext_lazy("Add tags"), permissions=["change"])
    def tag_chosen(self, request, queryset):
        return self._asked(request, queryset, "tag")

    @admin.action(description=gettext_lazy("Duplicate as new drafts"), permissions=["add"])
    def duplicate_chosen(self, request, queryset):
        if _too_many(request, queryset):
            return
        for article in queryset:
            copy = duplicating.duplicate(article, by=request.user)
            done = _("Added as a copy of “%(title)s”.") % {"title": article}
            self.log_addition(request, copy, done)
            messages.success(request, _("“%(title)s” was added as a draft.") % {"title": copy})

    @admin.action(description=gettext_lazy("Export as CSV"), permissions=["view"])
    def export_chosen(self, request, queryset):
        return as_csv(queryset)

    def _asked(self, request, queryset, name):
        """The one page between: what will happen to which articles, and what has to be said first."""
        if _too_many(request, queryset):
            return None
        bulk = BULKS[name]
        form = bulk.form(request.POST) if "apply" in request.POST else bulk.form()
        if form.is_valid():
            self._do(request, queryset, bulk, form.cleaned_data)
            return None
        newest = Revision.objects.filter(article=OuterRef("pk")).order_by("-number")
        articles = queryset.select_related(None).order_by("title").only("title")
        articles = articles.annotate(newest=Subquery(newest.values("number")[:1]))
        context = self.admin_site.each_context(request) | {
            "title": bulk.button,
            "opts": self.opts,
            "bulk": bulk,
            "action": f"{name}_chosen",
            "articles": articles,
            "form": form,
            "checkbox": ACTION_CHECKBOX_NAME,
            "read": READ,
        }
        status = 422 if form.is_bound else 200
        return render(request, "admin/symptoms/article/bulk.html", context, status=status)

    def _do(self, request, queryset, bulk, given):
        done, read = 0, set(request.POST.getlist(READ))
        for article in Article.objects.filter(pk__in=queryset.order_by().values("pk")):
            try:
                text = _read(article, request.user, read) if bulk.is_of_text else {}
                bulk.do(article, request.user, **text, **given)
            except (PublishingError, ReviewError) as error:
                skipped = {"title": article, "reason": error}
                messages.warning(request, _("“%(title)s” was skipped: %(reason)s") % skipped)
            else:
                done += 1
                self.log_change(request, article, _("In a list: %(what)s.") % {"what": bulk.button})
        said = ngettext("Done: %(count)s article.", "Done: %(count)s articles.", done)
        messages.success(request, said % {"count": done})


def _read(article, user, read):
    """The newest text of `article`, if the page that asked was about it: `read` has pairs of ids and numbers."""
    revision = publishing.save_revision(article, by=user)
    if f"{article.pk} {revision.number}" not in read:
        raise PublishingError(CHANGED_SINCE)
    return {"revision": revision}


def _too_many(request, queryset):
    """Says so, if there are more articles than are changed at once."""
    if queryset.count() <= MOST:
        return False
    said = _("Choose at most %(most)s articles at once. Nothing was changed.") % {"most": MOST}
    messages.error(request, said)
    return True
