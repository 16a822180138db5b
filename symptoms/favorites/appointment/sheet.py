"""The appointment sheet: questions and things to talk about, on at most two pages.

What is chosen and typed comes with a POST, because addresses are logged. None of it is stored.
The sheet works with an account's list and with a list on the device.
"""

from dataclasses import dataclass

from django import forms
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from symptoms import conf
from symptoms.favorites.appointment.page_fit import (
    AGREED_LINES,
    BLANK_QUESTIONS,
    CHANGED_LINES,
    LARGE,
    NORMAL,
    cost_of_item,
    cost_of_question,
    fits,
)
from symptoms.favorites.notebook.entries import Entry, entries
from symptoms.favorites.saving import device_list
from symptoms.models import Edition, Favorite, OwnQuestion
from symptoms.web import display_preferences
from symptoms.web.form_limits import limited

MAX_OFFERED = 60


@dataclass(frozen=True)
class Line:
    """A favorite as the sheet shows it. `key` names it in the form."""

    key: str
    entry: Entry
    summary: str
    address: str
    what: str
    sponsor: str

    @property
    def paragraphs(self):
        return [self.entry.title, self.summary, self.address, self.what, self.sponsor]


class SheetForm(forms.Form):
    items = forms.MultipleChoiceField(required=False)
    questions = forms.MultipleChoiceField(required=False)
    words = forms.CharField(required=False, max_length=120)
    large = forms.BooleanField(required=False)

    def __init__(self, *args, lines, questions, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["items"].choices = [(line.key, "") for line in lines]  # type: ignore[attr-defined]
        self.fields["questions"].choices = [(str(one.pk), "") for one in questions]  # type: ignore[attr-defined]


@require_http_methods(["GET", "HEAD", "POST"])
@limited("sheet", "GET", "HEAD", "POST")
def sheet(request):
    """GET asks what to put on it; POST shows it. Only what is on the reader's own list is accepted."""
    lines, gone = _lines(request)
    questions = _questions(request)
    if request.method == "POST":
        form = SheetForm(request.POST, lines=lines, questions=questions)
        if form.is_valid():
            return _rendered(request, form.cleaned_data, lines, questions)
    is_large = display_preferences.read(request.COOKIES).get("print") == "large"
    checked = _what_fits(lines, questions, LARGE if is_large else NORMAL)
    context = {
        "lines": [(line, line in checked[0]) for line in lines],
        "questions": [(question, question in checked[1]) for question in questions],
        "gone": gone,
        "is_large": is_large,
        "is_refused": request.method == "POST",
        "words": request.POST.get("words", ""),
    }
    status = 422 if request.method == "POST" else 200
    return _private(
        render(request, "favorites/appointment/choose_sheet.html", context, status=status)
    )


def _rendered(request, chosen, lines, questions):
    lines = [line for line in lines if line.key in chosen["items"]]
    questions = [one for one in questions if str(one.pk) in chosen["questions"]]
    items, asked = _what_fits(lines, questions, LARGE if chosen["large"] else NORMAL)
    left_out = [one.text for one in questions if one not in asked]
    left_out += [line.entry.title for line in lines if line not in items]
    context = {
        "lines": items,
        "questions": asked,
        "left_out": left_out,
        "words": chosen["words"],
        "is_large": chosen["large"],
        "blank": range(BLANK_QUESTIONS),
        "changed": range(CHANGED_LINES),
        "agreed": range(AGREED_LINES),
    }
    return _private(render(request, "favorites/appointment/sheet.html", context))


def _what_fits(lines, questions, size):
    """The questions, starred ones first, and then the items that still fit."""
    costs = [cost_of_question(one.text, size) for one in questions]
    asked = fits(costs, size)
    taken = sum(cost for cost, is_in in zip(costs, asked, strict=True) if is_in)
    shown = fits([cost_of_item(line.paragraphs, size) for line in lines], size, taken)
    return (
        [line for line, is_in in zip(lines, shown, strict=True) if is_in],
        [one for one, is_in in zip(questions, asked, strict=True) if is_in],
    )


def _questions(request):
    if not request.user.is_authenticated:
        return []
    return list(OwnQuestion.objects.of(request.user).starred_first())


def _lines(request):
    """What can be put on a sheet, and the titles of what no longer can."""
    if request.user.is_authenticated:
        saved = Favorite.objects.of(request.user).newest_first()[:MAX_OFFERED]
    else:
        saved = device_list.read(request)
    listed = entries(saved)
    pages = Edition.objects.filter(pk__in=[entry.edition.pk for entry in listed]).for_page()
    reviewed = {edition.pk: edition.reviewed_at for edition in pages}
    return (
        [_line(entry, reviewed.get(entry.edition.pk)) for entry in listed if not entry.gone],
        [entry.title for entry in listed if entry.gone],
    )


def _line(entry, reviewed_at):
    return Line(
        f"{entry.kind}-{entry.pk}",
        entry,
        entry.summary,
        conf.absolute(entry.url),
        _what(entry, reviewed_at),
        entry.edition.sponsored,
    )


def _what(entry, reviewed_at):
    """What the entry is, and when it was last reviewed."""
    if not reviewed_at:
        return entry.what
    return _("%(what)s · Last reviewed %(date)s") % {
        "what": entry.what,
        "date": date_format(reviewed_at, "DATE_FORMAT"),
    }


def _private(response):
    patch_cache_control(response, private=True, no_store=True)
    return response
