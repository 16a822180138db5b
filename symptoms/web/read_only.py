"""Pages that are only read."""

from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from symptoms.web.views import View


def read_only(view: View) -> View:
    """A view for GET and HEAD that answers 405 to other methods. It needs no CSRF token, because it
    changes nothing."""
    return csrf_exempt(require_safe(view))
