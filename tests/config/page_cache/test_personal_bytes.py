"""Every address, asked by two readers and by nobody through one cache: nobody is told of either."""

import pytest
from django.test import Client

from symptoms.models import Favorite
from tests.behind_the_cache import CachedClient
from tests.factories import make_user
from tests.test_permissions import address, names, world

pytestmark = pytest.mark.django_db


def bytes_of(response):
    body = b"".join(response) if response.streaming else response.content
    return response.status_code, body, sorted(response.cookies)


def test_what_a_stranger_gets_is_the_same_whoever_asked_before():
    rows, public = world()
    addresses = [address(name, rows, public) for name in sorted(set(names()))]
    addresses = [path for path in addresses if not path.startswith(("/admin/", "/accounts/"))]
    stranger = CachedClient()
    readers = [CachedClient(shares=stranger), CachedClient(shares=stranger)]
    for reader, email in zip(readers, ("anna@example.org", "bert@example.org"), strict=True):
        user = make_user(email)
        reader.force_login(user)
        Favorite.objects.create(user=user, article=rows["article"])
    keeper = CachedClient(shares=stranger)
    keeper.cookies["kept"] = f"own.a{rows['article'].pk}-2000"
    told = []
    for path in addresses:
        alone = bytes_of(Client().get(path))
        for client in (*readers, keeper, stranger):
            client.get(path)
        asked = CachedClient(shares=stranger).get(path)
        if "private" not in asked.headers["Cache-Control"] and bytes_of(asked) != alone:
            told.append(path)
        assert b"example.org" not in bytes_of(asked)[1].replace(b"no-reply@example.org", b""), path

    assert told == []
    assert len(stranger.handler.cache.pages) > 12
