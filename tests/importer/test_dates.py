"""Texts from elsewhere keep their own dates, and nothing claims a review on an unknown day."""

import json
import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from symptoms.models import Edition, Review
from symptoms.workflow.audit import record_of
from tests.importer.conftest import ARTICLE
from tests.importer.test_bad_files import ART

pytestmark = pytest.mark.django_db
NURSE = "---\nname: Nora Nurse\nkind: clinician\nrole: MS nurse\n---\n"
TOLD = re.compile(r"last reviewed|reviewed by|checked by|lastReviewed|reviewedBy|review due", re.I)
PAGES = ["/articles/rest-well/", "/", "/feed/", "/symptoms/fatigue/", "/search/?q=rest"]


@pytest.fixture
def imported(folder):
    def load(**keys):
        lines = "".join(f"{key}: {value}\n" for key, value in keys.items())
        folder.write("contributors/nora-nurse.md", NURSE)
        folder.write(ART, ARTICLE.replace("state: live\n", f"{lines}state: live\n"))
        folder.load()
        return Edition.objects.get(slug="rest-well")

    return load


def page_of(client, path="/articles/rest-well/"):
    return client.get(path).content.decode()


def graph_of(html):
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.S)
    return {thing["@type"]: thing for thing in json.loads(found[1])["@graph"]}


def test_an_import_carries_its_own_dates(imported, client):
    edition = imported(
        checked_by="nora-nurse",
        published="2015-03-01",
        reviewed="2016-05-31",
        next_review="2018-05-31",
    )
    html = page_of(client)
    words = " ".join(re.sub(r"<[^>]*>", " ", html).split())

    assert "First published March 1, 2015" in words
    assert "Updated" not in words
    assert "Page last reviewed: May 31, 2016" in words
    assert "We planned to review this page again by May 31, 2018" in words
    graph = graph_of(html)
    assert graph["Article"]["datePublished"].startswith("2015-03-01")
    assert graph["Article"]["dateModified"].startswith("2015-03-01")
    assert graph["MedicalWebPage"]["lastReviewed"] == "2016-05-31"
    assert graph["MedicalWebPage"]["reviewedBy"]["name"] == "Nora Nurse"
    assert timezone.localdate(edition.live_from) == timezone.localdate()


def test_its_record_says_when_it_came_and_when_it_was_checked(imported):
    edition = imported(checked_by="nora-nurse", published="2015-03-01", reviewed="2016-05-31")
    [entry] = record_of(edition.article)

    assert timezone.localdate(entry.start) == timezone.localdate()
    assert [(a.checked_on, a.next_due, a.account) for a in entry.approvals] == [
        (date(2016, 5, 31), date(2018, 5, 31), "")
    ]


def test_an_update_of_an_import_is_told_as_one(imported, folder, client):
    imported(published="2015-03-01")
    folder.change(ART, "Rest is **not** sleep", "Rest is no sleep")
    folder.load()
    words = " ".join(re.sub(r"<[^>]*>", " ", page_of(client)).split())

    assert re.search(r"First published March 1, 2015 Updated on \w+ \d+, 20[2-9]\d", words)
    assert Edition.objects.filter(slug="rest-well", is_first=True).count() == 1


def test_without_the_day_of_a_review_nothing_claims_one(imported, client):
    edition = imported(checked_by="nora-nurse", published="2015-03-01")
    tip = edition.article.tips.first()

    for path in [*PAGES, tip.get_absolute_url()]:
        assert TOLD.search(page_of(client, path)) is None, path
    [review] = Review.objects.all()
    assert (review.checked_on, review.next_due) == (None, timezone.localdate())


def test_an_approval_in_the_admin_is_of_its_own_day(imported):
    from symptoms.workflow import reviewing

    edition = imported(checked_by="nora-nurse")
    nurse = Review.objects.get().reviewer
    reviewing.approve(edition.revision, nurse, reviewing.default_due())

    assert Review.objects.first().checked_on == timezone.localdate()


TOMORROW = timezone.now().date() + timedelta(days=2)
NOT_PAST = "Choose a day from 1990 to today."


@pytest.mark.parametrize(
    ("keys", "problems"),
    [
        ({"published": "soon"}, ["published: Write a date: year, month and day, such as 2024-05-31."]),
        ({"published": "2015-02-30"}, ["published: Write a date: year, month and day, such as 2024-05-31."]),
        ({"published": "2015"}, ["published: “2015” is not text here. Put the value in double quotes."]),
        ({"published": TOMORROW}, [f"published: {NOT_PAST}"]),
        ({"published": "0215-01-01"}, [f"published: {NOT_PAST}"]),
        ({"checked_by": "nora-nurse", "reviewed": TOMORROW}, [f"reviewed: {NOT_PAST}"]),
        ({"checked_by": "nora-nurse", "reviewed": "1899-01-01"}, [f"reviewed: {NOT_PAST}"]),
        ({"reviewed": "2016-05-31"}, ["reviewed: Goes with checked_by. Give both, or leave this out."]),
        ({"next_review": "2016-05-31"}, ["next_review: Goes with reviewed. Give both, or leave this out."]),
        (
            {"checked_by": "nora-nurse", "reviewed": "2016-05-31", "next_review": "2016-05-31"},
            ["next_review: Choose a day after reviewed, at most 36 months later."],
        ),
        (
            {"checked_by": "nora-nurse", "reviewed": "2016-05-31", "next_review": "2216-05-31"},
            ["next_review: Choose a day after reviewed, at most 36 months later."],
        ),
    ],
)  # fmt: skip
def test_a_date_that_cannot_be_is_a_problem(folder, keys, problems):
    lines = "".join(f"{key}: {value}\n" for key, value in keys.items())
    folder.write("contributors/nora-nurse.md", NURSE)
    folder.write(ART, ARTICLE.replace("state: live\n", f"{lines}state: live\n"))

    assert [line.split(": ", 1)[1] for line in folder.problems()] == problems


def test_a_page_about_the_site_has_no_such_day(folder):
    folder.write(
        "articles/privacy.md",
        "---\ntitle: Privacy\nstandfirst: Yours.\nkind: page\npublished: 2020-01-01\nstate: live\n---\nX.\n",
    )
    assert folder.problems()[0].endswith("Remove: First published.")
