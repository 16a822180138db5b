"""Tables that are safe to open in a spreadsheet."""

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symptoms.web import csv_files


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "'=1", "''@x"])
def test_what_might_be_a_formula_is_text_and_comes_back(text):
    assert csv_files.cell(text) == f"'{text}"
    assert csv_files.as_written(csv_files.cell(text)) == text


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("a;=1", "a;'=1"),
        ("a\n- b\n- c", "a\n'- b\n'- c"),
        ("a;'=1", "a;''=1"),
        ("=1;=2", "'=1;'=2"),
        ("a;;=1", "a;;'=1"),
        ("\uff1d1+1", "'\uff1d1+1"),
    ],
)
def test_what_another_separator_makes_a_formula_is_text_and_comes_back(text, safe):
    assert csv_files.cell(text) == safe
    assert csv_files.as_written(safe) == text


@given(st.text(alphabet="a'=;-+\t\n\r@ "))
def test_whatever_was_written_comes_back(text):
    safe = csv_files.cell(text)
    assert csv_files.as_written(safe) == text
    assert not any(part[:1] in set("=+-@") for part in re.split(r"[;\t\r\n]", safe) if part)


@pytest.mark.parametrize("text", ["Rest-time", "", "don't", "'quoted'", "1 = 1"])
def test_other_text_stays_as_it_is(text):
    assert csv_files.cell(text) == csv_files.as_written(text) == text


def test_nothing_is_an_empty_cell():
    assert csv_files.cell(None) == ""


def test_a_table_is_read_back_cell_by_cell():
    written = "".join(csv_files.lines(["A", "B"], [['say "x", then\ny', 3], ["é", None]]))

    assert written.startswith("\ufeff")
    assert list(csv.reader(io.StringIO(written.removeprefix("\ufeff"), newline=""))) == [
        ["A", "B"],
        ['say "x", then\ny', "3"],
        ["é", ""],
    ]
