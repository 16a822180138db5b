"""LOG_FORMAT=json: one object a line, with the request's id, and nothing of a person."""

import json
import logging
import sys
import types
from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from gunicorn.config import Config

from config import health
from config.gunicorn_logs import Logger
from config.json_logs import JsonFormatter
from config.request_ids import current

SECRETS = ("incontinence", "ada@example.org", "203.0.113.7", "I fall")
GIVEN = "0123456789abcdef0123456789abcdef"


def line_of(message, *arguments, error=None, **fields):
    record = logging.LogRecord("site", logging.ERROR, "x.py", 1, message, arguments, error)
    if fields:
        record.fields = fields
    return json.loads(JsonFormatter().format(record))


def test_a_line_says_when_what_and_which_request():
    token = current.set(GIVEN)
    line = line_of("Not Found: %s", "/articles/x/")
    current.reset(token)

    assert {name: line[name] for name in ("level", "logger", "message", "request")} == {
        "level": "ERROR",
        "logger": "site",
        "message": "Not Found: /articles/x/",
        "request": GIVEN,
    }
    assert line["at"].endswith("+00:00")


def test_nothing_of_a_person_is_in_a_line():
    try:
        raise KeyError("I fall")
    except KeyError:
        line = line_of(
            "Failed for %s at /search/?q=incontinence from 203.0.113.7",
            "ada@example.org",
            error=sys.exc_info(),
        )

    assert [word for word in SECRETS if word in json.dumps(line)] == []
    assert "test_nothing_of_a_person_is_in_a_line" in line["traceback"]


def test_a_line_break_forges_no_line():
    text = JsonFormatter().format(
        logging.LogRecord("site", logging.ERROR, "x.py", 1, 'a\n{"level": "x"}\x1b[31m', (), None)
    )

    assert "\n" not in text
    assert "\x1b" not in json.loads(text)["message"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("proxies", "given", "kept"),
    [(1, GIVEN, True), (0, GIVEN, False), (1, "ada@example.org", False), (1, GIVEN.upper(), False)],
)
def test_an_id_is_taken_from_a_trusted_proxy_alone(settings, monkeypatch, proxies, given, kept):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    seen = []
    monkeypatch.setitem(
        health.VIEWS, "/livez", lambda request: seen.append(current.get()) or HttpResponse()
    )
    Client().get("/livez", headers={"X-Request-ID": given})

    assert (seen == [given]) is kept
    assert len(seen[0]) == 32


def test_the_access_log_has_numbers_and_no_query(monkeypatch, capsys):
    monkeypatch.setenv("LOG_FORMAT", "json")
    config = Config()
    config.set("accesslog", "-")
    config.set("logger_class", Logger)
    logger = Logger(config)
    environ = {
        "REQUEST_METHOD": "GET",
        "RAW_URI": "/search/?q=incontinence",
        "PATH_INFO": "/search/",
        "QUERY_STRING": "q=incontinence",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "203.0.113.7",
        "HTTP_X_REQUEST_ID": GIVEN,
        "HTTP_USER_AGENT": "ada@example.org",
    }
    request = types.SimpleNamespace(headers=[])
    response = types.SimpleNamespace(status="200 OK", sent=512, headers=[], response_length=512)
    logger.access(response, request, environ, timedelta(seconds=0.25))
    line = json.loads(capsys.readouterr().out)

    assert (line["message"], line["status"], line["bytes"], line["seconds"]) == (
        "GET /search/",
        200,
        512,
        0.25,
    )
    assert line["request"] == GIVEN
    assert [word for word in SECRETS if word in json.dumps(line)] == []
