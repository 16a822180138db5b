"""Whose medical review is due: the queue for editors, and the mail that reminds reviewers."""

from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy

from symptoms.models import NEVER_REVIEWED, CareCallout, Edition, Kind, Review, ReviewReminder
from symptoms.models.edition_queries import EditionQuerySet
from symptoms.web.pagination import Page
from symptoms.workflow import notifications, reviewing

AHEAD = timedelta(days=60)
# Reminders are sent this many days before the review is due, the last one first.
REMINDERS = (0, 30, 60)
PER_PAGE, SORTED = 50, 200
NOBODY = gettext_lazy("No account is allowed to review it.")
_LEVELS = [*CareCallout.Level.values, None]


def queue(today: date | None = None) -> list[Edition]:
    """Live editions whose review is overdue, or due within 60 days of the local date `today` (default:
    today), the riskiest first. They carry what `for_page` and `with_approval` add."""
    today = today or timezone.localdate()
    return sorted(soonest(today).for_page().with_approval(), key=partial(_risk, today))


def page(number: int, today: date | None = None) -> Page:
    """One page of the queue. Raises Http404 past its end.

    The riskiest come first as long as there are SORTED of them at most. In a longer queue, whose texts nobody could read
    for each page, the database puts them in order: never reviewed, then by day; each page has the riskiest first.
    """
    today = today or timezone.localdate()
    due = soonest(today)
    if len(due.values_list("pk")[: SORTED + 1]) <= SORTED:
        return Page.of(queue(today), number, PER_PAGE)
    found = Page.of(due.for_page().with_approval(), number, PER_PAGE)
    return replace(found, items=sorted(found.items, key=partial(_risk, today)))


def soonest(today: date | None = None) -> EditionQuerySet:
    """The same editions, never reviewed first, then by day; only those that are asked for are read,
    whatever the archive holds.
    """
    due = Edition.objects.live().filter(next_review__lte=(today or timezone.localdate()) + AHEAD)
    if not reviewing.is_required():
        due = due.exclude(next_review=NEVER_REVIEWED)
    return due.order_by("next_review", "pk")


def _risk(today: date, edition: Any) -> tuple[Any, ...]:
    """Never checked first; then overdue; then by what the text may lead readers to do; then by how
    long.
    """
    is_story = edition.kind == Kind.STORY
    is_due = edition.review_due
    return (
        is_due is not None,
        is_due is not None and is_due > today,
        _LEVELS.index(_most_pressing_level(edition)),
        is_story,
        is_due or date.min,
        edition.pk,
    )


def _most_pressing_level(edition: Edition) -> str | None:
    return next((callout.level for callout in edition.content.callouts), None)


def reminders(today: date) -> list[tuple[Review, int]]:
    """The approvals to remind of today, each with its tier: 60, 30 or 0 days. If earlier tiers were
    missed, only the nearest is included, unless it or a nearer one was sent.
    """
    found = []
    due: Any = soonest(today).for_page().with_approval()
    for edition in due.exclude(review_due=None):
        approvals = Review.objects.about(edition.revision).approvals()
        review: Review = approvals.select_related("by", "confirms__by")[0]
        # Whoever confirmed only a picture's words is not responsible for the text.
        review = review.confirms or review
        days = next(tier for tier in REMINDERS if (edition.review_due - today).days <= tier)
        if not review.reminders.filter(days__lte=days).exists():
            found.append((review, days))
    return found


def remind(review: Review, days: int) -> str:
    """Send one reminder and record it; returns what went wrong, or "". Both or neither: the row is
    written in a transaction that is rolled back if the mail fails.
    """
    mail = notifications.reminder(review)
    if not mail.recipients():
        return str(NOBODY)
    try:
        with transaction.atomic():
            ReviewReminder.objects.create(review=review, days=days)
            mail.send()
    except IntegrityError:
        return ""  # Somebody else has just sent it.
    except OSError as error:
        return str(error) or type(error).__name__
    return ""
