"""Redirects from former addresses. The query string, such as the page number, is preserved."""

from functools import wraps

from django.http import Http404
from django.shortcuts import redirect

from symptoms.models import FormerAddress


def moved(request, target):
    """Redirect to `target` (a row with a page, or a path): permanently, except during time travel."""
    path = target if isinstance(target, str) else target.get_absolute_url()
    query = request.META.get("QUERY_STRING", "")
    return redirect(f"{path}?{query}" if query else path, permanent=not request.moment)


def follows_terms(model, address_of):
    """For a view of one row of `model` by its slug: a former slug redirects to the current address.

    `address_of` takes the row. The view's own 404 is raised when the row has no public page.
    """

    def decorate(view):
        @wraps(view)
        def wrapped(request, slug):
            try:
                return view(request, slug=slug)
            except Http404:
                term = FormerAddress.objects.term(model, slug)
                if term is None:
                    raise
                view(request, slug=term.slug)
                return moved(request, address_of(term))

        return wrapped

    return decorate
