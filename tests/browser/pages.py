"""The table of readers' pages: each kind, in each state in which a reader can see it.

A new page joins it: `test_the_table_has_every_page_of_readers` walks the addresses and fails
otherwise.
"""

from collections.abc import Callable
from dataclasses import dataclass

from tests.browser.steps import (
    ASKED_ONCE_MORE,
    CODE_PAGE,
    KEPT,
    PROVEN,
    RESET_PAGE,
    agreed,
    answered,
    checked_and_printed,
    each,
    go,
    nothing_is_chosen,
    one_is_left_of_the_list,
    pressed,
    removed_without_script,
    sent_without_script,
    the_cookie_is_lost,
    too_many_codes_once_more,
    with_address,
)

# Read by programs, or as files.
NOT_PAGES = {
    "livez",
    "readyz",
    "symptoms:sitemap",
    "symptoms:sitemap-part",
    "symptoms:robots",
    "symptoms:security",
    "symptoms:manifest",
    "symptoms:favicon",
    "symptoms:picture",
    "previews:picture",
    # They lead to a page of the table.
    "symptoms:short-tip",
    "symptoms:short-article",
    "favorites:download",
    "favorites:worker",
    # What the worker keeps and shows: test_offline_in_chromium.py looks at it.
    "favorites:copy",
}
# What a button sends; who opens one of them meets 405.html.
BUTTONS = {
    "favorites:add",
    "favorites:remove",
    "favorites:seen",
    "favorites:seen-all",
    "favorites:move",
    "favorites:remove-from-collection",
    "favorites:close-share",
    "favorites:star",
    "favorites:move-question",
    "favorites:remove-question",
    "favorites:adopt",
}


@dataclass(frozen=True)
class Row:
    """One page in one state. `shows` is the name of its address, or of its template if any address
    may end there. `start` names parts of the site in braces; `then` is what is done there."""

    name: str
    shows: str
    start: str
    then: Callable | None = None
    who: str | None = None
    is_bare: bool = False  # on a site that has nothing yet


INVITATION = "/accounts/invitation/{invitation.pk}/{invitation.signature}/"
INVITED = "/accounts/invitation/{invited.pk}/{invited.signature}/"

PUBLIC = [
    Row("home", "symptoms:home", "/"),
    Row("home, page 2", "symptoms:home", "/?page=2"),
    Row("home, saved", "symptoms:home", "/", who="reader"),
    Row("home, empty", "symptoms:home", "/", is_bare=True),
    Row("search", "symptoms:search", "/search/"),
    Row("results", "symptoms:search", "/search/?q=muscles"),
    Row("results, another name", "symptoms:search", "/search/?q=stiff+legs"),
    Row("results, saved", "symptoms:search", "/search/?q=muscles", who="reader"),
    Row("results, empty", "symptoms:search", "/search/?q=zebra"),
    Row("results, a crisis", "symptoms:search", "/search/?q=chest+pain"),
    Row("article", "symptoms:article", "/articles/{full.slug}/"),
    Row("article, saved", "symptoms:article", "/articles/{full.slug}/", who="reader"),
    Row(
        "article, just saved",
        "symptoms:article",
        "/articles/{full.slug}/",
        sent_without_script,
        who="newcomer",
    ),
    Row("article, to its editor", "symptoms:article", "/articles/{full.slug}/", who="staff"),
    Row("story", "symptoms:article", "/articles/{story.slug}/"),
    Row("tip", "symptoms:tip", "/tips/{tip.pk}-{tip.slug}/"),
    Row("tip, saved", "symptoms:tip", "/tips/{tip.pk}-{tip.slug}/", who="reader"),
    Row("about the site", "symptoms:page", "/about/privacy/"),
    Row("symptoms", "symptoms:symptoms", "/symptoms/"),
    Row("symptoms, visible", "symptoms:symptoms", "/symptoms/?show=visible"),
    Row("symptoms, empty", "symptoms:symptoms", "/symptoms/", is_bare=True),
    Row("symptom", "symptoms:symptom", "/symptoms/spasticity/"),
    Row("symptom, saved", "symptoms:symptom", "/symptoms/spasticity/", who="reader"),
    Row("symptom, empty", "symptoms:symptom", "/symptoms/fatigue/"),
    Row("symptom, articles", "symptoms:symptom-articles", "/symptoms/spasticity/articles/"),
    Row("series", "symptoms:series", "/series/symptom-series/"),
    Row("topic", "symptoms:topic", "/topics/daily-life/"),
    Row("topic, saved", "symptoms:topic", "/topics/daily-life/", who="reader"),
    Row("topic, empty", "symptoms:topic", "/topics/work/"),
    Row("tag", "symptoms:tag", "/tags/heat/"),
    Row("contributor", "symptoms:contributor", "/contributors/mei-lin/"),
    Row("feed", "symptoms:feed", "/feed/"),
    Row("feed of a symptom", "symptoms:symptom-feed", "/symptoms/spasticity/feed/"),
    Row("feed of a series", "symptoms:series-feed", "/series/symptom-series/feed/"),
    Row("feed of a topic", "symptoms:topic-feed", "/topics/daily-life/feed/"),
    Row("feedback", "symptoms:feedback", "/feedback/{full.pk}/"),
    Row(
        "feedback, error",
        "symptoms:feedback",
        "/feedback/{full.pk}/",
        pressed("Send", {"What would make it better?": "x" * 501}),
    ),
    Row("feedback, thanks", "symptoms:feedback-thanks", "/feedback/{full.pk}/", answered),
    Row("reading settings", "symptoms:reading-settings", "/reading-settings/"),
    Row("reading settings, saved", "symptoms:reading-settings", "/reading-settings/?saved=yes"),
    Row("preview", "previews:article", "/previews/{link.pk}/{link.signature}/"),
    Row("preview, symptom", "previews:article", "/previews/{wording.pk}/{wording.signature}/"),
    Row("preview, ended", "previews:article", "/previews/{ended.pk}/{ended.signature}/"),
]

