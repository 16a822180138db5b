"""The appointment sheet: questions and things to talk about, on two sides of paper.

What is chosen and typed comes with a POST, because addresses are logged. None of it is stored. The sheet
works with an account's list, with a list on the device, and with what is checked on a page.
"""

from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from symptoms.favorites.appointment.choice import Choice
from symptoms.favorites.appointment.lines import (
    Asked,
    asked_by_articles,
    chosen_lines,
    own_questions,
    saved_lines,
)
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
from symptoms.web import display_preferences
from symptoms.web.form_limits import limited
from symptoms.web.form_origin import is_from_here


# A CSRF token would set a cookie for everyone who opens a page with checkboxes. The form changes nothing:
# it shows what it holds. Another site may not send it, so that none puts words into the reader's mouth.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@limited("sheet", "GET", "HEAD", "POST")
def sheet(request):
    """GET asks what to put on it; POST shows it."""
    if request.method != "POST":
        return _choices(request)
    if is_from_here(request) is False:
        return _private(render(request, "403_csrf.html", status=403))
    form = Choice(request.POST)
    mine = own_questions(request.user)
    if not form.is_valid() or not _are_mine(form.cleaned_data["questions"], mine):
        return _choices(request, is_refused=True)
    if form.is_empty and "print" in request.POST:
        return _choices(request, is_empty=True)
    return _rendered(request, form.cleaned_data, mine)


def _are_mine(ids, mine):
    return {str(pk) for pk in ids} <= {one.value for one in mine}


def _choices(request, is_refused=False, is_empty=False):
    lines, gone = saved_lines(request)
    questions = own_questions(request.user)
    is_large = display_preferences.read(request.COOKIES).get("print") == "large"
    checked = _what_fits(lines, questions, LARGE if is_large else NORMAL)
    context = {
        "lines": [(line, line in checked[0]) for line in lines],
        "questions": [(question, question in checked[1]) for question in questions],
        "gone": gone,
        "is_large": is_large,
        "is_refused": is_refused,
        "is_empty": is_empty,
        "words": request.POST.get("words", ""),
        "own": request.POST.get("own", ""),
    }
    status = 422 if is_refused else 200
    page = render(request, "favorites/appointment/choose_sheet.html", context, status=status)
    return _private(page)


def _rendered(request, chosen, mine):
    lines, gone = chosen_lines(request.user, chosen["items"])
    ids = {str(pk) for pk in chosen["questions"]}
    questions = [one for one in mine if one.value in ids]
    questions += asked_by_articles(chosen["asked"])
    questions += [Asked(text) for text in chosen["own"]]
    items, asked = _what_fits(lines, questions, LARGE if chosen["large"] else NORMAL)
    left_out = [one.text for one in questions if one not in asked]
    left_out += [line.entry.title for line in lines if line not in items]
    context = {
        "lines": items,
        "questions": asked,
        "left_out": left_out,
        "gone": gone,
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


def _private(response):
    patch_cache_control(response, private=True, no_store=True)
    return response
