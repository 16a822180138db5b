"""The races of tests/test_races.py, larger. Bounded in count and time; run by .ci/run."""

import pytest

from symptoms.models import Favorite
from tests.test_races import newest_published, press_together, race_on_an_article

pytestmark = [pytest.mark.stress, pytest.mark.django_db(transaction=True)]


def test_readers_see_exactly_one_edition_while_six_writers_race():
    article, failures, seen = race_on_an_article(writers=6, rounds=25)

    assert failures == []
    assert set(seen) == {1}
    assert article.editions.live().get().revision == newest_published(article)
    assert len(seen) > 100


def test_sixty_four_tabs_save_once():
    reader, failures = press_together(clients=64, presses=20)

    assert failures == []
    assert Favorite.objects.of(reader).count() == 1
