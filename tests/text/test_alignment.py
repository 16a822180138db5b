import random

import pytest

from symptoms.text.alignment import Steps, matches

WORDS = [random.Random(1).choice([f"w{n}" for n in range(500)]) for _ in range(10_000)]  # noqa: S311
OTHERS = WORDS[5_000:] + WORDS[:5_000]


class Word:
    """An entry that counts how often it is compared."""

    compared = 0

    def __init__(self, text):
        self.text = text

    def __hash__(self):
        return hash(self.text)

    def __eq__(self, other):
        Word.compared += 1
        return self.text == other.text


def longest_common(before, after):
    row = [0] * (len(after) + 1)
    for entry in before:
        above = row[:]
        for j, other in enumerate(after):
            row[j + 1] = above[j] + 1 if entry == other else max(above[j + 1], row[j])
    return row[-1]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", "", []),
        ("abc", "", []),
        ("abc", "abc", [(0, 0), (1, 1), (2, 2)]),
        ("abc", "xbc", [(1, 1), (2, 2)]),
        ("abc", "cab", [(0, 1), (1, 2)]),
        ("aab", "ab", [(0, 0), (2, 1)]),
        ("abc", "xyz", []),
    ],
)
def test_equal_entries_correspond_in_order(before, after, expected):
    assert matches(before, after) == expected


def test_whatever_two_texts_say_the_pairs_are_equal_ascending_and_nearly_the_most():
    choose = random.Random(7)  # noqa: S311
    found = most = 0
    for _ in range(500):
        before, after = (choose.choices("abcde", k=choose.randrange(20)) for _ in range(2))
        pairs = matches(before, after)
        assert [before[i] for i, _ in pairs] == [after[j] for _, j in pairs]
        for side in zip(*pairs, strict=True):
            assert list(side) == sorted(set(side))
        found, most = found + len(pairs), most + longest_common(before, after)
    assert found > 0.97 * most


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (["same"] * 10_000, ["same"] * 9_000),
        (["one"] * 10_000, ["one", "two"] * 5_000),
        (["one", "two"] * 5_000, ["two", "one", "one"] * 3_000),
        (WORDS, [word if n % 2 else f"new{n}" for n, word in enumerate(WORDS)]),
        (WORDS, [word if n % 2 else WORDS[-n] for n, word in enumerate(WORDS)]),
        (WORDS, sorted(WORDS)),
        (WORDS, WORDS[::-1]),
        (WORDS, OTHERS),
        (["a", "b", "c"] * 3_000, ["c", "b", "a"] * 3_000),
    ],
)
def test_work_grows_with_the_length_and_not_with_its_square(before, after):
    Word.compared = 0
    steps = Steps()
    matches([Word(text) for text in before], [Word(text) for text in after], steps)

    assert steps.left > -1_000
    assert Word.compared < 500_000


def test_when_the_steps_are_used_up_the_rest_counts_as_replaced():
    pairs = matches("abcabcabc" * 50, "cbacbacba" * 50, Steps(10))

    assert len(pairs) < 450
    assert all("abcabcabc"[i % 9] == "cbacbacba"[j % 9] for i, j in pairs)
