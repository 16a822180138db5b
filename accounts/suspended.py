"""Remove secrets from the request that allauth stores until somebody signs in again.

When a form is sent too long after the sign-in, allauth stores the whole request in the session, to repeat
it. A session is a row of the database, so it must not contain a password.
"""

import json

from django.http import QueryDict

from accounts.allauth_inside import SUSPENDED

_SECRETS = ("password", "code", "token")
_HEADERS = ("HTTP_COOKIE", "HTTP_AUTHORIZATION", "CSRF_COOKIE")


class SuspendedRequestMiddleware:
    """Removes cookies from a stored request, and deletes the request if its form has a secret; the person
    then fills in that form again."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.method == "POST" and response.status_code == 302:
            _remove_secrets(request.session)
        return response


def _remove_secrets(session):
    suspended = session.get(SUSPENDED, {})
    if "request" not in suspended:
        return
    request = json.loads(suspended["request"])
    form = QueryDict(request["POST"], mutable=True)
    form.pop("csrfmiddlewaretoken", None)
    if any(secret in name.lower() for name in form for secret in _SECRETS):
        del session[SUSPENDED]
        return
    request["POST"] = form.urlencode()
    request["META"] = {
        name: value for name, value in request["META"].items() if name not in _HEADERS
    }
    session[SUSPENDED] = {"request": json.dumps(request)}
