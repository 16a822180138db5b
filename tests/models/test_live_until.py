"""Each edition lasts until the next one of its article starts, whatever is scheduled, moved or canceled."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from symptoms.models import Edition
from symptoms.models.live import FOREVER
from symptoms.workflow import publishing, scheduling
from symptoms.workflow.publishing import Then
from tests.factories import make_article

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def line(article):
    """Where each ends, counted among the starts; None for what nothing follows."""
    rows = list(article.editions.not_canceled().order_by("live_from"))
    starts = [row.live_from for row in rows]
    return [None if row.live_until == FOREVER else starts.index(row.live_until) for row in rows]


def planned(article, title, at):
    article.title = title
    article.save()
    return publishing.publish(publishing.save_revision(article), at=at, then=Then.KEEP)


@pytest.fixture
def article():
    return make_article(live=True)


def test_an_edition_ends_when_the_next_one_starts(article):
    now = timezone.now()
    planned(article, "Second", now + 2 * DAY)
    planned(article, "Between", now + DAY)
    publishing.withdraw(article, reason="Over.", at=now + 3 * DAY)

    assert line(article) == [1, 2, 3, None]


def test_what_is_canceled_or_moved_leaves_no_gap(article):
    now = timezone.now()
    first = planned(article, "One", now + DAY)
    planned(article, "Two", now + 2 * DAY)
    publishing.cancel(first)
    assert line(article) == [1, None]

    scheduling.move(article.editions.scheduled().get(), now + 5 * DAY)
    assert line(article) == [1, None]

    publishing.cancel(article.editions.scheduled().get())
    assert line(article) == [None]


def test_the_database_refuses_two_last_editions(article):
    last = article.editions.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Edition.objects.create(
            article=article, live_from=last.live_from + DAY, reason="x", live_until=FOREVER
        )


def test_the_database_refuses_an_edition_that_ends_before_it_starts(article):
    with pytest.raises(IntegrityError), transaction.atomic():
        article.editions.update(live_until=timezone.now() - DAY)
