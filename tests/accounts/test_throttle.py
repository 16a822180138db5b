"""Attacks on one account or many are limited, and never lock out the owner."""

import threading

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core import mail, signing
from django.core.cache import cache
from django.db import connections
from django.test import Client

from accounts import known_device, throttle
from accounts.adapter import TOO_MANY
from symptoms.web import throttling
from tests.accounts.steps import (
    OTHER,
    ask_for_code,
    ask_for_link,
    at,
    confirm,
    make_reader,
    newest_code,
    sign_in,
    sign_up,
    signed_in,
    type_code,
)
from tests.factories import make_article

pytestmark = pytest.mark.django_db


def at_place(number):
    """A browser in another network, the `number`th."""
    return Client(REMOTE_ADDR=f"2001:db8:{number:x}::1")


@pytest.fixture
def owner():
    """A browser that the account signed in from before, and that is signed out again."""
    make_reader()
    browser = at_place(0xFFFF)
    sign_in(browser)
    browser.post(at("account_logout"))
    return browser


@pytest.fixture
def tried(monkeypatch):
    """The passwords that were compared with the account's."""
    passwords = []
    check = type(make_reader("other@example.org")).check_password

    def note(self, password):
        passwords.append(password)
        return check(self, password)

    monkeypatch.setattr("accounts.models.User.check_password", note)
    return passwords


@pytest.fixture
def an_hour_later(monkeypatch):
    now = throttling.time.time()

    def later(hours=1):
        monkeypatch.setattr(throttling.time, "time", lambda: now + hours * throttling.HOUR)

    return later


# --- Passwords ------------------------------------------------------------------------------------


def test_a_stranger_locks_out_nobody_but_themselves(owner):
    stranger = at_place(1)
    for _ in range(50):
        sign_in(stranger, password="x")
    assert sign_in(stranger).context["form"].errors == {"__all__": [TOO_MANY]}

    assert sign_in(at_place(2)).url == "/favorites/"
    assert sign_in(owner).url == "/favorites/"


def test_a_neighbor_in_the_same_network_locks_out_no_known_device(owner):
    neighbor = at_place(0xFFFF)
    for number in range(60):
        sign_in(neighbor, f"reader{number % 9 or ''}@example.org", "x")
    assert sign_in(neighbor).status_code == 200

    assert sign_in(owner).url == "/favorites/"


def test_guesses_from_many_places_are_bounded_and_the_owner_gets_in(owner, tried):
    for number in range(45):
        sign_in(at_place(number), password="x")
    assert len(tried) == 30
    assert sign_in(at_place(300)).context["form"].errors == {"__all__": [TOO_MANY]}

    assert sign_in(owner).url == "/favorites/"
    elsewhere = at_place(301)
    ask_for_code(elsewhere)
    assert type_code(elsewhere, newest_code()).url == "/favorites/"


def test_guesses_from_many_places_are_bounded_for_the_day(rf, an_hour_later):
    request = rf.post("/")
    request.user = AnonymousUser()
    tried = 0
    for hour in range(23):
        an_hour_later(hour)
        for number in range(40):
            request.META["REMOTE_ADDR"] = f"2001:db8:{number:x}::1"
            tried += throttle.may_try_password(request, "reader@example.org")
    assert tried <= 200  # the day may change in between


def test_one_place_against_many_accounts_is_bounded():
    stranger = at_place(1)
    answers = [
        sign_in(stranger, f"reader{number}@example.org", "x").context["form"].errors
        for number in range(40)
    ]
    assert [str(TOO_MANY) in str(errors) for errors in answers] == [False] * 10 + [True] * 30


def test_tries_at_the_same_moment_are_counted_each(owner, tried):
    """Tries are counted before passwords are compared, so simultaneous tries count too."""
    counted = []
    count = throttling.count

    def note(*arguments, **named):
        counted.append(len(tried))
        return count(*arguments, **named)

    throttling.count, before = note, throttling.count
    try:
        sign_in(at_place(1), password="x")
    finally:
        throttling.count = before
    assert counted and max(counted) == 0
    assert len(tried) == 1


def test_a_known_device_has_an_allowance_of_its_own_and_not_more(owner):
    for _ in range(10):
        assert str(TOO_MANY) not in str(sign_in(owner, password="x").context["form"].errors)
    assert sign_in(owner).context["form"].errors == {"__all__": [TOO_MANY]}


def test_signing_in_uses_up_no_tries():
    make_reader()
    for _ in range(12):
        assert sign_in(at_place(1)).url == "/favorites/"


def test_the_answer_is_the_same_where_there_is_no_account():
    make_reader()

    def answers(email, place):
        return [str(sign_in(at_place(place), email, "x").context["form"].errors) for _ in range(8)]

    assert answers("reader@example.org", 1) == answers("nobody@example.org", 2)


# --- The known device -----------------------------------------------------------------------------


