"""What pages tell machines, as a real browser reads it, and what remains of it on paper."""

import json

import pytest

from symptoms.models import EditionTip
from tests.factories import make_article, make_sponsor, make_symptom

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# Counts what the security policy refuses, from before the first element on.
WATCH = """window.refused = []
document.addEventListener('securitypolicyviolation', event => refused.push(event.violatedDirective))"""
BORDER = "element => getComputedStyle(element).borderTopWidth"


@pytest.fixture
def paid():
    return make_article(
        "</script><script>window.hostile = 1</script>",
        slug="paid",
        live=True,
        kind="story",
        tips=["Take a stick"],
        symptoms=[make_symptom("Tremor")],
        sponsor=make_sponsor(is_fictional=True),
        sponsor_role="paid_for",
    )


def test_the_data_is_read_and_not_run_and_the_policy_has_nothing_against_it(visit, paid):
    page = visit()
    page.add_init_script(WATCH)
    for address in ("/", "/articles/paid/", "/symptoms/tremor/"):
        page.goto(address)
        data = json.loads(page.inner_text('script[type="application/ld+json"]'))
        assert data["@context"] == "https://schema.org", address
        assert page.evaluate("window.refused") == [], address
    assert page.evaluate("window.hostile") is None
    assert page.complaints == []


def test_the_browser_takes_the_manifest(visit, paid):
    page = visit()
    page.goto("/")
    found = page.context.new_cdp_session(page).send("Page.getAppManifest")

    assert found["url"].endswith("/manifest.webmanifest")
    assert found["errors"] == []
    assert json.loads(found["data"])["name"] == "Symptom Series"


def test_paper_keeps_what_a_text_is_and_who_paid_with_an_edge_around_it(visit, paid):
    page = visit()
    page.emulate_media(media="print")
    for address in ("/", "/symptoms/tremor/", "/topics/daily-life/", "/search/?q=stick"):
        page.goto(address)
        assert page.get_by_text("Personal story").first.is_visible(), address
        said = page.get_by_text("Sponsored: Acme (invented)").first
        assert said.is_visible(), address
        assert page.locator(".card-sponsor").first.evaluate(BORDER) != "0px", address
    for address in ("/articles/paid/", EditionTip.objects.get().get_absolute_url()):
        page.goto(address)
        assert page.get_by_text("Personal story").first.is_visible(), address
        assert page.get_by_text("Paid for by Acme (an invented company").is_visible(), address
        assert page.locator(".disclosure").evaluate(BORDER) != "0px", address
