"""Links by which somebody without an account reads one text: making, listing, closing them. The same page for
articles, whose texts are revisions, and for terms, whose texts are wordings."""

from datetime import timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from symptoms.admin.admin_page import AdminPage
from symptoms.admin.article_page import ArticlePage, bounded
from symptoms.admin.publishing_actions import in_words
from symptoms.admin.term_page import TermPage
from symptoms.models import PreviewLink, TermRevision

DAYS = {
    1: gettext_lazy("1 day"),
    7: gettext_lazy("7 days"),
    14: gettext_lazy("14 days"),
    30: gettext_lazy("30 days"),
}
LISTED = 50


class PreviewLinkForm(forms.ModelForm):
    """`texts` are those that a link may show, called `label`; `column` is the link's column for them."""

    days = forms.TypedChoiceField(
        label=gettext_lazy("Expires after"), choices=list(DAYS.items()), coerce=int, initial=7
    )
    field_order = ("revision", "reader", "days")

    class Meta:
        model = PreviewLink
        fields = ("reader",)
        help_texts = {"reader": gettext_lazy("Helps you remember who has the link: “Dr. Berg”.")}

    def __init__(self, *args, texts, column, label, **kwargs):
        super().__init__(*args, **kwargs)
        self.column = column
        self.fields["revision"] = forms.ModelChoiceField(texts, empty_label=None, label=label)
        self.order_fields(self.field_order)
        self.fields["reader"].error_messages["required"] = _(
            "Enter the name of the person the link is for."
        )

    def make(self, by):
        """The stored link, made by the user `by`."""
        link = self.save(commit=False)
        setattr(link, self.column, self.cleaned_data["revision"])
        link.created_at = timezone.now()
        link.expires_at = link.created_at + timedelta(days=self.cleaned_data["days"])
        link.created_by, link.created_by_name = by, str(by)
        link.save()
        return link


class PreviewLinksPage(AdminPage):
    """The links to texts of one row. Whoever may view the row may look; whoever may change it may make a
    link and close one."""

    # The kind of the row's key in addresses; the link's column for a text, and what a text is called.
    key: str
    column: str
    label: Any

    def viewed(self, request, object_id):
        """The row, for somebody who may view it."""
        raise NotImplementedError

    def texts(self, row):
        """What a link may show, the newest first."""
        raise NotImplementedError

    def address_of(self, row, text):
        """Where staff read the `text`."""
        raise NotImplementedError

    def urls(self):
        page = f"<{self.key}:object_id>/preview-links/"
        close = f"{page}<row:link_id>/close/"
        return [
            self.path(page, self.preview_links_view, "preview_links"),
            self.path(close, self.close_preview_link_view, "close_preview_link"),
        ]

    def preview_links_view(self, request, object_id):
        row = self.viewed(request, object_id)
        texts = self.texts(row)
        asked = {"revision": bounded(request.GET.get("revision", 0)) or texts.first()}
        form = PreviewLinkForm(
            request.POST or None,
            texts=texts,
            column=self.column,
            label=self.label,
            initial=asked,
        )
        if request.method == "POST" and self._changed(request, row) and form.is_valid():
            link = form.make(by=request.user)
            until = in_words(link.expires_at)
            done = _("The preview link for %(reader)s is ready. It expires on %(moment)s.")
            self._done(request, row, done % {"reader": link, "moment": until})
            return redirect(self._here(row))
        context = {
            "title": _("Preview links: %(article)s") % {"article": row},
            "row": row,
            "column": self.label,
            "form": form,
            "links": self._links(request, row),
            "may_change": self.admin.has_change_permission(request, row),
            "time_zone": settings.TIME_ZONE,
        }
        status = 422 if form.is_bound else 200
        return AdminPage.render(
            self, request, "admin/symptoms/preview_links.html", context, status=status
        )

    def close_preview_link_view(self, request, object_id, link_id):
        """A GET, such as after signing in again, leads to the page with the buttons."""
        row = self.viewed(request, object_id)
        link = get_object_or_404(self._of(row), pk=link_id)
        if request.method == "POST" and self._changed(request, row):
            link.close()
            done = _("The preview link for %(reader)s was closed.") % {"reader": link}
            self._done(request, row, done)
        return redirect(self._here(row))

    def _of(self, row):
        links = PreviewLink.objects.filter(**{f"{self.column}__in": self.texts(row)})
        return links.select_related(self.column)

    def _links(self, request, row):
        """Each with its address, that of its text for staff, and that of the button that closes it."""
        return [
            (
                link,
                request.build_absolute_uri(link.secret_path),
                self.address_of(row, link.text),
                self._at("close_preview_link", row.pk, link.pk),
            )
            for link in self._of(row)[:LISTED]
        ]

    def _at(self, name, *arguments):
        opts = self.admin.opts
        return reverse(f"admin:{opts.app_label}_{opts.model_name}_{name}", args=arguments)

    def _here(self, row):
        return self._at("preview_links", row.pk)

    def _changed(self, request, row):
        if not self.admin.has_change_permission(request, row):
            raise PermissionDenied
        return True

    def _done(self, request, row, sentence):
        self.admin.log_change(request, row, sentence)
        messages.success(request, sentence)


class ArticlePreviewLinksPage(PreviewLinksPage, ArticlePage):
    key = "path"
    column = "revision"
    label = gettext_lazy("Revision")

    def viewed(self, request, object_id):
        return self.viewed_article(request, object_id)

    def texts(self, row):
        return row.revisions.all()

    def address_of(self, row, text):
        return self._at("revision", row.pk, text.number)


class TermPreviewLinksPage(PreviewLinksPage, TermPage):
    key = "row"
    column = "wording"
    label = gettext_lazy("Wording")

    def viewed(self, request, object_id):
        return self.viewed_term(request, object_id)

    def texts(self, row):
        return TermRevision.objects.of(row)

    def address_of(self, row, text):
        return self._at("preview_wording", row.pk, text.number)
