from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from symptoms.models import Contributor, Edition, Review
from symptoms.workflow import publishing, review_due, reviewing
from tests.factories import make_article, make_contributor, make_user

pytestmark = pytest.mark.django_db
INDEX = reverse("admin:index")


@pytest.fixture(autouse=True)
def _required(settings):
    settings.SYMPTOMS = settings.SYMPTOMS | {"REQUIRE_MEDICAL_REVIEW": True}


@pytest.fixture
def article():
    article = make_article("Fatigue")
    publishing.save_revision(article)
    return article


def url(article, verb="publishing"):
    return reverse(f"admin:symptoms_article_{verb}", args=[article.pk])


def nurse_of(user):
    return make_contributor("Nora Nurse", "clinician", account=user)


def approval(**changes):
    return {
        "revision": 1,
        "baseline": 0,
        "next_due": str(reviewing.default_due()),
        "reason": "",
    } | changes


def queues(client):
    content = client.get(INDEX).content.decode()
    return [
        title
        for title in (
            "Waiting for your review (1)",
            "Approved, ready to publish (1)",
            "Changes requested (1)",
        )
        if title in content
    ]


def test_a_text_goes_from_writer_to_reviewer_to_publisher_to_readers(client, sign_in, article):
    sign_in("Writer")
    client.post(url(article, "submit"), {"revision": 1})
    assert client.post(url(article, "approve"), approval()).status_code == 403

    nurse_of(sign_in("Medical reviewer"))
    assert queues(client) == ["Waiting for your review (1)"]
    client.post(
        url(article, "changes"), {"revision": 1, "baseline": 0, "reason": "Shorter, please."}
    )

    sign_in("Writer")
    assert queues(client) == ["Changes requested (1)"]

    client.force_login(Contributor.objects.get(name="Nora Nurse").account)
    client.post(url(article, "approve"), approval())

    sign_in("Publisher")
    assert queues(client) == ["Approved, ready to publish (1)"]
    client.post(url(article, "publish"), {"revision": 1, "baseline": 0})
    assert queues(client) == []
    assert Edition.objects.live().get().title == "Fatigue"
    assert [entry.change_message for entry in LogEntry.objects.order_by("pk")] == [
        "Revision 1 was submitted for review.",
        "Changes to revision 1 were requested: Shorter, please.",
        "Revision 1 was approved.",
        "Published. Readers see it now.",
    ]


def test_a_publisher_cannot_publish_what_nobody_approved(client, sign_in, article):
    sign_in("Publisher")
    response = client.post(url(article, "publish"), {"revision": 1, "baseline": 0})

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

    assert "Your account is not linked to a contributor" in without.content.decode()
    assert "only in your own name" in in_anothers.content.decode()
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
    publishing.save_revision(article)
    link = f'href="{reverse("admin:symptoms_article_change", args=[article.pk])}#id_topic"'

    assert link in client.get(url(article)).content.decode()


def test_what_was_withdrawn_does_not_wait_to_be_published(client, sign_in, article):
    revision = article.revisions.get()
    reviewing.approve(
        revision, make_contributor("Nora Nurse", "clinician"), reviewing.default_due()
    )
    sign_in("Publisher")
    assert queues(client) == ["Approved, ready to publish (1)"]

    publishing.publish(revision)
    publishing.withdraw(article, reason="Old.")
    assert queues(client) == []


def test_an_older_scheduled_text_is_warned_of_and_the_newest_is_not(
    client, sign_in, settings, article
):
    settings.SYMPTOMS = settings.SYMPTOMS | {"REQUIRE_MEDICAL_REVIEW": False}
    sign_in("Publisher")
    publishing.publish(article.revisions.get(), at=timezone.now() + timedelta(days=1))
    assert "It was written before this text" not in client.get(url(article)).content.decode()

    article.title = "Corrected"
    article.save()
    publishing.save_revision(article)
    assert "It was written before this text" in client.get(url(article)).content.decode()


