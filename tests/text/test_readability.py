"""Readability is computed as documented: the same on every machine, whatever the markup."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symptoms.text.readability import Counts, counts_of, syllables_in

WORDS = st.lists(
    st.sampled_from(["rest", "before", "you", "feel", "tired", "and", "cool", "down"]), min_size=1
)
BLOCKS = st.lists(WORDS.map(" ".join), min_size=1, max_size=6)


@pytest.mark.parametrize(
    ("counts", "grade", "ease"),
    [(Counts(100, 5, 130), 7.55, 76.555), (Counts(120, 10, 156), 4.43, 84.675)],
)
def test_the_formulas_give_the_published_values(counts, grade, ease):
    assert (round(counts.grade(), 4), round(counts.ease(), 4)) == (grade, ease)


def test_a_text_without_words_is_the_easiest():
    assert (counts_of([""]).grade(), counts_of(["<p> — </p>"]).ease()) == (0.0, 100.0)


@pytest.mark.parametrize(
    ("html", "words", "sentences"),
    [
        ("<p>Rest. Then walk.</p>", 3, 2),
        ("<h2>Why it helps</h2><p>It is free</p>", 6, 2),
        ("<ul><li>Rest</li><li>Walk</li></ul>", 2, 2),
        ("<ul><li><p>Rest</p></li><li><p>Walk.</p></li></ul>", 2, 2),
        ("<p>Wait… what?! Yes.</p>", 3, 2),
        ("<p>Rest, e.g. in bed. Ask Dr. Zhao.</p>", 7, 2),
        ("<p>Walk 1.5 miles in 20 minutes.</p>", 6, 1),
        ("<p>J. Smith rests.</p>", 3, 1),
        ("<p>Ask J. R. Smith. John F. Kennedy rests.</p>", 8, 2),
        ("<p>Stay below 85°F. Remember water.</p>", 6, 2),
        ("<p>Stay below 30 °C. Drink.</p>", 5, 2),
        ("<p>Take vitamin D. Ask first.</p>", 5, 2),
        ("<p>Vitamin D. Type B. Ask first.</p>", 6, 3),
        ("<p>Take it at 8 a.m. every day.</p>", 7, 1),
        ("<p>Take it at 8 a.m. Then rest.</p>", 7, 2),
        ("<blockquote><p>Rest</p></blockquote>", 1, 1),
        ("<table><tbody><tr><th>Week</th><td>5 mg</td></tr></tbody></table>", 3, 2),
        ("<p>A well-known tip: don’t wait.</p>", 5, 1),
        ("<p>See https://example.org/a.b?c=d or mail a.b@example.org.</p>", 3, 1),
        ("<p>One<br>two</p>", 2, 1),
        ("<p>Rest &amp; <strong>walk</strong></p>", 2, 1),
        ("<p>Café au lait</p>", 3, 1),
    ],
)
def test_words_and_sentences_are_counted_as_defined(html, words, sentences):
    counts = counts_of([html])
    assert (counts.words, counts.sentences) == (words, sentences)


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (1, "rest the make makes walked tried breathes clothes shoes eyes through"),
        (2, "table tables handled rested boxes places changes fatigue agree bodies value reaches"),
        (2, "technique tired bladder MS people’s well-known quiet being"),
        (3, "sclerosis diary energy exercise idea multiple MRI"),
        (4, "spasticity exercises information"),
    ],
)
def test_syllables_are_counted_as_defined(count, words):
    assert {word: syllables_in(word) for word in words.split()} == dict.fromkeys(
        words.split(), count
    )


def test_a_number_is_one_word_of_one_syllable():
    assert counts_of(["<p>1,000 2.5 20</p>"]) == Counts(3, 1, 3)


@given(BLOCKS)
def test_a_full_stop_after_a_list_item_changes_nothing(blocks):
    bare = "".join(f"<li>{block}</li>" for block in blocks)
    stopped = "".join(f"<li>{block}.</li>" for block in blocks)
    assert counts_of([bare]) == counts_of([stopped])


@given(BLOCKS, st.randoms())
def test_the_order_of_blocks_changes_nothing(blocks, random):
    shuffled = random.sample(blocks, len(blocks))
    assert counts_of([f"<p>{block}</p>" for block in blocks]) == counts_of(
        [f"<p>{block}</p>" for block in shuffled]
    )


@pytest.mark.parametrize(
    ("long_words", "sentences", "grade"),
    [(0, 30, 3.1291), (9, 30, 6.2581), (16, 30, 7.3011), (49, 30, 10.4301), (12, 20, 7.5542)],
)
def test_smog_gives_the_published_values(long_words, sentences, grade):
    assert round(Counts(300, sentences, 0, long_words).smog(), 4) == grade


def test_words_of_three_syllables_are_counted_for_smog():
    counts = counts_of(["<p>Fatigue is an invisible symptom.</p>", "<p>It is real.</p>"])

    assert (counts.long_words, Counts().smog()) == (1, 0.0)
