"""Health information in fewer words: whole sentences, and never half a warning.

A sentence that says what not to do is shown in full or not at all, because its beginning may say the opposite.
"""

import re
from textwrap import shorten

# Where one sentence ends and the next begins. INSIDE replaces a space that separates none.
INSIDE = "\0"
_BETWEEN = re.compile(r"(?<=[.!?…])([\"”’»)\]]*) (?=[\"“‘«(\[¿¡]*[^\W_a-zà-ÿ])")
_ABBREVIATED = re.compile(
    r"(?:^|[\s(])(?:[A-Z]|Dr|Mr|Mrs|Ms|St|vs|etc|approx|e\.g|i\.e|a\.m|p\.m)\.$", re.IGNORECASE
)
_NEGATION = re.compile(
    r"\b(?:not|never|no|nor|neither|nothing|nobody|none|cannot|can[’']?t|don[’']?t|\w+n[’']t|without|avoid|stop|unless"
    r"|except|until|instead|rather|nunca|jamás|sin|ni|evit\w+|salvo|excepto)\b",
    re.IGNORECASE,
)


def split(text: str) -> list[str]:
    """The sentences of plain text on one line."""
    found: list[str] = []
    start = 0
    for match in _BETWEEN.finditer(text):
        if not _ABBREVIATED.search(text[start : match.start()]):
            found.append(text[start : match.end(1)])
            start = match.end()
    return [one.replace(INSIDE, " ") for one in (*found, text[start:]) if one.strip()]


def has_negation(text: str) -> bool:
    """Whether leaving words out of `text` may turn it into its opposite."""
    return bool(_NEGATION.search(text))


def beginning(text: str, longest: int) -> str:
    """The sentences with which `text` begins, in at most `longest` characters.

    When the first alone is longer, it ends with a word and " …"; where it says what not to do, it is whole
    up to twice that length, and "" beyond.
    """
    whole = ""
    for sentence in split(text):
        more = f"{whole} {sentence}".strip()
        if len(more) > longest:
            return whole or _shortened(sentence, longest)
        whole = more
    return whole


def _shortened(sentence: str, longest: int) -> str:
    if not has_negation(sentence):
        return shorten(sentence, longest, placeholder=" …")
    return _whole(sentence, longest)


def _whole(sentence: str, longest: int) -> str:
    return sentence if len(sentence) <= 2 * longest else ""


def around(text: str, place: int, longest: int) -> str:
    """The sentences of `text` around the character at `place`, in at most `longest` characters, with "…"
    where there are more. A longer sentence is cut between words, unless it says what not to do; see
    `beginning`."""
    parts = split(text)
    at = _which(parts, place)
    if len(parts[at]) > longest:
        start = sum(len(part) + 1 for part in parts[:at])
        return _within(parts[at], max(0, place - start), longest)
    first = last = at
    while last + 1 < len(parts) and len(" ".join(parts[first : last + 2])) <= longest:
        last += 1
    while first and len(" ".join(parts[first - 1 : last + 1])) <= longest:
        first -= 1
    words = " ".join(parts[first : last + 1])
    return f"{'… ' if first else ''}{words}{' …' if last + 1 < len(parts) else ''}"


def _within(sentence: str, place: int, longest: int) -> str:
    if has_negation(sentence):
        return _whole(sentence, longest)
    start = max(0, place - longest // 3)
    start = sentence.find(" ", start) + 1 if start else 0
    is_end = len(sentence) <= start + longest
    end = len(sentence) if is_end else sentence.rfind(" ", start, start + longest)
    end = end if end > start else start + longest
    return f"{'…' if start else ''}{sentence[start:end]}{'' if is_end else '…'}"


def _which(parts: list[str], place: int) -> int:
    end = 0
    for number, part in enumerate(parts):
        end += len(part) + 1
        if place < end:
            return number
    return len(parts) - 1
