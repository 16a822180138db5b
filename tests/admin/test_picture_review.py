import pytest
from django.urls import reverse

from symptoms.models import Review
from symptoms.workflow import publishing, reviewing
from tests.factories import make_article, make_contributor, make_picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def picture():
    """Shown by two approved articles, whose names could be taken for markup."""
    picture = make_picture(alt="A dog")
    doctor = make_contributor("Dr. Ito", "clinician")
    for title in ("Rest <b>", "Sit"):
        revision = publishing.save_revision(make_article(title, picture=picture))
        reviewing.approve(revision, doctor, reviewing.default_due())
    return picture


def url(picture, page="review"):
    return reverse(f"admin:symptoms_picture_{page}", args=[picture.pk])


def describe(client, picture, alt):
    words = {"title": picture.title, "alt": alt, "credit": "", "focus_x": 50, "focus_y": 50}
    return client.post(url(picture, "change"), words, follow=True)


def test_new_words_say_whose_approval_they_void_and_are_confirmed_by_one_press(
    client, sign_in, picture
):
    sign_in("Writer")
    saved = describe(client, picture, "A dog asleep").content.decode()
    assert "“Rest &lt;b&gt;”, “Sit”" in saved
    assert url(picture) in saved

    make_contributor("Nora Nurse", "clinician", account=sign_in("Medical reviewer"))
    page = client.get(url(picture))
    read = [waiting.read for waiting in page.context["together"]]
    done = client.post(url(picture), {"read": read}, follow=True)

    assert "approved for: “Rest &lt;b&gt;”, “Sit”" in done.content.decode()
    assert done.context["together"] == []
    assert Review.objects.exclude(confirms=None).count() == 2


def test_another_title_voids_nothing_and_says_nothing(client, sign_in, picture):
    sign_in("Writer")

    assert "need another approval" not in describe(client, picture, "A dog").content.decode()


def test_a_refusal_keeps_what_was_typed_and_shows_the_newest(client, sign_in, picture):
    sign_in("Writer")
    describe(client, picture, "A dog asleep")
    make_contributor("Nora Nurse", "clinician", account=sign_in("Medical reviewer"))
    refused = client.post(url(picture), {"read": ["1-1-1"], "reason": "Looked at it."})

    assert refused.status_code == 422
    assert "Looked at it." in refused.content.decode()
    assert len(refused.context["together"]) == 2
    assert Review.objects.count() == 2


def test_the_articles_own_review_page_leads_there(client, sign_in, picture):
    sign_in("Writer")
    describe(client, picture, "A dog asleep")
    review = reverse(
        "admin:symptoms_article_review", args=[Review.objects.first().revision.article_id, 2]
    )

    assert url(picture) in client.get(review).content.decode()


@pytest.mark.parametrize("role", ["Writer", "Publisher"])
def test_only_reviewers_confirm(client, sign_in, picture, role):
    sign_in(role)
    describe(client, picture, "A dog asleep")

    assert client.get(url(picture)).status_code == 200
    assert client.post(url(picture), {}).status_code == 403
