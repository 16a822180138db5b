import pytest

from tests.services.databases import PostgreSQL
from tests.services.stores import ObjectStore, Redis
from tests.services.tier import Prepared


def pytest_collection_modifyitems(items):
    for item in items:
        item.add_marker(pytest.mark.services)


@pytest.fixture(scope="session")
def postgresql():
    with PostgreSQL("-c max_connections=40 -c superuser_reserved_connections=0") as server:
        yield server


@pytest.fixture(scope="session")
def redis():
    with Redis() as server:
        yield server


@pytest.fixture(scope="session")
def store():
    with ObjectStore() as server:
        yield server


@pytest.fixture(scope="session")
def prepared(postgresql, tmp_path_factory):
    return Prepared(postgresql, tmp_path_factory.mktemp("prepared"))
