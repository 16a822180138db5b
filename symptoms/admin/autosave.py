"""Forms that nobody loses: what is typed is stored while it is typed, and offered again when the form is
opened the next time, after a crash, a closed tab, or an error."""

import re
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from symptoms.admin.preview import BUTTON as PREVIEW
from symptoms.models import Autosave, NewerAutosave
from symptoms.models.autosave import MAX_PATH
from symptoms.web.integers import bounded_integer

RESTORE = "_restore_autosave"
MAX_VERSION = 2**31 - 2
_FORM = re.compile(r"/admin/symptoms/[a-z]+/(?:add|[0-9]+/change)/")


@require_POST
def autosave_view(request):
    """Store the form that is being typed into. Responds with its `version` and what to say; 409 when
    another window has stored something newer."""
    path = _path(request)
    version = _version(request) or 0
    try:
        stored = Autosave.objects.keep(request.user, path, request.POST, version)
    except NewerAutosave:
        said = _(
            "Other text of yours is stored for this form. Restore or discard that text first, or reload "
            "this page. Until then, what you type here is kept only when you save it."
        )
        return JsonResponse({"said": said}, status=409)
    at = time_format(timezone.localtime(stored.saved_at))
    return JsonResponse({"version": stored.version, "said": _("Kept at %(time)s") % {"time": at}})


@require_POST
def discard_view(request):
    """Delete what was typed into a form and never saved, and go back to the form."""
    path = _path(request)
    Autosave.objects.forget(request.user, path)
    return redirect(path)


def _path(request) -> str:
    """The address of a form in the admin. Raises PermissionDenied for any other."""
    path = request.POST.get("autosave_path", "")
    if not _FORM.fullmatch(path) or len(path) > MAX_PATH:
        raise PermissionDenied
    return path


def _version(request) -> int | None:
    """The version of the autosave that the form knows, 0 for none; None for a form that does not say."""
    known = request.POST.get("autosave_version")
    return None if known is None else bounded_integer(known, MAX_VERSION) or 0


class AutosavedAdmin(admin.ModelAdmin):
    """A ModelAdmin whose form is stored before each attempt to save it, outside the transaction of the
    attempt, and deleted when that succeeds. It has to be the first base."""

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if RESTORE in request.POST:
            stored = Autosave.objects.of_form(request.user, request.path)
            if not stored:
                return redirect(request.path)
            _restore(request, stored)
        elif request.method == "POST" and PREVIEW not in request.POST:
            stored = _keep(request)
        else:
            stored = None
        context = {
            "autosaves": _FORM.fullmatch(request.path),
            "autosave_version": stored.version if stored else 0,
            "left_behind": Autosave.objects.of_form(request.user, request.path)
            if request.method == "GET"
            else None,
        }
        response = super().changeform_view(
            request, object_id, form_url, (extra_context or {}) | context
        )
        if stored and isinstance(response, HttpResponseRedirect):
            Autosave.objects.forget(request.user, request.path)
        return response

    def get_form(self, request, obj=None, change=False, **kwargs):
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        form.restored = getattr(request, "restored", None)
        return form


def _keep(request) -> Autosave | None:
    """The stored form; None if the one that is stored already is newer than the one that was sent, and
    has to stay."""
    try:
        return Autosave.objects.keep(request.user, request.path, request.POST, _version(request))
    except NewerAutosave:
        return None


def _restore(request, stored) -> None:
    """Put what was stored in the place of what was posted. The form says so, as it would say an error, so
    that nothing is saved before somebody has looked."""
    token = request.POST.get("csrfmiddlewaretoken", "")
    request.POST = stored.as_posted()
    request.POST["csrfmiddlewaretoken"] = token
    request.restored = stored


urlpatterns = [
    path("", admin.site.admin_view(autosave_view), name="autosave"),
    path("discard/", admin.site.admin_view(discard_view), name="discard_autosave"),
]