ACCOUNTS = [
    Row("sign in", "account_login", "/accounts/login/"),
    Row("sign in, error", "account_login", "/accounts/login/", pressed("Sign in")),
    Row("sign in, kept here", "account_login", "/", each(KEPT, go("/accounts/login/"))),
    Row("sign up", "account_signup", "/accounts/signup/"),
    Row("sign up, error", "account_signup", "/accounts/signup/", pressed("Create an account")),
    Row("code", "account_request_login_code", "/accounts/login/code/"),
    Row(
        "code, error",
        "account_request_login_code",
        "/accounts/login/code/",
        pressed("Email me a code"),
    ),
    Row("code sent", "account_confirm_login_code", "/accounts/login/code/", CODE_PAGE),
    Row(
        "code sent, error",
        "account_confirm_login_code",
        "/accounts/login/code/",
        each(CODE_PAGE, pressed("Sign in", {"Code": "1234"})),
    ),
    Row("address", "account_email_verification_sent", "/accounts/signup/", agreed),
    Row(
        "address, error",
        "account_email_verification_sent",
        "/accounts/signup/",
        each(agreed, pressed("Confirm", {"Code": "1234"})),
    ),
    Row("mail failed", "account/mail_failed.html", "/accounts/login/code/", CODE_PAGE),
    Row("forgotten", "account_reset_password", "/accounts/password/reset/"),
    Row(
        "forgotten, error",
        "account_reset_password",
        "/accounts/password/reset/",
        pressed("Email me a link"),
    ),
    Row(
        "link sent",
        "account_reset_password_done",
        "/accounts/password/reset/",
        with_address("Email me a link"),
    ),
    Row("new password", "account_reset_password_from_key", "/accounts/password/reset/", RESET_PAGE),
    Row(
        "new password, error",
        "account_reset_password_from_key",
        "/accounts/password/reset/",
        each(RESET_PAGE, pressed("Save this password")),
    ),
    Row(
        "new password, too late",
        "account_reset_password_from_key",
        "/accounts/password/reset/key/1-nothing/",
    ),
    Row(
        "password changed",
        "account_reset_password_from_key_done",
        "/accounts/password/reset/key/done/",
    ),
    Row("invitation", "account_invitation", INVITATION),
    Row("invitation, error", "account_invitation", INVITATION, pressed("Accept the invitation")),
    Row("invitation, with an account", "account_invitation", INVITED, who="reader"),
    Row("invitation, signed out", "account_invitation", INVITED),
    Row("invitation, of another", "account_invitation", INVITED, who="newcomer"),
    Row("invitation, ended", "account_invitation", "/accounts/invitation/1/nothing/"),
    Row("closed account", "account_inactive", "/accounts/inactive/"),
    Row("signed out", "account_signed_out", "/accounts/signed-out/"),
    Row("account", "account_home", "/accounts/", who="reader"),
    Row("change address", "account_email", "/accounts/email/", who="reader"),
    Row(
        "change address, error",
        "account_email",
        "/accounts/email/",
        pressed("Change my email address"),
        who="reader",
    ),
    Row("change password", "account_change_password", "/accounts/password/change/", who="reader"),
    Row(
        "change password, error",
        "account_change_password",
        "/accounts/password/change/",
        pressed("Change my password"),
        who="reader",
    ),
    Row(
        "first password",
        "account_set_password",
        "/accounts/password/set/",
        PROVEN,
        who="without a password",
    ),
    Row(
        "first password, error",
        "account_set_password",
        "/accounts/password/set/",
        each(PROVEN, pressed("Save this password")),
        who="without a password",
    ),
    Row(
        "code once more",
        "account_request_reauthentication_code",
        "/accounts/password/set/",
        who="without a password",
    ),
    Row(
        "code once more, or password",
        "account_request_reauthentication_code",
        "/accounts/reauthenticate/code/",
        who="reader",
    ),
    Row(
        "code once more, error",
        "account_request_reauthentication_code",
        "/accounts/password/set/",
        too_many_codes_once_more,
        who="without a password",
    ),
    Row(
        "code once more, sent",
        "account_confirm_reauthentication_code",
        "/accounts/password/set/",
        ASKED_ONCE_MORE,
        who="without a password",
    ),
    Row(
        "code once more, sent, error",
        "account_confirm_reauthentication_code",
        "/accounts/password/set/",
        each(ASKED_ONCE_MORE, pressed("Continue", {"Code": "1234"})),
        who="without a password",
    ),
    Row("password once more", "account_reauthenticate", "/accounts/reauthenticate/", who="reader"),
    Row(
        "password once more, error",
        "account_reauthenticate",
        "/accounts/reauthenticate/",
        pressed("Continue"),
        who="reader",
    ),
    Row("sign out", "account_logout", "/accounts/logout/", who="reader"),
    Row("delete account", "account_delete", "/accounts/delete/", who="reader"),
    Row("delete account, staff", "account_delete", "/accounts/delete/", who="staff"),
    Row(
        "account deleted",
        "account_deleted",
        "/accounts/delete/",
        pressed("Delete my account"),
        who="reader",
    ),
]

