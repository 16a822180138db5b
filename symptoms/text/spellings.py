"""British and American spellings of one word: "colour" and "color", "paralysed" and "paralyzed".

Rules generate every possible spelling; callers check which of them actually occur.
"""

import re

_ENDING = r"(?=$|s|d|r|ed|er|ers|ing|ings|ful|less|able|ation|ations|ist|ists|al|ment|y)"
_DOUBLED = r"^(\w*[aeiou]\w*[^aeiou][aeiou])"
_TO_AMERICAN = [
    ("(?<=..)our" + _ENDING, "or"),
    ("ise" + _ENDING, "ize"),
    ("is(?=ing|ation)", "iz"),
    ("yse" + _ENDING, "yze"),
    ("ys(?=ing)", "yz"),
    ("ogue" + _ENDING, "og"),
    (_DOUBLED + "ll(?=ed$|ing$|er$|ers$)", r"\1l"),
    ("([tb])re(?=s?$)", r"\1er"),
    ("ence(?=s?$)", "ense"),
    ("oe(?=dem|soph|stro)", "e"),
    ("rrhoe", "rrhe"),
    ("ae(?=mi|mo|sth|diat|col)", "e"),
]
_TO_BRITISH = [
    ("(?<=..)or" + _ENDING, "our"),
    ("ize" + _ENDING, "ise"),
    ("iz(?=ing|ation)", "is"),
    ("yze" + _ENDING, "yse"),
    ("yz(?=ing)", "ys"),
    (_DOUBLED + "l(?=ed$|ing$|er$|ers$)", r"\1ll"),
    ("([tb])er(?=s?$)", r"\1re"),
    ("ense(?=s?$)", "ence"),
    ("(?<!o)e(?=dema|sophag|strog)", "oe"),
    ("rrhe", "rrhoe"),
    ("(?<=[^aeiou])e(?=mia|morr|sthe|diatr|colog)", "ae"),
]
_AMERICAN = [(re.compile(rule), other) for rule, other in _TO_AMERICAN]
_RULES = [*_AMERICAN, *((re.compile(rule), other) for rule, other in _TO_BRITISH)]
_PAIRS = [
    ("grey", "gray"), ("mum", "mom"), ("mums", "moms"), ("pyjamas", "pajamas"), ("kerb", "curb"),
    ("kerbs", "curbs"), ("programme", "program"), ("programmes", "programs"), ("tumour", "tumor"),
    ("practise", "practice"), ("practising", "practicing"), ("licence", "license"),
    ("sceptical", "skeptical"), ("plough", "plow"), ("aluminium", "aluminum"), ("tyre", "tire"),
    ("physio", "physiotherapy"), ("ageing", "aging"), ("manoeuvre", "maneuver"), ("cosy", "cozy"),
]  # fmt: skip
# Other words for one thing, of which the first is British.
_OTHER_WORDS = {
    "physio": "physical therapist", "physiotherapist": "physical therapist",
    "physiotherapists": "physical therapists", "physiotherapy": "physical therapy",
    "holiday": "vacation", "holidays": "vacation", "gp": "doctor", "zimmer": "walker",
    "chemist": "pharmacist", "nappies": "pads",
    "pavement": "sidewalk",
}  # fmt: skip
_OTHERS = dict(_PAIRS) | {american: british for british, american in _PAIRS}


def other_spellings(word: str) -> set[str]:
    """Possible spellings of the folded `word` in the other country; most of these are not words."""
    made = {rule.sub(other, word) for rule, other in _RULES}
    return {*made, _OTHERS.get(word, word)} - {word}


def other_words(word: str) -> str:
    """What the folded `word` is called in the other country, in one word or two, or ""."""
    return _OTHER_WORDS.get(word, "")


def american(word: str) -> str:
    """The folded `word` as it would be spelled in America, even if it is not a word there: equal
    for both spellings.
    """
    word = dict(_PAIRS).get(word, word)
    for rule, other in _AMERICAN:
        word = rule.sub(other, word)
    return word
