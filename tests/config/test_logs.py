"""No log line reveals anything about people: what they typed, who they are, or where from."""

import io
import logging
import logging.config
import os
import smtplib
import subprocess
import sys
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.core.management.utils import get_random_secret_key
from django.db import OperationalError
from django.test import Client
from gunicorn.config import Config

from config.gunicorn_logs import Logger
from config.logs import DatabaseAwayFilter, OneLineFormatter, scrubbed

ADDRESS = "ada.lovelace+ms@example.org"
NOTE = "I fall when I am tired"
PERSONAL = [
    ADDRESS,
    "ada.lovelace%2Bms%40example.org",
    "ada.lovelace%2540example.org",
    '"ada lovelace"@example.org',
    "ädä@exämple.org",
    "ada@localhost",
    "203.0.113.7",
    "2001:db8::7",
    "2001:db8:0:0:0:0:0:7",
    "/search/?q=incontinence",
    "/favorites/?page=2&q=incontinence",
    "1234-5678",
    "kq3j5l2m9x8c7v6b5n4m3q2w1e0r9t8y",  # a session's key
    "eyJhIjoxfQ:1tXyZ0:w3kQm1S-abcdefghijklmnopqrstuvwxyz0123456",
]


@pytest.fixture
def lines():
    """The handler of the settings, which writes to a string."""
    logging.config.dictConfig(settings.LOGGING)
    stream = io.StringIO()
    own = [h for h in logging.getLogger().handlers if isinstance(h.formatter, OneLineFormatter)]
    handler = own[0]
    before = handler.setStream(stream)
    yield stream.getvalue
    handler.setStream(before)


@pytest.mark.parametrize("text", PERSONAL)
@pytest.mark.parametrize("shape", ["{}", "({})", "<{}>", "'{}'", "to={},", "said {}: no", "{}."])
def test_what_leads_to_a_person_is_taken_out_of_a_line(text, shape):
    line = scrubbed(shape.format(text))

    assert text not in line
    for word in ("ada", "lovelace", "ädä", "incontinence", "203.0", "db8", "5678", "kq3j", "w3kQ"):
        assert word not in line


@pytest.mark.parametrize(
    "line",
    [
        "Redis is away: Error 111 connecting to 127.0.0.1:6379. Connection refused.",
        "Not Found: /articles/fatigue/",
        "Did you mean SITE_NAME? Yes.",
        "Watching for file changes at 12:30:45 on 2026-11-26",
        "0002_consent_and_notices was applied to symptoms.search",
    ],
)
def test_what_helps_whoever_runs_the_site_stays(line):
    assert scrubbed(line) == line


def _chained():
    try:
        try:
            raise smtplib.SMTPRecipientsRefused({ADDRESS: (550, b"no such user")})
        except OSError as error:
            raise KeyError(ADDRESS, NOTE) from error
    except KeyError as error:
        error.add_note(f"{ADDRESS} {NOTE}")
        raise ValueError(f"Key (email)=({ADDRESS}) and {NOTE}")  # noqa: B904


@pytest.mark.parametrize("name", ["django.request", "django.security.csrf", "symptoms", "accounts"])
def test_a_traceback_keeps_its_places_and_loses_its_words(lines, name):
    typed = NOTE
    try:
        _chained()
    except ValueError:
        logging.getLogger(name).exception("It failed for %s at /search/?q=%s", ADDRESS, typed[:1])
    text = lines()

    assert [
        word for word in ("lovelace", "example.org", "I fall", "no such user") if word in text
    ] == []
    assert "in _chained" in text
    assert [
        kind for kind in ("SMTPRecipientsRefused", "KeyError", "ValueError") if kind in text
    ] == [
        "SMTPRecipientsRefused",
        "KeyError",
        "ValueError",
    ]


def test_a_traceback_that_another_handler_has_written_is_written_anew():
    try:
        _chained()
    except ValueError:
        record = logging.LogRecord("x", logging.ERROR, "", 1, "m", (), sys.exc_info())
    record.exc_text = f"{NOTE} {ADDRESS}"

    assert NOTE not in OneLineFormatter("{message}", style="{").format(record)


@pytest.mark.django_db
def test_a_page_that_fails_says_nothing_of_what_was_asked(lines, monkeypatch):
    def fail(*arguments, **named):
        raise RuntimeError(f"{NOTE} {ADDRESS}")

    monkeypatch.setattr("symptoms.web.pagination.Page.of", fail)
    Client(raise_request_exception=False).get("/?q=incontinence", REMOTE_ADDR="203.0.113.7")
    text = lines()

    assert "Internal Server Error: /" in text
    assert "RuntimeError" in text
    assert [w for w in (NOTE, ADDRESS, "incontinence", "203.0.113.7") if w in text] == []


