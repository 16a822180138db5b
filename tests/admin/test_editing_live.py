"""Correcting what readers see while a newer text waits, and putting both back."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse
from django.utils import timezone

from symptoms.models import Article, Edition, SetAside
from symptoms.workflow import publishing, reviewing
from tests.factories import make_article, make_contributor, make_user, publish

pytestmark = pytest.mark.django_db


def url(article, verb="publishing"):
    return reverse(f"admin:symptoms_article_{verb}", args=[article.pk])


def rewritten(article, **fields):
    for name, value in fields.items():
        setattr(article, name, value)
    article.save()
    return publishing.save_revision(article)


@pytest.fixture
def article():
    """Readers see revision 1; revision 2 is a newer draft with another address and one more tip."""
    article = make_article("Fatigue", body="<p>Rest.</p><p>Walk.</p>", tips=["Nap"], live=True)
    article.tips.create(title="Draftonly", body="<p>Later.</p>")
    rewritten(article, title="Tiredness", slug="tiredness", body="<p>Rest.</p><p>Run.</p>")
    return article


def edit_live(client, article):
    return client.post(url(article, "edit_live"), {"revision": 2, "baseline": 1})


def tips(article):
    return list(article.tips.recommended().values_list("title", flat=True))


def test_one_press_puts_the_live_text_into_the_form_and_keeps_the_draft(client, sign_in, article):
    sign_in("Writer")
    response = edit_live(client, article)
    article.refresh_from_db()

    assert response.url == url(article, "change")
    assert (article.title, article.slug) == ("Fatigue", "fatigue")
    assert article.body == "<p>Rest.</p><p>Walk.</p>"
    assert tips(article) == ["Nap"]
    assert article.revisions.get(number=2).as_content().title == "Tiredness"
    assert Edition.objects.count() == 1
    assert "Revision 2 was set aside." in LogEntry.objects.get().change_message


def test_one_press_puts_the_draft_back_with_what_was_corrected(client, sign_in, article):
    sign_in("Writer")
    edit_live(client, article)
    article.refresh_from_db()
    publish(rewritten(article, body="<p>Rest well.</p><p>Walk.</p>").article)
    aside = SetAside.objects.get()
    response = client.post(url(article, "put_back_draft"), {"aside": aside.pk, "revision": 4})
    article.refresh_from_db()

    assert response.url == url(article, "change")
    assert article.title == "Tiredness"
    assert article.body == "<p>Rest well.</p><p>Run.</p>"
    assert tips(article) == ["Nap", "Draftonly"]
    assert list(SetAside.objects.all()) == []
    assert Edition.objects.live().get().content.body == "<p>Rest well.</p><p>Walk.</p>"


def test_where_both_changed_the_same_the_correction_stays_and_is_named(client, sign_in, article):
    sign_in("Writer")
    edit_live(client, article)
    article.refresh_from_db()
    rewritten(article, body="<p>Rest.</p><p>Crawl.</p>")
    data = {"aside": SetAside.objects.get().pk, "revision": 4}
    page = client.post(url(article, "put_back_draft"), data, follow=True).content.decode()

    assert "the corrected one was kept, in: Body." in page
    assert article.revisions.get(number=2).as_content().body == "<p>Rest.</p><p>Run.</p>"


def test_a_draft_that_was_changed_meanwhile_is_not_set_aside(client, sign_in, article):
    sign_in("Writer")
    rewritten(article, title="Newer")
    response = edit_live(client, article)
    article.refresh_from_db()

    assert response.status_code == 422
    assert "changed after you opened" in response.content.decode()
    assert (article.title, SetAside.objects.count()) == ("Newer", 0)


def test_a_draft_can_be_left_aside(client, sign_in, article):
    sign_in("Writer")
    edit_live(client, article)
    client.post(url(article, "forget_draft"), {"aside": SetAside.objects.get().pk})

    assert SetAside.objects.count() == 0
    assert article.revisions.filter(number=2).exists()


@pytest.mark.parametrize("verb", ["put_back_draft", "forget_draft"])
def test_another_articles_draft_is_not_put_back(client, sign_in, article, verb):
    sign_in("Writer")
    edit_live(client, article)
    other = make_article("Other", live=True)
    data = {"aside": SetAside.objects.get().pk, "revision": 1}

    assert client.post(url(other, verb), data).status_code == 422
    assert SetAside.objects.count() == 1


def test_an_update_that_was_rewritten_with_the_correction_is_not_offered_again(
    client, sign_in, article
):
    sign_in("Publisher")
    publish(article, at=timezone.now() + timedelta(days=1))
    edit_live(client, article)
    article.refresh_from_db()
    rewritten(article, body="<p>Rest well.</p><p>Walk.</p>")
    data = {"revision": 4, "baseline": 1, "then": "rebase"}
    client.post(url(article, "publish"), data)
    planned = Edition.objects.scheduled().get()

    assert planned.content.body == "<p>Rest well.</p><p>Run.</p>"
    assert SetAside.objects.count() == 0


@pytest.mark.parametrize(("role", "offered"), [("Writer", True), ("Medical reviewer", False)])
def test_the_form_and_the_publishing_page_offer_it_to_whoever_may_write(
    client, sign_in, article, role, offered
):
    sign_in(role)
    pages = [client.get(url(article, name)).content.decode() for name in ("change", "publishing")]

    assert ["Edit what readers see now" in page for page in pages] == [offered, offered]


def test_it_is_not_offered_while_the_form_says_what_readers_see(client, sign_in):
    sign_in("Writer")
    article = make_article("Same", live=True)
    pages = [client.get(url(article, name)).content.decode() for name in ("change", "publishing")]

    assert not any("Edit what readers see now" in page for page in pages)


def test_what_readers_saw_is_put_back_in_one_press(client, sign_in, article):
    sign_in("Publisher")
    publishing.withdraw(article, reason="By mistake.")
    assert "Put back what readers saw" in client.get(url(article)).content.decode()
    client.post(url(article, "republish"), {"revision": 1})

    assert Edition.objects.live().get().title == "Fatigue"
    assert Article.objects.get().title == "Tiredness"


def test_what_readers_saw_passes_the_gates_again(client, sign_in, article, settings):
    settings.SYMPTOMS = settings.SYMPTOMS | {"REQUIRE_MEDICAL_REVIEW": True}
    sign_in("Publisher")
    publishing.withdraw(article, reason="Wrong.")
    page = client.get(url(article)).content.decode()
    refused = client.post(url(article, "republish"), {"revision": 1})

    assert f"It can’t be put back: {publishing.NOT_APPROVED}" in page
    assert "Put back what readers saw" not in page
    assert refused.status_code == 422
    assert list(Edition.objects.live()) == []

    nurse = make_contributor("Nora Nurse", "clinician")
    reviewing.approve(article.revisions.get(number=1), nurse, reviewing.default_due())
    client.post(url(article, "republish"), {"revision": 1})
    assert Edition.objects.live().get().title == "Fatigue"


@pytest.mark.parametrize("number", [2, 0, "x"])
def test_only_what_readers_saw_last_is_put_back(client, sign_in, article, number):
    sign_in("Publisher")
    publishing.withdraw(article, reason="Wrong.")

    assert client.post(url(article, "republish"), {"revision": number}).status_code == 422
    assert list(Edition.objects.live()) == []


def buttons(client, article):
    page = client.get(url(article)).content.decode()
    return [
        words
        for words in ("Submit for review", "Publish now", ">Schedule<", ">Withdraw</button>")
        if words in page
    ]


def test_buttons_that_must_fail_are_not_offered(client, sign_in):
    sign_in("Publisher")
    live, unready = make_article("Live", live=True), make_article("Unready", topic=None)
    for article in (live, unready):
        publishing.save_revision(article)

    assert buttons(client, live) == ["Submit for review", ">Withdraw</button>"]
    assert buttons(client, unready) == ["Submit for review"]


def test_submit_is_gone_once_submitted_and_comes_back_after_a_request_for_changes(client, sign_in):
    sign_in("Writer")
    article = make_article("Fatigue")
    revision = publishing.save_revision(article)
    assert buttons(client, article) == ["Submit for review"]

    reviewing.submit(revision)
    assert buttons(client, article) == []
    assert "This text is already in review." in client.get(url(article)).content.decode()

    reviewing.ask_for_changes(revision, reason="Shorter.")
    assert buttons(client, article) == ["Submit for review"]


def test_a_reviewer_is_told_why_they_cannot_approve(client, sign_in):
    reviewer = sign_in("Medical reviewer")
    article = make_article("Fatigue")
    revision = publishing.save_revision(article, by=reviewer)
    address = reverse("admin:symptoms_article_review", args=[article.pk, revision.number])
    assert "not linked to a contributor" in client.get(address).content.decode()

    own = make_contributor("Nora Nurse", "clinician", account=reviewer)
    assert str(reviewing.OWN_TEXT) in client.get(address).content.decode()

    publishing.save_revision(article, by=make_user())
    article.revisions.update(created_by=None)
    own.kind = "staff"
    own.save()
    assert str(reviewing.NOT_A_CLINICIAN) in client.get(address).content.decode()

    own.kind = "clinician"
    own.save()
    assert ">Approve</button>" in client.get(address).content.decode()
