"""Whole numbers that come with a request."""

import pytest

from symptoms.web.integers import MAX_ROW_ID, bounded_integer


@pytest.mark.parametrize(("value", "number"), [("0", 0), ("12", 12), (7, 7), ("007", 7)])
def test_ascii_digits_are_a_number(value, number):
    assert bounded_integer(value) == number


@pytest.mark.parametrize("value", [None, "", "-1", "+1", "1.0", " 1", "²", "٣", "1e3", "9" * 5000])
def test_anything_else_is_none(value):
    assert bounded_integer(value) is None


def test_a_number_beyond_the_maximum_is_none():
    assert bounded_integer("100", maximum=100) == 100
    assert bounded_integer("101", maximum=100) is None
    assert bounded_integer(str(MAX_ROW_ID)) == MAX_ROW_ID
    assert bounded_integer(str(MAX_ROW_ID + 1)) is None
