"""A pseudo-language: every message accented, 40% longer, and in brackets.

Anything that a page shows outside the brackets was not translated; anything cut off would be cut
off in German too.
"""

import re
from pathlib import Path

import polib
from django.conf import settings

CODE = "en-xa"
CATALOG = Path(settings.BASE_DIR) / "config" / "locale" / "es" / "LC_MESSAGES" / "django.po"
_KEPT = re.compile(r"(%\(\w+\)[sd]|%[sd]|%%|\{\w*\}|<[^>]*>|&\w+;|https?://\S+|\n)")
_NOT_SEEN = re.compile(r'<span class="visually-hidden">.*?</span>|<[^>]*>')
_ACCENTS = str.maketrans("aeiouyAEIOUYcnsz", "åéîöûýÅÉÎÖÛÝçñšž")


def pseudo(message: str) -> str:
    """`message` in the language: placeholders, markup and line breaks stay as they are."""
    parts = _KEPT.split(message)
    parts[::2] = [part.translate(_ACCENTS) for part in parts[::2]]
    longer = "~" * (len(_NOT_SEEN.sub("", message)) * 2 // 5)
    lead, body, tail = re.fullmatch(r"(\n*)(.*?)(\n*)", "".join(parts), re.DOTALL).groups()
    return f"{lead}⟦{body} {longer}⟧{tail}"


def shown(english: str) -> str:
    """What a page shows for `english`, without the brackets, in the language that the site is in."""
    return english.translate(_ACCENTS) if settings.LANGUAGE_CODE == CODE else english


def write_catalog(folder: Path) -> Path:
    """A folder for LOCALE_PATHS that holds the catalog of the language."""
    po = polib.pofile(str(CATALOG))
    po.metadata["Plural-Forms"] = "nplurals=2; plural=(n != 1);"
    for entry in po:
        entry.flags = []
        if entry.msgid_plural:
            entry.msgstr_plural = {0: pseudo(entry.msgid), 1: pseudo(entry.msgid_plural)}
        else:
            entry.msgstr = pseudo(entry.msgid)
    target = folder / "en_XA" / "LC_MESSAGES"
    target.mkdir(parents=True)
    po.save_as_mofile(str(target / "django.mo"))
    return folder
