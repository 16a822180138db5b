"""When two texts are the same to a person: names by how they look, words by their letters.

Databases disagree about case and accents beyond ASCII (SQLite knows neither), so both are decided
here, in Unicode's terms, wherever names or words are compared.
"""

import re
import unicodedata

# Greek letters that stand for their names in medicine: "interferon β" is "interferon beta".
_GREEK = dict(
    zip(
        "αβγδεζηθικλμνξοπρστυφχψω",
        [
            "alpha",
            "beta",
            "gamma",
            "delta",
            "epsilon",
            "zeta",
            "eta",
            "theta",
            "iota",
            "kappa",
            "lambda",
            "mu",
            "nu",
            "xi",
            "omicron",
            "pi",
            "rho",
            "sigma",
            "tau",
            "upsilon",
            "phi",
            "chi",
            "psi",
            "omega",
        ],
        strict=True,
    )
)
# Letters that Unicode does not decompose, as people type them whose keyboards lack them.
_PLAIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe"})
# Signs after a name, which would become letters of it.
_MARKS = str.maketrans("™℠®©", "    ")

_APOSTROPHES = "'’‘ʼ＇`´"
# Accents written as characters of their own, soft hyphens, and zero-width characters.
_UNSEEN = "\u0300-\u036f\u00ad\u034f\u061c\u180e\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f\ufeff"
_INSIDE = rf"(?:[{_UNSEEN}]|(?<=[^\W\d_]|[{_UNSEEN}])[{_APOSTROPHES}](?=[^\W\d_]))*"
# A word as it was written. "Can't" is one, "e-mail" is two.
WORD = re.compile(rf"[^\W_](?:{_INSIDE}[^\W_])*[{_UNSEEN}]*")

_LETTERS = re.compile(r"[^\W_]+")
_ONE_GREEK = re.compile(r"(?<![α-ω])[α-ω](?![α-ω])")
_APOSTROPHE = re.compile(rf"(?<=[^\W\d_])[{_APOSTROPHES}](?=[^\W\d_])")
# One spelling for a word that people write in three ways.
_CANNOT = re.compile(r"\b(?:cant|can not)\b")


def canonical(name: str) -> str:
    """A key that is equal for names that look the same: “Énergie” and “énergie”, composed or not.

    Compatibility forms, case, runs of spaces and invisible characters do not count; accents do
    (Unicode Standard, 3.13, "caseless matching", and UAX 15).
    """
    return tidy(unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold()))


def tidy(name: str) -> str:
    """`name` as it looks: accents composed, single spaces, and no characters that cannot be seen."""
    composed = unicodedata.normalize("NFC", name)
    return " ".join("".join(c for c in composed if unicodedata.category(c) != "Cf").split())


def folded(text: str) -> str:
    """`text` as it is searched: in lower case, without accents, apostrophes in words, and what cannot
    be seen. "Déjà vu" becomes "deja vu", "can’t" becomes "cannot", "β" becomes "beta"."""
    joined = _APOSTROPHE.sub("", unicodedata.normalize("NFC", text))
    lower = joined.lower() if joined.isascii() else _plain_letters(joined)
    return _CANNOT.sub("cannot", lower) if "can" in lower else lower


def _plain_letters(text: str) -> str:
    lower = unicodedata.normalize("NFKD", text.translate(_MARKS)).casefold()
    seen = "".join(c for c in unicodedata.normalize("NFKD", lower) if not _is_unseen(c))
    units = seen.translate(_PLAIN).replace("μg", "mcg")
    return _ONE_GREEK.sub(lambda match: _GREEK.get(match[0], match[0]), units)


def _is_unseen(character: str) -> bool:
    return (
        unicodedata.combining(character) > 0
        or unicodedata.category(character) == "Cf"
        or "\ufe00" <= character <= "\ufe0f"
        or character == "\u034f"
    )


def words_in(text: str) -> list[str]:
    """The words of `text`, folded, without the characters between them."""
    return _LETTERS.findall(folded(text))
