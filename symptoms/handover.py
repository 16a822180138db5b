"""Mail when an article changes hands. It says that something waits, and never what it is about."""

from django.contrib.auth.backends import ModelBackend
from django.core.mail import EmailMessage
from django.urls import reverse

from symptoms import conf

SUBJECT = "Something is waiting for you"


def to_reviewers(article) -> None:
    _tell(_staff_with("review_article"), "A text is waiting for your review.", article)


def to_publishers(article) -> None:
    _tell(_staff_with("publish_article"), "A text was approved and can be published.", article)


def to_writer(revision) -> None:
    writer = revision.created_by
    _tell([writer] if writer else [], "A text came back with a note for you.", revision.article)


def reminder(review) -> EmailMessage:
    """To whoever approved the text, while they still may; else to all who may review."""
    reviewers = _staff_with("review_article")
    own = [user for user in reviewers if user.pk == review.by_id]
    body = _body("A text you look after is due for its next check.", review.revision.article)
    return EmailMessage(SUBJECT, body, bcc=[user.email for user in own or reviewers])


def _staff_with(codename):
    """Active staff who may do it. Superusers may do everything, so they are told of everything."""
    return ModelBackend().with_perm(f"symptoms.{codename}").filter(is_staff=True)


def _tell(users, sentence, article):
    """Into the outbox, with the change itself."""
    body = _body(sentence, article)
    for address in [user.email for user in users]:
        EmailMessage(SUBJECT, body, to=[address]).send()


def _body(sentence, article):
    path = reverse("admin:symptoms_article_publishing", args=[article.pk])
    return f"{sentence}\n\n{conf.absolute(path)}\n"
