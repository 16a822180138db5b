"""What people come to do, in Chromium and in Debian's Firefox, counted in presses.

Each row of GOALS is a journey, with the presses it may cost. Each is walked on a phone and on a wide screen,
with JavaScript and without, on the site with its demo content.
"""

import base64
import re
import subprocess
import time
from contextlib import ExitStack
from itertools import count

import pytest

from tests.accounts.steps import PASSWORD
from tests.browser.demo import Demo
from tests.browser.firefox import Firefox
from tests.browser.readers import InChromium, InFirefox, button, field, link

pytestmark = pytest.mark.browser
GOALS = {
    "three tips on paper": 5,
    "sudden loss of sight": 2,
    "a word in the search": 1,
    "what has changed": 1,
    "everything deleted": 3,  # and a proof
    "one tip to a sister": 1,
    "newly diagnosed": 1,
}
PHONE, WIDE = (375, 800), (1280, 800)
TICK = "(//main//ul//li//input[@name = 'items'])[{}]"
EMERGENCY = "//main//*[self::h2 or self::h3][contains(normalize-space(.), 'Call 112 now')]"
SAVED = "//p[@class = 'item-facts']//time"
_numbers = count(1)


@pytest.fixture(scope="module")
def demo():
    with Demo() as demo:
        yield demo


@pytest.fixture(scope="module")
def windows():
    """Firefox with JavaScript or without, each started once, when it is first wanted."""
    started = {}
    with ExitStack() as stack:

        def window(has_scripts):
            if has_scripts not in started:
                started[has_scripts] = stack.enter_context(Firefox(has_scripts))
            return started[has_scripts]

        yield window


# Each browser, window and way of working meets each other one at least once.
WAYS = {
    "Chromium at 375 px": ("Chromium", PHONE, True),
    "Chromium at 1280 px, no JavaScript": ("Chromium", WIDE, False),
    "Firefox at 375 px, no JavaScript": ("Firefox", PHONE, False),
    "Firefox at 1280 px": ("Firefox", WIDE, True),
}


@pytest.fixture(params=WAYS)
def reader(request, demo):
    """Somebody who has never been here."""
    browser, size, has_scripts = WAYS[request.param]
    if browser == "Firefox":
        window = request.getfixturevalue("windows")(has_scripts)
        window.resize(*size)
        yield InFirefox(demo.url, window)
        return
    chromium = request.getfixturevalue("chromium")
    viewport = {"width": size[0], "height": size[1]}
    with chromium.new_context(viewport=viewport, java_script_enabled=has_scripts) as context:
        context.set_default_timeout(30_000)
        yield InChromium(demo.url, context.new_page())


@pytest.fixture
def address():
    """An email address that nobody has used here."""
    return f"reader{next(_numbers)}@example.org"


def has_reached(journey, reader):
    assert reader.presses <= GOALS[journey]


def test_stiff_legs_before_an_appointment(reader):
    reader.open("/")
    reader.press(link("Spasticity"))
    for number in (1, 2, 3):
        reader.press(TICK.format(number))
    reader.press(button("Print my sheet"))
    reader.sees("For my appointment")

    has_reached("three tips on paper", reader)
    for end in (
        "a physical therapist can show a helper what to do.",
        "or find no cause within a day, call your healthcare team.",
        "A better seat can help people with MS sit at ease.",
    ):
        reader.sees(end)
    assert reader.cookies() == []


def test_sudden_loss_of_sight_by_the_symptom(reader):
    reader.open("/")
    reader.press(link("Vision problems"))
    reader.press(link("Emergency: when to call 112 now"))
    reader.sees("you suddenly lose sight in one or both eyes")

    has_reached("sudden loss of sight", reader)
    assert 0 <= reader.top(EMERGENCY) < 400
    text = reader.text()
    assert text.index("you suddenly lose sight") < text.index("Tips to try")


def test_sudden_loss_of_sight_by_a_search(reader):
    reader.open("/")
    reader.type("//input[@type = 'search']", "sudden loss of sight in one eye")
    reader.press(button("Search"))
    reader.sees("Call 112 now")

    has_reached("sudden loss of sight", reader)
    text = reader.text()
    assert text.index("Call 112 now") < text.index("Vision problems")
    assert 0 <= reader.top(EMERGENCY) < 400


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("cant pee", "Call 112 now"),
        ("exhausted", "You may be looking for Fatigue"),
        ("choking", "Call 112 now"),
    ],
)
def test_a_word_in_the_search(reader, words, first):
    reader.open("/")
    reader.type("//input[@type = 'search']", words)
    reader.press(button("Search"))
    reader.sees(f"for “{words}”")

    has_reached("a word in the search", reader)
    text = reader.text()
    assert first in text
    assert text.index(first) < text.index("Health information")


def saves(reader, path, title):
    reader.open(path)
    reader.press(f"//main//button[contains(., 'Add to your favorites') and contains(., '{title}')]")
    reader.sees("Saved on this device")


def test_a_list_on_a_phone_moves_into_an_account(reader, demo, address):
    """One form and one code; the other press leads to the form, and the checkbox is consent."""
    for path, title in (
        ("/articles/spasticity/", "Spasticity"),
        ("/articles/fatigue/", "Fatigue"),
        ("/articles/tremor/", "Tremor"),
    ):
        saves(reader, path, title)
        time.sleep(1)  # times are kept to the second
    reader.open("/favorites/")
    titles = reader.all_of("//li[contains(@class, 'item')]", "id")
    times = reader.all_of(SAVED, "datetime")
    reader.presses = 0

    reader.press(link("Keep it in an account"))
    reader.type(field("Email address"), address)
    reader.type(field("Password"), PASSWORD)
    reader.press(field("I agree"))
    reader.press(button("Create an account"))
    reader.sees("Code")
    reader.type(field("Code"), demo.code_for(address))
    reader.press(button("Confirm"))
    reader.is_at("/favorites/")

    assert reader.presses == 4
    assert len(titles) == 3
    assert reader.all_of("//li[contains(@class, 'item')]", "id") == titles
    assert reader.all_of(SAVED, "datetime") == times
    assert len(set(times)) == 3