FAVORITES = [
    Row("favorites", "favorites:list", "/favorites/", who="reader"),
    Row("favorites, one", "favorites:list", "/favorites/", one_is_left_of_the_list, who="reader"),
    Row("favorites, empty", "favorites:list", "/favorites/", who="newcomer"),
    Row("favorites, none fits", "favorites:list", "/favorites/?q=zebra", who="reader"),
    Row("favorites, by symptom", "favorites:list", "/favorites/?order=symptom", who="reader"),
    Row(
        "favorites, removed", "favorites:list", "/favorites/", removed_without_script, who="reader"
    ),
    Row("device", "favorites:list", "/", each(KEPT, go("/favorites/"))),
    Row("favorites, no list", "favorites:list", "/favorites/"),
    Row("about a list on this device", "favorites:about-device", "/favorites/on-this-device/"),
    Row(
        "about a list on this device, with one",
        "favorites:about-device",
        "/",
        each(KEPT, go("/favorites/on-this-device/")),
    ),
    Row(
        "article, saved on this device",
        "symptoms:article",
        "/articles/{full.slug}/",
        sent_without_script,
    ),
    Row("forget", "favorites:forget", "/", each(KEPT, go("/favorites/forget/"))),
    Row("forget, empty", "favorites:forget", "/favorites/forget/"),
    Row("favorite", "favorites:favorite", "/favorites/{favorite.pk}/", who="reader"),
    Row(
        "favorite, error",
        "favorites:favorite",
        "/favorites/{favorite.pk}/",
        pressed("Save", {"Your note": "x" * 2001}),
        who="reader",
    ),
    Row(
        "favorite, saved",
        "favorites:list",
        "/favorites/{favorite.pk}/",
        pressed("Save"),
        who="reader",
    ),
    Row("collections", "favorites:collections", "/favorites/collections/", who="reader"),
    Row("collections, empty", "favorites:collections", "/favorites/collections/", who="newcomer"),
    Row(
        "collections, error",
        "favorites:collections",
        "/favorites/collections/",
        pressed("Create this collection"),
        who="reader",
    ),
    Row(
        "collection",
        "favorites:collection",
        "/favorites/collections/{collection.pk}/",
        who="reader",
    ),
    Row(
        "collection, empty",
        "favorites:collection",
        "/favorites/collections/{empty.pk}/",
        who="reader",
    ),
    Row(
        "collection, error",
        "favorites:collection",
        "/favorites/collections/{collection.pk}/",
        pressed("Save the name", {"Name": ""}),
        who="reader",
    ),
    Row(
        "delete collection",
        "favorites:delete-collection",
        "/favorites/collections/{collection.pk}/delete/",
        who="reader",
    ),
    Row("share", "favorites:share", "/favorites/collections/{collection.pk}/share/", who="reader"),
    Row(
        "share, error",
        "favorites:share",
        "/favorites/collections/{collection.pk}/share/",
        each(nothing_is_chosen, pressed("Create the link")),
        who="reader",
    ),
    Row(
        "share, shared",
        "favorites:share",
        "/favorites/collections/{shared.collection_id}/share/",
        who="reader",
    ),
    Row("shared list", "shared:list", "/shared/{shared.pk}/{shared.signature}/"),
    Row(
        "shared list, saved", "shared:list", "/shared/{shared.pk}/{shared.signature}/", who="reader"
    ),
    Row("shared list, ended", "shared:list", "/shared/{shared.pk}/nothing/"),
    Row("updates", "favorites:updates", "/favorites/updates/", who="reader"),
    Row(
        "updates, on",
        "favorites:updates",
        "/favorites/updates/",
        pressed("I agree. Email me about changes"),
        who="reader",
    ),
    Row("updates, from the email", "updates:email", "/updates/{emails.pk}/{emails.signature}/"),
    Row(
        "updates, stopped",
        "updates:email",
        "/updates/{emails.pk}/{emails.signature}/",
        pressed("Stop these emails"),
    ),
    Row("offline", "favorites:offline", "/favorites/offline/", who="reader"),
    Row("questions", "favorites:questions", "/favorites/questions/", who="reader"),
    Row("questions, empty", "favorites:questions", "/favorites/questions/", who="newcomer"),
    Row(
        "questions, error",
        "favorites:questions",
        "/favorites/questions/",
        pressed("Add this question"),
        who="reader",
    ),
    Row(
        "questions, removed",
        "favorites:questions",
        "/favorites/questions/",
        pressed("Remove"),
        who="reader",
    ),
    Row("question", "favorites:question", "/favorites/questions/{question.pk}/", who="reader"),
    Row(
        "question, error",
        "favorites:question",
        "/favorites/questions/{question.pk}/",
        pressed("Save", {"Your question": ""}),
        who="reader",
    ),
    Row("choose a sheet", "favorites:sheet", "/favorites/sheet/", who="reader"),
    Row("choose a sheet, empty", "favorites:sheet", "/favorites/sheet/", who="newcomer"),
    Row(
        "choose a sheet, error",
        "favorites:sheet",
        "/favorites/sheet/",
        pressed("Make the sheet", {"Your name, the day": "x" * 121}),
        who="reader",
    ),
    Row("choose a sheet, no account", "favorites:sheet", "/favorites/sheet/"),
    Row(
        "choose a sheet, nothing checked",
        "favorites:sheet",
        "/articles/{full.slug}/",
        pressed("Print my sheet"),
    ),
    Row(
        "sheet, checked in an article",
        "favorites:sheet",
        "/articles/{full.slug}/",
        checked_and_printed,
    ),
    Row(
        "sheet",
        "favorites:sheet",
        "/favorites/sheet/",
        pressed("Make the sheet"),
        who="reader",
    ),
    Row("yours", "favorites:yours", "/favorites/yours/", who="reader"),
    Row(
        "yours, error",
        "favorites:yours",
        "/favorites/yours/",
        pressed("Import my list"),
        who="reader",
    ),
    Row("delete list", "favorites:delete", "/favorites/yours/delete/", who="reader"),
    Row(
        "list deleted",
        "favorites:list",
        "/favorites/yours/delete/",
        pressed("Delete my whole list"),
        who="reader",
    ),
]