def review_page(client, article, number=None):
    number = number or article.revisions.first().number
    return client.get(reverse("admin:symptoms_article_review", args=[article.pk, number]))


def shown(response):
    """What the page says was added or removed."""
    pieces = [piece for change in response.context["changes"] for piece in change.pieces]
    return [(piece.how, piece.text) for piece in pieces if piece.how != "same"]


def read(response, verb="approve"):
    """The hidden fields that the page's form would post."""
    form = response.context["forms"][verb]
    return {name: form[name].value() for name in ("revision", "baseline")}


def approved(article, days=100, by=None):
    """The newest text, approved until so many days from today."""
    due = timezone.localdate() + timedelta(days=days)
    doctor = make_contributor("Dr. Ito", "clinician")
    return reviewing.approve(article.revisions.first(), doctor, due, by=by)


def saved(article, **texts):
    for name, text in texts.items():
        setattr(article, name, text)
    article.save()
    return publishing.save_revision(article)


def test_the_reviewer_is_shown_everything_since_the_last_approval(client, sign_in, article):
    approved(article)
    saved(article, body="<p>Take 50 mg.</p>")
    saved(article, closing="<p>A comma.</p>")
    nurse_of(sign_in("Medical reviewer"))
    response = review_page(client, article)

    assert ("ins", "Take 50 mg.") in shown(response)
    assert ("ins", "A comma.") in shown(response)
    assert read(response) == {"revision": 3, "baseline": 1}

    client.post(url(article, "approve"), approval(**read(response)))
    assert Review.objects.first().revision.number == 3


def test_what_was_sent_back_is_no_baseline(client, sign_in, article):
    approved(article)
    reviewing.ask_for_changes(article.revisions.first(), reason="A study says otherwise.")
    saved(article, body="<p>Take 50 mg.</p>")
    nurse_of(sign_in("Medical reviewer"))
    response = review_page(client, article)

    assert {how for how, _ in shown(response)} == {"ins"}
    assert read(response) == {"revision": 2, "baseline": 0}


def test_where_nothing_was_approved_the_whole_text_is_new(client, sign_in, article):
    sign_in("Medical reviewer")
    response = review_page(client, article)

    assert {("ins", "Fatigue"), ("ins", "Body.")} <= set(shown(response))
    assert "No text has been approved yet" in response.content.decode()


@pytest.mark.parametrize("verb", ["approve", "changes"])
def test_a_decision_is_refused_when_another_text_was_approved_meanwhile(
    client, sign_in, article, verb
):
    approved(article)
    saved(article, body="<p>Take 50 mg.</p>")
    nurse_of(sign_in("Medical reviewer"))
    stale = read(review_page(client, article))
    approved(article)
    response = client.post(url(article, verb), approval(reason="Kept.", **stale))

    assert response.status_code == 422
    assert "Another text was approved" in response.content.decode()
    assert response.context["forms"][verb]["reason"].value() == "Kept."
    assert read(response, verb) == {"revision": "2", "baseline": "2"}
    assert Review.objects.count() == 2


@pytest.mark.parametrize("baseline", ["", "7", "-1", "x", "9" * 40, "\0"])
def test_a_decision_without_what_it_was_compared_with_is_refused(
    client, sign_in, article, baseline
):
    nurse_of(sign_in("Medical reviewer"))
    response = client.post(url(article, "approve"), approval(baseline=baseline))

    assert response.status_code == 422
    assert read(response) == {"revision": "1", "baseline": "0"}
    assert Review.objects.count() == 0


def test_approve_stands_on_the_page_that_shows_what_changed_and_on_no_other(
    client, sign_in, article
):
    nurse_of(sign_in("Medical reviewer"))
    button = f'action="{url(article, "approve")}"'

    assert button in review_page(client, article).content.decode()
    assert button not in client.get(url(article)).content.decode()


