"""Mail when a text changes hands. It says that something is waiting, but never what it is about."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from symptoms import conf

if TYPE_CHECKING:
    from accounts.models import User
    from symptoms.models import Review
    from symptoms.models.article import Article
    from symptoms.models.revision import Revision

SUBJECT = gettext_lazy("Something is waiting for you")


def to_reviewers(subject: Any) -> None:
    """Of an article or a term."""
    _tell(_staff_with("review_article"), _("A text is waiting for your review."), subject)


def to_publishers(article: Article) -> None:
    _tell(_staff_with("publish_article"), _("A text was approved and can be published."), article)


def to_writer(revision: Revision) -> None:
    writer = revision.created_by
    _tell(
        [writer] if writer else [],
        _("A reviewer asked for changes to your text."),
        revision.article,
    )


def to_proposer(user: User | None, term: Any) -> None:
    """Without a user, a command proposed it, and nobody gets mail."""
    _tell([user] if user else [], _("A reviewer asked for changes to your text."), term)


def to_those_in_a_thread(users: Iterable[User], article: Article) -> None:
    """Comments may be about anything, so the mail has none of their words."""
    _tell(users, _("Somebody commented on a text that you work on."), article, "comments")


def reminder(review: Review) -> EmailMessage:
    """To whoever approved the text, while they still may; else to all who may review."""
    reviewers = _staff_with("review_article")
    own = [user for user in reviewers if user.pk == review.by_id]
    body = _body(_("A text that you reviewed is due for its next review."), review.revision.article)
    return EmailMessage(SUBJECT, body, bcc=[user.email for user in own or reviewers])


def _staff_with(codename: str) -> QuerySet[User]:
    """Active staff who have the permission. Superusers have all permissions, so they get all mail."""
    return get_user_model().objects.with_perm(f"symptoms.{codename}").filter(is_staff=True)


def _tell(users: Iterable[User], sentence: str, subject: Any, page: str = "") -> None:
    """Put mail into the outbox, in the transaction of the change."""
    body = _body(sentence, subject, page)
    for address in [user.email for user in users]:
        EmailMessage(SUBJECT, body, to=[address]).send()


def _body(sentence: str, subject: Any, page: str = "") -> str:
    model = subject._meta.model_name
    page = page or ("publishing" if model == "article" else "wording")
    path = reverse(f"admin:symptoms_{model}_{page}", args=[subject.pk])
    return f"{sentence}\n\n{conf.absolute(path)}\n"
