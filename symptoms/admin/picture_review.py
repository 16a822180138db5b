"""The page on which a reviewer confirms a picture's new alt text for all articles that show it."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from symptoms.admin.review_actions import ReviewerField, name_of
from symptoms.workflow import picture_reviews
from symptoms.workflow.reviewing import ReviewError


class ConfirmForm(forms.Form):
    reviewer = ReviewerField(help_text=gettext_lazy("Leave it empty to use your own name."))
    reason = forms.CharField(
        max_length=2000,
        required=False,
        label=gettext_lazy("Note"),
        help_text=gettext_lazy(
            "Kept on record. If you wrote this alt text, say why you approve it yourself."
        ),
    )


class PictureReviewPage(admin.ModelAdmin):
    """Adds that page to the ModelAdmin of pictures. Looking takes the permission to view the picture,
    confirming the one to review articles."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.review_view)
        return [
            path("<path:object_id>/review/", view, name="symptoms_picture_review"),
            *super().get_urls(),
        ]

    def review_view(self, request, object_id):
        picture = self.get_object(request, object_id)
        if picture is None:
            raise Http404(_("There is no such picture."))
        if not self.has_view_permission(request, picture):
            raise PermissionDenied
        form = ConfirmForm(request.POST if request.method == "POST" else None)
        if form.is_bound and not request.user.has_perm("symptoms.review_article"):
            raise PermissionDenied
        if form.is_valid() and self._is_confirmed(request, picture, form):
            return redirect("admin:symptoms_picture_review", picture.pk)
        together, alone = picture_reviews.showing(picture)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Alt text: %(picture)s") % {"picture": picture},
            "opts": self.opts,
            "picture": picture,
            "together": together,
            "alone": alone,
            "form": form,
            "may_review": request.user.has_perm("symptoms.review_article"),
        }
        status = 422 if form.is_bound else 200
        return render(request, "admin/symptoms/picture/review.html", context, status=status)

    def _is_confirmed(self, request, picture, form):
        """Whether all was confirmed; if not, `form` says why."""
        data, user = form.cleaned_data, request.user
        try:
            reviewer = name_of(user, data["reviewer"])
            read = request.POST.getlist("read")
            reviews = picture_reviews.confirm(picture, read, reviewer, user, data["reason"])
        except ReviewError as error:
            form.add_error(None, str(error))
            return False
        names = ", ".join(f"“{review.revision.article}”" for review in reviews)
        done = _("The new alt text was approved for: %(articles)s.") % {"articles": names}
        self.log_change(request, picture, done)
        messages.success(request, done)
        return True
