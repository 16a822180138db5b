"""Error pages in the site's own shell: what happened, and where to go from here."""

from django.http import HttpResponseServerError
from django.shortcuts import render
from django.template.loader import render_to_string


def bad_request(request, exception):
    return render(request, "400.html", status=400)


def forbidden(request, exception):
    return render(request, "403.html", status=403)


def not_found(request, exception):
    return render(request, "404.html", status=404)


def csrf_failure(request, reason=""):
    """Usually a page that was open for long. The browser still has what was typed, one page back."""
    return render(request, "403_csrf.html", status=403)


def server_error(request):
    """Without context processors: the database may be what failed."""
    return HttpResponseServerError(render_to_string("500.html"))
