"""A reader's questions: their own and those adopted from articles. Up to three have a star."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import IntegrityError, transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from symptoms.favorites.notebook.ordering import move_one_place
from symptoms.favorites.saving.post_only import post_only
from symptoms.models import Edition, OwnQuestion, Question
from symptoms.models.account_limits import LimitReached
from symptoms.models.own_question import STARS
from symptoms.web.form_limits import limited
from symptoms.web.reader_gaps import Unknown

REMOVED = "question_removed"


class QuestionForm(forms.ModelForm):
    class Meta:
        model = OwnQuestion
        fields = ["text"]
        labels = {"text": gettext_lazy("Your question")}
        help_texts = {"text": gettext_lazy("Use your own words, at most 200 characters.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].error_messages["required"] = _("Enter your question.")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@limited("words", "POST")
def questions(request):
    """Shows them; a POST adds one, at the end."""
    new = OwnQuestion(user=request.user, position=_last_place(request.user))
    form = QuestionForm(request.POST if request.method == "POST" else None, instance=new)
    if form.is_bound and form.is_valid():
        try:
            OwnQuestion.objects.add(request.user, [form.instance])
            return redirect("favorites:questions")
        except LimitReached as error:
            form.add_error("text", str(error))
    mine = OwnQuestion.objects.of(request.user)
    context = {
        "form": form,
        "questions": list(mine),
        "stars": STARS,
        "removed": request.session.pop(REMOVED, None) if request.method == "GET" else None,
    }
    status = 422 if form.errors else 200
    return render(request, "favorites/notebook/questions.html", context, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@limited("words", "POST")
def question(request, pk):
    """A POST changes the text; an adopted question then becomes the reader's own."""
    mine = _mine(request, pk)
    form = QuestionForm(request.POST if request.method == "POST" else None, instance=mine)
    if form.is_bound and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("favorites:questions")
    context = {"form": form, "question": _mine(request, pk)}
    return render(
        request, "favorites/notebook/question.html", context, status=422 if form.errors else 200
    )


@post_only
@login_required
def star(request, pk):
    """Sets or removes the star as the form says, and never toggles it. A fourth star is refused."""
    mine = _mine(request, pk)
    wanted = request.POST.get("star") == "yes"
    if wanted and mine.star is None:
        _give_star(request, mine)
    elif not wanted:
        OwnQuestion.objects.of(request.user).filter(pk=pk).update(star=None)
    return redirect("favorites:questions")


def _give_star(request, mine):
    taken = OwnQuestion.objects.of(request.user).exclude(star=None).values_list("star", flat=True)
    free = sorted(set(range(1, STARS + 1)) - set(taken))
    try:
        with transaction.atomic():
            if free:
                OwnQuestion.objects.filter(pk=mine.pk).update(star=free[0])
    except IntegrityError:  # two presses at once wanted the same star
        free = []
    if not free:
        messages.warning(
            request, _("Three questions already have a star. Remove one star and try again.")
        )


@post_only
@login_required
def move_question(request, pk):
    """Moves it one place: `to` is "earlier" or "later"."""
    move_one_place(OwnQuestion.objects.of(request.user), pk, request.POST.get("to", ""))
    return redirect("favorites:questions")


@post_only
@login_required
def remove_question(request, pk):
    """Its text stays in the session, so that it can be put back."""
    for mine in OwnQuestion.objects.of(request.user).filter(pk=pk):
        request.session[REMOVED] = mine.text
        mine.delete()
    return redirect("favorites:questions")


@post_only
@login_required
def adopt(request, pk):
    """Adds a question of a live article, as it is worded now. Doing it again changes nothing."""
    article = get_object_or_404(Question, pk=pk).article_id
    edition = Edition.objects.live().articles().filter(article=article).for_page().first()
    asked = [one for one in edition.content.questions if one.id == pk] if edition else []
    if edition is None or not asked:
        raise Http404(_("No article asks this question."))
    try:
        if not OwnQuestion.objects.of(request.user).filter(adopted=pk).exists():
            place = _last_place(request.user)
            new = OwnQuestion(user=request.user, text=asked[0].text, adopted_id=pk, position=place)
            OwnQuestion.objects.add(request.user, [new], ignore_conflicts=True)
        messages.success(
            request, _("Added to your questions: %(question)s") % {"question": asked[0].text}
        )
    except LimitReached as error:
        messages.warning(request, str(error))
    return redirect(f"{edition.get_absolute_url()}#message")


@dataclass(frozen=True)
class Adopted:
    """The ids of the articles' questions that a reader adopted."""

    questions: frozenset[int]

    def has(self, pk: int) -> bool:
        return pk in self.questions

    def either(self, key: tuple[int], render: Callable[[bool], str]) -> str:
        """`render(True)` if the question is among them, otherwise `render(False)`."""
        return render(self.has(*key))


def adopted_by(request) -> Adopted | Unknown:
    """Those of the request's reader, in one query; see also `saving.state.saved_by`."""
    if not hasattr(request, "adopted_questions"):
        request.adopted_questions = Adopted(frozenset(_ids_adopted_by(request.user)))
    return request.adopted_questions


def _ids_adopted_by(user):
    if not user.is_authenticated:
        return []
    return OwnQuestion.objects.of(user).exclude(adopted=None).values_list("adopted", flat=True)


def _mine(request, pk):
    return get_object_or_404(OwnQuestion.objects.of(request.user).select_related("user"), pk=pk)


def _last_place(user):
    last = OwnQuestion.objects.of(user).order_by("position", "pk").last()
    return last.position + 1 if last else 1
