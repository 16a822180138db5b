"""The account pages as a person meets them: in a real browser, by keyboard, measured by axe."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core import mail
from playwright.sync_api import expect

from tests.accounts.steps import PASSWORD, make_reader, newest_code, newest_link
from tests.browser.test_pages_in_chromium import LARGE, RESTYLED, SMALL_TARGETS, SPACED, TAGS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(visit):
    return visit()


@pytest.fixture(params=[320, 1280], ids=["phone", "desktop"])
def either(request, visit):
    """A page on a phone, and on a desk."""
    return visit(width=request.param)


def _press(page, name):
    page.get_by_role("main").get_by_role("button", name=name, exact=True).click()


def _violations(page):
    """What axe finds, at WCAG 2.2 AAA, in words."""
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}}).response
    return [
        (item["id"], [node["target"] for node in item["nodes"]]) for item in found["violations"]
    ]


def _assert_good(page, title):
    expect(page).to_have_title(re.compile(f"^{re.escape(title)} – "))
    assert _violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    # The name that goes with a new password is there for password managers, and for nobody's finger.
    assert [e for e in page.evaluate(SMALL_TARGETS) if 'name="username"' not in e] == []
    assert [page.evaluate(RESTYLED, rules) for rules in (LARGE, SPACED)] == [[], []]
    assert page.complaints == []


def _sign_up(page, email="reader@example.org"):
    page.goto("/accounts/signup/")
    page.get_by_role("textbox", name="E-mail address").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("checkbox", name="I agree that").check()
    _press(page, "Create an account")


def _sign_in(page):
    page.goto("/accounts/login/")
    page.get_by_role("textbox", name="E-mail address").fill("reader@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/favorites/")


def test_sign_up_with_the_code_of_the_mail_and_be_signed_in(page):
    _sign_up(page)
    page.get_by_label("Code").fill(newest_code())
    page.keyboard.press("Enter")
    page.wait_for_url("**/favorites/")
    assert page.get_by_role("button", name="Sign out").is_visible()
    assert [message.to for message in mail.outbox] == [["reader@example.org"]]


def test_sign_in_with_a_code_from_the_sign_in_page_without_typing_the_address_twice(page):
    make_reader()
    page.goto("/accounts/login/")
    page.get_by_role("textbox", name="E-mail address").fill("reader@example.org")
    _press(page, "E-mail me a sign-in code instead")
    page.get_by_label("Code").fill(newest_code().replace("-", ""))
    _press(page, "Sign in")
    page.wait_for_url("**/favorites/")


@pytest.mark.parametrize(
    ("path", "title", "button"),
    [
        ("login/", "Sign in", "Sign in"),
        ("signup/", "Create an account", "Create an account"),
        ("login/code/", "Sign in with a code", "E-mail me a code"),
        ("password/reset/", "Forgotten password", "E-mail me a link"),
    ],
)
def test_the_doors_are_good_as_they_open_and_after_a_mistake(either, path, title, button):
    either.goto(f"/accounts/{path}")
    assert either.evaluate("document.activeElement.tagName") == "BODY"
    _assert_good(either, title)
    _press(either, button)
    _assert_good(either, f"Error: {title}")


def test_the_page_for_the_code_of_a_sign_up_is_good(either):
    _sign_up(either)
    _assert_good(either, "Confirm your address")
    _press(either, "Confirm")
    _assert_good(either, "Error: Confirm your address")


def test_the_page_for_the_code_of_a_sign_in_is_good(either):
    make_reader()
    either.goto("/accounts/login/code/")
    either.get_by_role("textbox", name="E-mail address").fill("reader@example.org")
    _press(either, "E-mail me a code")
    _assert_good(either, "Type the code to sign in")
    either.get_by_label("Code").fill("1234")
    _press(either, "Sign in")
    _assert_good(either, "Error: Type the code to sign in")


def test_the_page_behind_the_link_of_a_mail_is_good(either):
    make_reader()
    either.goto("/accounts/password/reset/")
    either.get_by_role("textbox", name="E-mail address").fill("reader@example.org")
    _press(either, "E-mail me a link")
    _assert_good(either, "Look at your e-mail")
    either.goto(newest_link())
    _assert_good(either, "Choose a new password")
    _press(either, "Keep this password and sign in")
    _assert_good(either, "Error: Choose a new password")


def test_the_pages_of_a_signed_in_reader_are_good(either):
    make_reader()
    _sign_in(either)
    for path, title in [
        ("", "Your account"),
        ("email/", "Change your address"),
        ("password/change/", "Change your password"),
        ("reauthenticate/", "Your password, please"),
        ("logout/", "Sign out"),
    ]:
        either.goto(f"/accounts/{path}")
        _assert_good(either, title)


def test_a_link_of_the_error_summary_leads_into_the_field(page):
    page.goto("/accounts/signup/")
    _press(page, "Create an account")
    page.get_by_role("link", name="Choose a password.").click()
    assert page.evaluate("document.activeElement.id") == "id_password1"


def test_after_signing_out_the_back_button_shows_nothing_personal(page):
    make_reader()
    _sign_in(page)
    page.goto("/accounts/")
    assert "reader@example.org" in page.content()
    _press(page, "Sign out")
    page.wait_for_url("**/accounts/signed-out/")
    page.go_back()
    page.wait_for_load_state()
    assert "reader@example.org" not in page.content()
    assert re.search(r"/accounts/(login|signed-out)/", page.url)


def test_on_a_shared_device_no_cookie_outlives_the_browser(page):
    make_reader()
    page.goto("/accounts/login/")
    page.get_by_role("textbox", name="E-mail address").fill("reader@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_label("This is a shared device").check()
    _press(page, "Sign in")
    page.wait_for_url("**/favorites/")
    (session,) = [cookie for cookie in page.context.cookies() if cookie["name"] == "sessionid"]
    assert session["expires"] == -1
