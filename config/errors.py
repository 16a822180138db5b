"""Error pages: 400 with the request, which Django leaves out, and 503 while the database is away."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views import defaults

SECONDS_TO_WAIT = 60
MAX_KEPT_BYTES = 64 * 1024


def bad_request(request, exception):
    return render(request, "400.html", status=400)


def server_error(request):
    """An explaining 503 while the database is away, locked or full; else Django's error page."""
    trouble = _of_the_database(sys.exc_info()[1])
    if trouble is None:
        return defaults.server_error(request)
    values = {"is_full": "is full" in str(trouble), "fields": _typed(request), "at": request.path}
    # Without the request, whose session is in the database.
    page = render_to_string("503.html", values)
    return HttpResponse(page, status=503, headers={"Retry-After": str(SECONDS_TO_WAIT)})


def _of_the_database(error):
    while error is not None:
        if isinstance(error, OperationalError | InterfaceError):
            return error
        error = error.__cause__ or error.__context__
    return None


def _typed(request):
    """The submitted fields, to send again; none from forms that may hold passwords or files."""
    if request.method != "POST" or request.path.startswith("/accounts/") or request.FILES:
        return []
    fields = [(name, value) for name, values in request.POST.lists() for value in values]
    is_short = sum(len(name) + len(value) for name, value in fields) <= MAX_KEPT_BYTES
    return fields if is_short else []
