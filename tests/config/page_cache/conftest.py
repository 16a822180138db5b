import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.behind_the_cache import CachedClient
from tests.test_permissions import address, names, world


@pytest.fixture
def client():
    return CachedClient()


@pytest.fixture
def public_pages(db):
    """Every address of the public site, each known to the resolver, of one of everything."""
    rows, public = world()
    return [address(name, rows, public) for name in names() if name.startswith("symptoms:")] + [
        reverse("symptoms:symptoms", query={"show": "visible"}),
        reverse("symptoms:home", query={"page": 1}),
        reverse("symptoms:search", query={"q": "fatigue"}),
    ]


@pytest.fixture
def asked_of_the_database(db):
    """A block whose queries are counted: `with asked_of_the_database() as queries`."""
    return lambda: CaptureQueriesContext(connection)
