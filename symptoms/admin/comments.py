"""The comments on an article: a page of their own, and the same list beside the form."""

from typing import Any, NamedTuple, cast

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from symptoms.admin import comment_places
from symptoms.admin.article_page import ArticlePage
from symptoms.models import Comment
from symptoms.models.comment import MAX_QUOTE, MAX_TEXT
from symptoms.models.fields import Lines
from symptoms.text.content import ArticleContent
from symptoms.web.integers import bounded_integer
from symptoms.workflow import commenting
from symptoms.workflow.commenting import CommentError

PERMISSION = "symptoms.add_comment"
# Asks for the list alone, as the script beside the form does.
PART = "part"


class BeginForm(forms.Form):
    place = forms.ChoiceField(label=gettext_lazy("What it is about"), required=False)
    quote = Lines(
        label=gettext_lazy("The words it is about"),
        required=False,
        max_length=MAX_QUOTE,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Copy them from the text. Leave this empty for the whole field."),
    )
    text = Lines(
        label=gettext_lazy("Comment"),
        max_length=MAX_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Readers never see it. Your colleagues get an email without it."),
        error_messages={"required": gettext_lazy("Write a comment.")},
    )

    def __init__(self, data: Any = None, *, places: list[comment_places.Place]) -> None:
        super().__init__(data, auto_id="comment_%s")
        place = cast(forms.ChoiceField, self.fields["place"])
        place.choices = [(one.name, one.label) for one in places]


class Thread(NamedTuple):
    """A comment with its answers. `place` is None when the text no longer has it, and `is_lost` says that
    the words it was about have changed."""

    begun: Any
    place: Any
    is_lost: bool


def listed(article, user, form=None) -> dict[str, Any]:
    """For the template `_comments.html`."""
    places = comment_places.places_of(ArticleContent.of(article))
    by_name = {place.name: place for place in places}
    answers = Prefetch("answers", Comment.objects.order_by("pk"))
    rows = article.comments.threads().prefetch_related(answers)[: commenting.MAX_THREADS]
    threads = [_thread(row, by_name.get(row.place)) for row in rows]
    return {
        "article": article,
        "open_threads": [thread for thread in threads if not thread.begun.is_resolved],
        "resolved_threads": [thread for thread in threads if thread.begun.is_resolved],
        "places": places,
        "may_comment": user.has_perm(PERMISSION),
        "begin": form or BeginForm(places=places),
    }


def _thread(row, place):
    is_lost = place is None or bool(row.quote) and not comment_places.says(place, row.quote)
    return Thread(row, place, is_lost)


class CommentsPage(ArticlePage):
    """Whoever may view the article reads them; whoever may comment says something."""

    def urls(self):
        page = "<path:object_id>/comments/"
        return [
            self.path(page, require_safe(self.comments_view), "comments"),
            self.path(f"{page}add/", self.begin_view, "comment"),
            self.path(f"{page}<int:number>/", self.answer_view, "answer_comment"),
        ]

    def comments_view(self, request, object_id):
        return self._page(request, self.viewed_article(request, object_id))

    def begin_view(self, request, object_id):
        """A GET, such as after signing in again, leads to the page with the forms."""
        article = self.viewed_article(request, object_id)
        if request.method != "POST":
            return redirect("admin:symptoms_article_comments", article.pk)
        self._allow(request)
        places = comment_places.places_of(ArticleContent.of(article))
        form = BeginForm(request.POST, places=places)
        if form.is_valid():
            try:
                commenting.begin(article, request.user, **form.cleaned_data)
            except CommentError as error:
                form.add_error(None, str(error))
            else:
                return self._done(request, article, _("Your comment was added."))
        return self._page(request, article, form)

    def answer_view(self, request, object_id, number):
        article = self.viewed_article(request, object_id)
        if request.method != "POST":
            return redirect("admin:symptoms_article_comments", article.pk)
        self._allow(request)
        key = bounded_integer(number)
        thread = get_object_or_404(article.comments.threads(), pk=key)
        step = request.POST.get("step", Comment.Step.SAID)
        if step not in Comment.Step.values:
            step = Comment.Step.SAID
        text = request.POST.get("text", "").replace("\0", "")
        try:
            commenting.answer(thread, request.user, text, step)
        except CommentError as error:
            return self._page(request, article, refused={"thread": key, "text": text, "why": error})
        return self._done(request, article, _("Your answer was added."))

    def _allow(self, request):
        if not request.user.has_perm(PERMISSION):
            raise PermissionDenied

    def _done(self, request, article, said):
        if PART in request.POST:
            return self._page(request, article)
        messages.success(request, said)
        return redirect("admin:symptoms_article_comments", article.pk)

    def _page(self, request, article, form=None, refused=None):
        context = listed(article, request.user, form) | {"refused": refused}
        context["title"] = _("Comments: %(article)s") % {"article": article}
        is_part = PART in request.POST
        context["is_beside"] = is_part
        status = 422 if form or refused else 200
        name = "_comments" if is_part else "comments"
        return self.render(request, name, context, article=article, status=status)
