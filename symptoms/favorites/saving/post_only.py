"""Addresses that only a button leads to."""

from functools import wraps

from django.shortcuts import render


def post_only(view):
    """Like `require_POST`, with words for whoever followed the address instead."""

    @wraps(view)
    def wrapped(request, *args, **kwargs):
        if request.method == "POST":
            return view(request, *args, **kwargs)
        response = render(request, "405.html", status=405)
        response.headers["Allow"] = "POST"
        return response

    return wrapped
