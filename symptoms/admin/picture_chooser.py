"""What the editor's dialog for a picture in the text asks while it is open."""

from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.views.decorators.http import require_safe

from symptoms.admin.article_page import ArticlePage
from symptoms.models import Picture

MAX_LISTED = 100
MAX_QUESTION_LENGTH = 100


class PictureChooser(ArticlePage):
    """The list of pictures, for whoever may view articles and pictures."""

    def urls(self):
        return [self.path("pictures/", require_safe(self.pictures_view), "pictures")]

    def pictures_view(self, request):
        """The newest pictures whose title has the words of `q`, as `{"pictures": [{src, title, alt}]}`."""
        may_look = request.user.has_perm("symptoms.view_picture")
        if not (self.admin.has_view_permission(request) and may_look):
            raise PermissionDenied
        words = request.GET.get("q", "").replace("\0", "")[:MAX_QUESTION_LENGTH]
        found = Picture.objects.titled(words)[:MAX_LISTED]
        return JsonResponse({"pictures": [_choice(picture) for picture in found]})


def _choice(picture):
    """Two pictures may have one title: their sizes help to tell them apart."""
    name = f"{picture.title} ({picture.width} × {picture.height})"
    return {"src": f"/pictures/{picture.file.name}", "title": name, "alt": picture.alt}
