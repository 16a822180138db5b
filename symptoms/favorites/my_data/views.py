"""A reader's own data: downloading it, importing it again, and deleting all of it."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.db.models import Count
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from accounts.recent_sign_in import recent_sign_in_required
from accounts.sessions import end_sessions
from symptoms.favorites.my_data import export, importing
from symptoms.favorites.notebook import questions
from symptoms.favorites.notebook.entries import entries
from symptoms.favorites.saving import notices, undo
from symptoms.models import Collection, Favorite, OwnQuestion
from symptoms.web.form_limits import limited
from symptoms.web.read_only import read_only

MAX_FILE = 10 * 1024 * 1024
FORGET_COPY = '"storage"'  # where the browser stores the copy of favorites.offline


class ImportForm(forms.Form):
    use_required_attribute = False
    file = forms.FileField(
        label=gettext_lazy("A file with your list"),
        help_text=gettext_lazy(
            "The file that you downloaded here, or the bookmarks of your browser, wallabag, linkding "
            "or Pocket. From bookmarks, we import only addresses on this site. At most 10 MB."
        ),
        error_messages={
            "required": gettext_lazy("Choose a file."),
            "empty": importing.NOT_IMPORTED,
            "missing": gettext_lazy("Choose a file."),
        },
    )

    def clean_file(self):
        if self.cleaned_data["file"].size > MAX_FILE:
            raise forms.ValidationError(f"{importing.NOT_IMPORTED} {_('It is larger than 10 MB.')}")
        return self.cleaned_data["file"]


@login_required
@recent_sign_in_required
@require_http_methods(["GET", "HEAD", "POST"])
@limited("import", "POST")
def yours(request):
    """Links to download and to delete; a POST imports a list."""
    is_sent = request.method == "POST"
    form = ImportForm(request.POST, request.FILES) if is_sent else ImportForm()
    if is_sent and form.is_valid():
        try:
            imported = importing.import_list(request.user, form.cleaned_data["file"].read())
        except importing.NotImported as error:
            form.add_error("file", str(error))
        else:
            messages.success(request, " ".join(_in_words(imported)))
            return redirect("favorites:list")
    status = 422 if form.errors else 200
    return render(request, "favorites/my_data/yours.html", {"form": form}, status=status)


def _in_words(imported):
    """Sentences that say what was imported and what was not."""
    yield ngettext(
        "%(added)s of %(count)s entry in the file was added to your favorites.",
        "%(added)s of %(count)s entries in the file were added to your favorites.",
        imported.found,
    ) % {"added": imported.added, "count": imported.found}
    if imported.there:
        yield ngettext(
            "%(count)s was already in your favorites.",
            "%(count)s were already in your favorites.",
            imported.there,
        ) % {"count": imported.there}
    if imported.unknown:
        yield ngettext(
            "%(count)s is not an article or a tip on this site.",
            "%(count)s are not articles or tips on this site.",
            imported.unknown,
        ) % {"count": imported.unknown}
    if imported.collections or imported.questions:
        counts = {"collections": imported.collections, "questions": imported.questions}
        yield _("New collections: %(collections)s. New questions: %(questions)s.") % counts


@read_only
@login_required
@limited("download", "GET", "HEAD")
@recent_sign_in_required
def download(request, kind):
    """`kind` is json, csv or html. The file's name reveals nothing about its owner."""
    if kind == "json":
        response: HttpResponse = JsonResponse(
            export.as_data(request.user),
            json_dumps_params={"indent": 2, "ensure_ascii": False},
            content_type="application/json; charset=utf-8",
        )
    elif kind == "csv":
        response = HttpResponse(export.as_csv(request.user), content_type="text/csv; charset=utf-8")
    else:
        response = HttpResponse(_as_html(request))
    response.headers["Content-Disposition"] = f'attachment; filename="my-list.{kind}"'
    return response


def _as_html(request):
    user = request.user
    context = {
        "entries": entries(Favorite.objects.of(user).newest_first()),
        "collections": Collection.objects.of(user).annotate(count=Count("items")),
        "questions": OwnQuestion.objects.of(user).starred_first(),
    }
    return render_to_string("favorites/my_data/export.html", context, request)


def _forget_unsaved(request):
    """Deletes what sessions hold to be put back or sent, here and on other devices."""
    end_sessions([request.user], except_key=request.session.session_key)
    for key in (notices.KEY, undo.KEY, questions.REMOVED):
        request.session.pop(key, None)


@login_required
@recent_sign_in_required
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request):
    """In two steps: the page says what will be deleted, and the button deletes it."""
    kept = [model.objects.of(request.user) for model in (Favorite, Collection, OwnQuestion)]
    if request.method == "POST":
        with transaction.atomic():
            for rows in kept:
                rows.delete()
        _forget_unsaved(request)
        messages.success(
            request,
            _("Your list is deleted. Nothing of it is left. Your other devices are signed out."),
        )
        response = redirect("favorites:list")
        response.headers["Clear-Site-Data"] = FORGET_COPY
        return response
    favorites, collections, questions = (rows.count() for rows in kept)
    context = {"favorites": favorites, "collections": collections, "questions": questions}
    return render(request, "favorites/my_data/delete.html", context)
