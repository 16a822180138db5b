"""Pictures and their copies: public as long as a live article shows them."""

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from symptoms.models import Edition, rendition


@require_safe
def picture(request, file):
    """A picture that a live article shows, or a copy of it. Editors see the others too."""
    shown = Edition.objects.live().filter(picture__file=rendition.source_of(file))
    if not request.user.is_staff and not shown.exists():
        raise Http404("There is no such picture.")
    etag = f'"{file}"'
    known = get_conditional_response(request, etag=etag)
    if known:
        return known
    return picture_response(file, {"ETag": etag})


def picture_response(file, headers=None):
    """The file `file`, for those who may see it. Raises Http404 where there is none."""
    if not rendition.stored(default_storage, file):
        raise Http404("There is no such picture.")
    headers = {"Content-Type": rendition.content_type(file)} | (headers or {})
    return FileResponse(default_storage.open(file), headers=headers)
