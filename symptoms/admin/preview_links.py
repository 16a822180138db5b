"""Links by which somebody without an account reads one revision: making, listing, closing them."""

from datetime import timedelta

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from symptoms.admin.article_page import ArticlePage, bounded
from symptoms.admin.publishing_actions import in_words
from symptoms.models import PreviewLink

DAYS = {
    1: gettext_lazy("1 day"),
    7: gettext_lazy("7 days"),
    14: gettext_lazy("14 days"),
    30: gettext_lazy("30 days"),
}
LISTED = 50


class PreviewLinkForm(forms.ModelForm):
    days = forms.TypedChoiceField(
        label=gettext_lazy("Expires after"), choices=list(DAYS.items()), coerce=int, initial=7
    )

    class Meta:
        model = PreviewLink
        fields = ["revision", "reader"]
        help_texts = {"reader": gettext_lazy("Helps you remember who has the link: “Dr. Berg”.")}

    def __init__(self, *args, article, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["revision"] = forms.ModelChoiceField(article.revisions.all(), empty_label=None)
        self.fields["reader"].error_messages["required"] = _(
            "Enter the name of the person the link is for."
        )

    def make(self, by):
        """The stored link, made by the user `by`."""
        link = self.save(commit=False)
        link.created_at = timezone.now()
        link.expires_at = link.created_at + timedelta(days=self.cleaned_data["days"])
        link.created_by, link.created_by_name = by, str(by)
        link.save()
        return link


class PreviewLinksPage(ArticlePage):
    """The links of an article. Whoever may view the article may look; whoever may change it may make a
    link and close one."""

    def urls(self):
        page = "<path:object_id>/preview-links/"
        close = f"{page}<row:link_id>/close/"
        return [
            self.path(page, self.preview_links_view, "preview_links"),
            self.path(close, self.close_preview_link_view, "close_preview_link"),
        ]

    def preview_links_view(self, request, object_id):
        article = self.viewed_article(request, object_id)
        asked = {"revision": bounded(request.GET.get("revision", 0)) or article.revisions.first()}
        form = PreviewLinkForm(request.POST or None, article=article, initial=asked)
        if request.method == "POST" and self._changed(request, article) and form.is_valid():
            link = form.make(by=request.user)
            until = in_words(link.expires_at)
            done = _("The preview link for %(reader)s is ready. It expires on %(moment)s.")
            self._done(request, article, done % {"reader": link, "moment": until})
            return redirect("admin:symptoms_article_preview_links", article.pk)
        links = PreviewLink.objects.filter(revision__article=article)[:LISTED]
        context = {
            "title": _("Preview links: %(article)s") % {"article": article},
            "form": form,
            "links": [
                (link, request.build_absolute_uri(link.secret_path))
                for link in links.select_related("revision")
            ],
            "may_change": self.admin.has_change_permission(request, article),
            "time_zone": settings.TIME_ZONE,
        }
        status = 422 if form.is_bound else 200
        return self.render(request, "preview_links", context, article=article, status=status)

    def close_preview_link_view(self, request, object_id, link_id):
        """A GET, such as after signing in again, leads to the page with the buttons."""
        article = self.viewed_article(request, object_id)
        link = get_object_or_404(PreviewLink, pk=link_id, revision__article=article)
        if request.method == "POST" and self._changed(request, article):
            link.close()
            done = _("The preview link for %(reader)s was closed.") % {"reader": link}
            self._done(request, article, done)
        return redirect("admin:symptoms_article_preview_links", article.pk)

    def _changed(self, request, article):
        if not self.admin.has_change_permission(request, article):
            raise PermissionDenied
        return True

    def _done(self, request, article, sentence):
        self.admin.log_change(request, article, sentence)
        messages.success(request, sentence)
