"""What waits in a session until somebody has proved who they are: never a secret.

allauth keeps the whole request of a form that was sent too long after the sign-in, to repeat it. A
session is a row of the database, so a password has no place in it.
"""

import json

from django.http import QueryDict

from accounts.allauth_inside import SUSPENDED

_SECRETS = ("password", "code", "token")
_HEADERS = ("HTTP_COOKIE", "HTTP_AUTHORIZATION", "CSRF_COOKIE")


class SuspendedRequestMiddleware:
    """Takes cookies out of a request that waits, and forgets the request when its form has a secret:
    the person fills that form in again."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.method == "POST" and response.status_code == 302:
            _without_secrets(request.session)
        return response


def _without_secrets(session):
    waiting = session.get(SUSPENDED, {})
    if "request" not in waiting:
        return
    kept = json.loads(waiting["request"])
    form = QueryDict(kept["POST"], mutable=True)
    form.pop("csrfmiddlewaretoken", None)
    if any(secret in name.lower() for name in form for secret in _SECRETS):
        del session[SUSPENDED]
        return
    kept["POST"] = form.urlencode()
    kept["META"] = {name: value for name, value in kept["META"].items() if name not in _HEADERS}
    session[SUSPENDED] = {"request": json.dumps(kept)}
