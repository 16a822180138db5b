"""A server with an outdated database stops with one sentence."""

import pytest
from django.db import OperationalError

from config import schema_check


@pytest.mark.django_db(transaction=True)
def test_a_database_as_new_as_the_code_is_served(capsys):
    schema_check.stop_if_outdated()

    assert capsys.readouterr() == ("", "")


def answering(error):
    def migrate(*args, **kwargs):
        raise error

    return migrate


def test_an_outdated_database_stops_the_server_with_a_sentence(monkeypatch, capsys):
    monkeypatch.setattr(schema_check, "call_command", answering(SystemExit(1)))
    with pytest.raises(SystemExit) as ended:
        schema_check.stop_if_outdated()

    assert ended.value.code == schema_check.CANNOT_START
    assert capsys.readouterr().err == f"{schema_check.OUTDATED}\n"


def test_a_database_that_is_away_does_not_keep_the_server_from_starting(monkeypatch):
    monkeypatch.setattr(schema_check, "call_command", answering(OperationalError("away")))

    schema_check.stop_if_outdated()