CHANGE = """
from datetime import timedelta
from django.utils import timezone
from symptoms.models import Article, Contributor
from symptoms.workflow import publishing, reviewing
article = Article.objects.get(slug="how-i-learned-to-pace-myself")
article.closing = f"<p>{timezone.now()}</p>"
article.save()
revision = publishing.save_revision(article)
nurse = Contributor.objects.filter(kind="clinician").first()
reviewing.approve(revision, nurse, timezone.localdate() + timedelta(days=365))
publishing.publish(revision, change_note="It says how the year ended.")
"""


def is_told_what_changed(reader):
    """From the home page, where they are."""
    reader.presses = 0
    reader.press(link("Your favorites"))
    reader.sees("1 of your favorites changed")

    has_reached("what has changed", reader)
    text = reader.text()
    assert "It says how the year ended." in text
    assert text.index("How I learned") < min(text.index("Fatigue"), text.index("Tremor"))


def test_back_after_three_months_without_an_account(reader, demo):
    saves(reader, "/articles/tremor/", "Tremor")
    saves(reader, "/articles/how-i-learned-to-pace-myself/", "How I learned")
    saves(reader, "/articles/fatigue/", "Fatigue")
    demo.does(CHANGE)
    reader.open("/")
    is_told_what_changed(reader)


MADE = """
from accounts.addresses import confirm_address
from accounts.models import User
from symptoms.models import Edition, Favorite
user = User.objects.create_user({address!r}, {password!r})
confirm_address(user)
for slug in ("tremor", "how-i-learned-to-pace-myself", "fatigue"):
    article = Edition.objects.live().get(slug=slug).article_id
    Favorite.objects.save_item(user, article=article)
"""


def signs_in(reader, address):
    reader.open("/accounts/login/?next=/")
    reader.type(field("Email address"), address)
    reader.type(field("Password"), PASSWORD)
    reader.press(button("Sign in"))
    reader.is_at("/")


def test_back_after_three_months_with_an_account(reader, demo, address):
    demo.does(MADE.format(address=address, password=PASSWORD) + CHANGE)
    signs_in(reader, address)
    is_told_what_changed(reader)


LONG_AGO = """
from importlib import import_module
from accounts.recent_sign_in import _KEY
from django.conf import settings
from django.contrib.sessions.models import Session
sessions = import_module(settings.SESSION_ENGINE)
for key in Session.objects.values_list("pk", flat=True):
    session = sessions.SessionStore(key)
    session[_KEY] = 0
    session.save()
"""


@pytest.mark.parametrize("start", ["/", "/articles/tremor/", "/favorites/"])
def test_everything_is_deleted_and_a_mail_says_so(reader, demo, address, start):
    demo.does(MADE.format(address=address, password=PASSWORD))
    signs_in(reader, address)
    demo.does(LONG_AGO)
    reader.open(start)
    reader.presses = 0
    reader.press(link("Your account", "//footer"))
    reader.press(link("Delete your account"))
    reader.type(field("Password"), PASSWORD)
    proof = reader.presses
    reader.press(button("Continue"))
    proofs = reader.presses - proof
    reader.sees("Delete your account?")
    reader.press(button("Delete my account"))
    reader.sees("Your account is deleted")
    reader.presses -= proofs

    has_reached("everything deleted", reader)
    assert "everything in it" in demo.mail_to(address, "Subject: Your account was deleted")


def test_a_tip_is_sent_to_a_sister_without_the_list(reader):
    saves(reader, "/articles/tremor/", "Tremor")
    reader.open("/articles/spasticity/")
    path = reader.all_of("//a[contains(., 'This tip on its own page')]", "href")[0]
    reader.open(path)
    reader.presses = 0
    words = link("Email this page")
    (href,) = reader.all_of(words, "href")
    assert reader.top(words) > 0  # one press, which would open a mail program
    reader.presses += 1

    has_reached("one tip to a sister", reader)
    assert href.startswith("mailto:?subject=")
    assert href.endswith(re.sub(r"[:/]", lambda sign: f"%{ord(sign[0]):X}", reader.origin + path))
    assert "remor" not in href


def test_newly_diagnosed(reader):
    reader.open("/")
    reader.press(link("What is MS?"))
    reader.is_at("/articles/what-is-ms/")
    reader.sees("Multiple sclerosis")

    has_reached("newly diagnosed", reader)
    assert "/articles/newly-diagnosed/" in reader.all_of("//main//a", "href")


def test_firefox_prints_pages_that_have_words(windows, demo):
    """Chromium's paper has tests of its own."""
    window = windows(has_scripts=False)
    window.resize(*WIDE)
    reader = InFirefox(demo.url, window)
    for path, end in (
        ("/symptoms/spasticity/", "people with MS sit at ease."),
        ("/articles/spasticity/", "just part of MS."),
    ):
        reader.open(path)
        pdf = base64.b64decode(reader.paper())
        read = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
        assert end in " ".join(read.stdout.decode().split())
