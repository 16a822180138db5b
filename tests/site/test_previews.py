"""What somebody with a preview link sees, and nobody else."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from symptoms.models import PreviewLink
from symptoms.workflow import publishing, term_drafts
from tests.factories import (
    make_article,
    make_picture,
    make_preview_link,
    make_series,
    make_symptom,
    make_topic,
    make_wording_link,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    return make_article(
        "Fatigue", body="<p>Pinned words.</p>", tips=["Rest"], picture=make_picture()
    )


@pytest.fixture
def link(article):
    link = make_preview_link(article)
    article.body, article.picture = "<p>Later words.</p>", make_picture()
    article.save()
    publishing.save_revision(article)
    return link


def test_the_link_shows_its_revision_and_none_later(client, link):
    response = client.get(link.secret_path)
    text = response.content.decode()

    assert response.status_code == 200
    assert "Pinned words." in text and "This is a preview." in text
    assert "Later words." not in text
    assert "Add to your favorites" not in text and "/tips/" not in text


def test_nothing_of_it_is_kept_indexed_or_told(client, link, article):
    shown = link.revision.as_content().picture.file
    addresses = [
        link.secret_path,
        reverse("previews:picture", args=[link.pk, link.signature, shown]),
    ]
    for address in addresses:
        response = client.get(address)
        assert response.status_code == 200
        assert response["Referrer-Policy"] == "no-referrer, strict-origin"
        assert response["X-Robots-Tag"] == "noindex"
        assert response["Cache-Control"] == "private, no-store"
        assert not response.cookies
    text = client.get(addresses[0]).content.decode()
    assert addresses[1] in text
    assert '<meta name="robots" content="noindex">' in text and "canonical" not in text
    assert "Disallow: /previews/" in client.get("/robots.txt").content.decode()


def test_no_other_picture_opens_by_the_link(client, link, article):
    later = article.picture.file.name
    address = reverse("previews:picture", args=[link.pk, link.signature, later])

    assert client.get(address).status_code == 404
    assert client.get(reverse("symptoms:picture", args=[later])).status_code == 404


@pytest.mark.parametrize("offset", [-1, 0, 1])
def test_it_ends_at_its_second(client, link, monkeypatch, offset):
    at = link.expires_at + timedelta(seconds=offset)
    monkeypatch.setattr(timezone, "now", lambda: at)
    response = client.get(link.secret_path)

    assert response.status_code == (200 if offset < 0 else 410)
    assert ("Pinned words." in response.content.decode()) == (offset < 0)
    assert response["Cache-Control"] == "private, no-store"


def test_an_ended_link_gives_its_picture_no_longer(client, link):
    shown = link.revision.as_content().picture.file
    link.close()

    address = reverse("previews:picture", args=[link.pk, link.signature, shown])
    assert client.get(address).status_code == 404


def test_a_signature_opens_its_own_link_alone(client, link, article):
    other = make_preview_link(article)
    guesses = [other.signature, "x", link.signature[:-1], link.signature.swapcase()]
    for guess in guesses:
        address = reverse("previews:article", args=[link.pk, guess])
        assert client.get(address).status_code == 404
    assert client.get(reverse("previews:article", args=[10**17, link.signature])).status_code == 404


def test_another_secret_key_signs_otherwise(link, settings):
    signature = link.signature
    settings.SECRET_KEY = "another"

    assert not link.is_signed_by(signature)


def test_a_rows_number_used_again_does_not_reopen_a_link(link):
    again = PreviewLink.objects.get()
    again.created_at += timedelta(microseconds=1)

    assert not again.is_signed_by(link.signature)


def test_a_preview_shows_nothing_of_a_moment_that_staff_chose(admin_client, link):
    admin_client.post(reverse("admin:symptoms_article_moment"), {"at": "2020-01-01T00:00"})
    text = admin_client.get(link.secret_path).content.decode()

    assert "Pinned words." in text and "You are viewing the site as of" not in text


# Of terms

WORDS = {
    make_symptom: ("summary", "Pain"),
    make_series: ("intro", "Small steps"),
    make_topic: ("description", "Daily life"),
}


@pytest.fixture(params=WORDS, ids=["symptom", "series", "topic"])
def wording(request):
    """A link to a draft, after which another one was saved."""
    field, name = WORDS[request.param]
    term = request.param(name)
    make_article("Read this", tips=1, symptoms=[make_symptom("Pain")], live=True)
    for words in ("Pinned words.", "Later words."):
        setattr(term, field, f"<p>{words}</p>")
        term_drafts.save(term)
        if words == "Pinned words.":
            link = make_wording_link(term)
    return link


def test_a_link_to_a_wording_shows_it_and_none_later(client, wording):
    response = client.get(wording.secret_path)
    text = response.content.decode()

    assert response.status_code == 200
    assert "Pinned words." in text and "This is a preview." in text
    assert "Later words." not in text and "/admin/" not in text
    assert "Add to your favorites" not in text.partition("<h2")[0]
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Robots-Tag"] == "noindex" and not response.cookies
    assert '<meta name="robots" content="noindex">' in text and "canonical" not in text


def test_a_link_to_a_wording_ends_and_has_no_pictures(client, wording):
    picture = make_picture().file.name
    address = reverse("previews:picture", args=[wording.pk, wording.signature, picture])
    assert client.get(address).status_code == 404
    wording.close()

    assert client.get(wording.secret_path).status_code == 410


def test_a_link_to_a_wording_is_none_to_a_revision_with_the_same_number(client, link, wording):
    """Whoever can write to the database cannot turn one into the other."""
    PreviewLink.objects.filter(pk=wording.pk).update(revision=link.revision_id, wording=None)
    assert client.get(wording.secret_path).status_code == 404


def test_a_link_shows_one_text(link, wording):
    with pytest.raises(IntegrityError), transaction.atomic():
        PreviewLink.objects.filter(pk=link.pk).update(wording=wording.wording_id)
    with pytest.raises(IntegrityError), transaction.atomic():
        PreviewLink.objects.filter(pk=link.pk).update(revision=None)
