"""Pages that are only read."""

from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe


def read_only(view):
    """A view for GET and HEAD. Whatever else is sent, from here or from elsewhere, is answered 405: a
    token against forgery would protect nothing, because nothing is done."""
    return csrf_exempt(require_safe(view))
