"""Comments on a text: the only writer of them.

    begin    a new thread, about a field or a passage
    answer   say something in a thread
    resolve  it is settled
    reopen   it is not settled after all

Those concerned get mail that names no topic.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from symptoms.models import Comment
from symptoms.models.comment import MAX_QUOTE, MAX_TEXT
from symptoms.workflow import notifications

if TYPE_CHECKING:
    from accounts.models import User
    from symptoms.models.article import Article

# One article's comments are on one page.
MAX_THREADS = 200
MAX_ANSWERS = 100
Step = Comment.Step


class CommentError(Exception):
    """Why nothing was said, in words for the person who tried."""


def begin(article: Article, by: User, text: str, place: str = "", quote: str = "") -> Comment:
    """Start a thread about the words `quote` in the field `place`. Raises CommentError without a text, or
    when there are too many."""
    text = _checked(text)
    if article.comments.filter(thread=None).count() >= MAX_THREADS:
        raise CommentError(TOO_MANY)
    with transaction.atomic():
        said = Comment.objects.create(
            article=article, place=place, quote=quote.strip()[:MAX_QUOTE], text=text, **_signed(by)
        )
        _tell_those_concerned(said, by)
    return said


TOO_MANY = gettext_lazy("This article has too many comments. Continue in one that is there.")


def answer(thread: Comment, by: User, text: str = "", step: str = Step.SAID) -> Comment:
    """Say `text` in the thread, resolve it, or open it again. Raises CommentError when nothing is said, or
    when it is resolved, or open, already."""
    resolved = thread.is_resolved
    if step != Step.SAID and resolved == (step == Step.RESOLVED):
        raise CommentError(_("Somebody else did that already."))
    if thread.answers.count() >= MAX_ANSWERS:
        raise CommentError(TOO_MANY)
    text = _checked(text) if step == Step.SAID or text.strip() else ""
    with transaction.atomic():
        said = Comment.objects.create(
            article_id=thread.article_id, thread=thread, step=step, text=text, **_signed(by)
        )
        _tell_those_concerned(said, by)
    return said


def _checked(text: str) -> str:
    text = text.strip()
    if not text:
        raise CommentError(_("Write a comment."))
    if len(text) > MAX_TEXT:
        said = _("Use at most %(most)s characters. You wrote %(count)s.")
        raise CommentError(said % {"most": MAX_TEXT, "count": len(text)})
    return text


def _signed(by: User) -> dict[str, Any]:
    return {"by": by, "by_name": str(by)}


def _tell_those_concerned(said: Comment, by: User) -> None:
    """Whoever is in the thread, and whoever saved the newest text; never the person who speaks."""
    thread = said.thread or said
    ids = {thread.by_id, *thread.answers.values_list("by_id", flat=True)}
    newest = said.article.revisions.first()
    ids |= {newest.created_by_id} if newest else set()
    active = get_user_model().objects.filter(is_active=True, is_staff=True)
    others = [pk for pk in ids if pk is not None and pk != by.pk]
    notifications.to_those_in_a_thread(active.filter(pk__in=others).order_by("pk"), said.article)
