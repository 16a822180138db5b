"""What fits on two sides: measured, whole, and nothing is left out while there is room."""

import pytest

from symptoms.favorites.appointment import letters, paragraphs
from symptoms.favorites.appointment.fitting import LARGE, NORMAL, SIDES, Item, Sheet
from symptoms.favorites.appointment.paper import A4, LETTER, NEVER, RULED, Print, sides
from symptoms.favorites.appointment.words import frame

TITLE, SOURCE = (paragraphs.of_text(text) for text in ("Rest first", "example.org/t/12"))


def item(words):
    return Item(TITLE, [paragraphs.of_text("word " * words)], SOURCE)


def sheet(items, points=NORMAL, questions=()):
    return Sheet(frame(), list(questions), items, points)


def used(made, fit):
    """How much of the last side is used, for each paper: 1 is all of it."""
    found = [(made._sides(fit, size), size.paper.height) for size in made.prints]
    a4 = fit.room.a4 * RULED
    return [
        (last + more) / height for ((_n, last), height), more in zip(found, (a4, 0), strict=True)
    ]


def test_letters_have_their_own_widths():
    assert letters.width("iii") < letters.width("WWW") / 2
    assert letters.width("word") < letters.width("word", is_bold=True)
    assert letters.width("ł") == pytest.approx(0.296, abs=0.05)
    assert letters.width("漢字") == 2


def test_a_word_in_two_weights_is_one_word():
    (found,) = paragraphs.of_html("<p>un<strong>break</strong>able and<br>on</p>")

    assert len(found.words) == 4
    assert found.words[2] is None
    assert found.words[0] == pytest.approx(
        letters.width("un") + letters.width("break", True) + letters.width("able")
    )


def test_lists_are_indented_and_each_point_has_lines_of_its_own():
    html = "<p>a</p><ul><li>b</li><li><p>c</p><ol><li>d</li></ol></li></ul><p>e</p>"
    found = paragraphs.of_html(html)

    assert [one.indent for one in found] == [0, 1, 1, 2, 0]


def test_lines_are_counted_as_they_break():
    text = paragraphs.Paragraph([4.0, 4.0, None, 25.0, 3.0])

    assert text.lines(em=10, space=1) == 1 + 3
    assert text.lines(em=8.5, space=1) == 2 + 4


def test_a_piece_taller_than_a_side_never_fits():
    assert sides([10, 300], 250) == (NEVER, 250)
    assert sides([200, 100, 100], 250) == (2, 200)


def test_an_item_is_as_tall_in_pieces_as_whole_and_its_title_is_not_alone():
    size = Print(NORMAL, LETTER)
    pieces = size.item(TITLE, [paragraphs.of_text("word " * 200)], SOURCE)

    assert len(pieces) > 3
    assert pieces[0] > 2 * size.line
    assert pieces[-1] > 2 * size.line


@pytest.mark.parametrize("points", [NORMAL, LARGE])
@pytest.mark.parametrize("words", [12, 60, 120])
def test_the_second_side_is_full_before_something_is_left_out(points, words):
    made = sheet([item(words + number) for number in range(40)], points)
    fit = made.fit()

    assert 0 < len(fit.items) < 40
    assert made.sides(fit) == SIDES
    assert all(0.85 <= share <= 1 for share in used(made, fit))


@pytest.mark.parametrize("points", [NORMAL, LARGE])
def test_what_was_left_out_would_not_have_fitted(points):
    made = sheet([item(20 + 7 * number) for number in range(40)], points)
    fit = made.fit()
    lines = 10 * (fit.room.agreed - 2)
    smallest = min(
        sum(made._item(made.items[place], size))
        for size in made.prints
        for place in range(40)
        if place not in fit.items
    )

    assert lines < smallest


def test_a_smaller_item_may_fit_after_one_that_does_not():
    made = sheet([item(100), item(2_000), item(10)])

    assert made.fit().items == [0, 2]


def test_questions_come_before_items():
    made = sheet([item(120)] * 30, questions=["May I swim?"] * 30)
    fit = made.fit()

    assert 15 < len(fit.questions) < 30
    assert fit.items == []
    assert fit.questions == list(range(len(fit.questions)))


def test_more_sides_have_everything():
    made = sheet([item(2_000)] * 20, LARGE)
    fit = made.fit(most=None)

    assert fit.items == list(range(20))
    assert made.sides(fit) < NEVER


def test_large_print_and_the_shorter_paper_hold_less():
    text = paragraphs.of_text("word " * 100)

    assert Print(LARGE, A4).lines(text) > Print(NORMAL, A4).lines(text)
    assert LETTER.height < A4.height


def test_little_is_printed_with_room_to_write_and_no_more():
    made = sheet([item(30)])
    fit = made.fit()

    assert (fit.room.blank, fit.room.changed, fit.room.agreed, fit.room.a4) == (3, 3, 3, 0)
