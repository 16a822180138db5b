"""The words of terms: what readers see of them, and what is recorded."""

import pytest
from django.db import IntegrityError, transaction

from symptoms import search
from symptoms.models import Symptom, TermRevision
from symptoms.workflow import publishing, reviewing, term_review
from symptoms.workflow.reviewing import ReviewError
from tests.factories import (
    make_article,
    make_contributor,
    make_series,
    make_symptom,
    make_tag,
    make_topic,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _required(settings):
    settings.SYMPTOMS = settings.SYMPTOMS | {"REQUIRE_MEDICAL_REVIEW": True}


@pytest.fixture
def nurse():
    return make_contributor("Nora Nurse", "clinician")


def saved(term, by=None, **words):
    """What became of `words`, typed in the form of `term`."""
    term = type(term).objects.get(pk=term.pk)
    for name, value in words.items():
        setattr(term, name, value)
    return term_review.save(term, by=by)


def approve(term, nurse, **how):
    return term_review.approve(term, term_review.read_now(term), nurse, **how)


def live(term):
    return term_review.words_of(type(term).objects.get(pk=term.pk))


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (make_symptom, {"summary": "<p>Take it twice.</p>"}),
        (make_symptom, {"also_called": "weariness"}),
        (make_symptom, {"name": "Exhaustion"}),
        (make_symptom, {"visibility": "visible"}),
        (make_series, {"intro": "<p>Take it twice.</p>"}),
        (make_series, {"name": "Parts"}),
    ],
)
def test_clinical_words_change_by_an_approval_alone(make, words, nurse):
    term = make("Fatigue")
    before = live(term)
    done = saved(term, make_user(), **words)

    assert (live(term), done.live, len(done.proposed)) == (before, [], 1)
    approve(term, nurse)
    assert live(term) == before | words


def test_a_new_symptom_shows_its_name_and_no_words_that_nobody_read(nurse):
    term = Symptom(
        name="Tremor",
        slug="tremor",
        visibility="both",
        also_called="shaking",
        summary="<p>Shaking.</p>",
    )
    term_review.save(term, by=make_user())

    assert (term.also_called, term.summary) == ("", "")
    assert (live(term)["name"], live(term)["visibility"]) == ("Tremor", "both")
    approve(term, nurse)
    assert (live(term)["also_called"], live(term)["summary"]) == ("shaking", "<p>Shaking.</p>")


def test_words_that_no_reviewer_decides_about_are_public_when_saved_and_kept():
    topic, user = make_topic(description="<p>Old.</p>"), make_user()
    done = saved(topic, user, description="<p>New.</p>")

    assert done == (["Description"], [])
    assert [(r.as_words()["description"], r.by) for r in TermRevision.objects.of(topic)] == [
        ("<p>New.</p>", user),
        ("<p>Old.</p>", None),
    ]


def test_an_address_is_public_when_saved_and_the_proposal_goes_on_waiting():
    symptom = make_symptom("Fatigue")
    saved(symptom, summary="<p>New.</p>")
    proposal = term_review.waiting(symptom)
    term = Symptom.objects.get()
    term.slug, term.summary = "tiredness", "<p>New.</p>"
    done = term_review.save(term)

    assert done == (["Slug"], [])
    assert term_review.waiting(symptom) == proposal


def test_where_no_review_is_required_words_are_public_when_saved(settings):
    settings.SYMPTOMS = settings.SYMPTOMS | {"REQUIRE_MEDICAL_REVIEW": False}
    symptom = make_symptom("Fatigue", summary="<p>Old.</p>")

    assert saved(symptom, summary="<p>New.</p>") == (["Summary"], [])
    assert [r.as_words()["summary"] for r in TermRevision.objects.of(symptom)] == [
        "<p>New.</p>",
        "<p>Old.</p>",
    ]


def test_a_save_that_changes_nothing_adds_nothing():
    topic = make_topic()
    saved(topic)
    count = TermRevision.objects.count()
    assert saved(topic) == ([], [])
    assert TermRevision.objects.count() == count


def test_writing_what_readers_see_takes_the_proposal_back():
    symptom = make_symptom("Fatigue", summary="<p>Old.</p>")
    saved(symptom, summary="<p>New.</p>")
    saved(symptom, summary="<p>Old.</p>")

    assert term_review.waiting(symptom) is None
    assert list(TermRevision.objects.waiting("proposed")) == []


def test_what_was_not_read_is_not_approved(nurse):
    symptom = make_symptom("Fatigue", summary="<p>Old.</p>")
    saved(symptom, summary="<p>Read.</p>")
    read = term_review.read_now(symptom)
    saved(symptom, summary="<p>Not read.</p>")
    with pytest.raises(ReviewError, match="changed after you opened"):
        term_review.approve(symptom, read, nurse)

    assert live(symptom)["summary"] == "<p>Old.</p>"


