"""The demo content loads, and shows everything that the product can do."""

import re
from pathlib import Path

import pytest
from django.db import transaction
from django.test import override_settings

import symptoms
from symptoms.favorites.saving import device_list
from symptoms.importer import folder
from symptoms.importer.loading import load
from symptoms.models import Contributor, Edition, Review, Sponsor, Symptom, Topic
from symptoms.text import plain_language, readability, sanitizer
from symptoms.web import display_preferences, last_account
from tests.importer.conftest import ContentFolder, everything

DEMO = Path(symptoms.__file__).parent / "demo"
MAX_SHORT_FORM = 280  # as the database has it


@pytest.fixture(scope="module")
def media(tmp_path_factory):
    return tmp_path_factory.mktemp("demo") / "media"


@pytest.fixture
def demo(settings, media):
    settings.MEDIA_ROOT = media
    return ContentFolder(DEMO)


@pytest.fixture(scope="module")
def loaded_once(django_db_setup, django_db_blocker, media):
    """The demo, loaded before the transaction of the first test that asks, and taken back at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        with override_settings(MEDIA_ROOT=media):
            load(DEMO)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def loaded(loaded_once, db, demo):
    """The demo as it was loaded; what a test changes is taken back after it."""


def live():
    editions = Edition.objects.live().articles().select_related("revision")
    return [edition.content for edition in editions]


def articles():
    content = folder.read(DEMO)
    return content.articles + content.updates


@pytest.mark.django_db
def test_a_second_run_changes_nothing_at_all(loaded, demo):
    before = everything()
    assert {line.split()[0] for line in demo.load()} == {"unchanged"}
    assert everything() == before


def test_there_is_enough_to_read(loaded):
    tips = {tip.id for content in live() for tip in content.tips}
    assert len(live()) >= 14
    assert len(tips) >= 40
    assert Topic.objects.count() >= 4
    assert Symptom.objects.count() == 14
    assert set(Symptom.objects.values_list("visibility", flat=True)) >= {"visible", "invisible"}


def test_every_state_is_there_to_look_at(db):
    states = [(article.is_update, article.state) for article in articles()]
    assert {state: states.count(state) for state in states if state != (False, "live")} == {
        (False, "draft"): 1,
        (False, "scheduled"): 1,
        (False, "withdrawn"): 1,
        (True, "scheduled"): 1,
    }


def test_one_live_article_is_a_personal_story_and_one_is_sponsored(loaded):
    assert [content.kind for content in live()].count("story") == 1
    assert len([content for content in live() if content.sponsor]) == 1


def test_every_page_about_the_site_is_there_and_says_that_it_is_a_demo(loaded):
    pages = Edition.objects.live().pages().select_related("revision")

    assert [page.title for page in pages] == [
        "About this site",
        "Accessibility",
        "Consumer health data",
        "Contact us",
        "Cookies",
        "How we check what we publish",
        "Privacy",
        "Who pays for this site",
    ]
    assert [p for p in pages if "<strong>This is demo text.</strong>" not in p.content.body] == []


def test_pages_about_the_site_are_in_plain_language(loaded):
    pages = Edition.objects.live().pages().select_related("revision")

    found = {a.sentence for page in pages for a in plain_language.advice(page.content)}

    # The levels of the guidelines are names.
    assert {sentence for sentence in found if "Explain “A" not in sentence} == set()


def test_the_cookie_page_names_every_cookie_and_no_other(loaded, settings):
    body = Edition.objects.live().pages().get(slug="cookies").content.body
    named = re.findall(r"<h2>(\w+)</h2>", body)

    assert set(named) == {
        settings.SESSION_COOKIE_NAME,
        settings.CSRF_COOKIE_NAME,
        display_preferences.COOKIE,
        last_account.COOKIE,
        "known_device",
        device_list.COOKIE,
    }


def test_invented_people_and_companies_say_so(loaded):
    assert not Contributor.objects.filter(is_fictional=False).exists()
    assert not Sponsor.objects.filter(is_fictional=False).exists()


def test_everything_published_was_checked_by_a_clinician_other_than_its_author(loaded):
    editions = Edition.objects.articles().filter(revision__isnull=False)
    approvals = Review.objects.approvals().filter(revision__editions__in=editions)
    checked = {r.revision_id: (r.reviewer.kind, r.reviewer_id) for r in approvals}

    assert set(checked) == set(editions.values_list("revision", flat=True))
    assert {kind for kind, _pk in checked.values()} == {"clinician"}
    assert [e for e in editions if checked[e.revision_id][1] == e.author_id] == []


def test_live_health_information_names_its_sources(loaded):
    without = [c.slug for c in live() if c.kind == "information" and not c.sources]
    assert without == []


def test_every_long_tip_has_a_short_form_for_paper_in_plain_language(loaded):
    contents = live()
    tips = [tip for content in contents for tip in content.tips]
    long = {tip.title for tip in tips if len(sanitizer.plain(tip.body)) > MAX_SHORT_FORM}
    advice = [one for content in contents for one in plain_language.advice(content)]

    assert len(long) >= 80
    assert sorted(long - {tip.title for tip in tips if tip.short}) == []
    assert [one for one in advice if one.field.endswith("-short")] == []


def test_every_article_reads_at_grade_8_or_below(db):
    grades = {article.label: grade_of(article) for article in articles()}
    assert len(grades) >= 15
    assert {label: grade for label, grade in grades.items() if grade > 8} == {}


def grade_of(article):
    text = article.text
    tips = [words for tip in text.tips for words in (tip.title, tip.body)]
    parts = [article.columns["title"], article.columns["standfirst"], text.body]
    parts += [text.tips_heading, text.tips_intro, *tips, text.closing]
    return readability.counts_of(parts).grade()
