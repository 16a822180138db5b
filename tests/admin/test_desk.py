"""The front page of the admin: what each person has to do next."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from symptoms.admin import desk
from symptoms.models import Edition, InProgress
from symptoms.workflow import publishing, review_due, reviewing
from tests.factories import make_article, make_contributor, make_feedback, make_page, publish

pytestmark = pytest.mark.django_db
INDEX = reverse("admin:index")


def saved(title, by=None, **fields):
    article = make_article(title, **fields)
    return publishing.save_revision(article, by=by)


def nurse():
    return make_contributor("Nora Nurse", "clinician")


def steps():
    return dict(InProgress.objects.values_list("article__title", "step"))


def shown(user):
    return {
        section.title: [row.title for row in section.rows]
        for section in desk.sections(user)
        if section.rows
    }


def test_the_step_of_a_text_follows_what_is_done_with_it():
    revision = saved("Fatigue")
    assert steps() == {"Fatigue": "draft"}
    reviewing.submit(revision)
    assert steps() == {"Fatigue": "submitted"}
    reviewing.ask_for_changes(revision, reason="Shorter.")
    assert steps() == {"Fatigue": "changes"}
    reviewing.approve(revision, nurse(), reviewing.default_due())
    assert steps() == {"Fatigue": "approved"}
    edition = publishing.publish(revision, at=timezone.now() + timedelta(days=1))
    assert steps() == {}
    publishing.cancel(edition)
    assert steps() == {"Fatigue": "approved"}
    publishing.publish(revision)
    publishing.withdraw(revision.article, reason="Old.")
    assert steps() == {}
    revision.article.standfirst = "Another line."
    revision.article.save()
    publishing.save_revision(revision.article)
    assert steps() == {"Fatigue": "draft"}


def test_a_writer_sees_their_own_drafts_and_what_became_of_the_others(client, sign_in):
    other, writer = sign_in("Writer"), sign_in("Writer")
    saved("Theirs", by=other)
    saved("Mine", by=writer)
    reviewing.submit(saved("Sent", by=writer), by=writer)
    back = saved("Back", by=writer)
    reviewing.submit(back, by=writer)
    reviewing.ask_for_changes(back, reason="Shorter.")

    assert shown(writer) == {
        "Changes requested": ["Back"],
        "My drafts": ["Mine"],
        "What I submitted": ["Back", "Sent"],
    }


def test_reviewers_and_publishers_see_what_waits_for_them(client, sign_in):
    reviewing.submit(saved("Sent"))
    reviewing.approve(saved("Ready"), nurse(), reviewing.default_due())

    assert shown(sign_in("Medical reviewer")) == {"Waiting for your review": ["Sent"]}
    assert shown(sign_in("Publisher")) == {"Approved, ready to publish": ["Ready"]}


def test_what_starts_soon_what_is_new_and_what_readers_wrote(client, sign_in):
    make_feedback(make_article("New", live=True), comment="Too long.")
    publish(make_article("Soon"), at=timezone.now() + timedelta(days=13))
    publish(make_article("Later"), at=timezone.now() + timedelta(days=15))
    publisher = sign_in("Publisher")

    assert shown(publisher) == {
        "Scheduled for the next 14 days": ["Soon"],
        "Recently published": ["New"],
        "Unread feedback": ["New"],
    }


def test_each_row_leads_to_the_form_and_to_the_publishing_page(client, sign_in):
    article = saved("Mine", by=sign_in("Writer")).article
    page = client.get(INDEX).content.decode()

    for name in ("change", "publishing"):
        assert f'href="{reverse(f"admin:symptoms_article_{name}", args=[article.pk])}"' in page


def test_an_empty_desk_says_what_to_do_first(client, sign_in):
    sign_in("Writer")
    page = client.get(INDEX).content.decode()

    assert "You have no drafts. Add an article" in page
    assert "Write a new article" in page
    sign_in("Medical reviewer")
    assert "Write a new article" not in client.get(INDEX).content.decode()


def test_a_section_is_short_and_leads_to_the_whole_list(client, sign_in):
    writer = sign_in("Writer")
    for number in range(7):
        saved(f"Draft {number}", by=writer)
    make_article("Live", live=True)
    [section] = [each for each in desk.sections(writer) if each.title == "My drafts"]
    listed = client.get(section.more).context["cl"].result_list

    assert (section.total, len(section.rows)) == (7, 5)
    assert f'href="{section.more}"' in client.get(INDEX).content.decode()
    assert [article.title for article in listed] == [f"Draft {n}" for n in range(7)]


@pytest.mark.parametrize(
    ("progress", "expected"),
    [
        ("mine", ["Mine"]),
        ("asked", ["Sent"]),
        ("draft", ["Mine", "Theirs"]),
        ("submitted", ["Sent"]),
        ("approved", []),
        ("nonsense", ["Live", "Mine", "Sent", "Theirs"]),
    ],
)
def test_the_list_is_filtered_by_the_next_step(client, sign_in, progress, expected):
    make_article("Live", live=True)
    saved("Theirs")
    writer = sign_in("Writer")
    saved("Mine", by=writer)
    reviewing.submit(saved("Sent"), by=writer)
    address = reverse("admin:symptoms_article_changelist")
    rows = client.get(address, {"progress": progress}).context["cl"].result_list

    assert [article.title for article in rows] == expected


def test_the_soonest_reviews_are_those_of_the_queue(settings):
    settings.SYMPTOMS = settings.SYMPTOMS | {"REQUIRE_MEDICAL_REVIEW": True}
    due = timezone.localdate() + timedelta(days=30)
    for title in ("Approved", "Replaced", "Followed"):
        reviewing.approve(saved(title), nurse(), due)
    make_page("Privacy", live=True)
    for article in InProgress.objects.values_list("article__title", flat=True):
        revision = InProgress.objects.get(article__title=article).article.revisions.get()
        publishing.publish(revision)
    settings.SYMPTOMS = settings.SYMPTOMS | {"REQUIRE_MEDICAL_REVIEW": False}
    make_article("Never", live=True)
    replaced = Edition.objects.get(title="Replaced").article
    replaced.title = "Replacing"
    replaced.save()
    revision = publishing.save_revision(replaced)
    reviewing.approve(revision, nurse(), timezone.localdate() + timedelta(days=300))
    publishing.publish(revision)
    followed = Edition.objects.get(title="Followed").article
    followed.title = "Following"
    followed.save()
    publish(followed, at=timezone.now() + timedelta(days=1))
    settings.SYMPTOMS = settings.SYMPTOMS | {"REQUIRE_MEDICAL_REVIEW": True}

    titles = [edition.title for edition in review_due.soonest()]
    assert (titles[0], sorted(titles)) == ("Never", ["Approved", "Followed", "Never"])
    assert set(review_due.soonest()) == set(review_due.queue())


def test_an_approval_of_the_live_text_moves_its_day():
    article = make_article("Fatigue", live=True)
    due = timezone.localdate() + timedelta(days=30)
    reviewing.approve(article.revisions.get(), nurse(), due)

    assert Edition.objects.live().get().next_review == due


@pytest.mark.parametrize("count", [1, 20])
def test_the_desk_asks_as_much_for_one_as_for_many(
    client, sign_in, django_assert_num_queries, count
):
    boss = sign_in("superuser")
    for number in range(count):
        saved(f"Mine {number}", by=boss)
        reviewing.submit(saved(f"Sent {number}"), by=boss)
        reviewing.approve(saved(f"Ready {number}"), nurse(), reviewing.default_due())
        make_feedback(make_article(f"Live {number}", live=True), comment="Thanks.")
        publish(make_article(f"Soon {number}"), at=timezone.now() + timedelta(days=1))
    client.get(INDEX)

    with django_assert_num_queries(27):
        client.get(INDEX)
