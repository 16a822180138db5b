"""Internals of other packages that the tests use, all in one place."""

from django.core.cache import cache


def cached():
    """Keys and pickled values of the embedded cache (Django 5.2). It has no public list of them, and what
    it holds about readers must be seen whole."""
    return dict(cache._cache)
