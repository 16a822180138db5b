"""The copy of one's list in a real browser: nothing before the button, the list without a network after
it, and nothing again after signing out."""

import pytest
from playwright.sync_api import Error, expect

from symptoms.models import Favorite
from tests.accounts.steps import PASSWORD, make_reader
from tests.browser.faults import SMALL, WIDE, axe, fit, put_on, restless
from tests.factories import make_article, make_callout, make_sponsor, make_user, publish

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LIST, PAGE = "/favorites/", "/favorites/offline/"
TRACES = """async () => [
  ...(await caches.keys()),
  ...(await navigator.serviceWorker.getRegistrations()).map(one => one.scope)]"""
IS_STYLED = """async () => [
  getComputedStyle(document.querySelector('.entry')).borderTopStyle,
  (await document.fonts.load('1rem "Atkinson Hyperlegible Next"')).length > 0]"""

# Waits for it, at most ten seconds. `wait_for_function` would not: to it a promise is true.
RENEWED = """async () => {
  const options = { ignoreSearch: true, ignoreVary: true };
  for (let tries = 0; tries < 500; tries++) {
    const copy = await caches.match('/favorites/offline/copy/', options);
    if ((await copy.text()).includes('Newer words.')) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('The copy was not renewed.');
}"""


@pytest.fixture
def reader():
    return make_reader("reader@example.org")


@pytest.fixture
def article(reader):
    article = make_article(
        "Resting well", tips=["Rest early"], sponsor=make_sponsor(), sponsor_role="paid_for"
    )
    make_callout(article, "urgent")
    publish(article)
    Favorite.objects.save_item(reader, article=article.pk)
    Favorite.objects.save_item(reader, tip=article.tips.get().pk)
    Favorite.objects.update(note="Own words.")
    return article


@pytest.fixture
def keep(visit):
    """Open a window of `user` in which the copy is kept."""

    def kept(user, words=False, **options):
        page = visit(user=user, **options)
        page.goto(LIST)
        assert page.evaluate(TRACES) == []
        page.get_by_role("link", name="Save a copy on this device").click()
        page.get_by_role("checkbox").set_checked(words)
        page.get_by_role("button", name="Save a copy on this device").click()
        page.get_by_text("The copy is on this device.").wait_for()
        return page

    return kept


def without_network(page, address=LIST):
    """What is on the page at `address` when there is no network; None if that is the browser's own."""
    page.context.set_offline(True)
    try:
        page.goto(address)
        return page.locator("body").inner_text()
    except Error as error:
        assert "ERR_INTERNET_DISCONNECTED" in str(error) or "ERR_FAILED" in str(error)
        return None
    finally:
        page.context.set_offline(False)


def test_whoever_has_not_asked_has_no_worker_and_no_cache(visit, reader, article):
    for page in (visit(), visit(user=reader)):
        for address in ("/", article.get_absolute_url(), LIST, PAGE):
            page.goto(address)
        assert page.evaluate(TRACES) == []


def test_the_list_opens_without_a_network_as_it_looks_with_one(keep, reader, article):
    page = keep(reader)
    page.context.new_cdp_session(page).send("Network.clearBrowserCache")
    page.context.set_offline(True)
    page.goto(LIST)
    text = page.locator("body").inner_text()

    assert "You have no connection. This copy was saved on" in text
    assert "Resting well" in text and "Rest before you feel tired." in text
    assert "Own words." not in text
    assert page.evaluate(IS_STYLED) == ["solid", True]
    assert page.complaints == []


def test_only_the_copy_and_what_it_needs_is_kept(keep, reader, article):
    page = keep(reader)
    page.goto(LIST)
    page.goto(article.get_absolute_url())
    kept = page.evaluate(
        "async () => (await (await caches.open('kept-list')).keys()).map(one => one.url)"
    )
    paths = sorted(url.partition("/favorites/")[2] or url.rpartition(".")[2] for url in kept)

    assert paths == ["css", "js", "offline/copy/", "svg", "woff2", "woff2", "woff2"]
    assert without_network(page, article.get_absolute_url()) is None


def test_opening_the_list_renews_the_copy(keep, reader, article):
    page = keep(reader, words=True)
    Favorite.objects.update(note="Newer words.")
    assert "Own words." in without_network(page)
    with page.expect_response("**/offline/copy/**"):
        page.goto(LIST)
    page.evaluate(RENEWED)

    assert "Newer words." in without_network(page)


def test_the_copy_is_removed_by_its_button_with_and_without_a_network(keep, reader, article):
    page = keep(reader)
    page.get_by_role("button", name="Remove the copy").click()
    page.get_by_text("The copy is no longer on this device.").wait_for()
    assert page.evaluate(TRACES) == []
    assert without_network(page) is None

    page = keep(reader)
    page.context.set_offline(True)
    page.goto(LIST)
    page.get_by_role("button", name="Remove the copy").click()
    page.get_by_text("The copy is no longer on this device.").wait_for()
    assert "Resting well" not in page.locator("body").inner_text()
    page.context.set_offline(False)
    assert page.evaluate(TRACES) == []