DEAD_ENDS = [
    Row("not understood", "400.html", "/search/?q=%00"),
    Row("not for you", "403.html", "/admin/symptoms/article/add/", who="staff"),
    Row(
        "open too long",
        "403_csrf.html",
        "/accounts/login/",
        each(the_cookie_is_lost, pressed("Sign in")),
    ),
    Row("not found", "404.html", "/nothing-here/"),
    Row("only with a button", "405.html", "/favorites/add/"),
    Row("withdrawn", "410.html", "/articles/{gone.slug}/"),
    Row("withdrawn tip", "410.html", "/tips/{retired.pk}-{retired.slug}/"),
    Row(
        "too often",
        "429.html",
        "/accounts/password/change/",
        each(*[pressed("Change my password")] * 6),
        who="reader",
    ),
    Row("our mistake", "500.html", "/"),
    Row("database away", "503.html", "/"),
]

ROWS = [*PUBLIC, *ACCOUNTS, *FAVORITES, *DEAD_ENDS]
# Here no cookie is set: whoever only reads leaves nothing behind. A form needs one, to prove itself.
ONLY_READ = [
    row
    for row in [*PUBLIC, *DEAD_ENDS]
    if row.who is None and row.then is None and row.shows != "symptoms:feedback"
]
# The seven that most readers come through, for checks that are too slow for all.
KEY_PAGES = [
    row
    for row in ROWS
    if row.name in {"home", "symptom", "article", "tip", "results", "favorites", "sign in"}
]


def open_row(visit, row, site, **options):
    """The page of `row`, with done what there is to do. `site` is None for a bare row."""
    page = visit(user=site.people[row.who] if row.who else None, **options)
    page.goto(site.at(row.start) if site else row.start)
    if row.then:
        row.then(page, site)
    page.mouse.move(0, 0)
    return page