def test_an_old_revision_is_read_and_not_signed(client, sign_in, article):
    saved(article, title="Newer")
    nurse_of(sign_in("Medical reviewer"))
    response = review_page(client, article, 1)
    posted = client.post(url(article, "approve"), approval())

    assert url(article, "approve") not in response.content.decode()
    assert "changed after you opened" in posted.content.decode()
    assert posted.context["revision"].number == 2
    assert Review.objects.count() == 0


def test_the_live_text_is_confirmed_while_a_draft_waits(client, sign_in, article):
    approved(article, days=30)
    live = publishing.publish(article.revisions.first())
    saved(article, body="<p>A draft.</p>")
    nurse_of(sign_in("Medical reviewer"))
    [due] = review_due.queue()
    index = client.get(INDEX).content.decode()
    address = reverse("admin:symptoms_article_review", args=[article.pk, 1])
    assert address in index and due == live

    response = review_page(client, article, 1)
    assert response.context["changes"] == []
    client.post(url(article, "approve"), approval(**read(response)))

    assert review_due.queue() == []
    assert reviewing.approval_of(article.revisions.first()) is None
    assert Edition.objects.live().get() == live


def test_confirming_the_live_text_tells_no_publisher_to_publish_it(
    article, sign_in, django_capture_on_commit_callbacks
):
    sign_in("Publisher")
    approved(article)
    publishing.publish(article.revisions.first())
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        approved(article, days=200)

    assert mail.outbox == []


def test_who_wrote_the_live_text_does_not_confirm_it_after_another_approval(article):
    writer = make_user(is_staff=True)
    live = saved(article, body="<p>Written by W.</p>")
    type(live).objects.filter(pk=live.pk).update(created_by=writer)
    publishing.publish(approved(article).revision)
    saved(article, body="<p>A draft.</p>")
    approved(article)
    live.refresh_from_db()

    with pytest.raises(reviewing.ReviewError, match="Another person"):
        reviewing.approve(
            live, make_contributor("Wim", "clinician"), reviewing.default_due(), by=writer
        )


def test_a_publisher_sees_what_becomes_different_for_readers(client, sign_in, article):
    approved(article)
    publishing.publish(article.revisions.first())
    saved(article, body="<p>Take 50 mg.</p>")
    saved(article, closing="<p>A comma.</p>")
    sign_in("Publisher")
    response = client.get(url(article))

    assert ("ins", "Take 50 mg.") in shown(response)
    assert read(response, "publish") == {"revision": 3, "baseline": 1}


@pytest.mark.parametrize("verb", ["publish", "schedule"])
def test_a_press_is_refused_when_what_readers_see_moved(client, sign_in, settings, article, verb):
    settings.SYMPTOMS = settings.SYMPTOMS | {"REQUIRE_MEDICAL_REVIEW": False}
    publishing.publish(article.revisions.first())
    saved(article, title="Second")
    sign_in("Publisher")
    stale = read(client.get(url(article)), verb)
    publishing.publish(article.revisions.first())
    before = list(Edition.objects.values_list("pk"))
    response = client.post(url(article, verb), stale | {"at": "2040-01-01T09:00"})

    assert response.status_code == 422
    assert "What readers see was changed" in response.content.decode()
    assert list(Edition.objects.values_list("pk")) == before


def test_marks_are_told_in_words_and_never_run(client, sign_in, article):
    approved(article)
    saved(article, body="<p>Do <strong>not</strong> &lt;script&gt; stop.</p>")
    sign_in("Medical reviewer")
    page = review_page(client, article).content.decode()

    assert '<ins data-as="added"><strong> [bold: not]</strong></ins>' in page
    assert "&lt;script&gt;" in page


def test_the_review_page_asks_the_same_for_one_revision_and_for_many(
    client, sign_in, article, django_assert_max_num_queries
):
    nurse_of(sign_in("Medical reviewer"))
    for number in range(5):
        saved(article, title=f"Title {number}")
    with django_assert_max_num_queries(30):
        review_page(client, article)
