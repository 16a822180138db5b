"""A form that was sent after the session had ended is not lost: an editor's, or a reader's note.

Django sends whoever is signed out to the sign-in page, and what they had typed would be gone. Here it
waits in their session for an hour; after signing in to the same account they are asked whether to send
it now. Whoever signs in to another account is not told of it, and it is thrown away.
"""

import re

from django.shortcuts import redirect, render

from symptoms.web import last_account
from symptoms.web.anonymous_sessions import may_write

KEY = "unsent_form"
SECONDS = 60 * 60
LONGEST = 64 * 1024  # bytes
# The desk, and what readers write in their own words. Saving an item waits elsewhere: favorites/saving/pending.py.
_FORMS = re.compile(r"/admin/symptoms/|/favorites/(?:[0-9]+/$|collections/|questions/)")
_THROW_AWAY = "_throw_away_unsent"


class UnsavedFormsMiddleware:
    """Keeps the fields of a refused POST, and offers them at the same address after signing in.

    Only forms without files, of at most 64 KiB, and only where an account was used before: its word
    (see last_account) is kept with them. One form a session. The permission to do what the form does is
    checked when it is sent again, like that of any form.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not _FORMS.match(request.path):
            response = self.get_response(request)
            if getattr(request, "has_signed_in", False):
                _kept(request)
            return response
        waiting = _waiting(request)
        response = self.get_response(request)
        if waiting and request.method == "GET" and response.status_code < 400:
            response = render(
                request, "unsent.html", {"fields": waiting, "throw_away": _THROW_AWAY}
            )
        if _was_sent_to_sign_in(request, response):
            _keep(request)
        elif request.user.is_authenticated and response.status_code == 200:
            last_account.remember(request, response)
        return response

    def process_view(self, request, view, arguments, keywords):
        """Before the view, and after the CSRF check: the form is sent again, or thrown away."""
        if request.method != "POST" or not _waiting(request):
            return None
        del request.session[KEY]
        return redirect(request.get_full_path()) if _THROW_AWAY in request.POST else None


def _waiting(request):
    """The fields that wait for this address, as (name, value), if their owner asks."""
    if not (_FORMS.match(request.path) and request.user.is_authenticated):
        return None
    kept = _kept(request)
    return kept["fields"] if kept and kept["path"] == request.path else None


def _kept(request):
    """What waits for whoever is signed in. Somebody else's is thrown away."""
    kept = request.session.get(KEY)
    if not kept or not request.user.is_authenticated:
        return None
    if kept.get("owner") == last_account.word_of(request.user):
        return kept
    del request.session[KEY]
    return None


def _was_sent_to_sign_in(request, response):
    signed_out = request.method == "POST" and not request.user.is_authenticated
    return signed_out and response.status_code == 302 and not request.FILES


def _keep(request):
    owner = last_account.last_word(request)
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name != "csrfmiddlewaretoken"
    ]
    size = sum(len(name.encode()) + len(value.encode()) for name, value in fields)
    if owner and fields and size <= LONGEST and may_write(request):
        request.session[KEY] = {"path": request.path, "owner": owner, "fields": fields}
        request.session.set_expiry(SECONDS)
