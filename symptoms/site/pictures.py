"""Pictures and their copies: public while a live article shows them."""

import logging
from contextlib import suppress

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse, HttpResponseNotModified
from django.utils.cache import get_conditional_response

from symptoms.images import renditions
from symptoms.models import Edition
from symptoms.web.byte_ranges import part_of
from symptoms.web.read_only import read_only

logger = logging.getLogger(__name__)
# A name always means the same pixels, so browsers may store a picture. Shared caches ask again after a
# minute, because an article may have been withdrawn.
FOREVER = "public, max-age=31536000, s-maxage=60, immutable"


@read_only
def picture(request, file):
    """A picture that a live article shows, or a copy of it. People who may see pictures in the admin
    can see the other pictures too."""
    shown = Edition.objects.live().show_picture(renditions.source_of(file))
    if not shown and not request.user.has_perm("symptoms.view_picture"):
        raise Http404("There is no such picture.")
    is_public = shown and not request.moment
    etag = f'"{file}"'
    headers = {"ETag": etag, **({"Cache-Control": FOREVER} if is_public else {})}
    known = get_conditional_response(request, etag=etag)
    if known:
        return HttpResponseNotModified(headers=headers)
    response = picture_response(file, headers)
    return part_of(request, response, etag) if response.status_code == 200 else response


def picture_response(file, headers=None):
    """The file `file`, for those who may see it. Raises Http404 where there is none.

    While the place of pictures is full, read-only or away: the picture instead of its copy, else 503.
    """
    try:
        if not renditions.stored(default_storage, file):
            raise Http404("There is no such picture.")
        return _file(file, headers)
    except FileNotFoundError:
        raise Http404("There is no such picture.") from None
    except OSError as error:
        logger.error("A picture could not be read or stored: %s", type(error).__name__)
    with suppress(OSError):
        return _file(renditions.source_of(file), {"Cache-Control": "no-store"})
    return HttpResponse(status=503, headers={"Retry-After": "60", "Cache-Control": "no-store"})


def _file(name, headers):
    headers = {"Content-Type": renditions.content_type(name)} | (headers or {})
    return FileResponse(default_storage.open(name), headers=headers)
