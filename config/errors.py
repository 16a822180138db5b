"""Error pages: 400 with the request, which Django leaves out, and 503 while the database is away or a disk
is full."""

import errno
import sys

from django.db import InterfaceError, InternalError, OperationalError
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views import defaults

SECONDS_TO_WAIT = 60
MAX_KEPT_BYTES = 64 * 1024
# What SQLite says of a file, and the codes of PostgreSQL, when there is no space, or the disk or the whole
# server has become read-only, which providers do before it is full.
_CANNOT_SAVE = ("database or disk is full", "readonly database")
_CANNOT_SAVE_CODES = {"53100", "25006"}
_NO_PLACE = {errno.ENOSPC, errno.EDQUOT, errno.EROFS}


def bad_request(request, exception):
    return render(request, "400.html", status=400)


def server_error(request):
    """An explaining 503 while the database is away, locked or full, or a disk is; else Django's error page."""
    trouble = _trouble(sys.exc_info()[1])
    if trouble is None:
        return defaults.server_error(request)
    values = {
        "can_only_read": _can_only_read(trouble),
        "fields": _typed(request),
        "at": request.path,
    }
    # Without the request, whose session is in the database.
    page = render_to_string("503.html", values)
    return HttpResponse(page, status=503, headers={"Retry-After": str(SECONDS_TO_WAIT)})


def _trouble(error):
    """The first error of the chain that comes from a service or a disk, and not from our code; else None."""
    while error is not None:
        if isinstance(error, OperationalError | InterfaceError) or _can_only_read(error):
            return error
        error = error.__cause__ or error.__context__
    return None


def _can_only_read(error):
    """Whether nothing can be saved, although what is there can be read."""
    if isinstance(error, OperationalError | InternalError):
        is_known = getattr(error.__cause__, "sqlstate", None) in _CANNOT_SAVE_CODES
        return is_known or any(words in str(error) for words in _CANNOT_SAVE)
    return isinstance(error, OSError) and error.errno in _NO_PLACE


def _typed(request):
    """The submitted fields, to send again; none from forms that may hold passwords or files."""
    if request.method != "POST" or request.path.startswith("/accounts/") or request.FILES:
        return []
    fields = [(name, value) for name, values in request.POST.lists() for value in values]
    is_short = sum(len(name) + len(value) for name, value in fields) <= MAX_KEPT_BYTES
    return fields if is_short else []
