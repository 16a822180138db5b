import pytest
from django.core.cache import cache

from config.term_starts import next_start
from tests.inside import empty_tables_by_deleting

empty_tables_by_deleting()


@pytest.fixture(autouse=True)
def _empty_cache():
    """Rate limits count in the cache; one test's failed sign-ins are not the next one's."""
    cache.clear()


@pytest.fixture(autouse=True)
def _no_scheduled_words():
    """Each process asks once a second what starts next; a test that counts queries must not meet that."""
    next_start.assume_none()


@pytest.fixture(autouse=True)
def _without_review(settings):
    """Most tests are about something else; those of the review switch the requirement on."""
    settings.SYMPTOMS = settings.SYMPTOMS | {"REQUIRE_MEDICAL_REVIEW": False}


@pytest.fixture(autouse=True)
def _plain_static(settings):
    """Static files by their own names: tests need no collectstatic."""
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    settings.WHITENOISE_AUTOREFRESH = True
