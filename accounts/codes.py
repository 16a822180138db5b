"""Find the code in what somebody typed or pasted: alone, or with the words around it."""

import re
import unicodedata

MAX_LENGTH = 2000  # a whole mail
_CODE = re.compile(r"(?<!\d)\d{4}-*\d{4}(?!\d)")


def code_in(text: str) -> str:
    """The eight digits of the code in `text`, or `text` unchanged if it has no code or several.

    Digits of any script and any dashes and spaces are understood, because keyboards, mail programs
    and phones change them.
    """
    plain = "".join(_plain(letter) for letter in unicodedata.normalize("NFKC", text[:MAX_LENGTH]))
    digits = re.sub(r"\D", "", plain)
    found = {re.sub(r"\D", "", code) for code in _CODE.findall(re.sub(r"[\s-]+", "-", plain))}
    if len(digits) == 8:
        return digits
    return found.pop() if len(found) == 1 else text


def _plain(letter):
    """A digit as 0 to 9, any dash as -, and nothing for an invisible character."""
    if letter.isdecimal():
        return str(unicodedata.decimal(letter))
    kind = unicodedata.category(letter)
    if kind == "Pd" or letter in "\u2212\u00ad\u2043\u30fc\uff70_.·•":
        return "-"
    return "" if kind == "Cf" else letter
