"""A file sets the state of its article once for each text that it has."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from symptoms.models import Article, Edition
from symptoms.workflow import publishing
from tests.importer.conftest import everything

pytestmark = pytest.mark.django_db

NAME = "articles/rest-well.md"


def last_line(folder):
    return folder.load()[-1]


def live():
    return Edition.objects.live().filter(slug="rest-well")


def test_a_draft_is_not_published(folder):
    folder.change(NAME, "state: live", "state: draft")
    assert last_line(folder) == "created   article rest-well"
    assert not live().exists()


def test_a_draft_may_lack_what_publishing_needs(folder):
    assert folder.load()[-2] == "created   article pace-yourself"


def test_a_scheduled_article_starts_at_its_moment_in_the_sites_zone(folder, settings):
    settings.TIME_ZONE = "America/New_York"
    folder.change(NAME, "state: live", 'state: scheduled\npublish_at: "2150-01-15 09:00"')
    assert last_line(folder) == "scheduled article rest-well (for 2150-01-15 09:00 EST)"
    starts = Edition.objects.scheduled().values_list("live_from", flat=True)
    assert [start.isoformat() for start in starts] == ["2150-01-15T14:00:00+00:00"]


def test_a_relative_moment_counts_from_the_first_load_only(folder):
    folder.change(NAME, "state: live", 'state: scheduled\npublish_at: "+14 days"')
    folder.load()
    start = Edition.objects.scheduled().get().live_from
    assert abs(start - timezone.now() - timedelta(days=14)) < timedelta(minutes=1)
    assert last_line(folder) == "unchanged article rest-well"
    assert Edition.objects.scheduled().get().live_from == start


def test_a_moment_in_the_past_is_refused_with_its_line(folder):
    folder.change(NAME, "state: live", 'state: scheduled\npublish_at: "2020-01-15 09:00"')
    assert folder.problems() == [
        "articles/rest-well.md:14: publish_at: This moment has passed. "
        "Choose one in the future, or write “state: live”."
    ]


def test_a_moment_that_passed_since_the_load_is_no_problem(folder, monkeypatch):
    folder.change(NAME, "state: live", 'state: scheduled\npublish_at: "2150-01-15 09:00"')
    folder.load()
    monkeypatch.setattr(timezone, "now", lambda: datetime(2151, 1, 1, tzinfo=UTC))
    assert last_line(folder) == "unchanged article rest-well"


def test_a_withdrawn_article_was_public_once_and_says_why_it_is_not(folder):
    folder.change(NAME, "state: live", 'state: withdrawn\nwithdrawn_because: "It is wrong."')
    assert last_line(folder) == "withdrawn article rest-well"
    version = Edition.objects.latest_versions().get()
    assert (version.slug, version.is_live, version.withdrawn_because) == (
        "rest-well",
        False,
        "It is wrong.",
    )


def test_a_live_file_that_says_withdrawn_is_withdrawn_once(folder):
    folder.load()
    folder.change(NAME, "state: live", 'state: withdrawn\nwithdrawn_because: "It is wrong."')
    assert last_line(folder) == "withdrawn article rest-well"
    article = Article.objects.get(slug="rest-well")
    publishing.publish(article.revisions.first())
    before = everything()
    assert last_line(folder) == "unchanged article rest-well"
    assert everything() == before


def test_a_draft_that_says_live_is_published(folder):
    folder.change(NAME, "state: live", "state: draft")
    folder.load()
    folder.change(NAME, "state: draft", "state: live")
    assert last_line(folder) == "published article rest-well"
    assert live().exists()


def test_a_scheduled_article_that_says_live_is_published_instead(folder):
    folder.change(NAME, "state: live", 'state: scheduled\npublish_at: "+14 days"')
    folder.load()
    folder.change(NAME, 'state: scheduled\npublish_at: "+14 days"', "state: live")
    assert last_line(folder) == "published article rest-well"
    assert (live().count(), Edition.objects.scheduled().count()) == (1, 0)


def test_a_scheduled_article_can_be_moved_to_another_date(folder):
    folder.change(NAME, "state: live", 'state: scheduled\npublish_at: "2150-01-15 09:00"')
    folder.load()
    folder.change(NAME, "2150-01-15", "2150-02-20")
    assert last_line(folder) == "scheduled article rest-well (for 2150-02-20 09:00 UTC)"
    assert [
        start.month for start in Edition.objects.scheduled().values_list("live_from", flat=True)
    ] == [2]


def test_a_start_that_an_editor_cancelled_stays_cancelled(folder):
    folder.change(NAME, "state: live", 'state: scheduled\npublish_at: "+14 days"')
    folder.load()
    publishing.cancel(Edition.objects.scheduled().get())
    folder.load()
    assert not Edition.objects.scheduled().exists()


def test_an_article_may_go_back_and_forth_by_its_file(folder):
    withdrawn = 'state: withdrawn\nwithdrawn_because: "It is wrong."'
    folder.load()
    folder.change(NAME, "state: live", withdrawn)
    folder.load()
    folder.change(NAME, withdrawn, "state: live")

    assert last_line(folder) == "published article rest-well"
    assert Edition.objects.live().filter(slug="rest-well").exists()
