"""Formatting that carries meaning, written as characters where a text cannot hold the formatting.

10 to the power of 2 must never become 102, and two table cells must never become one word.
"""

import re
from html import escape, unescape

_MINUS = "+-\u2212\u2013"
_RAISED = str.maketrans("0123456789+-\u2212\u2013=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-\u2212\u2013=()n", "₀₁₂₃₄₅₆₇₈₉₊₋₋₋₌₍₎ₙ")
_SHIFTED = re.compile(r"<su([pb])\b[^<>]*>(.{0,300}?)</su\1\s*>", re.IGNORECASE | re.DOTALL)
_SIGNS = re.compile(r"[0-9+\-\u2212\u2013=()n\s.,]*")
_MARKUP = re.compile(r"(<[^<>]*>)")
_END_OF_CELL = re.compile(r"(?=</(t[hd]|d[td]|div|caption)\s*>)", re.IGNORECASE)
_SAME = {"b": "strong", "i": "em"}
_OTHER_NAME = re.compile(r"<(/?)([bi])(?=[\s/>])", re.IGNORECASE)


def as_signs(html: str, tags: frozenset[str]) -> str:
    """`html` for a text that holds only `tags`: superscript and subscript digits as Unicode
    characters, a space between cells, and bold and italics as the elements that `tags` allows.
    """
    html = _OTHER_NAME.sub(lambda found: f"<{found[1]}{_SAME[found[2].lower()]}", html)
    if not {"sup", "sub"} & tags:
        html = _SHIFTED.sub(_shifted, html)
    return _END_OF_CELL.sub(lambda found: "" if found[1].lower() in tags else " ", html)


def _shifted(found: re.Match[str]) -> str:
    is_raised = found[1].lower() == "p"
    parts = _MARKUP.split(found[2])
    words = unescape("".join(parts[::2])).strip()
    if words != "n" and not any(sign.isdigit() or sign in _MINUS for sign in words):
        return found[2]
    if not _SIGNS.fullmatch(words):
        return f"{'^' if is_raised else '_'}({found[2]})"
    table = _RAISED if is_raised else _LOWERED
    parts[::2] = [escape(unescape(part).translate(table)) for part in parts[::2]]
    return "".join(parts)
