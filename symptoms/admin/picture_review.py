"""The page on which a reviewer confirms a picture's new alt text for all articles that show it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from symptoms.admin.admin_page import AdminPage
from symptoms.admin.approval import ApprovalForm, name_of
from symptoms.workflow import picture_reviews
from symptoms.workflow.reviewing import ReviewError


class PictureReviewPage(AdminPage):
    """Looking takes the permission to view the picture, confirming the one to review articles."""

    def urls(self):
        return [self.path("<path:object_id>/review/", self.review_view, "review")]

    def review_view(self, request, object_id):
        picture = self.admin.get_object(request, object_id)
        if picture is None:
            raise Http404(_("There is no such picture."))
        if not self.admin.has_view_permission(request, picture):
            raise PermissionDenied
        form = ApprovalForm(request.POST if request.method == "POST" else None)
        if form.is_bound and not request.user.has_perm("symptoms.review_article"):
            raise PermissionDenied
        if form.is_valid() and self._is_confirmed(request, picture, form):
            return redirect("admin:symptoms_picture_review", picture.pk)
        together, alone = picture_reviews.showing(picture)
        context = {
            "title": _("Alt text: %(picture)s") % {"picture": picture},
            "picture": picture,
            "together": together,
            "alone": alone,
            "form": form,
            "may_review": request.user.has_perm("symptoms.review_article"),
        }
        status = 422 if form.is_bound else 200
        return self.render(request, "admin/symptoms/picture/review.html", context, status=status)

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
        self.admin.log_change(request, picture, done)
        messages.success(request, done)
        return True
