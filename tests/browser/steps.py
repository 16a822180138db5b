"""Steps to take on a page before it is checked. Each maker returns a step, which takes the page and
the site.
"""

import re

from symptoms.models import Favorite
from tests.accounts.steps import PASSWORD, newest_code, newest_link
from tests.pseudo import shown


def pressed(button, typed=None):
    """Types what is given for the labels of fields, and presses a button of the page's main part."""

    def then(page, site):
        main = page.get_by_role("main")
        for label, words in (typed or {}).items():
            type_whole(main.get_by_label(shown(label)).first, words)
        with page.expect_navigation():
            main.get_by_role("button", name=re.compile(rf"^⟦?{shown(button)}")).first.click()

    return then


def nothing_is_chosen(page, site):
    """As from a browser that lets go of a choice."""
    page.evaluate(
        "document.querySelectorAll('[type=radio]').forEach(one => { one.checked = false })"
    )


def type_whole(box, words):
    """As from a browser that knows no maxlength."""
    box.evaluate("box => box.removeAttribute('maxlength')")
    box.fill(words)


def named(words, title):
    """The words that are seen, and then the title that is heard: they may be parted by a space."""
    return re.compile(rf"^{words} ?: {title}$")


def each(*steps):
    def then(page, site):
        for step in steps:
            step(page, site)

    return then


def go(address):
    return lambda page, site: page.goto(site.at(address))


def sent_without_script(page, site):
    """The page's first favorite button, as it works without JavaScript."""
    with page.expect_navigation():
        page.locator("form[data-favorite]").first.evaluate("form => form.submit()")


def removed_without_script(page, site):
    """The list's first item is removed, as it works without JavaScript."""
    with page.expect_navigation():
        form = page.locator("form[action='/favorites/remove/']").first
        form.evaluate("form => form.submit()")


def checked_and_printed(page, site):
    """Every tip of the page is checked, and the sheet is printed."""
    for box in page.locator("input[name=items]").all():
        box.check()
    pressed("Print my sheet")(page, site)


def answered(page, site):
    page.get_by_role("radio", name=shown("Partly")).check()
    pressed("Send")(page, site)


def agreed(page, site):
    page.get_by_role("checkbox", name=shown("I agree that")).check()
    pressed("Create an account", {"Email address": "another@example.org", "Password": PASSWORD})(
        page, site
    )


def with_address(button):
    return pressed(button, {"Email address": "reader@example.org"})


def through_the_link(page, site):
    page.goto(newest_link())


def with_the_code(page, site):
    pressed("Continue", {"Code": newest_code()})(page, site)


def too_many_codes_once_more(page, site):
    for _ in range(3):
        ASKED_ONCE_MORE(page, site)
        page.goto(site.at("/accounts/reauthenticate/code/"))
    ASKED_ONCE_MORE(page, site)


def one_is_left_of_the_list(page, site):
    Favorite.objects.exclude(pk=site.favorite.pk).delete()
    page.reload()


def the_cookie_is_lost(page, site):
    page.context.clear_cookies()


KEPT = each(go("/articles/{full.slug}/"), sent_without_script)
CODE_PAGE = with_address("Email me a code")
RESET_PAGE = each(with_address("Email me a link"), through_the_link)
ASKED_ONCE_MORE = pressed("Email me a code")
PROVEN = each(ASKED_ONCE_MORE, with_the_code)
