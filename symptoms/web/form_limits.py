"""Limits for expensive forms: how many times a minute one network may send them."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from symptoms.web import throttling
from symptoms.web.views import View

# what -> how many times a minute. A clinic's waiting room has one address.
MAX_A_MINUTE = {
    "search": 120,
    "sheet": 60,
    "words": 120,  # notes, questions, collections
    "share": 20,
    "copy": 20,
    "download": 20,
    "import": 10,
}
MAX_REPEATED_BYTES = 64 * 1024


def limited(what: str, *methods: str) -> Callable[[View], View]:
    """For a view: requests with one of `methods` beyond the limit for `what` are answered 429, with a
    button that sends the same form again."""

    def decorate(view: View) -> View:
        @wraps(view)
        def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method in methods and is_beyond_limit(request, what):
                return too_often(request)
            return view(request, *args, **kwargs)

        return wrapped

    return decorate


def is_beyond_limit(request: HttpRequest, what: str) -> bool:
    """Count one more `what`; whether that is more than a minute allows."""
    return is_too_often(request, what, MAX_A_MINUTE[what])


def is_too_often(request: HttpRequest, what: str, most: int) -> bool:
    return throttling.is_too_often(request, f"limited {what}", most, throttling.MINUTE)


def too_often(request: HttpRequest, *, is_crisis: bool = False) -> HttpResponse:
    """The answer to a form that was sent too often: nothing was changed, and what was typed is in the page.

    With `is_crisis` the emergency number stands above it.
    """
    fields = _fields(request) if request.method == "POST" else None
    context = {"fields": fields, "is_crisis": is_crisis}
    response = render(request, "too_often.html", context, status=429)
    response.headers["Retry-After"] = str(throttling.MINUTE)
    return response


def _fields(request: HttpRequest) -> Any:
    """What was typed; None when it cannot be sent again from a page."""
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name != "csrfmiddlewaretoken"
    ]
    size = sum(len(name) + len(value) for name, value in fields)
    return None if request.FILES or size > MAX_REPEATED_BYTES else fields
