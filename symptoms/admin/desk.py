"""The front page of the admin: what a person has to do next, in sections that are never long.

Each section counts in the database and reads a few rows by an index, so the page costs the same however
large the archive is.
"""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from symptoms.admin.publishing_actions import in_words
from symptoms.models import NEVER_REVIEWED, Edition, Feedback, InProgress
from symptoms.workflow import review_due

MAX_SHOWN = 5
DAYS_AHEAD = 14
DAYS_BACK = 30
Step = InProgress.Step


class Row(NamedTuple):
    """An article, by its id, and what there is to say of it. `review` is the address where a reviewer
    signs, "" where nothing is to be signed."""

    article: int
    title: str
    said: str
    review: str = ""


class Section(NamedTuple):
    """`more` is the address of the whole list, and `empty` says what to do while there is nothing."""

    title: str
    total: int
    rows: list[Row]
    more: str
    empty: str


def sections(user: Any) -> list[Section]:
    """Those that are of use to `user`, by permission, what waits for them first."""
    made = [
        ("symptoms.review_article", _to_review),
        ("symptoms.publish_article", _to_publish),
        ("symptoms.change_article", _came_back),
        ("symptoms.change_article", _drafts),
        ("symptoms.change_article", _submitted),
        ("symptoms.view_article", _scheduled),
        ("symptoms.view_article", _published),
        ("symptoms.view_feedback", _feedback),
    ]
    return [section(user) for permission, section in made if user.has_perm(permission)]


def _to_review(user):
    empty = _("Nothing to review right now. Submitted texts appear here.")
    rows = InProgress.objects.filter(step=Step.SUBMITTED)
    return _in_progress(_("Waiting for your review"), rows, "progress=submitted", empty)


def _to_publish(user):
    empty = _("Nothing to publish right now. Approved texts appear here.")
    rows = InProgress.objects.filter(step=Step.APPROVED)
    return _in_progress(_("Approved, ready to publish"), rows, "progress=approved", empty)


def _came_back(user):
    empty = _("Nothing came back. Texts that a reviewer wants changed appear here.")
    rows = InProgress.objects.filter(step=Step.CHANGES)
    return _in_progress(_("Changes requested"), rows, "progress=changes", empty)


def _drafts(user):
    empty = _("You have no drafts. Add an article, or open one and change it.")
    rows = InProgress.objects.filter(step=Step.DRAFT, edited_by=user)
    return _in_progress(_("My drafts"), rows, "progress=mine", empty)


def _submitted(user):
    empty = _("You have submitted nothing. Save a draft, then submit it on its publishing page.")
    rows = InProgress.objects.filter(submitted_by=user)
    return _in_progress(_("What I submitted"), rows, "progress=asked", empty)


def _in_progress(title: str, rows: QuerySet[InProgress], query: str, empty: str) -> Section:
    first = rows.values_list("article_id", "article__title", "step", "since")[:MAX_SHOWN]
    shown = [
        Row(pk, name, _("%(step)s since %(moment)s") % _facts(step, since))
        for pk, name, step, since in first
    ]
    return Section(title, rows.count(), shown, _listed(query), empty)


def _facts(step, since):
    return {"step": Step(step).label, "moment": in_words(since)}


def _scheduled(user):
    now = timezone.now()
    coming = Edition.objects.starting(now, now + timedelta(days=DAYS_AHEAD))
    first = _with_titles(coming.order_by("live_from")[:MAX_SHOWN])
    rows = [Row(pk, title, _what_starts(text, at)) for pk, title, text, at in first]
    empty = _("Nothing is scheduled. A publisher schedules a text on its publishing page.")
    title = _("Scheduled for the next %(days)s days") % {"days": DAYS_AHEAD}
    return Section(title, coming.count(), rows, _listed("state=scheduled"), empty)


def _what_starts(revision, at):
    moment = {"moment": in_words(at)}
    return _("Starts %(moment)s") % moment if revision else _("Withdrawn from %(moment)s") % moment


def _published(user):
    now = timezone.now()
    recent = Edition.objects.starting(now - timedelta(days=DAYS_BACK), now).exclude(revision=None)
    first = _with_titles(recent.order_by("-live_from")[:MAX_SHOWN])
    rows = [
        Row(pk, title, _("Since %(moment)s") % {"moment": in_words(at)})
        for pk, title, _text, at in first
    ]
    empty = _("Nothing was published in the last %(days)s days.") % {"days": DAYS_BACK}
    return Section(_("Recently published"), recent.count(), rows, _listed("state=live"), empty)


def _with_titles(editions) -> Iterable[Any]:
    return editions.values_list("article_id", "article__title", "revision_id", "live_from")


def _feedback(user):
    unread = Feedback.objects.unread()
    first = unread.order_by("-pk").values_list(
        "edition__article_id", "edition__title", "answer", "comment"
    )
    rows = [
        Row(pk, title, comment or str(Feedback.Answer(answer).label))
        for pk, title, answer, comment in first[:MAX_SHOWN]
    ]
    empty = _("You have read everything. What readers answer to “Was this helpful?” appears here.")
    more = f"{reverse('admin:symptoms_feedback_changelist')}?state=unread"
    return Section(_("Unread feedback"), unread.count(), rows, more, empty)


def overdue(user: Any) -> Section | None:
    """Reviews that are overdue or due soon, for whoever may review or publish."""
    if not any(user.has_perm(f"symptoms.{verb}_article") for verb in ("review", "publish")):
        return None
    due = review_due.soonest()
    first = due.values_list("article_id", "title", "next_review", "revision__number")[:MAX_SHOWN]
    rows = [
        Row(
            pk,
            title,
            _due_in_words(day),
            reverse("admin:symptoms_article_review", args=[pk, number]),
        )
        for pk, title, day, number in first
    ]
    title = _("Reviews overdue or due within 60 days")
    more = reverse("admin:symptoms_article_reviews_due")
    return Section(title, due.count(), rows, more, _("No review is due in the next 60 days."))


def _due_in_words(day):
    if day == NEVER_REVIEWED:
        return _("This version was never reviewed")
    facts = {"date": date_format(day, "SHORT_DATE_FORMAT")}
    overdue = day < timezone.localdate()
    return _("Overdue since %(date)s") % facts if overdue else _("Due %(date)s") % facts


def _listed(query):
    return f"{reverse('admin:symptoms_article_changelist')}?{query}"
