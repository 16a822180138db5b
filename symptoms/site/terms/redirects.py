"""Pages that are somewhere else now. What stood behind the address, such as a page's number, goes along."""

from functools import wraps

from django.http import Http404
from django.shortcuts import redirect

from symptoms.models import FormerAddress


def moved(request, target):
    """Leads to `target` (a row with a page, or a path); for good, unless another moment is looked at."""
    path = target if isinstance(target, str) else target.get_absolute_url()
    query = request.META.get("QUERY_STRING", "")
    return redirect(f"{path}?{query}" if query else path, permanent=not request.moment)


def follows_terms(model, address_of):
    """For a view of one row of `model` by its slug: a former slug leads to the address of today.

    `address_of` takes the row. Where readers would find no page, nothing leads there either.
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
