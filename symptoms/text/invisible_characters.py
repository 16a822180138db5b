"""Invisible characters, named for a reader who has to tell two texts apart."""

import unicodedata

from django.utils.translation import gettext as _

# Format and control characters, unusual spaces, and combining marks.
_UNSEEN = {"Cf", "Cc", "Zs", "Zl", "Zp", "Mn", "Me", "Co", "Cn"}


def without(text: str) -> str:
    """What is visible: letters that look the same are equal, and every kind of space is a space."""
    composed = unicodedata.normalize("NFC", text)
    shown = (" " if _kind(sign).startswith("Z") else sign for sign in composed)
    return "".join(sign for sign in shown if sign == " " or not _is_unseen(sign))


def spelled(text: str) -> str:
    """`text` with the names of such characters in brackets: "5[no-break space]mg"."""
    return "".join(f"[{_name(sign)}]" if _is_unseen(sign) else sign for sign in text)


def _is_unseen(sign: str) -> bool:
    return sign not in " \n" and _kind(sign) in _UNSEEN


def _kind(sign: str) -> str:
    return unicodedata.category(sign)


def _name(sign: str) -> str:
    unnamed = _("character %(code)s") % {"code": f"U+{ord(sign):04X}"}
    return unicodedata.name(sign, unnamed).lower()