def test_the_cookie_goes_to_the_account_pages_alone(settings):
    settings.SESSION_COOKIE_SECURE = True
    make_reader()
    cookie = sign_in(Client()).cookies["__Secure-known_device"]

    assert (cookie["path"], cookie["secure"], cookie["httponly"], cookie["samesite"]) == (
        "/accounts/",
        True,
        True,
        "Lax",
    )
    assert "reader" not in cookie.value and "example" not in cookie.value


def test_reading_sets_no_cookie_after_signing_in_either(owner):
    owner.cookies.pop("sessionid", None)
    article = make_article(live=True)
    for address in ("/", article.get_absolute_url(), "/search/?q=tired"):
        assert not owner.get(address).cookies


def test_a_shared_device_is_never_known(client):
    make_reader()
    assert "known_device" not in sign_in(client, shared_device="on").cookies
    client.post(at("account_logout"))
    ask_for_code(client, shared_device="on")
    type_code(client, newest_code(), shared_device="")
    assert signed_in(client)
    assert "known_device" not in client.cookies


def test_every_way_to_sign_in_makes_the_browser_known(client):
    sign_up(client)
    confirm(client, newest_code())
    assert client.cookies["known_device"].value
    other = Client()
    ask_for_code(other)
    type_code(other, newest_code())
    assert other.cookies["known_device"].value


def test_a_cookie_that_is_not_ours_makes_nobody_known(rf):
    unsalted = signing.dumps(["x", ["y"]])
    for value in ("", "x", unsalted, signing.dumps(["x", ["y"]], salt="accounts")):
        request = rf.get("/", headers={"cookie": f"known_device={value}"})
        assert known_device.of(request, "reader@example.org") is None


def test_a_device_is_known_to_its_own_accounts_alone(owner):
    make_reader("victim@example.org")
    for _ in range(5):
        sign_in(owner, "victim@example.org", "x")
    assert sign_in(owner, "victim@example.org").status_code == 200


def test_a_device_keeps_five_accounts():
    browser = Client()
    for number in range(7):
        make_reader(f"reader{number}@example.org")
        sign_in(browser, f"reader{number}@example.org")
        browser.post(at("account_logout"))
    _name, accounts = signing.loads(
        browser.cookies["known_device"].value, salt="accounts.known_device"
    )
    assert len(accounts) == known_device.MAX_ACCOUNTS


def test_deleting_the_account_forgets_the_device(client):
    make_reader()
    sign_in(client)
    assert client.post(at("account_delete")).cookies["known_device"]["max-age"] == 0


# --- Mail -----------------------------------------------------------------------------------------


def test_mail_to_one_person_is_bounded_whatever_is_asked_for_and_from_where(owner, an_hour_later):
    for hour in range(3):
        an_hour_later(hour)
        for number in range(8):
            for do in (ask_for_code, ask_for_link, sign_up):
                do(at_place(number + hour * 100))
    assert len(mail.outbox) <= 32  # 16 a day, and the day may change in between

    sent = len(mail.outbox)
    ask_for_code(owner)
    assert len(mail.outbox) == sent + 1
    assert type_code(owner, newest_code()).url == "/favorites/"


def test_one_place_does_not_use_up_the_mail_of_somebody_elsewhere(owner, an_hour_later):
    for hour in range(5):
        an_hour_later(hour)
        for _ in range(5):
            ask_for_code(at_place(1))
    assert len(mail.outbox) <= 16
    an_hour_later(0)

    assert ask_for_code(at_place(2)).url == at("account_confirm_login_code")


def test_one_place_cannot_mail_many_people():
    for number in range(60):
        ask_for_code(at_place(1), f"reader{number}@example.org")

    assert len(mail.outbox) == 20


def test_mail_is_bounded_alike_where_there_is_no_account():
    make_reader()

    def answers(email, place):
        return [
            (response.status_code, response.headers.get("Location"))
            for do in (ask_for_code, ask_for_link, sign_up, ask_for_code)
            for response in [do(at_place(place), email)]
        ]

    assert answers("reader@example.org", 1) == answers("nobody@example.org", 2)


# --- Codes ----------------------------------------------------------------------------------------


@pytest.fixture
def compared(monkeypatch):
    """The codes that were compared with the right one."""
    from allauth.account import forms

    codes = []
    compare = forms.compare_user_code

    def note(*, actual, expected):
        codes.append(actual)
        return compare(actual=actual, expected=expected)

    monkeypatch.setattr(forms, "compare_user_code", note)
    return codes


def test_a_session_that_is_put_back_gives_no_more_tries(client, compared):
    """Like simultaneous requests, each of which has the earlier session."""
    make_reader()
    ask_for_code(client)
    code = newest_code()
    session = client.session
    before = session._session.copy()
    for _ in range(40):
        type_code(client, "00000000")
        session._session_cache = before.copy()
        session.save()
    assert len(compared) == 5
    type_code(client, code)
    assert signed_in(client) is None


