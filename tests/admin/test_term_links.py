"""A term's preview links and its public record: the pages of articles, for symptoms, topics and series."""

import json
from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse
from django.utils import timezone

from symptoms.models import PreviewLink, TermRevision
from symptoms.workflow import term_drafts, term_record
from symptoms.workflow.audit import record_of
from tests.factories import (
    make_contributor,
    make_series,
    make_symptom,
    make_topic,
    make_user,
    make_wording_link,
)

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def url(name, term, *arguments):
    return reverse(f"admin:symptoms_{term._meta.model_name}_{name}", args=[term.pk, *arguments])


def drafted(make, words):
    term = make("Calm")
    name = {"symptom": "summary", "series": "intro", "topic": "description"}[term._meta.model_name]
    setattr(term, name, f"<p>{words}</p>")
    term_drafts.save(term)
    return term


@pytest.fixture(params=[make_symptom, make_series, make_topic], ids=["symptom", "series", "topic"])
def term(request):
    return drafted(request.param, "Draft words.")


def test_a_publisher_makes_a_link_that_opens_without_an_account(client, sign_in, term):
    sign_in("Publisher")
    newest = TermRevision.objects.of(term).first()
    sent = {"revision": newest.pk, "reader": "Dr. Berg", "days": "7"}
    page = client.post(url("preview_links", term), sent, follow=True).content.decode()
    link = PreviewLink.objects.get()
    seen = type(client)().get(link.secret_path)

    assert f"http://testserver{link.secret_path}" in page
    assert url("preview_wording", term, newest.number) in page
    assert (link.wording, link.revision) == (newest, None)
    assert "Draft words." in seen.content.decode()
    said = LogEntry.objects.get().change_message
    assert said.startswith(f"The preview link for Wording {newest.number} for Dr. Berg is ready.")
    assert link.signature not in said


def test_a_link_is_closed_at_its_own_term_only(client, sign_in, term):
    sign_in("Publisher")
    link = make_wording_link(term)
    other = make_symptom("Other")
    term_record.keep(other)
    assert client.post(url("close_preview_link", other, link.pk)).status_code == 404
    assert client.get(url("close_preview_link", term, link.pk)).status_code == 302
    assert PreviewLink.objects.open().get() == link
    client.post(url("close_preview_link", term, link.pk))

    assert client.get(link.secret_path).status_code == 410


def test_another_terms_wording_is_not_linked(client, sign_in, term):
    sign_in("Publisher")
    other = drafted(make_symptom, "Other.") if term._meta.model_name != "symptom" else None
    other = other or drafted(make_topic, "Other.")
    pk = TermRevision.objects.of(other).first().pk
    sent = {"revision": pk, "reader": "Dr. Berg", "days": "7"}

    assert client.post(url("preview_links", term), sent).status_code == 422
    assert not PreviewLink.objects.exists()


def test_a_writer_sees_links_and_makes_none(client, sign_in, term):
    sign_in("Writer")
    link = make_wording_link(term)
    page = client.get(url("preview_links", term)).content.decode()

    assert link.secret_path in page
    assert "Create preview link" not in page
    assert client.post(url("preview_links", term), {}).status_code == 403


@pytest.mark.parametrize("count", [1, 9])
def test_the_list_asks_as_much_for_one_as_for_many(
    client, sign_in, count, django_assert_max_num_queries
):
    term = drafted(make_symptom, "Words.")
    sign_in("superuser")
    for _ in range(count):
        make_wording_link(term)
    client.get(url("preview_links", term))
    with django_assert_max_num_queries(8):
        client.get(url("preview_links", term))


# The public record


def published(term, words, *, by, at=None):
    """`words` as a draft of the symptom `term`, approved by a nurse and published, or scheduled."""
    term.summary = f"<p>{words}</p>"
    term_drafts.save(term)
    read = term_drafts.read_now(type(term).objects.get(pk=term.pk))
    term_drafts.sign(term, read, make_contributor("Nora Nurse", "clinician"))
    read = term_drafts.read_now(type(term).objects.get(pk=term.pk))
    if at:
        term_drafts.schedule(term, read, at, by=by)
    else:
        term_drafts.publish(term, read, by=by)
    return type(term).objects.get(pk=term.pk)


def test_the_record_tells_what_readers_saw_and_what_is_scheduled(client, sign_in, settings):
    settings.SYMPTOMS = settings.SYMPTOMS | {"REQUIRE_MEDICAL_REVIEW": True}
    start, editor = timezone.now() + HOUR, make_user("publisher@example.org")
    symptom = published(make_symptom("Pain"), "First words.", by=editor)
    symptom = published(symptom, "Second words.", by=editor)
    planner = make_user("planner@example.org")
    symptom = published(symptom, "Coming words.", by=planner, at=start)
    record = record_of(symptom)
    shown = record[-3:]

    assert [entry.end for entry in record[:-1]] == [entry.start for entry in record[1:]]
    assert record[-1].start == start and record[-1].end is None
    assert [entry.published_by for entry in shown] == [str(editor), str(editor), str(planner)]
    assert [[one.by for one in entry.approvals] for entry in shown] == [["Nora Nurse"]] * 3
    assert {entry.address for entry in record} == {"/symptoms/pain/"}

    sign_in("Writer")
    page = client.get(url("record", symptom)).content.decode()
    file = client.get(url("record_json", symptom))
    assert page.count("Nora Nurse") == 3 and str(planner) in page
    assert f"record-of-symptom-{symptom.pk}.json" in file["Content-Disposition"]
    assert json.loads(file.content)["symptom"] == symptom.pk
    assert len(json.loads(file.content)["record"]) == len(record)


def test_a_draft_is_not_on_the_record(term):
    assert "Draft words." not in str(record_of(term))
    assert all(entry.title == "Calm" for entry in record_of(term))


def test_the_wording_page_leads_to_both(client, sign_in, term):
    sign_in("Writer")
    page = client.get(url("wording", term)).content.decode()

    assert url("preview_links", term) in page
    assert url("record", term) in page
