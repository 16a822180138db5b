"""Lets a request read from the replica if it is anonymous and changes nothing."""

from django.conf import settings

from config.replica import lag
from config.replica.router import allowed
from symptoms.favorites.saving import device_list


class ReplicaMiddleware:
    """Readers with a session or a list always use the primary, so they see what they have just
    saved.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not _is_anonymous_reading(request) or not lag.is_fresh():
            return self.get_response(request)
        token = allowed.set(True)
        try:
            return self.get_response(request)
        finally:
            allowed.reset(token)


def _is_anonymous_reading(request):
    return (
        request.method in {"GET", "HEAD"}
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and not device_list.has_list(request)
        and not request.path.startswith(("/accounts/", "/admin/", "/favorites/", "/feedback/"))
    )
