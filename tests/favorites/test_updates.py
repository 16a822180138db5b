"""Emails about changes: asked for, neutral, at most one a week, and stopped with one press."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from accounts.leaving import erase
from accounts.models import Consent
from symptoms.favorites.updates import asking, sending
from symptoms.models import Favorite, UpdateEmail
from symptoms.workflow import publishing
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def reader():
    return make_user("reader@example.org")


@pytest.fixture
def article(reader):
    article = make_article("Bladder secrets", tips=["Go often"], live=True)
    Favorite.objects.save_item(reader, article=article.pk)
    Favorite.objects.save_item(reader, tip=article.tips.get().pk)
    return article


@pytest.fixture
def later(monkeypatch):
    """Moves the clock."""
    start = timezone.now()

    def move(days):
        monkeypatch.setattr(timezone, "now", lambda: start + days * DAY)

    return move


def rewrite(article, body):
    article.body = body
    article.save()
    publishing.publish(publishing.save_revision(article), change_note="Secret note.")


def send():
    return sending.send_all(timezone.now())


def test_nobody_is_emailed_who_did_not_ask(article, later):
    later(1)
    rewrite(article, "<p>New.</p>")

    assert (send(), mail.outbox) == (0, [])


def test_one_neutral_email_with_one_link_says_that_something_changed(reader, article, later):
    asking.start(reader)
    later(1)
    rewrite(article, "<p>New.</p>")
    assert send() == 1

    (email,) = mail.outbox
    whole = f"{email.subject}\n{email.body}"
    assert (email.to, email.subject) == (["reader@example.org"], "Something you saved has changed")
    assert whole.count("http") == 1
    for secret in ("Bladder", "Go often", "Secret note", "bladder", "MS"):
        assert secret not in whole
    link = f"http://testserver{UpdateEmail.objects.get().secret_path}"
    assert link in email.body
    assert email.extra_headers["List-Unsubscribe"] == f"<{link}>"
    assert email.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_at_most_one_a_week_and_each_change_once(reader, article, later):
    asking.start(reader)
    sent = []
    for day in range(1, 18):
        later(day)
        if day in {1, 3}:
            rewrite(article, f"<p>New on day {day}.</p>")
        sent += [day] * send()

    assert sent == [1, 8]


def test_what_was_seen_or_changed_before_is_not_told(reader, article, later):
    later(1)
    rewrite(article, "<p>New.</p>")
    later(2)
    asking.start(reader)
    later(3)
    assert send() == 0

    rewrite(article, "<p>Newer.</p>")
    later(4)
    Favorite.objects.update(seen_at=timezone.now())
    assert send() == 0


def test_a_withdrawal_is_told(reader, article, later):
    asking.start(reader)
    later(1)
    publishing.withdraw(article, reason="Out of date.")

    assert send() == 1


def test_a_closed_account_gets_none(reader, article, later):
    asking.start(reader)
    reader.is_active = False
    reader.save()
    later(1)
    rewrite(article, "<p>New.</p>")

    assert send() == 0


def test_the_command_says_how_many(reader, article, later, capsys):
    asking.start(reader)
    later(1)
    rewrite(article, "<p>New.</p>")
    for options in ({"dry_run": True}, {}, {}):
        call_command("sendupdates", **options)

    assert capsys.readouterr().out == "1 to send.\n1 sent.\n0 sent.\n"


def test_the_consent_is_recorded_in_its_words_and_shown_and_goes_with_stopping(client, reader):
    client.force_login(reader)
    page = client.get("/favorites/updates/").content.decode()
    for _ in range(2):
        client.post("/favorites/updates/", {"wanted": "yes"})
    consent = Consent.objects.get()
    shown = client.get("/accounts/").content.decode()

    assert consent.text == str(asking.CONSENT) and consent.text in page
    assert consent.text in shown
    client.post("/favorites/updates/", {"wanted": "no"})
    assert not UpdateEmail.objects.exists() and not Consent.objects.exists()


def test_stopping_leaves_the_first_consent(reader):
    reader.consents.create()
    asking.start(reader)
    asking.stop(reader)

    assert Consent.objects.count() == 1


@pytest.mark.parametrize("data", [{}, {"List-Unsubscribe": "One-Click"}])
def test_one_press_stops_them_without_signing_in_or_a_cookie(reader, article, data):
    asking.start(reader)
    link = UpdateEmail.objects.get().secret_path
    client = Client(enforce_csrf_checks=True)
    assert "Stop these emails" in client.get(link).content.decode()
    assert UpdateEmail.objects.exists()  # a link that is followed changes nothing

    for _ in range(2):
        response = client.post(link, data)
        assert response.status_code == 200
        assert "You won’t get these emails." in response.content.decode()
    assert not UpdateEmail.objects.exists()
    assert dict(client.cookies) == {}
    assert Favorite.objects.of(reader).count() == 2


def test_a_guess_stops_nothing(client, reader):
    asking.start(reader)
    row = UpdateEmail.objects.get()
    other = UpdateEmail.objects.create(user=make_user())
    for signature in ("nothing", other.signature):
        client.post(f"/updates/{row.pk}/{signature}/")

    assert UpdateEmail.objects.count() == 2


def test_the_link_is_kept_from_caches_and_other_sites(client, reader):
    asking.start(reader)
    response = client.get(UpdateEmail.objects.get().secret_path)

    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Robots-Tag"] == "noindex"
    assert "reader@example.org" not in response.content.decode()


def test_it_is_erased_with_the_account(reader, settings, tmp_path):
    settings.ERASED_LIST = tmp_path / "erased.txt"
    asking.start(reader)
    erase(reader)

    assert not UpdateEmail.objects.exists() and not Consent.objects.exists()
