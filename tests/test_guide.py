"""The editors' guide calls things by the names that are on the pages."""

import re
from pathlib import Path

import polib
import pytest
from django.conf import settings

GUIDE = Path(settings.BASE_DIR, "docs/editing.md").read_text()
# Headings of the guide's own list.
OWN = {"Correct what readers see while a newer draft waits", "Withdraw", "Compare and restore"}
OWN |= {"Several articles at once", "Readers' answers", "Symptoms, topics and series"}
NAMED = sorted({name.rstrip(":") for name in re.findall(r"\*\*([^*]+)\*\*", GUIDE)} - OWN)


@pytest.fixture(scope="module")
def said():
    catalog = Path(settings.BASE_DIR, "config/locale/es/LC_MESSAGES/django.po")
    return {entry.msgid for entry in polib.pofile(str(catalog)) if not entry.obsolete}


def test_the_guide_names_many_things():
    assert len(NAMED) > 15


@pytest.mark.parametrize("name", NAMED)
def test_what_the_guide_names_is_on_a_page(said, name):
    assert name in said
