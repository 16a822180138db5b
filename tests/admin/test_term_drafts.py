"""Drafts of terms in the admin: who can do what, what the pages say, and what is logged."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse
from django.utils import timezone

from symptoms.models import Autosave, Symptom, TermRevision, TermStart, Topic
from symptoms.workflow import term_drafts
from tests.admin.forms import posted
from tests.factories import (
    make_article,
    make_contributor,
    make_series,
    make_symptom,
    make_tag,
    make_topic,
)

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
DRAFTED = [(make_symptom, "summary"), (make_series, "intro"), (make_topic, "description")]


def url(term, page="change", *more):
    name = f"admin:symptoms_{term._meta.model_name}"
    return reverse(f"{name}_{page}", args=[term.pk, *more])


def open_form(client, term):
    return posted(client.get(url(term)))


def save_draft(client, term, **changes):
    form = open_form(client, term) | changes | {"_draft": "Save as draft"}
    return client.post(url(term), form, follow=True)


def read(client, term, verb="publish"):
    """The hidden fields of a button on the page that somebody has open."""
    form = client.get(url(term, "wording")).context["forms"][verb]
    return {name: form[name].value() for name in ("revision", "baseline")}


def press(client, term, verb, **more):
    data = more if verb in {"cancel", "restore"} else read(client, term, verb) | more
    return client.post(url(term, f"{verb}_wording"), data, follow=True)


def log():
    return [entry.change_message for entry in LogEntry.objects.order_by("pk")]


def in_an_hour():
    return timezone.localtime(timezone.now() + HOUR).strftime("%Y-%m-%dT%H:%M")


@pytest.mark.parametrize(("make", "text"), DRAFTED)
def test_a_publisher_saves_a_draft_compares_it_and_publishes_it(client, sign_in, make, text):
    term = make("Stairs", **{text: "<p>Old words.</p>"})
    sign_in("Publisher")
    page = save_draft(client, term, **{text: "<p>New words.</p>"}).content.decode()

    assert "The draft is saved. Readers don’t see it yet." in page
    assert '<del data-as="removed">Old</del>' in page and '<ins data-as="added">New</ins>' in page
    assert "New words." not in client.get(term.get_absolute_url()).content.decode()
    assert open_form(client, term)[text] == "<p>New words.</p>"

    assert "Readers see it now." in press(client, term, "publish").content.decode()
    assert "New words." in client.get(term.get_absolute_url()).content.decode()
    label = {"summary": "Summary", "intro": "Intro", "description": "Description"}[text]
    assert log() == [f"Saved as a draft: {label}.", f"Published: {label}. Readers see it now."]


@pytest.mark.parametrize(("make", "text"), DRAFTED)
def test_each_step_can_be_seen_as_readers_would_see_it(client, sign_in, make, text):
    term = make("Stairs", **{text: "<p>Old words.</p>"})
    sign_in("Publisher")
    save_draft(client, term, **{text: "<p>New words.</p>"})
    sign_in("Writer")
    pages = [client.get(url(term, "preview_wording", number)) for number in (1, 2)]

    assert ["New words." in page.content.decode() for page in pages] == [False, True]
    assert ["Old words." in page.content.decode() for page in pages] == [True, False]
    assert [page.headers["X-Robots-Tag"] for page in pages] == ["noindex"] * 2
    assert client.get(url(term, "preview_wording", 3)).status_code == 404
    assert type(term).objects.values_list(text, flat=True).get() == "<p>Old words.</p>"


@pytest.mark.parametrize(("make", "text"), DRAFTED)
def test_a_form_is_previewed_without_being_saved(client, sign_in, make, text):
    term = make("Stairs", **{text: "<p>Old words.</p>"})
    sign_in("Publisher")
    form = open_form(client, term) | {"_preview": "x"}
    page = client.post(url(term), form | {text: "<p>New words.</p>", "name": "Steps"})

    assert "New words." in page.content.decode() and "<h1>Steps</h1>" in page.content.decode()
    assert "It is not saved" in page.content.decode()
    refused = client.post(url(term), form | {"name": ""})
    assert refused.status_code == 422
    assert "“Name” is required." in refused.content.decode()
    assert (TermRevision.objects.count(), LogEntry.objects.count()) == (0, 0)
    assert Autosave.objects.count() == 0
    assert type(term).objects.get().name == "Stairs"


def test_a_new_term_is_previewed_without_being_saved(client, sign_in):
    sign_in("Publisher")
    add = reverse("admin:symptoms_topic_add")
    form = posted(client.get(add)) | {"name": "Steps", "slug": "steps", "_preview": "x"}
    page = client.post(add, form | {"description": "<p>New words.</p>"})

    assert (page.status_code, "New words." in page.content.decode()) == (200, True)
    assert Topic.objects.count() == 0


def test_a_draft_is_scheduled_and_canceled(client, sign_in):
    topic = make_topic("Stairs")
    sign_in("Publisher")
    save_draft(client, topic, description="<p>New words.</p>")
    when = in_an_hour()
    page = press(client, topic, "schedule", at=when).content.decode()
    assert "Scheduled. Readers will see it from " in page
    start = timezone.localtime(TermStart.objects.get().starts)
    assert start.strftime("%Y-%m-%dT%H:%M") == when
    assert "Other text is scheduled for" in client.get(url(topic)).content.decode()

    page = press(client, topic, "cancel").content.decode()
    assert "Canceled. The text is a draft again." in page
    assert TermStart.objects.count() == 0
    assert open_form(client, topic)["description"] == "<p>New words.</p>"
    assert press(client, topic, "cancel").status_code == 422


def test_a_start_in_the_past_is_refused_in_words(client, sign_in):
    topic = make_topic("Stairs")
    sign_in("Publisher")
    save_draft(client, topic, description="<p>New words.</p>")
    response = press(client, topic, "schedule", at="2020-01-01T09:00")

    assert response.status_code == 422
    assert "This time has passed." in response.content.decode()
    assert TermStart.objects.count() == 0


def test_whoever_saves_beside_something_scheduled_is_told(client, sign_in):
    topic = make_topic("Stairs")
    sign_in("Publisher")
    save_draft(client, topic, description="<p>New words.</p>")
    press(client, topic, "schedule", at=in_an_hour())
    form = open_form(client, topic) | {"description": "<p>A correction.</p>"}
    page = client.post(url(topic), form, follow=True).content.decode()

    assert "It will replace what you saved." in page
    assert Topic.objects.get().description == "<p>A correction.</p>"


def test_what_is_saved_in_the_form_of_a_draft_is_public_and_the_draft_is_closed(client, sign_in):
    topic = make_topic("Stairs")
    sign_in("Publisher")
    save_draft(client, topic, description="<p>New words.</p>")
    client.post(url(topic), open_form(client, topic))

    assert Topic.objects.get().description == "<p>New words.</p>"
    assert term_drafts.waiting(topic) is None


def test_an_earlier_wording_is_restored_as_the_draft(client, sign_in):
    topic = make_topic("Stairs", description="<p>Old words.</p>")
    sign_in("Publisher")
    save_draft(client, topic, description="<p>New words.</p>")
    press(client, topic, "publish")
    page = press(client, topic, "restore", number=1).content.decode()

    assert "Text 1 is now the draft. It differs from what readers see in: Description." in page
    assert Topic.objects.get().description == "<p>New words.</p>"
    assert open_form(client, topic)["description"] == "<p>Old words.</p>"
    assert press(client, topic, "restore", number=99).status_code == 422


def test_a_draft_is_discarded_and_stays_on_record(client, sign_in):
    topic = make_topic("Stairs")
    sign_in("Publisher")
    save_draft(client, topic, description="<p>New words.</p>")
    page = press(client, topic, "discard").content.decode()

    assert "The draft was discarded." in page and "New words." in page.partition("History")[2]
    assert "description" not in open_form(client, topic)


def test_clinical_words_go_from_publisher_to_reviewer_to_publisher_to_readers(
    client, sign_in, settings
):
    settings.SYMPTOMS = settings.SYMPTOMS | {"REQUIRE_MEDICAL_REVIEW": True}
    symptom = make_symptom("Fatigue")
    publisher = sign_in("Publisher")
    save_draft(client, symptom, summary="<p>Rest.</p>")
    refused = press(client, symptom, "publish")
    assert refused.status_code == 422
    assert "A medical reviewer must approve this exact text first." in refused.content.decode()
    page = press(client, symptom, "submit").content.decode()
    assert "A draft is waiting for a medical reviewer." in page
    assert "Publish the draft now" not in page and "Discard the draft" in page

    make_contributor("Nora Nurse", "clinician", account=sign_in("Medical reviewer"))
    index = client.get(reverse("admin:index")).content.decode()
    assert "Wording that waits for your review (1)" in index
    assert "It can be published now." in press(client, symptom, "sign").content.decode()
    assert Symptom.objects.get().summary == ""

    client.force_login(publisher)
    index = client.get(reverse("admin:index")).content.decode()
    assert "Approved drafts of wording, ready to publish (1)" in index
    assert "Nora Nurse approved this text" in client.get(url(symptom, "wording")).content.decode()
    press(client, symptom, "publish")
    assert Symptom.objects.get().summary == "<p>Rest.</p>"


def test_a_reviewer_asks_for_changes_to_a_draft(client, sign_in, settings):
    settings.SYMPTOMS = settings.SYMPTOMS | {"REQUIRE_MEDICAL_REVIEW": True}
    symptom = make_symptom("Fatigue")
    publisher = sign_in("Publisher")
    save_draft(client, symptom, summary="<p>Rest.</p>")
    press(client, symptom, "submit")
    sign_in("Medical reviewer")
    press(client, symptom, "return", reason="Shorter, please.")

    client.force_login(publisher)
    assert "Shorter, please." in client.get(url(symptom, "wording")).content.decode()
    index = client.get(reverse("admin:index")).content.decode()
    assert "Wording with changes requested (1)" in index


@pytest.mark.parametrize("role", ["Writer", "Medical reviewer"])
def test_only_publishers_act_on_drafts(client, sign_in, role):
    topic = make_topic("Stairs")
    sign_in("Publisher")
    save_draft(client, topic, description="<p>New words.</p>")
    form = read(client, topic) | {"number": 1, "at": in_an_hour()}
    sign_in(role)
    page = client.get(url(topic, "wording")).content.decode()

    for verb in ("publish", "schedule", "cancel", "discard", "restore"):
        assert client.post(url(topic, f"{verb}_wording"), form).status_code == 403
    assert client.post(url(topic), form | {"_draft": "x", "name": "Mine"}).status_code == 403
    assert "Publish the draft now" not in page and "Restore text" not in page
    assert Topic.objects.get().description == ""
    assert [str(row.step) for row in TermRevision.objects.of(topic)] == ["draft", "saved"]


def test_a_button_of_a_page_that_is_not_the_newest_does_nothing_and_shows_it(client, sign_in):
    topic = make_topic("Stairs")
    sign_in("Publisher")
    save_draft(client, topic, description="<p>First.</p>")
    stale = read(client, topic)
    save_draft(client, topic, description="<p>Second.</p>")
    response = client.post(url(topic, "publish_wording"), stale)

    assert response.status_code == 422
    assert "This changed after you opened the page." in response.content.decode()
    assert Topic.objects.get().description == ""
    form = response.context["forms"]["publish"]
    again = {name: form[name].value() for name in stale}
    client.post(url(topic, "publish_wording"), again)
    assert Topic.objects.get().description == "<p>Second.</p>"


def test_a_draft_remembers_the_main_article(client, sign_in):
    symptom = make_symptom("Fatigue")
    article = make_article("Rest", symptoms=[symptom], live=True)
    sign_in("Publisher")
    page = save_draft(client, symptom, main_article=article.pk).content.decode()

    assert "Main article: added" in page
    assert Symptom.objects.get().main_article is None
    assert open_form(client, symptom)["main_article"] == article.pk
    press(client, symptom, "publish")
    assert Symptom.objects.get().main_article == article


def test_two_who_draft_at_once_lose_nothing(client, sign_in):
    topic = make_topic("Stairs", description="<p>Old.</p>")
    sign_in("Publisher")
    mine = open_form(client, topic)
    save_draft(client, topic, name="Steps")
    client.post(url(topic), mine | {"description": "<p>Mine.</p>", "_draft": "x"})
    words = term_drafts.waiting(topic).as_words()

    assert (words["name"], words["description"]) == ("Steps", "<p>Mine.</p>")


def test_other_terms_have_no_drafts(client, sign_in):
    tag = make_tag("heat")
    sign_in("Publisher")
    assert 'name="_draft"' not in client.get(url(tag)).content.decode()
    assert 'id="draft"' not in client.get(url(tag, "wording")).content.decode()
    assert 'name="_draft"' in client.get(url(make_topic())).content.decode()


def test_a_new_topic_is_written_as_a_draft_and_published(client, sign_in):
    sign_in("Publisher")
    add = reverse("admin:symptoms_topic_add")
    typed = {"name": "Steps", "slug": "steps", "description": "<p>New words.</p>", "_draft": "x"}
    page = client.post(add, posted(client.get(add)) | typed, follow=True)
    topic = Topic.objects.get()

    assert "The draft is saved. Readers don’t see it yet." in page.content.decode()
    assert "Readers don’t see this yet" in page.content.decode()
    assert "See the live page" not in page.content.decode()
    form = client.get(url(topic))
    assert "View on site" not in form.content.decode()
    assert posted(form)["description"] == "<p>New words.</p>"
    assert client.get("/topics/steps/").status_code == 404
    press(client, topic, "publish")
    assert "New words." in client.get("/topics/steps/").content.decode()
    assert log() == ["Saved as a draft: Name, Slug, Description.", log()[1]]
    assert log()[1] == "Published: Name, Slug, Description. Readers see it now."
