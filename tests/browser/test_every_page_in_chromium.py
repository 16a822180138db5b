"""Every row of the table of pages, in every theme, on a phone and on a desktop, without a fault."""

import re
from smtplib import SMTPException
from urllib.parse import urlsplit

import pytest
from django.core.mail.backends.locmem import EmailBackend
from django.db import OperationalError
from django.template.loader import get_template
from django.urls import resolve

from symptoms.web.pagination import Page
from tests.browser import faults
from tests.browser.pages import ONLY_READ, ROWS, open_row

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def fail_with(error):
    def fail(*args, **kwargs):
        raise error

    return fail


# What must be broken for a page to be shown, and the answer that the browser then complains about.
BREAK = {
    "our mistake": lambda patch: patch.setattr(Page, "of", fail_with(ValueError("secret details"))),
    "database away": lambda patch: patch.setattr(Page, "of", fail_with(OperationalError("away"))),
    "mail failed": lambda patch: patch.setattr(
        EmailBackend, "send_messages", fail_with(SMTPException())
    ),
}


@pytest.fixture(params=ROWS, ids=lambda row: row.name)
def row(request):
    return request.param


@pytest.fixture
def page(visit, row, request, monkeypatch):
    """The page of the row, opened, and with done what there is to do."""
    site = None if row.is_bare else request.getfixturevalue("site")
    if row.name in BREAK:
        BREAK[row.name](monkeypatch)
    return open_row(visit, row, site, reduced_motion="no-preference")


def is_shown(page, row):
    """Whether the page is what the row says, in the state that its name ends with."""
    if row.name.endswith("error") and not page.title().startswith("Error: "):
        return False
    if not row.shows.endswith(".html"):
        return resolve(urlsplit(page.url).path).view_name == row.shows
    titled = r'(?:{% block title %}|<title>){% translate "([^"]+)"'
    title = re.search(titled, get_template(row.shows).template.source)
    # 410.html names what is gone: “This article is no longer available: …”.
    return page.title().startswith(title[1] if title else "This ")


def test_no_page_has_a_fault_in_any_theme_at_any_width(page, row):
    assert is_shown(page, row)
    found = []
    for size in (faults.SMALL, faults.WIDE):
        page.set_viewport_size(size)
        for theme in faults.THEMES:
            faults.put_on(page, theme)
            found += [f"{theme}, {size['width']}: {fault}" for fault in faults.axe(page)]
        found += [f"{size['width']}: {fault}" for fault in faults.fit(page)]
    page.set_viewport_size(faults.SMALL)
    found += faults.long_words(page)
    page.set_viewport_size(faults.WIDE)
    found += faults.structure(page) + faults.restless(page)
    if row in ONLY_READ:
        found += [f"cookie {cookie['name']}" for cookie in page.context.cookies()]
    if row.name in BREAK:
        page.complaints[:] = [said for said in page.complaints if "status of 50" not in said]

    assert "\n".join(found + page.complaints) == ""