def test_words_approved_against_another_baseline_are_refused(nurse):
    symptom = make_symptom("Fatigue", summary="<p>Old.</p>")
    saved(symptom, summary="<p>Read.</p>")
    read = term_review.read_now(symptom)
    Symptom.objects.update(summary="<p>Changed around.</p>")
    with pytest.raises(ReviewError, match="changed after you opened"):
        term_review.approve(symptom, read, nurse)


@pytest.mark.parametrize(
    ("is_superuser", "reason", "is_allowed"),
    [(False, "I know.", False), (True, " ", False), (True, "I am alone.", True)],
)
def test_nobody_signs_their_own_words_but_a_superuser_who_says_why(
    nurse, is_superuser, reason, is_allowed
):
    author = make_user(is_superuser=is_superuser)
    symptom = make_symptom("Fatigue")
    saved(symptom, author, summary="<p>Mine.</p>")
    if is_allowed:
        approve(symptom, nurse, by=author, reason=reason)
        assert term_review.approved(symptom).is_own_text
    else:
        with pytest.raises(ReviewError, match="You wrote part of this text"):
            approve(symptom, nurse, by=author, reason=reason)
    assert (live(symptom)["summary"] == "<p>Mine.</p>") is is_allowed


def test_whoever_wrote_an_earlier_proposal_has_a_hand_in_the_next(nurse):
    first = make_user()
    symptom = make_symptom("Fatigue")
    saved(symptom, first, summary="<p>Mine.</p>")
    saved(symptom, make_user(), summary="<p>Mine, and more.</p>")
    with pytest.raises(ReviewError, match="You wrote part of this text"):
        approve(symptom, nurse, by=first)


@pytest.mark.parametrize("kind", ["staff", "community"])
def test_only_a_clinician_signs(kind):
    symptom = make_symptom("Fatigue")
    saved(symptom, summary="<p>New.</p>")
    with pytest.raises(ReviewError, match="Only a clinician can sign"):
        approve(symptom, make_contributor("Other", kind))


def test_a_name_that_another_took_meanwhile_is_refused_in_words(nurse):
    symptom = make_symptom("Fatigue")
    saved(symptom, name="Tremor")
    make_symptom("Tremor")
    with pytest.raises(ReviewError, match="This name is already used"):
        approve(symptom, nurse)

    assert live(symptom)["name"] == "Fatigue"


def test_sent_back_words_wait_for_their_author_and_not_for_the_reviewer():
    symptom, author = make_symptom("Fatigue"), make_user()
    saved(symptom, author, summary="<p>New.</p>")
    term_review.send_back(
        symptom, term_review.waiting(symptom).number, make_user(), "Shorter, please."
    )

    assert list(TermRevision.objects.waiting("proposed")) == []
    (row,) = TermRevision.objects.waiting("sent_back")
    assert (row.reason, term_review.waiting(symptom)) == ("Shorter, please.", row)


@pytest.mark.parametrize("reason", ["", "  "])
def test_nothing_is_sent_back_without_a_reason(reason):
    symptom = make_symptom("Fatigue")
    saved(symptom, summary="<p>New.</p>")
    with pytest.raises(ReviewError):
        term_review.send_back(symptom, term_review.waiting(symptom).number, reason=reason)


def test_what_readers_see_unsigned_can_be_signed_as_it_stands(nurse):
    symptom = make_symptom("Fatigue", summary="<p>Old.</p>")
    assert term_review.is_unsigned(symptom)
    assert approve(symptom, nurse) == ([], [])

    assert not term_review.is_unsigned(symptom)
    assert live(symptom)["summary"] == "<p>Old.</p>"


def test_an_approved_name_is_found_by_the_search(nurse):
    symptom = make_symptom("Fatigue")
    article = make_article(symptoms=[symptom])
    revision = publishing.save_revision(article)
    reviewing.approve(revision, nurse, reviewing.default_due())
    publishing.publish(revision)
    saved(symptom, name="Weariness")
    assert search.search(search.read("weariness")) == []
    approve(symptom, nurse)

    assert [hit.edition_id for hit in search.search(search.read("weariness"))] == [
        article.editions.get().pk
    ]


def test_the_words_of_a_deleted_term_are_kept():
    symptom = make_symptom("Fatigue", summary="<p>Old.</p>")
    saved(symptom, summary="<p>New.</p>")
    key = symptom.pk
    term_review.forget(symptom)
    symptom.delete()

    rows = TermRevision.objects.filter(kind="symptom", term_id=key)
    assert rows.live().first().as_words()["summary"] == "<p>Old.</p>"
    assert list(TermRevision.objects.waiting("proposed")) == []


def test_a_tags_name_is_kept_too():
    tag = make_tag("heat")
    saved(tag, name="Hot weather")

    assert [r.as_words()["name"] for r in TermRevision.objects.of(tag)] == ["Hot weather", "heat"]


def test_the_database_refuses_an_approval_without_a_name():
    with pytest.raises(IntegrityError), transaction.atomic():
        TermRevision.objects.create(
            kind="symptom", term_id=1, number=1, step="approved", words="{}"
        )
