"""The code in what somebody typed or pasted: alone, or with the words it stood in."""

import re
import unicodedata

LONGEST = 2000  # a whole mail; nobody types more
_CODE = re.compile(r"(?<!\d)\d{4}-*\d{4}(?!\d)")


def code_in(text: str) -> str:
    """The eight digits of the code in `text`, or `text` as it is where there is no code, or two.

    Digits may be those of any script, and dashes and spaces any: what keyboards, mail programs and
    phones make of a code.
    """
    plain = "".join(_plain(letter) for letter in unicodedata.normalize("NFKC", text[:LONGEST]))
    digits = re.sub(r"\D", "", plain)
    found = {re.sub(r"\D", "", code) for code in _CODE.findall(re.sub(r"[\s-]+", "-", plain))}
    if len(digits) == 8:
        return digits
    return found.pop() if len(found) == 1 else text


def _plain(letter):
    """Digits as 0 to 9, every dash as -, and nothing for what cannot be seen."""
    if letter.isdecimal():
        return str(unicodedata.decimal(letter))
    kind = unicodedata.category(letter)
    if kind == "Pd" or letter in "\u2212\u00ad\u2043\u30fc\uff70_.·•":
        return "-"
    return "" if kind == "Cf" else letter