def test_a_refused_recipient_says_the_kind_alone(lines):
    for error in (
        smtplib.SMTPRecipientsRefused({ADDRESS: (550, b"unknown")}),
        smtplib.SMTPSenderRefused(550, f"no {ADDRESS}".encode(), ADDRESS),
        smtplib.SMTPDataError(554, f"{ADDRESS} is spam".encode()),
        OSError(f"cannot send to {ADDRESS}"),
    ):
        try:
            raise error
        except OSError:
            logging.getLogger("accounts").exception("A mail could not be sent.")
    text = lines()

    assert "example.org" not in text
    assert text.count("A mail could not be sent.") == 4
    assert "SMTPDataError: 554" in text


def test_gunicorns_logs_follow_the_same_rules():
    logger = Logger(Config())
    logger.cfg.set("accesslog", "-")
    logger.cfg.set("access_log_format", '%(h)s %(r)s "%(f)s" "%(a)s" %({cookie}i)s %(s)s')
    logger.setup(logger.cfg)
    written = io.StringIO()
    for log in (logger.error_log, logger.access_log):
        for handler in log.handlers:
            handler.setStream(written)
    environ = {
        "REMOTE_ADDR": "203.0.113.7",
        "REQUEST_METHOD": "GET",
        "RAW_URI": "/search/?q=incontinence",
        "PATH_INFO": "/search/",
        "QUERY_STRING": "q=incontinence",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_REFERER": "https://example.org/symptoms/",
        "HTTP_USER_AGENT": "Ada's phone",
    }
    cookie = ("COOKIE", "sessionid=kq3j5l2m9x8c7v6b5n4m3q2w1e0r9t8y")
    request = SimpleNamespace(headers=[cookie])
    response = SimpleNamespace(status="200 OK", headers=[], sent=10)
    logger.access(response, request, environ, SimpleNamespace(seconds=0, microseconds=1))
    logger.error("Invalid request from ip=%s: %s", "203.0.113.7", "'GET /x?q=incontinence'")
    try:
        _chained()
    except ValueError:
        logger.exception("Error handling request %s", "/search/?q=incontinence")
    text = written.getvalue()

    assert "GET /search/ HTTP/1.1" in text
    assert "in _chained" in text
    for word in ("203.0", "incontinence", "kq3j", "Ada", "lovelace", "I fall", "/symptoms/"):
        assert word not in text


def _manage(code, tmp_path, **more):
    """Standard error of a process that runs `code` as manage.py would."""
    environment = {
        "PATH": os.environ["PATH"],
        "SECRET_KEY": get_random_secret_key(),
        "ALLOWED_HOSTS": "example.org",
        "SYMPTOMS_VAR": str(tmp_path),
    }
    found = subprocess.run(
        [
            sys.executable,
            "-c",
            f"from config.logs import redact_uncaught; redact_uncaught(); {code}",
        ],
        cwd=settings.BASE_DIR,
        env=environment | more,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return found.stderr


def test_a_command_that_fails_writes_no_words_of_a_person(tmp_path):
    text = _manage(f"raise ValueError('{NOTE} {ADDRESS}')", tmp_path)

    assert text.splitlines()[-1] == "ValueError"
    thread = f"import threading as t; x=t.Thread(target=lambda: int('{NOTE}')); x.start(); x.join()"
    assert _manage(thread, tmp_path).splitlines()[-1] == "ValueError"


def test_a_database_that_is_away_is_said_once_a_second():
    limit = DatabaseAwayFilter()
    kept = []
    for number in range(50):
        try:
            raise OperationalError("connection to server at 127.0.0.1 failed")
        except OperationalError:
            record = logging.LogRecord("django.request", 40, "", 1, "x", (), sys.exc_info())
        if limit.filter(record):
            kept.append((number, record.getMessage(), record.exc_info))

    assert kept == [
        (
            0,
            "The database does not answer: OperationalError: connection to server at 127.0.0.1 failed",
            None,
        )
    ]


def test_other_errors_are_not_held_back():
    limit = DatabaseAwayFilter()
    record = logging.LogRecord("django.request", 40, "", 1, "x", (), None)

    assert [limit.filter(record) for _ in range(3)] == [True] * 3


@pytest.mark.parametrize(
    "long", ["x" * 60_000, "9" * 60_000, "a@" * 30_000, "1." * 30_000, ":" * 60_000, "a-1" * 20_000]
)
def test_a_long_line_is_cut_before_it_is_read_and_no_address_is_torn(long):
    said = scrubbed(f"Not Found: /{long} reader@example.org")

    assert said == "Not Found: …"
