"""What leaves the site when something fails: kinds and places. Never what somebody typed, or who they are."""

import gzip
import json
import logging
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import brotli
import pytest
import sentry_sdk
from django.core import mail
from django.test import Client

from config import error_mail, error_reports
from config.logs import OneLineFormatter

SECRETS = ("incontinence", "ada@example.org", "203.0.113.7", "I fall", "sessionid", "hidden")


@pytest.fixture
def received():
    """What a service on loopback was sent."""
    bodies = []

    class Service(BaseHTTPRequestHandler):
        def do_POST(self):
            data = self.rfile.read(int(self.headers["Content-Length"]))
            unpack = {"gzip": gzip.decompress, "br": brotli.decompress}
            bodies.append(unpack[self.headers["Content-Encoding"]](data).decode())
            self.send_response(200)
            self.end_headers()

        def log_message(self, *arguments):
            pass

    server = HTTPServer(("127.0.0.1", 0), Service)
    Thread(target=server.serve_forever, daemon=True).start()
    error_reports.connect(f"http://key@127.0.0.1:{server.server_port}/1")
    yield bodies
    sentry_sdk.flush(5)
    sentry_sdk.get_client().close(2)
    sentry_sdk.init(dsn=None, default_integrations=False)
    server.shutdown()


@pytest.mark.django_db
def test_a_report_has_kinds_and_places_and_nothing_of_a_person(received, monkeypatch):
    def fail(*arguments, **named):
        hidden = "hidden in a variable"
        raise RuntimeError(f"I fall, says ada@example.org {hidden}")

    monkeypatch.setattr("symptoms.web.pagination.Page.of", fail)
    client = Client(raise_request_exception=False, headers={"Cookie": "sessionid=hidden"})
    client.get("/?q=incontinence", REMOTE_ADDR="203.0.113.7")
    sentry_sdk.flush(5)
    text = "".join(received)

    assert "RuntimeError" in text
    assert "Internal Server Error: /" in text
    assert '"function":"fail"' in text.replace(" ", "")
    assert [word for word in SECRETS if word in text] == []


def test_an_event_has_only_what_is_named(rf):
    event = {
        "event_id": "1",
        "request": {"url": "https://x/?q=incontinence"},
        "user": {"ip_address": "203.0.113.7"},
        "extra": {"note": "I fall"},
        "breadcrumbs": {"values": [{"message": "ada@example.org"}]},
        "server_name": "hidden",
        "exception": {
            "values": [
                {
                    "type": "KeyError",
                    "value": "I fall",
                    "stacktrace": {
                        "frames": [{"filename": "a.py", "lineno": 3, "vars": {"x": "hidden"}}]
                    },
                }
            ]
        },
    }
    try:
        raise KeyError("I fall")
    except KeyError:
        kept = error_reports.allowed(event, {"exc_info": sys.exc_info()})

    assert kept.keys() == {"event_id", "tags", "exception"}
    assert [word for word in SECRETS if word in json.dumps(kept)] == []


def failing(handler, text="ada@example.org", times=1):
    for _ in range(times):
        try:
            raise KeyError("I fall")
        except KeyError:
            record = logging.LogRecord(
                "site", logging.ERROR, "x.py", 1, "It failed for %s", (text,), sys.exc_info()
            )
            handler.handle(record)


@pytest.fixture
def handler(settings, monkeypatch):
    settings.ERROR_MAIL = ["owner@example.org"]
    settings.OUTBOX_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    monkeypatch.setattr(error_mail.threading, "Thread", _AtOnce)
    made = error_mail.Handler(clock=lambda: now[0])
    made.setFormatter(OneLineFormatter("{levelname} {message}", style="{"))
    now = [0.0]
    made.now = now
    return made


class _AtOnce:
    def __init__(self, target, args, daemon):
        self.start = lambda: target(*args)


def test_mail_about_an_error_says_nothing_of_a_person(handler):
    failing(handler)
    (sent,) = mail.outbox

    assert sent.to == ["owner@example.org"]
    assert "It failed for (address)" in sent.body
    assert "KeyError" in sent.body
    assert [word for word in SECRETS if word in sent.body + sent.subject] == []


def test_one_place_is_mailed_about_once_an_hour(handler):
    failing(handler, times=5)
    handler.now[0] = 3601
    failing(handler, times=5)

    assert len(mail.outbox) == 2


def test_there_are_at_most_ten_mails_an_hour(handler):
    for number in range(30):
        handler.handle(logging.LogRecord("x", logging.ERROR, "x.py", number, "m", (), None))

    assert len(mail.outbox) == error_mail.MAX_AN_HOUR
