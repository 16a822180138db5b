import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from symptoms import publishing, reviewing
from symptoms.models import Contributor, Edition, Review
from tests.factories import make_article, make_contributor, make_user

pytestmark = pytest.mark.django_db
INDEX = reverse("admin:index")


@pytest.fixture(autouse=True)
def _required(settings):
    settings.SYMPTOMS = settings.SYMPTOMS | {"REQUIRE_MEDICAL_REVIEW": True}


@pytest.fixture
def article():
    article = make_article("Fatigue")
    publishing.record(article)
    return article


def url(article, verb="publishing"):
    return reverse(f"admin:symptoms_article_{verb}", args=[article.pk])


def nurse_of(user):
    return make_contributor("Nora Nurse", "clinician", account=user)


def approval(**changes):
    return {"revision": 1, "next_due": str(reviewing.default_due()), "reason": ""} | changes


def queues(client):
    content = client.get(INDEX).content.decode()
    return [
        title
        for title in (
            "Waiting for your review (1)",
            "Approved, to be published (1)",
            "Came back with a note (1)",
        )
        if title in content
    ]


def test_a_text_goes_from_writer_to_reviewer_to_publisher_to_readers(client, sign_in, article):
    sign_in("Writer")
    client.post(url(article, "submit"), {"revision": 1})
    assert client.post(url(article, "approve"), approval()).status_code == 403

    nurse_of(sign_in("Medical reviewer"))
    assert queues(client) == ["Waiting for your review (1)"]
    client.post(url(article, "changes"), {"revision": 1, "reason": "Shorter, please."})

    sign_in("Writer")
    assert queues(client) == ["Came back with a note (1)"]

    client.force_login(Contributor.objects.get(name="Nora Nurse").account)
    client.post(url(article, "approve"), approval())

    sign_in("Publisher")
    assert queues(client) == ["Approved, to be published (1)"]
    client.post(url(article, "publish"), {"revision": 1})
    assert queues(client) == []
    assert Edition.objects.live().get().title == "Fatigue"
    assert [entry.change_message for entry in LogEntry.objects.order_by("pk")] == [
        "Revision 1 was submitted for review.",
        "Changes to revision 1 were asked for: Shorter, please.",
        "Revision 1 was approved.",
        "Published. Readers see it now.",
    ]


def test_a_publisher_cannot_publish_what_nobody_approved(client, sign_in, article):
    sign_in("Publisher")
    response = client.post(url(article, "publish"), {"revision": 1})

    assert response.status_code == 422
    assert response.context["forms"]["publish"].non_field_errors() == [publishing.NOT_APPROVED]
    assert Edition.objects.count() == 0


def test_what_the_reviewer_has_not_seen_is_not_approved(client, sign_in, article):
    nurse_of(sign_in("Medical reviewer"))
    article.title = "Changed meanwhile"
    article.save()
    response = client.post(url(article, "approve"), approval())

    assert "changed after you opened" in response.content.decode()
    assert Review.objects.count() == 0


def test_a_reviewer_approves_in_their_own_name_only(client, sign_in, article):
    other = nurse_of(make_user())
    sign_in("Medical reviewer")
    without = client.post(url(article, "approve"), approval())
    in_anothers = client.post(url(article, "approve"), approval(reviewer=other.pk))

    assert "No contributor belongs to your account" in without.content.decode()
    assert "in your own name only" in in_anothers.content.decode()
    assert Review.objects.count() == 0


@pytest.mark.parametrize("day", ["", "soon", "2001-01-01", "9999-12-31", "\0"])
def test_a_bad_date_is_refused_in_words(client, sign_in, article, day):
    nurse_of(sign_in("Medical reviewer"))
    response = client.post(url(article, "approve"), approval(next_due=day))

    assert response.status_code == 422
    assert response.context["forms"]["approve"].errors
    assert Review.objects.count() == 0


@pytest.mark.parametrize("role", ["Writer", "Publisher"])
@pytest.mark.parametrize("verb", ["approve", "changes"])
def test_only_reviewers_review(client, sign_in, article, role, verb):
    sign_in(role)

    assert client.post(url(article, verb), approval(reason="x")).status_code == 403
    assert Review.objects.count() == 0


def test_the_page_links_what_is_missing_to_its_field(client, sign_in):
    sign_in("Publisher")
    article = make_article("Fatigue", topic=None)
    publishing.record(article)
    link = f'href="{reverse("admin:symptoms_article_change", args=[article.pk])}#id_topic"'

    assert link in client.get(url(article)).content.decode()


def test_what_was_withdrawn_does_not_wait_to_be_published(client, sign_in, article):
    revision = article.revisions.get()
    reviewing.approve(
        revision, make_contributor("Nora Nurse", "clinician"), reviewing.default_due()
    )
    sign_in("Publisher")
    assert queues(client) == ["Approved, to be published (1)"]

    publishing.publish(revision)
    publishing.withdraw(article, reason="Old.")
    assert queues(client) == []


def test_an_older_scheduled_text_is_warned_of_and_the_newest_is_not(
    client, sign_in, settings, article
):
    from datetime import timedelta

    from django.utils import timezone

    settings.SYMPTOMS = settings.SYMPTOMS | {"REQUIRE_MEDICAL_REVIEW": False}
    sign_in("Publisher")
    publishing.publish(article.revisions.get(), at=timezone.now() + timedelta(days=1))
    assert "It was written before this text" not in client.get(url(article)).content.decode()

    article.title = "Corrected"
    article.save()
    publishing.record(article)
    assert "It was written before this text" in client.get(url(article)).content.decode()
