"""The type of a view, for decorators: a function of the request."""

from collections.abc import Callable

from django.http import HttpResponseBase

View = Callable[..., HttpResponseBase]
