"""Every page in a pseudo-language: no English is left, and nothing is too long at 320 px."""

import re

import pytest
from django.apps import apps

from tests import pseudo
from tests.browser import faults
from tests.browser.pages import ROWS, open_row
from tests.browser.test_every_page_in_chromium import BREAK

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SEEN = """() => {
  const hidden = element => !element || element.closest('script, style, noscript, template');
  const found = [];
  const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) if (!hidden(walker.currentNode.parentElement)) found.push(walker.currentNode.data);
  for (const element of document.querySelectorAll('*'))
    for (const name of ['alt', 'aria-label', 'placeholder', 'title'])
      if (element.hasAttribute(name)) found.push(element.getAttribute(name));
  for (const element of document.querySelectorAll('input[type=submit], input[type=button]')) found.push(element.value);
  return found;
}"""
# The language has no plain vowel.
ENGLISH = re.compile(r"(?=[^\W\d_]*[aeiouyAEIOUY])[^\W\d_]{2,}")
# Names of the site and of other programs, a sample of type, and a word that a reader typed.
NAMES = {
    "Aa",
    "zebra",
    "Symptom Series",
    "testserver",
    "chest pain",
    "JSON",
    "CSV",
    "HTML",
    "Netscape",
    "Pocket",
    "wallabag",
    "linkding",
}
# Months are Django’s to translate.
DATE = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|a\.m\.|p\.m\.|midnight|noon|UTC)\b"
)


def written_by_people():
    """Every word that somebody wrote into the database."""
    words = set()
    for model in apps.get_models():
        names = [
            field.name
            for field in model._meta.fields
            if field.get_internal_type() in {"CharField", "TextField", "SlugField", "EmailField"}
        ]
        for row in model.objects.values_list(*names) if names else []:
            for value in row:
                words |= set(re.findall(r"\w+", str(value)))
    return words


def english_on(page):
    """The texts of `page` with words that are not of the language and that nobody wrote."""
    written = written_by_people() | {word for name in NAMES for word in re.findall(r"\w+", name)}
    for text in page.evaluate(SEEN):
        rest = DATE.sub(" ", re.sub(r"https?://\S+|\S+@\S+", " ", text))
        if any(word not in written for word in ENGLISH.findall(rest)):
            yield text.strip()


@pytest.fixture(params=ROWS, ids=lambda row: row.name)
def row(request):
    return request.param


@pytest.fixture
def page(visit, row, request, settings, monkeypatch, tmp_path):
    settings.LOCALE_PATHS = [pseudo.write_catalog(tmp_path)]
    settings.LANGUAGES = [(pseudo.CODE, "Pseudo")]
    settings.LANGUAGE_CODE = pseudo.CODE
    site = None if row.is_bare else request.getfixturevalue("site")
    if row.name in BREAK:
        BREAK[row.name](monkeypatch)
    return open_row(visit, row, site)


def test_no_english_is_left_and_nothing_is_too_long(page):
    page.set_viewport_size(faults.SMALL)

    assert sorted(set(english_on(page))) == []
    assert faults.fit(page) == []
