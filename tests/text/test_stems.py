"""Forms of one word have one stem."""

import pytest

from symptoms.text.stems import base, stem


@pytest.mark.parametrize(
    ("word", "short"),
    [("stretching", "stretch"), ("running", "run"), ("muscles", "muscl"), ("muscle", "muscl"),
     ("bed", "bed"), ("stiffness", "stif"), ("stiff", "stif"), ("", ""), ("s", "s")],
)  # fmt: skip
def test_usual_endings_are_taken_off(word, short):
    assert stem(word) == short


@pytest.mark.parametrize(
    ("one", "other"),
    [("tired", "tiredness"), ("shaky", "shakiness"), ("shaking", "shake"), ("dizzy", "dizziness"),
     ("peeing", "pee"), ("blurry", "blurred"), ("numb", "numbness"), ("fall", "falling")],
)  # fmt: skip
def test_forms_of_one_word_have_one_base(one, other):
    assert base(one) == base(other)


def test_different_words_keep_different_bases():
    assert len({base(word) for word in ("pain", "pee", "see", "leg", "worry", "worse")}) == 6
