"""A content folder says which clinician checked an article; otherwise the article is not published."""

import pytest

from symptoms.models import Edition, Review

pytestmark = pytest.mark.django_db
NAME = "articles/rest-well.md"


@pytest.fixture(autouse=True)
def _required(settings):
    settings.SYMPTOMS = settings.SYMPTOMS | {"REQUIRE_MEDICAL_REVIEW": True}


def sign(folder, slug="nora-nurse", kind="clinician"):
    folder.change(NAME, "state: live", f"checked_by: {slug}\nstate: live")
    folder.write(f"contributors/{slug}.md", f"---\nname: Nora Nurse\nkind: {kind}\n---\n")


def test_what_nobody_checked_is_not_published(folder):
    assert folder.problems()[0].endswith(
        "state: This cannot be published. Say which clinician checked it: checked_by."
    )
    assert Edition.objects.count() == 0


def test_what_a_clinician_checked_is_approved_and_published(folder):
    sign(folder)
    folder.load()
    reviews = Review.objects.order_by("pk")

    assert {(r.verdict, r.reviewer.name, r.reason) for r in reviews} == {
        ("approved", "Nora Nurse", "Named in the content folder.")
    }
    assert Edition.objects.live().count() == reviews.count()


def test_a_draft_needs_nobody(folder):
    sign(folder)
    folder.change(NAME, "checked_by: nora-nurse\nstate: live", "state: draft")
    folder.load()

    assert not Edition.objects.filter(slug="rest-well").exists()


def test_only_a_clinician_signs(folder):
    sign(folder, kind="staff")

    assert [line.partition("checked_by")[1:] for line in folder.problems()] == [
        ("checked_by", ": Only a clinician can sign a medical review.")
    ] * len(folder.problems())
    assert Review.objects.count() == 0
