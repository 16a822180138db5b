"""What MDN's HTTP Observatory reports about our responses, by its published rules.

Source: MDN, "HTTP Observatory tests and scoring": from 100 points, penalties first, then bonuses if
the penalties are no more than 10 points.
"""

import re

import pytest
from django.test import Client

from symptoms.templatetags import integrity
from tests.factories import make_article

pytestmark = pytest.mark.django_db
SECURE = {"secure": True}


@pytest.fixture
def https(settings, monkeypatch):
    """The site as it runs on the internet."""
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_HSTS_SECONDS = 63_072_000
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    storage = type("Collected", (), {"integrity": lambda self, name: "sha384-x"})()
    monkeypatch.setattr(integrity, "staticfiles_storage", storage)


def penalties(response):
    """The faults that would cost points; we have none."""
    headers = response.headers
    policy = headers["Content-Security-Policy"]
    html = response.content.decode()
    found = {
        "no strict policy": "default-src 'none'" not in policy,
        "unsafe policy": "unsafe-" in policy or "http:" in policy,
        "frames": "frame-ancestors 'none'" not in policy,
        "sniffing": headers.get("X-Content-Type-Options") != "nosniff",
        "referrer": headers.get("Referrer-Policy") not in {"same-origin", "strict-origin"},
        "HSTS": "max-age=63072000" not in headers.get("Strict-Transport-Security", ""),
        "shared with other sites": "Access-Control-Allow-Origin" in headers,
        "cookies": any(
            not (cookie["secure"] and cookie["httponly"] and cookie["samesite"])
            for cookie in response.cookies.values()
        ),
        "scripts of others": bool(re.search(r'<script[^>]*src="(?:https?:)?//', html)),
    }
    return [fault for fault, is_there in found.items() if is_there]


def score(response):
    scripts = re.findall(r"<script[^>]*\ssrc=[^>]*>", response.content.decode())
    bonuses = {
        "policy from nothing": 10,
        "referrer": 5,
        "frame-ancestors": 5,
        "CORP": 10 * (response.headers["Cross-Origin-Resource-Policy"] == "same-origin"),
        "cookies with SameSite": 5 * bool(response.cookies),
        "integrity": 5 * (bool(scripts) and all(" integrity=" in one for one in scripts)),
    }
    return 100 + sum(bonuses.values())


def test_no_page_loses_a_point(https):
    article = make_article("Fatigue", tips=1, live=True)
    for address in (
        "/",
        article.get_absolute_url(),
        "/accounts/login/",
        "/admin/login/",
        "/nothing/",
    ):
        response = Client().get(address, follow=True, **SECURE)
        assert penalties(response) == [], address


def test_every_page_has_135_points(https):
    article = make_article("Fatigue", tips=1, live=True)
    tip = article.tips.get().get_absolute_url()
    addresses = ["/", article.get_absolute_url(), tip, "/symptoms/", "/search/?q=fatigue"]
    addresses += ["/reading/", "/accounts/login/", "/favorites/on-this-device/"]
    scores = {address: score(Client().get(address, follow=True, **SECURE)) for address in addresses}

    assert {address for address, points in scores.items() if points < 135} == set()


def test_every_script_and_style_of_ours_says_what_it_must_be(https):
    article = make_article("Fatigue", tips=1, live=True)
    html = Client().get(article.get_absolute_url(), **SECURE).content.decode()
    tags = re.findall(r'<(?:script[^>]*\ssrc|link rel="stylesheet")[^>]*>', html)

    assert len(tags) == 2
    assert [tag for tag in tags if ' integrity="sha384-' not in tag] == []
