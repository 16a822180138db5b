"""The publishing page of an article: what readers see, what is scheduled, and the four buttons."""

from functools import partial
from typing import ClassVar

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.template.defaultfilters import date
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from symptoms import checklist, publishing
from symptoms.content import ArticleContent
from symptoms.publishing import PublishingError


class MomentField(forms.DateTimeField):
    """A local moment in the site's zone; what does not exist or is ambiguous there is refused."""

    def __init__(self, **kwargs):
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        zone = f"In the site’s time zone, {settings.TIME_ZONE}."
        super().__init__(widget=widget, help_text=zone, **kwargs)


class PublishForm(forms.Form):
    """`revision` is the number that the page showed: what was not seen is not published."""

    revision = forms.IntegerField(widget=forms.HiddenInput)


class ScheduleForm(PublishForm):
    at = MomentField(label="Publish on")


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        max_length=300,
        label="Reason",
        help_text="One sentence. Readers who come to the old address see it.",
    )
    at = MomentField(label="Withdraw on", required=False)


class CancelForm(forms.Form):
    edition = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**62)


class PublishingDesk(admin.ModelAdmin):
    """Adds the publishing page and its four actions to the article's ModelAdmin.

    Looking takes the permission to view the article; acting takes `publish_article`, a POST, and is
    logged. An action that is refused changes nothing and shows the page again with what was typed.
    """

    action_forms: ClassVar[dict[str, type[forms.Form]]] = {
        "publish": PublishForm,
        "schedule": ScheduleForm,
        "withdraw": WithdrawForm,
        "cancel": CancelForm,
    }

    def get_urls(self):
        page = "<path:object_id>/publishing/"
        view = self.admin_site.admin_view(require_safe(self.publishing_view))
        actions = [
            path(
                f"{page}{verb}/",
                self.admin_site.admin_view(require_POST(partial(self.action_view, verb=verb))),
                name=f"symptoms_article_{verb}",
            )
            for verb in self.action_forms
        ]
        return [path(page, view, name="symptoms_article_publishing"), *actions, *super().get_urls()]

    def has_publish_permission(self, request):
        return request.user.has_perm("symptoms.publish_article")

    def publishing_view(self, request, object_id):
        article = self._article_or_404(request, object_id)
        return self._publishing_page(request, article)

    def action_view(self, request, object_id, verb):
        article = self._article_or_404(request, object_id)
        if not self.has_publish_permission(request):
            raise PermissionDenied
        form = self.action_forms[verb](request.POST)
        if form.is_valid():
            try:
                done = getattr(self, f"_{verb}")(article, request.user, **form.cleaned_data)
            except PublishingError as error:
                form.add_error(None, str(error))
            else:
                self.log_change(request, article, done)
                messages.success(request, done)
                return redirect(self._publishing_url(article))
        return self._publishing_page(request, article, bound={verb: form})

    def _publish(self, article, user, revision):
        publishing.publish(self._seen(article, user, revision), by=user)
        return "Published. Readers see it now."

    def _schedule(self, article, user, revision, at):
        publishing.publish(self._seen(article, user, revision), by=user, at=at)
        return f"Scheduled: readers see it from {in_words(at)}."

    def _withdraw(self, article, user, reason, at):
        publishing.withdraw(article, by=user, reason=reason, at=at)
        return f"It will be withdrawn on {in_words(at)}." if at else "Withdrawn."

    def _cancel(self, article, user, edition):
        scheduled = article.editions.filter(pk=edition).first()
        if scheduled is None:
            raise PublishingError("There is nothing like this to cancel.")
        publishing.cancel(scheduled)
        return f"Cancelled: what was to start on {in_words(scheduled.live_from)}."

    def _seen(self, article, user, number):
        """The newest revision, if it is the one that the publisher was shown."""
        newest = publishing.record(article, by=user)
        if newest.number != number:
            raise PublishingError(
                "The article was changed after you opened this page. Read it again, then publish."
            )
        return newest

    def _article_or_404(self, request, object_id):
        article = self.get_object(request, object_id)
        if article is None:
            raise Http404("There is no such article.")
        if not self.has_view_permission(request, article):
            raise PermissionDenied
        return article

    def _publishing_page(self, request, article, bound=None):
        newest = article.revisions.order_by("-number").first()
        seen = {"revision": newest.number if newest else 0}
        unbound = {verb: form(initial=seen) for verb, form in self.action_forms.items()}
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": f"Publishing: {article}",
            "article": article,
            "state": state_in_words(article),
            "live": article.editions.live().first(),
            "scheduled": article.editions.scheduled().order_by("live_from"),
            "past": article.editions.started().select_related("revision")[:20],
            "newest": newest,
            "missing": checklist.blocks(ArticleContent.of(article)),
            "may_publish": self.has_publish_permission(request),
            "time_zone": settings.TIME_ZONE,
            "forms": unbound | (bound or {}),
        }
        status = 422 if bound else 200
        return render(request, "admin/symptoms/article/publishing.html", context, status=status)

    def _publishing_url(self, article):
        return reverse("admin:symptoms_article_publishing", args=[article.pk])


def in_words(moment) -> str:
    """A moment in the site's zone, with the zone named: "3 Dec 2026, 09:00 (Europe/London)"."""
    return f"{date(timezone.localtime(moment), 'j M Y, H:i')} ({settings.TIME_ZONE})"


def state_in_words(article) -> str:
    """What readers see of an article that came with `with_state`, and what is about to change."""
    if article.is_live:
        words = "Live, with unpublished changes" if article.has_newer_draft else "Live"
    else:
        words = "Withdrawn" if article.has_started else "Draft"
    return f"{words}; next change {in_words(article.next_start)}" if article.next_start else words
