"""The account pages as people use them: in a real browser, and by keyboard."""

import re

import pytest
from django.core import mail

from tests.accounts.steps import PASSWORD, make_reader, newest_code

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(visit):
    return visit()


def _press(page, name):
    page.get_by_role("main").get_by_role("button", name=name, exact=True).click()


def _sign_up(page, email="reader@example.org"):
    page.goto("/accounts/signup/")
    page.get_by_role("textbox", name="Email address").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("checkbox", name="I agree that").check()
    _press(page, "Create an account")


def _sign_in(page):
    page.goto("/accounts/login/")
    page.get_by_role("textbox", name="Email address").fill("reader@example.org")
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
    page.get_by_role("textbox", name="Email address").fill("reader@example.org")
    _press(page, "Email me a sign-in code instead")
    page.get_by_label("Code").fill(newest_code().replace("-", ""))
    _press(page, "Sign in")
    page.wait_for_url("**/favorites/")


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
    page.wait_for_url(re.compile("/accounts/(login|signed-out)/"))


def test_on_a_shared_device_no_cookie_outlives_the_browser(page):
    make_reader()
    page.goto("/accounts/login/")
    page.get_by_role("textbox", name="Email address").fill("reader@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_label("This is a shared device").check()
    _press(page, "Sign in")
    page.wait_for_url("**/favorites/")
    (session,) = [cookie for cookie in page.context.cookies() if cookie["name"] == "sessionid"]
    assert session["expires"] == -1
