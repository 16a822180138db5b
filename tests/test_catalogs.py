"""Catalogs of translations: whole, compiled, and faithful to placeholders and markup."""

import re
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.utils import translation

from tests import pseudo

LOCALE = Path(settings.BASE_DIR) / "config" / "locale"
CATALOGS = sorted(LOCALE.glob("*/LC_MESSAGES/django.po"))
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}")
MARKUP = re.compile(r"</?\w+|&\w+;")


@pytest.fixture(params=CATALOGS, ids=lambda path: path.parts[-3])
def catalog(request):
    return polib.pofile(str(request.param))


def pairs(entry):
    """(message, translation) for each form of `entry`."""
    if entry.msgid_plural:
        return [(entry.msgid_plural, text) for text in entry.msgstr_plural.values()]
    return [(entry.msgid, entry.msgstr)]


def test_there_is_a_catalog():
    assert [path.parts[-3] for path in CATALOGS] == ["es"]


def test_every_message_is_translated(catalog):
    missing = [entry.msgid for entry in catalog if not entry.obsolete and not entry.translated()]

    assert missing == []
    assert len(catalog) > 1000


def test_a_translation_keeps_placeholders_and_markup(catalog):
    # One form of a plural may leave the number out: “one tip”.
    wrong = [
        entry.msgid
        for entry in catalog
        for message, text in pairs(entry)
        if not set(PLACEHOLDER.findall(text)) <= set(PLACEHOLDER.findall(message))
        or (
            not entry.msgid_plural
            and set(PLACEHOLDER.findall(text)) != set(PLACEHOLDER.findall(message))
        )
        or sorted(MARKUP.findall(text)) != sorted(MARKUP.findall(message))
    ]

    assert wrong == []


def test_what_is_compiled_is_what_was_translated(catalog):
    compiled = polib.mofile(catalog.fpath.replace(".po", ".mo"))
    said = {(e.msgctxt, e.msgid): (e.msgstr, e.msgstr_plural) for e in catalog if e.translated()}

    assert {(e.msgctxt, e.msgid): (e.msgstr, e.msgstr_plural) for e in compiled} == said


@pytest.mark.parametrize(
    ("message", "shown"),
    [
        ("Save", "⟦Såvé ~⟧"),
        ("%(count)s of {all}", "⟦%(count)s öf {all} ~~~~~~~⟧"),
        ("<a href='/'>Home</a>\n", "⟦<a href='/'>Hömé</a> ~~⟧\n"),
    ],
)
def test_the_language_that_nobody_speaks(message, shown):
    assert pseudo.pseudo(message) == shown


@pytest.mark.django_db
def test_a_site_in_spanish_says_so(client, settings):
    settings.LANGUAGE_CODE, settings.LANGUAGES = "es", [("es", "Español")]
    page = client.get("/").content.decode()

    assert '<html lang="es"' in page
    with translation.override("es"):
        assert translation.gettext("Favorites") in page
