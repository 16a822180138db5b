"""A content folder has pages about the site among its articles."""

import pytest

from symptoms.models import Edition

pytestmark = pytest.mark.django_db
NAME = "articles/privacy.md"
PAGE = """\
---
title: "Privacy"
standfirst: "What we keep."
kind: page
state: live
---
We keep [little](/about/privacy/).
"""


def test_a_page_is_loaded_and_published_without_topic_author_or_review(empty_folder, settings):
    settings.SYMPTOMS = settings.SYMPTOMS | {"REQUIRE_MEDICAL_REVIEW": True}
    empty_folder.write(NAME, PAGE)

    assert empty_folder.load() == ["published article privacy"]
    assert Edition.objects.live().pages().get().get_absolute_url() == "/about/privacy/"


@pytest.mark.parametrize(
    ("key", "problem"),
    [
        ("topic: daily-life", "6: state: This cannot be published. A page about this site has"),
        ("sources:\n  - title: A study", "7: state: This cannot be published. A page about"),
    ],
)
def test_what_a_page_would_not_show_is_a_problem(folder, key, problem):
    folder.write(NAME, PAGE.replace("kind: page", f"kind: page\n{key}"))

    assert [p.startswith(f"{NAME}:{problem}") for p in folder.problems()] == [True]


def test_a_page_that_names_a_reviewer_is_a_problem(folder):
    folder.write("contributors/nora-nurse.md", "---\nname: Nora Nurse\nkind: clinician\n---\n")
    folder.write(NAME, PAGE.replace("kind: page", "kind: page\nchecked_by: nora-nurse"))

    assert folder.problems() == [
        f"{NAME}:5: checked_by: A page about this site doesn’t need a medical review."
    ]


def test_a_page_cannot_be_a_related_article(folder):
    folder.write(NAME, PAGE)
    folder.change("articles/rest-well.md", "related: [pace-yourself]", "related: [privacy]")

    assert folder.problems() == [
        "articles/rest-well.md:12: related: Choose an article, not a page about this site."
    ]
