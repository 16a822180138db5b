"""The Cache-Control and security headers of every kind of page."""

import gzip

import pytest
from django.urls import reverse

from symptoms.models import Collection
from tests.factories import (
    make_article,
    make_picture,
    make_preview_link,
    make_shared_link,
    make_symptom,
    make_user,
)

pytestmark = pytest.mark.django_db
PUBLIC = "public, max-age=60, s-maxage=5"
FOREVER = "public, max-age=31536000, s-maxage=60, immutable"


@pytest.fixture
def article():
    return make_article(
        "Fatigue", tips=1, symptoms=[make_symptom("Fatigue")], picture=make_picture(), live=True
    )


def reading_pages(article):
    return [
        "/",
        "/symptoms/",
        "/symptoms/fatigue/",
        article.get_absolute_url(),
        article.tips.get().get_absolute_url(),
        article.topic.get_absolute_url(),
        article.author.get_absolute_url(),
        article.picture.get_absolute_url(),
        "/search/?q=fatigue",
        "/feed/",
        "/symptoms/fatigue/feed/",
        "/sitemap.xml",
        "/sitemap-articles.xml",
        "/robots.txt",
        "/manifest.webmanifest",
    ]


def test_reading_sets_no_cookie_and_may_be_cached_for_a_minute(client, article):
    for address in reading_pages(article):
        response = client.get(address)
        assert (response.status_code, dict(response.cookies)) == (200, {}), address
        kept = FOREVER if address.startswith("/pictures/") else PUBLIC
        assert response.headers["Cache-Control"] == kept, address


@pytest.mark.parametrize("value", ["x", "a" * 31, "a" * 33, "a" * 31 + "-", "%00" * 11])
def test_a_csrf_cookie_that_is_none_of_ours_makes_no_page_personal(client, article, value):
    client.cookies["csrftoken"] = value
    for address in reading_pages(article):
        response = client.get(address)
        assert dict(response.cookies) == {}, address
        assert response.headers["Cache-Control"].startswith("public"), address


def test_a_page_with_a_form_replaces_a_csrf_cookie_that_is_none_of_ours(client):
    client.cookies["csrftoken"] = "x"
    response = client.get("/accounts/login/")

    assert len(response.cookies["csrftoken"].value) == 32
    assert "private" in response.headers["Cache-Control"]


def test_a_page_without_anything_on_it_sets_no_cookie_either(client):
    for address in ("/articles/nothing/", "/nothing/", "/search/?page=99", "/tips/1-x/"):
        response = client.get(address)
        assert (response.status_code, dict(response.cookies)) == (404, {}), address
        assert response.headers["Cache-Control"] == "no-store"


def test_the_pages_of_somebody_signed_in_are_not_cached(client, article):
    client.force_login(make_user())
    for address in [*reading_pages(article), "/favorites/", reverse("account_logout")]:
        response = client.get(address)
        if address.startswith("/pictures/"):  # the same for everybody, whoever asks
            assert (response.headers["Cache-Control"], dict(response.cookies)) == (FOREVER, {})
            continue
        assert response.headers["Cache-Control"] == "private, no-store", address
        assert "Cookie" in response.headers["Vary"], address


def test_the_pages_for_signing_in_are_not_cached(client):
    for address in (reverse("account_login"), reverse("account_signup"), "/admin/"):
        assert client.get(address).headers["Cache-Control"] == "private, no-store"


def test_reading_while_signed_in_leaves_no_trace(client, article):
    from django.apps import apps

    client.force_login(make_user())
    client.get("/")
    before = {m: sorted(map(str, m._base_manager.values_list())) for m in apps.get_models()}
    for address in reading_pages(article):
        client.get(address)
    after = {m: sorted(map(str, m._base_manager.values_list())) for m in apps.get_models()}

    assert after == before


POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)


def test_every_answer_carries_the_protecting_headers(client, article):
    for address in [*reading_pages(article), "/nothing/", "/accounts/login/", "/admin/login/"]:
        headers = client.get(address).headers
        policy = dict(
            part.strip().partition(" ")[::2]
            for part in headers["Content-Security-Policy"].split(";")
        )
        assert policy == dict(part.strip().partition(" ")[::2] for part in POLICY.split(";")), (
            address
        )
        assert headers["X-Content-Type-Options"] == "nosniff", address
        assert headers["X-Frame-Options"] == "DENY", address
        assert headers["Referrer-Policy"] == "same-origin", address
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin", address
        assert "geolocation=()" in headers["Permissions-Policy"], address


@pytest.mark.parametrize(
    "host", ["evil.example", "testserver.evil.example", "testserver@evil.example", "[::1", ""]
)
def test_an_unknown_host_is_refused(client, article, host):
    assert client.get("/", headers={"Host": host}).status_code == 400


def test_what_is_the_same_for_everybody_is_compressed(client, article):
    for address in ["/", article.get_absolute_url(), "/feed/", "/sitemap.xml"]:
        whole = client.get(address)
        small = client.get(address, headers={"Accept-Encoding": "gzip"})
        assert gzip.decompress(small.content) == whole.content, address
        assert {"Accept-Encoding", "Cookie"} <= set(small.headers["Vary"].split(", ")), address
        assert "Content-Encoding" not in whole.headers, address


def test_what_is_personal_or_no_text_is_not_compressed(client, article):
    pages = ["/accounts/login/", "/favorites/", "/admin/login/", article.picture.get_absolute_url()]
    collection = Collection.objects.create(user=make_user(), name="Mine")
    pages += [make_shared_link(collection).secret_path]
    pages += [make_preview_link(article).secret_path]
    for address in pages:
        response = client.get(address, headers={"Accept-Encoding": "gzip"})
        assert "Content-Encoding" not in response.headers, address
    client.cookies["kept"] = f"own.a{article.pk}-2000"
    for address in [*pages, "/", article.get_absolute_url()]:
        response = client.get(address, headers={"Accept-Encoding": "gzip"})
        assert "Content-Encoding" not in response.headers, address


def test_a_picture_of_another_moment_or_of_a_draft_is_kept_by_nobody(client):
    client.force_login(make_user(is_staff=True, is_superuser=True))
    draft = make_picture()
    response = client.get(draft.get_absolute_url())

    assert (response.status_code, response.headers["Cache-Control"]) == (200, "private, no-store")


@pytest.mark.parametrize("asked", ["gzip;q=0", "gzip; q=0.000", "br, GZIP ; Q=0", "*, gzip;q=0"])
def test_a_client_that_refuses_compression_gets_none(client, article, asked):
    response = client.get("/", headers={"Accept-Encoding": asked})

    assert "Content-Encoding" not in response.headers
    assert response.content.startswith(b"<!")


@pytest.mark.parametrize("asked", ["gzip;q=0.001", "gzip;q=1, br;q=0", "deflate, gzip"])
def test_a_client_that_accepts_gzip_gets_it(client, article, asked):
    response = client.get("/", headers={"Accept-Encoding": asked})

    assert response.headers["Content-Encoding"] == "gzip"


@pytest.mark.parametrize("coding", ["gzip", "identity"])
def test_head_says_the_length_of_get(client, article, coding):
    headers = {"Accept-Encoding": coding}
    for address in [*reading_pages(article), "/nothing/", "/accounts/login/", "/favorites/"]:
        head, get, again = (
            one(address, headers=headers) for one in (client.head, client.get, client.get)
        )
        lengths = {r.headers.get("Content-Length") for r in (head, get, again)}
        assert len(lengths) == 1, (address, lengths)
        assert None not in lengths, address
