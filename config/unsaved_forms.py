"""Forms that were submitted after the session ended are not lost: an editor's, or a reader's note.

Django redirects people who are signed out to the sign-in page, and what they typed would be lost. Here it
is stored in their session for an hour. After they sign in to the same account, they are asked whether to
send it. If somebody signs in to another account, it is deleted without being shown.
"""

import re

from django.shortcuts import redirect, render

from symptoms.web import last_account
from symptoms.web.anonymous_sessions import may_write

KEY = "unsent_form"
SECONDS = 60 * 60
MAX_BYTES = 64 * 1024
# The admin, and what readers write. Saving an item needs no account.
_FORMS = re.compile(r"/admin/symptoms/|/favorites/(?:[0-9]+/$|collections/|questions/)")
_DISCARD = "_throw_away_unsent"


class UnsavedFormsMiddleware:
    """Stores the fields of a refused POST, and offers them at the same address after signing in.

    Only forms without files, of at most 64 KiB, and only in browsers that used an account before, whose
    keyed hash (see last_account) is stored with them. One form for each session. Permissions are checked
    when the form is sent again, as for any form.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not _FORMS.match(request.path):
            response = self.get_response(request)
            if getattr(request, "has_signed_in", False):
                _stored_form(request)
            return response
        fields = _stored_fields(request)
        response = self.get_response(request)
        if fields and request.method == "GET" and response.status_code < 400:
            response = render(request, "unsent.html", {"fields": fields, "throw_away": _DISCARD})
        if _was_redirected_to_sign_in(request, response):
            _store(request)
        elif request.user.is_authenticated and response.status_code == 200:
            last_account.remember(request, response)
        return response

    def process_view(self, request, view, arguments, keywords):
        """Before the view and after the CSRF check: the form is sent again, or discarded."""
        if request.method != "POST" or not _stored_fields(request):
            return None
        del request.session[KEY]
        return redirect(request.get_full_path()) if _DISCARD in request.POST else None


def _stored_fields(request):
    """The fields stored for this address, as (name, value), if their owner asks; else None."""
    if not (_FORMS.match(request.path) and request.user.is_authenticated):
        return None
    form = _stored_form(request)
    return form["fields"] if form and form["path"] == request.path else None


def _stored_form(request):
    """The form stored for the account that is signed in. Another account's form is deleted."""
    form = request.session.get(KEY)
    if not form or not request.user.is_authenticated:
        return None
    if form.get("owner") == last_account.account_key(request.user):
        return form
    del request.session[KEY]
    return None


def _was_redirected_to_sign_in(request, response):
    signed_out = request.method == "POST" and not request.user.is_authenticated
    return signed_out and response.status_code == 302 and not request.FILES


def _store(request):
    owner = last_account.last_account_key(request)
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name != "csrfmiddlewaretoken"
    ]
    size = sum(len(name.encode()) + len(value.encode()) for name, value in fields)
    if owner and fields and size <= MAX_BYTES and may_write(request):
        request.session[KEY] = {"path": request.path, "owner": owner, "fields": fields}
        request.session.set_expiry(SECONDS)
