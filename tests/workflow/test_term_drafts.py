"""Drafts of symptoms, topics and series: when readers see their words, and what is recorded."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from config.page_cache import site_state
from symptoms import search
from symptoms.models import Symptom, TermRevision, TermStart, Topic
from symptoms.models.term_words import put
from symptoms.workflow import (
    checklist,
    publishing,
    term_drafts,
    term_record,
    term_review,
    term_starts,
)
from symptoms.workflow.publishing import PublishingError
from symptoms.workflow.reviewing import ReviewError
from tests.behind_the_cache import forget_that_this_transaction_moved_the_site
from tests.factories import (
    make_article,
    make_contributor,
    make_series,
    make_symptom,
    make_topic,
    make_user,
)

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
# What makes a term, and its rich text.
DRAFTED = [(make_symptom, "summary"), (make_series, "intro"), (make_topic, "description")]


@pytest.fixture
def nurse():
    return make_contributor("Nora Nurse", "clinician")


@pytest.fixture
def required(settings):
    settings.SYMPTOMS = settings.SYMPTOMS | {"REQUIRE_MEDICAL_REVIEW": True}


@pytest.fixture
def at(monkeypatch):
    """Call with a moment to have it be now."""
    return lambda moment: monkeypatch.setattr(timezone, "now", lambda: moment)


def stored(term):
    return type(term).objects.get(pk=term.pk)


def draft(term, by=None, **words):
    """What became of `words`, typed in the form of `term` and saved as a draft."""
    typed = stored(term)
    for name, value in words.items():
        setattr(typed, name, value)
    return term_drafts.save(typed, by=by)


def publish(term, by=None):
    return term_drafts.publish(term, term_drafts.read_now(stored(term)), by=by)


def schedule(term, at, by=None):
    return term_drafts.schedule(term, term_drafts.read_now(stored(term)), at, by=by)


def sign(term, nurse, **how):
    return term_drafts.sign(term, term_drafts.read_now(stored(term)), nurse, **how)


def steps(term):
    return [str(row.step) for row in reversed(TermRevision.objects.of(term))]


@pytest.mark.parametrize(("make", "text"), DRAFTED)
def test_a_draft_is_seen_when_it_is_published_and_not_before(make, text):
    term = make("Stairs")
    assert draft(term, **{text: "<p>New.</p>", "name": "Steps"}) != []
    assert (stored(term).name, getattr(stored(term), text)) == ("Stairs", "")

    publish(term, by=make_user())

    assert (stored(term).name, getattr(stored(term), text)) == ("Steps", "<p>New.</p>")
    assert steps(term) == ["saved", "draft", "published"]
    assert term_drafts.waiting(term) is None


@pytest.mark.parametrize(("make", "text"), DRAFTED)
def test_scheduled_words_are_seen_from_their_second_on(make, text, at):
    term = make("Stairs")
    draft(term, **{text: "<p>New.</p>"})
    start = timezone.now() + HOUR
    schedule(term, start)

    at(start - timedelta(seconds=1))
    assert (term_starts.begin(), getattr(stored(term), text)) == (0, "")
    at(start)
    assert (term_starts.begin(), getattr(stored(term), text)) == (1, "<p>New.</p>")
    assert term_starts.begin() == 0

    newest = TermRevision.objects.of(term).first()
    assert (newest.step, newest.at) == ("started", start)
    assert TermStart.objects.count() == 0


def test_a_canceled_start_never_comes_and_its_words_are_a_draft_again(at):
    topic = make_topic("Stairs")
    draft(topic, description="<p>New.</p>")
    start = timezone.now() + HOUR
    schedule(topic, start)
    assert term_drafts.waiting(topic) is None
    term_drafts.cancel(topic, by=make_user())
    at(start + HOUR)

    assert (term_starts.begin(), stored(topic).description) == (0, "")
    assert term_drafts.waiting(topic).as_words()["description"] == "<p>New.</p>"
    with pytest.raises(PublishingError, match="no longer scheduled"):
        term_drafts.cancel(topic)


def test_a_draft_that_is_written_while_another_is_scheduled_survives_its_cancellation():
    topic = make_topic("Stairs")
    draft(topic, description="<p>Scheduled.</p>")
    schedule(topic, timezone.now() + HOUR)
    draft(topic, description="<p>Newer.</p>")
    term_drafts.cancel(topic)

    assert term_drafts.waiting(topic).as_words()["description"] == "<p>Newer.</p>"
    assert "<p>Scheduled.</p>" in [
        row.as_words()["description"] for row in TermRevision.objects.of(topic)
    ]


def test_nothing_is_scheduled_in_the_past_or_beside_something_else():
    topic = make_topic("Stairs")
    draft(topic, description="<p>New.</p>")
    with pytest.raises(PublishingError, match="has passed"):
        schedule(topic, timezone.now() - HOUR)
    schedule(topic, timezone.now() + HOUR)
    draft(topic, description="<p>Newer.</p>")
    with pytest.raises(PublishingError, match="already scheduled"):
        schedule(topic, timezone.now() + 2 * HOUR)

    assert TermStart.objects.get().as_words() == {"description": "<p>New.</p>"}


def test_a_start_leaves_what_was_corrected_elsewhere_meanwhile(at):
    topic = make_topic("Stairs")
    draft(topic, description="<p>New.</p>")
    start = timezone.now() + HOUR
    schedule(topic, start)
    term_review.save(Topic(pk=topic.pk, name="Steps", slug=topic.slug))
    at(start)
    term_starts.begin()

    assert (stored(topic).name, stored(topic).description) == ("Steps", "<p>New.</p>")


def test_clinical_words_of_a_draft_need_an_approval_of_exactly_them(required, nurse):
    symptom = make_symptom("Fatigue")
    draft(symptom, summary="<p>Rest.</p>")
    for act in (publish, lambda term: schedule(term, timezone.now() + HOUR)):
        with pytest.raises(PublishingError, match="must approve this exact text"):
            act(symptom)
    sign(symptom, nurse)
    draft(symptom, summary="<p>Rest more.</p>")
    with pytest.raises(PublishingError, match="must approve this exact text"):
        publish(symptom)
    assert stored(symptom).summary == ""

    draft(symptom, summary="<p>Rest.</p>")
    publish(symptom)

    assert stored(symptom).summary == "<p>Rest.</p>"
    assert not term_review.is_unsigned(stored(symptom))


def test_an_approved_draft_is_not_public(required, nurse):
    symptom = make_symptom("Fatigue")
    draft(symptom, summary="<p>Rest.</p>")
    sign(symptom, nurse)

    assert stored(symptom).summary == ""
    assert term_review.is_unsigned(stored(symptom))


def test_an_address_alone_needs_no_review(required):
    symptom = make_symptom("Fatigue")
    draft(symptom, slug="tiredness")
    with pytest.raises(ReviewError, match="needs no review"):
        term_drafts.submit(symptom, term_drafts.read_now(symptom))
    publish(symptom)

    assert stored(symptom).slug == "tiredness"


def test_nobody_approves_a_draft_that_they_wrote(required, nurse):
    writer = make_user()
    symptom = make_symptom("Fatigue")
    draft(symptom, summary="<p>Rest.</p>", by=writer)
    with pytest.raises(ReviewError, match="You wrote part of this text"):
        sign(symptom, nurse, by=writer)
    sign(symptom, nurse, by=make_user())

    assert steps(symptom) == ["saved", "draft", "signed"]


@pytest.mark.parametrize("also", ["", "tiredness"])
def test_whoever_restores_a_text_did_not_write_it(required, nurse, also):
    writer, other = make_user(), make_user()
    symptom = make_symptom("Fatigue")
    draft(symptom, summary="<p>Rest.</p>", by=writer)
    draft(symptom, summary="<p>Walk.</p>", by=other)
    sign(symptom, nurse, by=make_user())
    term_drafts.restore(symptom, 2, by=other)
    if also:
        draft(symptom, summary="<p>Rest.</p>", also_called=also, by=other)
    with pytest.raises(ReviewError, match="You wrote part of this text"):
        sign(symptom, nurse, by=writer)
    sign(symptom, nurse, by=make_user())


def test_whoever_wrote_only_words_that_were_approved_may_approve_others(required, nurse):
    writer, other = make_user(), make_user()
    symptom = make_symptom("Fatigue")
    draft(symptom, summary="<p>Rest.</p>", visibility="both", by=writer)
    sign(symptom, nurse, by=other)
    draft(symptom, summary="<p>Rest.</p>", visibility="visible", also_called="tired", by=other)
    sign(symptom, nurse, by=writer)

    assert steps(symptom)[-1] == "signed"


def test_a_draft_goes_to_a_reviewer_and_comes_back_with_a_note(required):
    symptom = make_symptom("Fatigue")
    draft(symptom, summary="<p>Rest.</p>", by=make_user())
    term_drafts.submit(symptom, term_drafts.read_now(symptom), by=make_user())
    assert [row.term_id for row in TermRevision.objects.waiting("submitted")] == [symptom.pk]
    with pytest.raises(ReviewError, match="Describe what"):
        term_drafts.send_back(symptom, term_drafts.read_now(symptom), reason=" ")
    term_drafts.send_back(symptom, term_drafts.read_now(symptom), reason="Shorter.")

    waiting = term_drafts.waiting(symptom)
    assert (waiting.step, waiting.reason) == ("returned", "Shorter.")
    assert list(TermRevision.objects.waiting("submitted")) == []
    assert stored(symptom).summary == ""


def test_what_was_not_read_is_not_acted_upon():
    topic = make_topic("Stairs")
    draft(topic, description="<p>New.</p>")
    read = term_drafts.read_now(topic)
    draft(topic, description="<p>Newer.</p>")
    for act in (
        term_drafts.publish,
        term_drafts.discard,
        lambda term, read: term_drafts.schedule(term, read, timezone.now() + HOUR),
    ):
        with pytest.raises(ReviewError, match="This changed after you opened the page"):
            act(topic, read)
    read = term_drafts.read_now(topic)
    Topic.objects.filter(pk=topic.pk).update(description="<p>By another.</p>")
    with pytest.raises(ReviewError, match="This changed after you opened the page"):
        term_drafts.publish(topic, read)

    assert stored(topic).description == "<p>By another.</p>"
    assert steps(topic) == ["saved", "draft", "draft"]


def test_an_old_wording_becomes_the_draft_at_the_address_of_today():
    topic = make_topic("Stairs", description="<p>Old.</p>")
    draft(topic, description="<p>New.</p>", slug="steps")
    publish(topic)
    term_drafts.restore(topic, 1)
    assert stored(topic).description == "<p>New.</p>"
    publish(topic)

    assert (stored(topic).description, stored(topic).slug) == ("<p>Old.</p>", "steps")
    with pytest.raises(PublishingError, match="not on record"):
        term_drafts.restore(topic, 99)


def test_a_draft_that_says_what_readers_see_is_none():
    topic = make_topic("Stairs", description="<p>Old.</p>")
    assert draft(topic, description="<p>Old.</p>") == []
    assert steps(topic) == ["saved"]
    draft(topic, description="<p>New.</p>")
    draft(topic, description="<p>Old.</p>")

    assert steps(topic) == ["saved", "draft", "discarded"]
    assert term_drafts.waiting(topic) is None


def test_a_draft_keeps_the_choice_of_the_main_article():
    symptom = make_symptom("Fatigue")
    article = make_article("Rest", symptoms=[symptom], live=True)
    assert draft(symptom, main_article=article) == ["Main article"]
    assert stored(symptom).main_article is None
    publish(symptom)

    assert stored(symptom).main_article == article


def test_a_new_address_starts_with_the_words_and_the_old_one_redirects(client, at):
    symptom = make_symptom("Fatigue")
    draft(symptom, slug="tiredness", name="Tiredness")
    start = timezone.now() + HOUR
    schedule(symptom, start)
    assert client.get("/symptoms/tiredness/").status_code == 404
    assert client.get("/symptoms/fatigue/").status_code == 200

    at(start)
    moved = client.get("/symptoms/fatigue/")
    assert (moved.status_code, moved["Location"]) == (301, "/symptoms/tiredness/")
    assert client.get("/symptoms/tiredness/").status_code == 200


def test_articles_are_found_by_the_name_from_its_start_on(client, at):
    symptom = make_symptom("Fatigue")
    article = make_article("Rest", symptoms=[symptom], live=True)
    draft(symptom, name="Drowsiness")
    start = timezone.now() + HOUR
    schedule(symptom, start)
    assert search.search(search.read("drowsiness")) == []
    at(start)
    client.get("/")

    assert [hit.edition_id for hit in search.search(search.read("drowsiness"))] == [
        article.editions.get().pk
    ]


def test_a_name_that_is_scheduled_is_taken():
    topic = make_topic("Stairs")
    draft(topic, name="Steps", slug="steps")
    schedule(topic, timezone.now() + HOUR)
    for words in ({"name": "STEPS", "slug": "other"}, {"name": "Other", "slug": "steps"}):
        with pytest.raises(ValidationError, match="scheduled to get this name or address"):
            Topic(**words).full_clean()
    Topic(name="Other", slug="other").full_clean()
    stored(topic).full_clean()


@pytest.mark.parametrize("is_checked", [True, False])
def test_a_start_that_cannot_be_saved_is_a_draft_again_and_says_why(at, monkeypatch, is_checked):
    topic = make_topic("Stairs")
    draft(topic, name="Steps")
    start = timezone.now() + HOUR
    schedule(topic, start)
    make_topic("Steps")  # past the form, which refuses it
    if not is_checked:  # it was saved between the check and the write
        monkeypatch.setattr(term_record, "refuse_what_cannot_be_saved", lambda term: None)
    at(start)

    assert term_starts.begin() == 0
    waiting = term_drafts.waiting(topic)
    assert (stored(topic).name, waiting.as_words()["name"]) == ("Stairs", "Steps")
    assert waiting.reason.startswith("It could not start")
    assert TermStart.objects.count() == 0


def test_the_words_of_a_deleted_term_stay_on_record():
    topic = make_topic("Stairs")
    draft(topic, description="<p>Scheduled.</p>")
    schedule(topic, timezone.now() + HOUR)
    draft(topic, description="<p>Draft.</p>")
    key = topic.pk
    term_drafts.forget(topic)
    topic.delete()

    words = [row.as_words()["description"] for row in TermRevision.objects.filter(term_id=key)]
    assert {"<p>Scheduled.</p>", "<p>Draft.</p>"} <= set(words)
    assert TermStart.objects.count() == 0


def test_pages_are_kept_until_the_next_start(at):
    topic = make_topic("Stairs")
    draft(topic, description="<p>New.</p>")
    start = timezone.now() + timedelta(seconds=30)
    before = site_state.read()
    forget_that_this_transaction_moved_the_site()
    schedule(topic, start)

    assert site_state.read().until == start
    assert site_state.read().version != before.version
    assert before.until > start


def test_the_first_request_from_the_moment_on_shows_the_words(client, at):
    topic = make_topic("Stairs")
    draft(topic, description="<p>New words.</p>")
    start = timezone.now() + HOUR
    schedule(topic, start)
    seen = []
    for offset in (-1, 0, 1):
        at(start + timedelta(seconds=offset))
        seen.append("New words." in client.get("/topics/stairs/").content.decode())

    assert seen == [False, True, True]


def test_a_proposal_that_the_published_draft_contains_waits_no_longer(required, nurse):
    symptom = make_symptom("Fatigue")
    typed = stored(symptom)
    typed.summary = "<p>Rest.</p>"
    term_review.save(typed)
    assert term_review.waiting(symptom)
    draft(symptom, summary="<p>Rest.</p>")
    sign(symptom, nurse)
    publish(symptom)

    assert term_review.waiting(symptom) is None
    assert Symptom.objects.get().summary == "<p>Rest.</p>"


def test_a_row_that_a_draft_refers_to_may_be_gone():
    symptom = make_symptom("Fatigue", main_article=make_article("Rest"))
    put(symptom, {"main_article": 10**9})

    assert symptom.main_article_id is None


def new_draft(make, name="Steps", by=None, **words):
    """The draft of a term that was never public."""
    term = make(name)
    typed = stored(term)
    term.delete()
    typed.pk = None
    for field, value in words.items():
        setattr(typed, field, value)
    term_drafts.save(typed, by=by)
    return stored(typed)


@pytest.mark.parametrize(("make", "text"), DRAFTED)
def test_a_new_term_is_seen_when_its_draft_is_published(client, make, text):
    term = new_draft(make, **{text: "<p>New words.</p>"})
    pages = ["/", "/symptoms/", "/search/?q=steps", term.get_absolute_url()]
    seen = ["Steps" in client.get(page).content.decode() for page in pages]
    assert (seen, client.get(pages[-1]).status_code) == ([False] * 4, 404)
    assert steps(term) == ["draft"]

    publish(term)

    assert "New words." in client.get(term.get_absolute_url()).content.decode()
    assert steps(term) == ["draft", "published"]


@pytest.mark.parametrize(("make", "text"), DRAFTED)
def test_a_new_term_starts_as_scheduled(client, at, make, text):
    term = new_draft(make, **{text: "<p>New words.</p>"})
    start = timezone.now() + HOUR
    schedule(term, start)
    assert client.get(term.get_absolute_url()).status_code == 404
    at(start)

    assert "New words." in client.get(term.get_absolute_url()).content.decode()


def test_the_address_of_a_new_draft_is_nobodys_former_address(client):
    topic = new_draft(make_topic)
    draft(topic, slug="stairs")
    publish(topic)

    assert client.get("/topics/stairs/").status_code == 200
    assert client.get("/topics/steps/").status_code == 404


def test_all_words_of_a_new_symptom_are_reviewed_before_it_is_published(required, nurse):
    symptom = new_draft(make_symptom, summary="<p>Rest.</p>")
    with pytest.raises(PublishingError, match="must approve this exact text"):
        publish(symptom)
    with pytest.raises(ReviewError, match="This changed after you opened the page"):
        term_review.approve(symptom, term_review.read_now(symptom), nurse)
    sign(symptom, nurse)
    publish(symptom)

    assert (stored(symptom).is_public, stored(symptom).summary) == (True, "<p>Rest.</p>")


def test_saving_the_form_of_a_new_draft_shows_its_name_and_proposes_the_rest(required):
    symptom = new_draft(make_symptom, summary="<p>Rest.</p>")
    typed = stored(symptom)
    term_review.save(typed)

    assert (stored(symptom).is_public, stored(symptom).name, stored(symptom).summary) == (
        True,
        "Steps",
        "",
    )
    assert term_review.waiting(symptom).as_words()["summary"] == "<p>Rest.</p>"


@pytest.mark.parametrize("make", [make_symptom, make_series, make_topic])
def test_no_article_is_published_before_its_terms(make):
    term = new_draft(make)
    field = {"symptom": "symptoms", "series": "series", "topic": "topic"}[term._meta.model_name]
    chosen = {field: [term] if field == "symptoms" else term}
    if field == "series":
        chosen["series_part"] = 1
    article = make_article("Rest", **chosen)
    revision = publishing.save_revision(article)
    with pytest.raises(PublishingError, match="“Steps” is a draft. Publish it before the article."):
        publishing.publish(revision)
    publish(term)

    assert publishing.publish(revision).title == "Rest"


def test_a_link_to_a_new_draft_is_a_dead_link(settings):
    topic = new_draft(make_topic)
    link = '<p><a href="/topics/steps/">Take the stairs</a></p>'
    assert checklist.dead_links_of(link) != []
    publish(topic)
    assert checklist.dead_links_of(link) == []


def approve(term, nurse, **words):
    """Propose `words` of a term and approve them at once."""
    typed = stored(term)
    for name, value in words.items():
        setattr(typed, name, value)
    term_review.save(typed)
    term_review.approve(stored(term), term_review.read_now(stored(term)), nurse)


def test_an_address_that_starts_later_leaves_words_that_are_approved_meanwhile(required, nurse, at):
    term = make_symptom("Fatigue", summary="<p>Nobody approved this.</p>")
    draft(term, slug="tired")
    moment = timezone.now() + HOUR
    term_drafts.schedule(stored(term), term_drafts.read_now(stored(term)), moment)
    approve(term, nurse, summary="<p>Corrected.</p>")
    at(moment)
    term_starts.begin()

    assert (stored(term).summary, stored(term).slug) == ("<p>Corrected.</p>", "tired")


def test_words_approved_meanwhile_are_not_replaced_by_those_scheduled_before(required, nurse, at):
    term = make_symptom("Fatigue", summary="<p>First.</p>")
    draft(term, summary="<p>Scheduled.</p>")
    term_drafts.sign(stored(term), term_drafts.read_now(stored(term)), nurse)
    moment = timezone.now() + HOUR
    term_drafts.schedule(stored(term), term_drafts.read_now(stored(term)), moment)
    approve(term, nurse, summary="<p>Corrected.</p>")
    at(moment)
    term_starts.begin()

    assert stored(term).summary == "<p>Corrected.</p>"
    assert not TermStart.objects.exists()
    assert term_drafts.waiting(stored(term)).as_words()["summary"] == "<p>Scheduled.</p>"
    assert "other text was approved in the meantime" in TermRevision.objects.of(term).first().reason


def test_what_is_scheduled_starts_when_nothing_else_was_approved(required, nurse, at):
    term = make_symptom("Fatigue", summary="<p>First.</p>")
    draft(term, summary="<p>Scheduled.</p>")
    term_drafts.sign(stored(term), term_drafts.read_now(stored(term)), nurse)
    moment = timezone.now() + HOUR
    term_drafts.schedule(stored(term), term_drafts.read_now(stored(term)), moment)
    draft(term, summary="<p>Newer draft.</p>")
    at(moment)
    term_starts.begin()

    assert stored(term).summary == "<p>Scheduled.</p>"


def test_words_that_nobody_approved_do_not_start_once_approvals_are_required(settings, at):
    term = make_symptom("Fatigue", summary="<p>First.</p>")
    draft(term, summary="<p>Scheduled.</p>")
    moment = timezone.now() + HOUR
    term_drafts.schedule(stored(term), term_drafts.read_now(stored(term)), moment)
    settings.SYMPTOMS = settings.SYMPTOMS | {"REQUIRE_MEDICAL_REVIEW": True}
    at(moment)
    term_starts.begin()

    assert stored(term).summary == "<p>First.</p>"
    assert "not approved" in TermRevision.objects.of(term).first().reason
