"""Names are compared by how they look, words by their letters."""

import pytest

from symptoms.text.folding import WORD, canonical, folded, words_in


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("can’t", "cannot"),
        ("CAN'T see; can not hear, cannot", "cannot see cannot hear cannot"),
        ("cantilever, scant, Canto", "cantilever scant canto"),
        ("I'm the doctor’s", "im the doctors"),
        ("it`s the nurses’ o‘clock", "its the nurses oclock"),
        ("5'3 and 'quoted'", "5 3 and quoted"),
        ("L’Hermitte", "lhermitte"),
        ("brain\u00adfog zero\u200bwidth \ufeffstart end\u2060", "brainfog zerowidth start end"),
        ("interferon β-1a, β1a, α", "interferon beta 1a beta1a alpha"),
        ("Ελλάδα", "ελλαδα"),
        ("5 µg or 5 μg", "5 mcg or 5 mcg"),
        ("Déjà vu, De\u0301ja\u0300", "deja vu deja"),
        ("cafe\u0301’s café's", "cafes cafes"),
        ("Straße Łódź Ørsted œdema", "strasse lodz orsted oedema"),
        ("Botox™ Tysabri®", "botox tysabri"),
        ("ｗｉｄｅ ﬁt 10²", "wide fit 102"),
        ("e-mail non\u2011slip snake_case", "e mail non slip snake case"),
        ("", ""),
        ("… – !?", ""),
    ],
)
def test_words_are_their_letters(text, words):
    assert words_in(text) == words.split()


@pytest.mark.parametrize("text", ["can’t", "brain\u00adfog", "doctor's", "cafe\u0301", "β1a"])
def test_a_word_is_found_whole_where_it_was_written(text):
    assert [match[0] for match in WORD.finditer(f"({text})")] == [text]
    assert folded(text) == words_in(text)[0]


@pytest.mark.parametrize(
    ("name", "twin"),
    [
        ("Énergie", "énergie"),
        ("café", "cafe\u0301"),
        ("ΣΊΣΥΦΟΣ", "σίσυφος"),
        (" MS\u00a0 nurse\u200b", "ms nurse"),
        ("ﬁtness", "FITNESS"),
        ("İstanbul", "i\u0307stanbul"),
    ],
)
def test_names_that_look_the_same_are_the_same(name, twin):
    assert canonical(name) == canonical(twin)


@pytest.mark.parametrize(("name", "other"), [("cafe", "café"), ("MS nurse", "MSnurse"), ("1", "l")])
def test_names_that_look_different_are_different(name, other):
    assert canonical(name) != canonical(other)


def test_a_text_of_apostrophes_takes_no_time():
    """Every part of the patterns goes on in one way only, so work grows with the text alone."""
    text = "a'" * 50_000 + "\u0301" * 50_000

    assert len(words_in(text)) >= 1
    assert sum(1 for _match in WORD.finditer(text)) >= 1
