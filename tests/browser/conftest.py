"""Chromium for the browser tests. A missing browser fails them: a skipped check checks nothing."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tests.browser.site import build

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
QUIETLY = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def chromium():
    """One running browser. Playwright's event loop lives in this thread, where the ORM works too."""
    assert Path(CHROMIUM).exists(), f"There is no browser at {CHROMIUM}. Name one in CHROMIUM."
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIETLY)
        yield browser
        browser.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def site(settings, transactional_db):
    """A small site with every kind of page; see site.py."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.SYMPTOMS = settings.SYMPTOMS | {
        "CARDS_PER_PAGE": 2,
        "CONTACT_EMAIL": "hello@example.org",
    }
    return build()


@pytest.fixture
def visit(chromium, live_server):
    """Open windows on the site: `visit(width=320, color_scheme="dark")` is an empty page.

    `complaints` of the page are what it must not do: console errors, CSP reports, and requests to
    anywhere else.
    """
    contexts = []

    def open_page(user=None, width=1280, height=900, **options):
        viewport = {"width": width, "height": height}
        context = chromium.new_context(
            **{"base_url": live_server.url, "viewport": viewport, "reduced_motion": "reduce"}
            | options
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        if user:
            context.add_cookies([_session_cookie(user, live_server.url)])
        page = context.new_page()
        page.complaints = _complaints_of(page, live_server.url)
        return page

    yield open_page
    for context in contexts:
        context.close()


def _session_cookie(user, url):
    from django.test import Client

    client = Client()
    client.force_login(user)
    return {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": url}


def _complaints_of(page, origin):
    found = []

    def console(message):
        # A page that says 404 or 410 is reported by the browser as an error, and is meant to be one.
        expected = "the server responded with a status of 4" in message.text
        if message.type in {"error", "warning"} and not expected:
            found.append(message.text)

    def request(request):
        if not request.url.startswith((origin + "/", "data:")):
            found.append(f"asked {request.url}")

    page.on("console", console)
    page.on("pageerror", lambda error: found.append(str(error)))
    page.on("request", request)
    return found
