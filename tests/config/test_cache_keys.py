"""The cache's table reveals nothing about people: neither whom it counts, nor who tried what."""

import hashlib
import pickle
from base64 import b64decode

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import Client

from config.cache_keys import keyed
from tests.accounts import steps

ADDRESSES = ("reader@example.org", "nobody.at.all@example.org")


@pytest.fixture
def table(settings, db):
    settings.CACHES = {
        "default": {
            "BACKEND": "config.fail_open_cache.DatabaseCache",
            "LOCATION": "test_cache",
            "KEY_FUNCTION": settings.CACHES["default"]["KEY_FUNCTION"],
        }
    }
    call_command("createcachetable", verbosity=0)


def rows():
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key, value FROM test_cache")
        return [(key, pickle.loads(b64decode(value))) for key, value in cursor.fetchall()]


def test_after_tries_to_sign_in_the_table_names_nobody(table):
    reader = steps.make_reader()
    for _ in range(3):
        steps.sign_in(Client(), password="wrong words")
    client = Client()
    steps.sign_in(client)
    client.post(steps.at("account_change_password"), {"oldpassword": "wrong words"})
    steps.ask_for_link(Client())
    steps.ask_for_code(Client())
    steps.sign_up(Client(), ADDRESSES[1])
    found = rows()
    plain = str(found)

    assert len(found) > 3
    assert {len(key) for key, _ in found} == {64}
    for address in ADDRESSES:
        assert address not in plain
        assert hashlib.sha256(address.encode()).hexdigest() not in plain
    for key, _value in found:
        assert set(key) <= set("0123456789abcdef")
    assert f":{reader.pk}" not in plain
    assert "127.0.0.1" not in plain


def test_a_name_in_the_cache_needs_our_secret_key(settings):
    one = keyed("login:1", "", 1)
    settings.SECRET_KEY = "another"

    assert keyed("login:1", "", 1) != one


def test_names_differ_as_the_keys_prefixes_and_versions_do():
    names = {keyed("a", "", 1), keyed("b", "", 1), keyed("a", "p", 1), keyed("a", "", 2)}

    assert len(names) == 4


def test_what_was_put_there_is_found_again(table):
    cache.set("a", 1)
    cache.incr("a")

    assert (cache.get("a"), cache.get_many(["a", "b"])) == (2, {"a": 2})
