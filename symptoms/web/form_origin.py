"""Where a form was sent from, as the browser says. For forms without a CSRF token, which would set a cookie."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware
from django.shortcuts import render
from django.utils.decorators import decorator_from_middleware
from django.views.decorators.csrf import csrf_exempt


def is_from_here(request: HttpRequest) -> bool | None:
    """Whether the form was on a page of this site; None when the browser does not say."""
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site == "same-origin"
    origin = request.headers.get("Origin")
    return urlsplit(origin).netloc == request.get_host() if origin else None


def needs_no_token(view: Callable[..., Any]) -> Callable[..., Any]:
    """For a view behind buttons without a CSRF token: accepts a form that the browser says was on this
    site. From a browser that does not say, it needs a token after all."""
    with_token = decorator_from_middleware(CsrfViewMiddleware)(view)

    @csrf_exempt
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        is_ours = request.method != "POST" or is_from_here(request)
        if is_ours is None:
            return with_token(request, *args, **kwargs)
        if not is_ours:
            return render(request, "403_csrf.html", status=403)
        return view(request, *args, **kwargs)

    return wrapped
