import pytest

from symptoms.models import CrisisPhrase
from symptoms.search.crisis import shipped


@pytest.fixture
def crisis_words(db):
    """Those that a new site starts with. Tests that flush the database take the migrated ones away."""
    CrisisPhrase.objects.all().delete()
    for row in shipped():
        CrisisPhrase.objects.create(**row._asdict())
