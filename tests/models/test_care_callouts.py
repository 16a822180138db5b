"""When to get help, and what to ask: from the model to the reader's page."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from symptoms.models import CareCallout
from symptoms.text.content import ArticleContent, CalloutContent
from symptoms.workflow import checklist, publishing, restoring
from tests.factories import make_article, make_callout, make_question, publish

pytestmark = pytest.mark.django_db
EMERGENCY = "emergency"


def headings(page):
    return [
        part.split("</h3>")[0].split("</span>") for part in page.split('class="care-how-fast">')[1:]
    ]


def test_cards_stand_most_pressing_first_with_the_wording_of_the_site(client):
    article = make_article("Fatigue")
    for level in ("non_urgent", "emergency", "urgent"):
        make_callout(article, level, f"sign of {level}")
    publish(article)
    page = client.get("/articles/fatigue/").content.decode()

    assert headings(page) == [
        ["Immediate action required:", " Call 112 now if:"],
        ["Urgent advice:", " Call your MS team or doctor today if:"],
        ["Non-urgent advice:", " Talk to your MS team if:"],
    ]


def test_a_tip_on_its_own_page_says_when_to_get_help(client):
    article = make_article("Fatigue", tips=["Rest"])
    make_callout(article, "urgent", "you have a fever")
    publish(article)
    page = client.get(article.tips.get().get_absolute_url()).content.decode()

    assert headings(page) == [["Urgent advice:", " Call your MS team or doctor today if:"]]
    assert "<li>you have a fever</li>" in page


def test_an_article_without_cards_and_questions_shows_no_empty_headings(client):
    make_article("Fatigue", live=True)
    page = client.get("/articles/fatigue/").content.decode()

    assert ("When to get help" in page, "Questions to ask your team" in page) == (False, False)


def test_what_is_written_on_a_card_is_text_and_never_markup(client):
    article = make_article("Fatigue")
    make_callout(article, signs='<a href="https://evil.example">x</a>')
    make_question(article, "<script>alert(1)</script>")
    publish(article)
    page = client.get("/articles/fatigue/").content.decode()

    assert "&lt;a href=" in page
    assert "&lt;script&gt;alert(1)" in page
    assert 'https://evil.example"' not in page


def test_pasted_bullets_and_empty_lines_are_no_signs():
    callout = CareCallout(signs="- you faint\n\n  • you choke \n*")

    assert callout.signs_in_lines() == ("you faint", "you choke")


def test_an_article_has_one_card_of_each_level():
    article = make_article()
    make_callout(article, "urgent")
    with pytest.raises(IntegrityError), transaction.atomic():
        make_callout(article, "urgent")


@pytest.mark.parametrize(
    "wrong", [{"level": "soon"}, {"signs": ""}, {"signs": "a\tb"}, {"signs": "x" * 1501}]
)
def test_a_card_with_a_wrong_value_is_refused(wrong):
    values = {"level": "urgent", "signs": "you faint"} | wrong
    with pytest.raises(ValidationError):
        CareCallout(article=make_article(), **values).full_clean()


def test_an_emergency_card_cannot_be_published_while_nobody_knows_whom_to_call(settings):
    settings.SYMPTOMS = settings.SYMPTOMS | {"EMERGENCY_NUMBER": ""}
    article = make_article()
    make_callout(article, EMERGENCY)
    revision = publishing.save_revision(article)

    assert [(b.field, b.is_firm) for b in checklist.blocks(revision.as_content())] == [
        ("callouts-group", True)
    ]
    with pytest.raises(publishing.PublishingError):
        publishing.publish(revision, override="It is urgent.")
    assert not article.editions.exists()


def test_other_cards_need_no_emergency_number(settings):
    settings.SYMPTOMS = settings.SYMPTOMS | {"EMERGENCY_NUMBER": ""}
    article = make_article()
    make_callout(article, "urgent")

    assert checklist.blocks(ArticleContent.of(article)) == []


def test_restoring_brings_cards_back_and_questions_as_the_same_rows():
    article = make_article()
    make_callout(article, "urgent", "you have a fever\nyou faint")
    question = make_question(article, "Why me?")
    first = publishing.save_revision(article)
    article.callouts.all().delete()
    question.retire()
    make_question(article, "Why now?")
    publishing.save_revision(article)

    revision, missing = restoring.restore(first)

    assert missing == []
    assert revision.as_content().is_same_as(first.as_content())
    assert article.questions.recommended().get() == question
    assert revision.as_content().callouts == (
        CalloutContent("urgent", ("you have a fever", "you faint")),
    )
