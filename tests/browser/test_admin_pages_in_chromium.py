"""Every page of the admin that an administrator can open: through axe, on a desktop and on a phone, and in
both color schemes of the admin."""

import pytest

from symptoms.workflow.roles import create_roles
from tests.browser import faults
from tests.factories import make_user
from tests.test_permissions import address, names, world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# Rules of level AAA, and those that Django's own templates break: an empty heading above the names of
# rows, and help behind a sign in the lists of permissions.
WITHOUT = ["color-contrast-enhanced", "target-size", "empty-table-header", "aria-prohibited-attr"]
# Answers to scripts and to POST, and what leads elsewhere.
NO_PAGES = {
    "admin:autocomplete", "admin:autosave", "admin:discard_autosave", "admin:jsi18n", "admin:login",
    "admin:logout", "admin:password_change", "admin:password_change_done", "admin:view_on_site",
}  # fmt: skip
# Buttons of a page, which a GET leads back to.
BUTTONS_OF = "/publishing/"
# What a script beside the form asks for.
BESIDE = "_typed_"
# One of each kind of page is looked at in the dark, too.
ALSO_DARK = {
    "admin:index",
    "admin:symptoms_article_change",
    "admin:symptoms_article_changelist",
    "admin:symptoms_article_publishing",
    "admin:symptoms_symptom_wording",
}


def test_no_page_of_the_admin_has_a_fault(visit):
    create_roles()
    rows, public = world()
    page = visit(user=make_user("editor@example.org", is_staff=True, is_superuser=True))
    found, opened = [], 0
    for name in sorted(set(names())):
        where = address(name, rows, public) if name.startswith("admin:") else ""
        if not where or name in NO_PAGES or BESIDE in name or where.partition(BUTTONS_OF)[2]:
            continue
        kind = page.request.get(where, max_redirects=0).headers.get("content-type", "")
        if kind.startswith("text/html"):
            opened += 1
            page.goto(where)
            found += [f"{name}: {fault}" for fault in faults_of(page, name)]

    assert not found, "\n".join(found)
    assert opened > 60


def faults_of(page, name):
    yield from page.complaints
    page.set_viewport_size(faults.WIDE)
    for scheme in ("light", "dark") if name in ALSO_DARK else ("light",):
        page.emulate_media(color_scheme=scheme)
        page.evaluate("Promise.all(document.getAnimations().map(one => one.finished))")
        yield from (f"{scheme}, {fault}" for fault in faults.axe(page, WITHOUT))
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(faults.SMALL)
    if (width := page.evaluate("document.documentElement.scrollWidth")) > faults.SMALL["width"]:
        yield f"wider than a phone: {width}"
    page.complaints.clear()  # of axe itself, which the strict policy stops in places
