"""What a view is, for whatever wraps one: a function of the request."""

from collections.abc import Callable

from django.http import HttpResponseBase

View = Callable[..., HttpResponseBase]
