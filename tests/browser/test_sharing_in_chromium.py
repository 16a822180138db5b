"""Sharing a collection in a real browser: copying the link, and what a visitor can do with it."""

import pytest

from symptoms.models import Collection, Favorite, SharedLink
from tests.browser.faults import SMALL, WIDE, axe, fit, put_on, restless
from tests.factories import make_article, make_shared_link, make_sponsor, make_symptom, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def collection(live_server, settings):
    settings.SYMPTOMS = settings.SYMPTOMS | {"SITE_URL": live_server.url}
    collection = Collection.objects.create(user=make_user("owner@example.org"), name="Hot days")
    article = make_article(
        "Resting well",
        tips=["Rest early"],
        symptoms=[make_symptom("Fatigue")],
        sponsor=make_sponsor(is_fictional=True),
        sponsor_role="paid_for",
        live=True,
    )
    for item in ({"article": article}, {"tip": article.tips.get()}):
        collection.put(Favorite.objects.create(user=collection.user, **item))
    return collection


def test_a_link_is_made_copied_opened_and_closed(visit, collection):
    page = visit(user=collection.user, permissions=["clipboard-read", "clipboard-write"])
    page.goto(f"/favorites/collections/{collection.pk}/share/")
    page.get_by_label("30 days").check()
    page.get_by_role("button", name="Create the link").click()
    page.get_by_role("button", name="Copy the link").click()
    page.get_by_text("The link is copied.").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.endswith(SharedLink.objects.get().secret_path)
    visitor = visit()
    visitor.goto(copied)
    assert visitor.locator("h1").inner_text() == "A list someone shared with you"
    assert visitor.context.cookies() == []

    page.get_by_role("button", name="Close the link now").click()
    page.get_by_text("The link is closed.").wait_for()
    visitor.reload()
    assert visitor.locator("h1").inner_text() == "There is no shared list here"
    assert page.complaints + visitor.complaints == []


def test_when_copying_is_not_allowed_the_link_is_selected_instead(visit, collection):
    link = make_shared_link(collection)
    page = visit(user=collection.user)
    page.goto(f"/favorites/collections/{collection.pk}/share/")
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject() }")
    page.get_by_role("button", name="Copy the link").click()
    page.get_by_text("Your browser didn’t let us copy the link.").wait_for()

    assert page.evaluate("getSelection().toString()").endswith(link.secret_path)


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without"])
def test_a_visitor_saves_and_signs_out_from_the_shared_page(visit, collection, scripts):
    visitor = make_user("visitor@example.org")
    page = visit(user=visitor, java_script_enabled=scripts)
    page.goto(make_shared_link(collection).secret_path)
    page.get_by_role("button", name="Add to your favorites").first.click()
    page.get_by_text("Added to your favorites").first.wait_for()
    assert Favorite.objects.of(visitor).count() == 1

    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/accounts/signed-out/")


def test_the_address_is_told_to_nobody(visit, collection):
    link = make_shared_link(collection)
    page = visit()
    told = []
    page.on("request", lambda request: told.append(request.headers.get("referer", "")))
    page.goto(link.secret_path)
    page.get_by_role("link", name="Resting well", exact=True).first.click()
    page.wait_for_url("**/articles/resting-well/")

    assert told and not any(link.signature in words for words in told)
    assert "/shared/" not in page.evaluate("document.referrer")


@pytest.mark.parametrize(
    ("theme", "size"),
    [("light", SMALL), ("dark", WIDE), ("hc-light", WIDE), ("hc-dark", SMALL)],
    ids=lambda value: value if isinstance(value, str) else f"{value['width']}px",
)
def test_the_pages_of_sharing_are_without_fault(visit, collection, theme, size):
    page, visitor = visit(user=collection.user, **size), visit(**size)
    put_on(page, theme)
    put_on(visitor, theme)
    found = {}

    def look(name, page):
        found[name] = axe(page) + fit(page) + restless(page)

    address = f"/favorites/collections/{collection.pk}/share/"
    page.goto(address)
    look("not shared", page)
    page.get_by_label("7 days").evaluate("radio => { radio.checked = false }")
    page.get_by_role("button", name="Create the link").click()
    look("refused", page)
    link = make_shared_link(collection, shows_name=True)
    page.goto(address)
    look("shared", page)
    visitor.goto(link.secret_path)
    look("seen by others", visitor)
    link.delete()
    visitor.reload()
    look("ended", visitor)

    assert {name: list_ for name, list_ in found.items() if list_} == {}