@pytest.mark.parametrize("header", [True, False], ids=["told by the server", "by script alone"])
@pytest.mark.parametrize("way", ["header", "account", "logout", "delete list", "delete account"])
def test_signing_out_and_deleting_wipe_the_copy(keep, reader, article, monkeypatch, header, way):
    if not header:  # as in a browser that does not know Clear-Site-Data
        monkeypatch.setattr("accounts.views.CLEARED_SITE_DATA", '"nothing"')
        monkeypatch.setattr("symptoms.favorites.my_data.views.FORGET_COPY", '"nothing"')
    page = keep(reader)
    address, button, then = {
        "header": (PAGE, "Sign out", "You are signed out"),
        "account": ("/accounts/", "Sign out", "You are signed out"),
        "logout": ("/accounts/logout/", "Sign out", "You are signed out"),
        "delete list": ("/favorites/yours/delete/", "Delete my whole list", "Your favorites"),
        "delete account": ("/accounts/delete/", "Delete my account", "Your account is deleted"),
    }[way]
    page.goto(address)
    inside = page.get_by_role("banner" if way == "header" else "main")
    inside.get_by_role("button", name=button, exact=True).click()
    expect(page.locator("h1")).to_have_text(then)

    assert page.evaluate(TRACES) == []
    assert without_network(page) is None


def test_the_server_alone_wipes_it_too(keep, reader, article):
    """As when JavaScript was switched off since."""
    page = keep(reader)
    page.goto("/accounts/logout/")
    page.get_by_role("main").locator("form").evaluate("form => form.submit()")
    expect(page.locator("h1")).to_have_text("You are signed out")

    assert page.evaluate(TRACES) == []


def test_a_session_that_has_ended_leaves_the_copy(keep, reader, article):
    page = keep(reader)
    page.context.clear_cookies(name="sessionid")
    page.goto(LIST)
    assert "Resting well" not in page.locator("main").inner_text()

    assert "Resting well" in without_network(page)


def test_another_account_never_sees_it_and_is_given_none(keep, reader, article):
    page = keep(reader)
    page.context.clear_cookies(name="sessionid")
    make_reader("other@example.org")
    page.goto("/accounts/login/?next=/")
    page.get_by_role("textbox", name="Email address").fill("other@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Sign out").wait_for()
    page.wait_for_function(f"async () => (await ({TRACES})()).length === 0")

    assert without_network(page) is None


def test_a_list_without_an_account_takes_its_place(keep, reader, article):
    page = keep(reader)
    page.context.clear_cookies(name="sessionid")
    page.goto(article.get_absolute_url())
    page.locator("form[data-favorite] button").first.click()
    page.get_by_text("Saved on this device:").wait_for()
    page.goto(LIST)
    page.wait_for_function(f"async () => (await ({TRACES})()).length === 0")

    assert without_network(page) is None


def test_what_cannot_be_kept_is_said(visit, reader, article):
    page = visit(user=reader)
    page.goto(PAGE)
    page.context.set_offline(True)
    page.get_by_role("button", name="Save a copy on this device").click()
    page.get_by_text("We couldn’t save a copy on this device.").wait_for()

    assert page.evaluate(TRACES) == []


def test_a_copy_that_cannot_be_renewed_stays(keep, reader, article):
    page = keep(reader, words=True)
    page.get_by_role("checkbox").uncheck()
    page.context.set_offline(True)
    page.get_by_role("button", name="Update the copy now").click()
    page.get_by_text("The earlier copy is still on this device.").wait_for()

    assert "Own words." in without_network(page)


def test_without_javascript_a_file_is_offered(visit, reader):
    page = visit(user=reader, java_script_enabled=False)
    page.goto(PAGE)

    assert page.get_by_role("link", name="Download a page to read").is_visible()
    assert not page.get_by_role("button", name="Save a copy on this device").is_visible()


@pytest.mark.parametrize(
    ("theme", "size"),
    [("light", SMALL), ("dark", WIDE), ("hc-light", WIDE), ("hc-dark", SMALL), ("forced", SMALL)],
    ids=lambda value: value if isinstance(value, str) else f"{value['width']}px",
)
def test_the_copy_and_its_page_are_without_fault(keep, visit, reader, article, theme, size):
    options = {"forced_colors": "active"} if theme == "forced" else {}
    page = keep(reader, words=True, **options, **size)
    found = {}

    def look(name, page):
        if not options:
            put_on(page, theme)
        found[name] = axe(page) + fit(page) + restless(page)

    look("kept", page)
    page.context.set_offline(True)
    page.goto(LIST)
    look("without a network", page)
    without = visit(user=make_user(), java_script_enabled=True, **options, **size)
    without.goto(PAGE)
    look("not kept", without)

    assert {name: list_ for name, list_ in found.items() if list_} == {}
