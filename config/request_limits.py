"""Limits on requests, checked before any view runs: only programs and attackers exceed them."""

import re

from django.conf import settings
from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from symptoms.web.integers import bounded_integer
from symptoms.web.moments import FIRST_YEAR, LAST_YEAR

MEGABYTE = 1024 * 1024
# The forms that accept files: pictures in the admin, and the import of a list.
MAX_BODY_BYTES = 3 * MEGABYTE
MAX_UPLOAD_BYTES = 12 * MEGABYTE
_UPLOADS = ("/admin/symptoms/picture/", "/favorites/yours/")

_SESSION_KEY = re.compile(r"[a-z0-9]{8,64}")
# Filters that the admin's pages link to. Others, especially regular expressions, could keep the
# database busy for minutes, and following a link would be enough.
_LOOKUP = re.compile(
    r"[a-z]+(?:_[a-z]+)*(?:__id)?(?:__(?:exact|isnull|gte|lte|gt|lt|year|month|day))?"
)

# The parameters of the admin's search box and its autocomplete fields.
_SEARCH_PARAMETERS = ("q", "term")
MAX_WORDS, MAX_LETTERS, MAX_FILTERS = 20, 200, 100
_YEAR = re.compile(r"([0-9]+)")
_DATE = re.compile(r"\s*([0-9]+)-[0-9]{1,2}-[0-9]")


class RequestLimitsMiddleware:
    """Responds 413 to bodies beyond the limits, and 400 to queries with a NUL, and in the admin to
    filters and choices that no page offers. A session cookie that cannot be ours is ignored."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if _is_too_large(request):
            return HttpResponse(
                _("The request is too large."), status=413, content_type="text/plain; charset=utf-8"
            )
        if not _SESSION_KEY.fullmatch(request.COOKIES.get(settings.SESSION_COOKIE_NAME, "a" * 32)):
            del request.COOKIES[settings.SESSION_COOKIE_NAME]
        return self.get_response(request)

    def process_view(self, request, view, arguments, keywords):
        """Refuse here rather than in `__call__`, because the error page needs the session and the user."""
        if _is_suspicious(request):
            return render(request, "400.html", status=400)
        if request.path.startswith("/admin/") and request.user.is_staff:
            _shorten_search(request)
        return None


def _is_too_large(request):
    length = bounded_integer(request.META.get("CONTENT_LENGTH") or "0")
    limit = MAX_UPLOAD_BYTES if request.path.startswith(_UPLOADS) else MAX_BODY_BYTES
    return length is None or length > limit


def _is_suspicious(request):
    if any("\0" in value for values in request.GET.lists() for value in (values[0], *values[1])):
        return True
    return request.path.startswith("/admin/") and (
        _is_suspicious_filter(request.GET) or _is_no_choice(request)
    )


def _is_no_choice(request):
    """Rows of a list are chosen by their ids; Django's admin fails with a server error on anything else."""
    chosen = request.POST.getlist(ACTION_CHECKBOX_NAME) if request.method == "POST" else []
    return any(bounded_integer(key) is None for key in chosen)


def _is_suspicious_filter(asked):
    """A lookup that no page offers, more filters than any page has, or a date out of range."""
    values = [(name, value) for name, values in asked.lists() for value in values]
    return (
        any("__" in name and not _LOOKUP.fullmatch(name) for name in asked)
        or len(values) > MAX_FILTERS
        or any(_is_out_of_range(name, value) for name, value in values)
    )


def _is_out_of_range(name, value):
    if name in _SEARCH_PARAMETERS:
        return False
    year = _YEAR.fullmatch(value) if name.endswith("__year") else _DATE.match(value)
    if year is None:
        return name.endswith("__year")
    return not (len(year[1]) == 4 and FIRST_YEAR <= int(year[1]) <= LAST_YEAR)


def _shorten_search(request):
    """Cut long searches, because each word makes the SQL longer and databases limit its length. The
    search box shows the words that were used."""
    for name in _SEARCH_PARAMETERS:
        words = request.GET.get(name, "").split()
        short = " ".join(words[:MAX_WORDS])[:MAX_LETTERS]
        if short != " ".join(words):
            request.GET = request.GET.copy()
            request.GET[name] = short
            messages.warning(
                request,
                _("Your search was too long. We searched only for “%(words)s”.") % {"words": short},
            )
