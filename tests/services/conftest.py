import pytest

from tests.services.databases import PostgreSQL
from tests.services.stores import ObjectStore, Redis


def pytest_collection_modifyitems(items):
    for item in items:
        item.add_marker(pytest.mark.services)


@pytest.fixture(scope="session")
def postgresql():
    with PostgreSQL() as server:
        yield server


@pytest.fixture(scope="session")
def redis():
    with Redis() as server:
        yield server


@pytest.fixture(scope="session")
def store():
    with ObjectStore() as server:
        yield server