@pytest.mark.django_db(transaction=True)
def test_codes_sent_at_the_same_moment_are_counted_each(compared):
    make_reader()
    client = Client()
    ask_for_code(client)
    key = client.cookies["sessionid"].value
    start = threading.Barrier(10)

    def guess():
        browser = Client(raise_request_exception=False)
        browser.cookies["sessionid"] = key
        start.wait(30)
        type_code(browser, "00000000")
        connections.close_all()

    threads = [threading.Thread(target=guess) for _ in range(10)]
    [thread.start() for thread in threads]
    [thread.join(120) for thread in threads]
    assert 1 <= len(compared) <= 5


def test_new_sessions_give_no_endless_tries(owner, compared, an_hour_later):
    for hour in range(2):
        an_hour_later(hour)
        for number in range(20):
            browser = at_place(number)
            ask_for_code(browser)
            for _ in range(6):
                type_code(browser, "00000000")
    assert len(compared) <= 2 * 16 * 5  # the mails of a day, five tries each

    an_hour_later(0)
    ask_for_code(owner)
    assert type_code(owner, newest_code()).url == "/favorites/"


def test_the_right_code_is_not_counted_against_the_account():
    make_reader()
    for number in range(3):
        browser = at_place(number)
        ask_for_code(browser)
        assert type_code(browser, newest_code()).url == "/favorites/"


def test_the_same_answers_to_wrong_codes_where_there_is_no_account():
    make_reader()

    def answers(email, place):
        browser = at_place(place)
        for _ in range(3):
            ask_for_code(browser, email)
            for _ in range(3):
                response = type_code(browser, "00000000")
                form = response.context and response.context["form"]
                yield response.status_code, response.headers.get("Location"), form and form.errors

    assert list(answers("reader@example.org", 1)) == list(answers("nobody@example.org", 2))


# --- Other ways to the same ------------------------------------------------------------------------


@pytest.mark.parametrize("prefix", ["::ffff:", "64:ff9b::"])
def test_ipv4_written_as_ipv6_is_not_one_place(prefix):
    """As with a server that listens on all addresses: one stranger would lock out everybody."""
    make_reader()
    stranger = Client(REMOTE_ADDR=f"{prefix}192.0.2.1")
    for number in range(12):
        sign_in(stranger, f"reader{number}@example.org", "x")
    assert str(TOO_MANY) in str(sign_in(stranger).context["form"].errors)

    assert sign_in(Client(REMOTE_ADDR=f"{prefix}198.51.100.7")).url == "/favorites/"
    assert str(TOO_MANY) in str(sign_in(Client(REMOTE_ADDR="192.0.2.1")).context["form"].errors)


def test_other_spellings_of_an_address_get_no_more_mail():
    spellings = [
        "victim@example.org",
        "victim+1@example.org",
        "victim+2@example.org",
        '"victim"@example.org',
        "victim@\uff45xample.org",
        "victim@e\uff58ample.org",
    ]
    for number, email in enumerate(spellings * 5):
        ask_for_code(at_place(number), email)
    assert len(mail.outbox) == 16


def test_whoever_knew_the_password_once_has_no_endless_tries(rf, monkeypatch):
    """Each sign-in without a cookie makes another browser known; then the password is changed."""
    request = rf.post("/")
    request.user = AnonymousUser()
    tried = 0
    for number in range(30):
        monkeypatch.setattr(known_device, "of", lambda *_, name=str(number): name)
        tried += sum(throttle.may_try_password(request, "reader@example.org") for _ in range(10))
    assert tried == 200


def test_an_open_session_is_no_place_to_guess_the_password(client, tried, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"change_password": None}
    make_reader()
    sign_in(client)
    tried.clear()
    guess = {"oldpassword": "x", "password1": OTHER}
    answers = [client.post(at("account_change_password"), guess) for _ in range(15)]

    assert str(TOO_MANY) in str(answers[-1].context["form"].errors)
    assert len(tried) == 10


def test_fewer_forwarded_addresses_than_proxies_are_no_error(settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 2
    answers = [
        Client(HTTP_X_FORWARDED_FOR="10.0.0.1", REMOTE_ADDR="192.0.2.7").post(
            at("account_login"), {"login": "reader@example.org", "password": "x"}
        )
        for _ in range(7)
    ]

    assert {answer.status_code for answer in answers} == {200}
    assert str(TOO_MANY) in str(answers[-1].context["form"].errors)


def test_one_place_leaves_a_bounded_number_of_unconfirmed_accounts_an_hour(settings):
    """Without the bounds for a minute, whose end no test waits for."""
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"signup": None}
    for number in range(80):
        cache.delete(throttling._key("mail-network", "127.0.0.1", throttling.MINUTE))
        sign_up(Client(), f"reader{number}@example.org")

    assert len(mail.outbox) == 60
