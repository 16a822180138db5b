"""A form of the editors' desk that was sent after the session had ended is not lost.

Django sends whoever is signed out to the sign-in page, and what they had typed would be gone. Here it
waits in their session for an hour; after signing in they are asked whether to send it now.
"""

from django.shortcuts import redirect, render

KEY = "unsent_form"
SECONDS = 60 * 60
LONGEST = 1024 * 1024
_DESK = "/admin/symptoms/"
_THROW_AWAY = "_throw_away_unsent"


class UnsentFormsMiddleware:
    """Keeps the fields of a refused POST, and offers them at the same address after signing in.

    Only forms of the desk, without files, of at most a megabyte. The permission to do what the form
    does is checked when it is sent again, like that of any form.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not request.path.startswith(_DESK):
            return self.get_response(request)
        waiting = _waiting(request)
        if waiting and request.method == "GET":
            return render(request, "unsent.html", {"fields": waiting, "throw_away": _THROW_AWAY})
        response = self.get_response(request)
        if _was_sent_to_sign_in(request, response):
            _keep(request)
        return response

    def process_view(self, request, view, arguments, keywords):
        """Before the view, and after the CSRF check: the form is sent again, or thrown away."""
        if request.method != "POST" or not _waiting(request):
            return None
        del request.session[KEY]
        return redirect(request.get_full_path()) if _THROW_AWAY in request.POST else None


def _waiting(request):
    """The fields that wait for this address, as (name, value), if somebody of the staff asks."""
    if not (request.path.startswith(_DESK) and request.user.is_authenticated):
        return None
    kept = request.session.get(KEY)
    return kept["fields"] if kept and kept["path"] == request.path else None


def _was_sent_to_sign_in(request, response):
    signed_out = request.method == "POST" and not request.user.is_authenticated
    return signed_out and response.status_code == 302 and not request.FILES


def _keep(request):
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name != "csrfmiddlewaretoken"
    ]
    if fields and sum(len(name) + len(value) for name, value in fields) <= LONGEST:
        request.session[KEY] = {"path": request.path, "fields": fields}
        request.session.set_expiry(SECONDS)
