"""The appointment sheet: questions and things to talk about, on two sides of paper.

What is chosen and typed comes with a POST, because addresses are logged. None of it is stored. The sheet
works with an account's list, with a list on the device, and with what is checked on a page. The code on
paper is an address that names articles and tips by number, and nothing else.
"""

from django.http import QueryDict
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from symptoms.favorites.appointment import code
from symptoms.favorites.appointment.choice import Choice
from symptoms.favorites.appointment.fitting import LARGE, NORMAL, SIDES, Sheet
from symptoms.favorites.appointment.lines import (
    MAX_OFFERED,
    Asked,
    asked_by_articles,
    chosen_lines,
    own_questions,
    saved_lines,
)
from symptoms.favorites.appointment.words import frame
from symptoms.web import display_preferences
from symptoms.web.form_limits import limited
from symptoms.web.form_origin import is_from_here


# A CSRF token would set a cookie for everyone who opens a page with checkboxes. The form changes nothing:
# it shows what it holds. Another site may not send it, so that none puts words into the reader's mouth.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@limited("sheet", "GET", "HEAD", "POST")
def sheet(request):
    """GET asks what to put on it, and POST shows it, or asks again. GET shows it too, for a code."""
    if request.method == "POST" and is_from_here(request) is False:
        return _private(render(request, "403_csrf.html", status=403))
    mine = own_questions(request.user)
    form = Choice(request.POST or code.read(request.GET) or _usual(request))
    if not form.is_valid() or not _are_mine(form.cleaned_data["questions"], mine):
        return _choices(request, form, mine, is_refused=True)
    if request.method == "POST" and "change" not in request.POST:
        if form.is_empty and "print" in request.POST:
            return _choices(request, form, mine, is_empty=True)
        return _rendered(request, form, mine)
    if code.KEY in request.GET:
        return _rendered(request, form, mine)
    return _choices(request, form, mine)


def _usual(request):
    """What is chosen before anything is: large print, for whoever reads so."""
    choice = QueryDict(mutable=True)
    if display_preferences.read(request.COOKIES).get("print") == "large":
        choice["large"] = "yes"
    return choice


def _are_mine(ids, mine):
    return {str(pk) for pk in ids} <= {one.value for one in mine}


def _choices(request, form, mine, is_refused=False, is_empty=False):
    """What can be chosen: what is chosen already, and what the reader saved."""
    valid = form.cleaned_data if not is_refused else {}
    is_new = not form.data or set(form.data) <= {"large"}
    chosen, gone = chosen_lines(request.user, valid.get("items", []))
    keys = {line.key for line in chosen}
    saved, gone_since = saved_lines(request)
    lines = [*chosen, *(line for line in saved if line.key not in keys)][:MAX_OFFERED]
    asked = asked_by_articles(valid.get("asked", []))
    picked = {str(pk) for name in ("questions", "asked") for pk in valid.get(name, [])}
    if is_new:
        keys, picked = _what_fits(lines, mine, bool(form.data))
    context = {
        "lines": [(line, line.key in keys) for line in lines],
        "questions": [(one, one.value in picked) for one in (*mine, *asked)],
        "gone": [*gone, *gone_since],
        "is_refused": is_refused,
        "is_empty": is_empty,
        "sent": form.data,
        "has_notes": request.user.is_authenticated,
    }
    status = 422 if is_refused else 200
    page = render(request, "favorites/appointment/choose_sheet.html", context, status=status)
    return _private(page)


def _what_fits(lines, mine, is_large):
    """The keys of saved items, and the ids of own questions, that two sides hold."""
    fit = _sheet(frame(), mine, lines, is_large).fit()
    return {lines[at].key for at in fit.items}, {mine[at].value for at in fit.questions}


def _sheet(words, questions, lines, is_large):
    texts = [f"★ {one.text}" if one.star else one.text for one in questions]
    items = [line.measured() for line in lines]
    return Sheet(words, texts, items, LARGE if is_large else NORMAL)


def _rendered(request, form, mine):
    chosen = form.cleaned_data
    lines, gone = chosen_lines(request.user, chosen["items"], chosen["short"], chosen["notes"])
    questions = [one for one in mine if int(one.value) in chosen["questions"]]
    questions += asked_by_articles(chosen["asked"])
    questions += [Asked(text) for text in chosen["own"]]
    words = frame(chosen["words"], has_code=bool(chosen["code"] and lines))
    sheet = _sheet(words, questions, lines, chosen["large"])
    fit = sheet.fit(None if chosen["more"] else SIDES)
    context = {
        "frame": words,
        "lines": [(lines[at], sheet.is_tall(sheet.items[at])) for at in fit.items],
        "signs": list(dict.fromkeys(sign for at in fit.items for sign in lines[at].signs)),
        "questions": [questions[at] for at in fit.questions],
        "left_out": _left_out(questions, lines, fit),
        "gone": gone,
        "is_large": chosen["large"],
        "goes_on": fit.goes_on,
        "room": fit.room,
        "code": code.drawn(lines[at].entry for at in fit.items) if words.has_code else "",
        "prints_now": "print" in request.POST,
        "again": form.again(),
    }
    return _private(render(request, "favorites/appointment/sheet.html", context))


def _left_out(questions, lines, fit):
    missing = [one.text for at, one in enumerate(questions) if at not in fit.questions]
    return missing + [line.entry.title for at, line in enumerate(lines) if at not in fit.items]


def _private(response):
    patch_cache_control(response, private=True, no_store=True)
    return response
