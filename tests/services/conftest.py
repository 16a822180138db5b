"""Services of their own for the tests of this folder, which are marked so that only .ci/run runs them."""

from pathlib import Path

import pytest

from tests.services.databases import PostgreSQL
from tests.services.stores import ObjectStore, Redis
from tests.services.tier import Prepared

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items):
    """All items of the session come here, also those of other folders."""
    for item in items:
        if item.path.is_relative_to(HERE):
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
