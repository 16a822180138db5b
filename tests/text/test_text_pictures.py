"""Pictures in the text: the one place where they are allowed, and how a body names them."""

import pytest

from symptoms.text import sanitizer, text_pictures
from symptoms.text.removals import taken_out

FILE, OTHER = "a" * 64 + ".webp", "b" * 64 + ".webp"


def img(file=FILE, alt="A chair"):
    return f'<img src="/pictures/{file}" alt="{alt}">'


@pytest.mark.parametrize(
    "body",
    [
        f"<p>One.</p>{img()}<p>Two.</p>",
        f"{img()}<h2>Two</h2>",
        f"<ul><li><p>One</p></li></ul>{img()}{img(OTHER)}",
        img(),
        img(alt=""),
        f"<p>One.</p>{img(alt='&lt;b&gt; &quot;&amp;')}<blockquote><p>Two.</p></blockquote>",
    ],
)
def test_a_picture_between_blocks_stays(body):
    assert sanitizer.clean(body, sanitizer.SECTIONS) == body


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (f"<p>One {img()} two.</p>", "<p>One  two.</p>"),
        (f"<p>{img()}</p>", ""),
        (f"<ul><li>{img()}<p>One</p></li></ul>", "<ul><li><p>One</p></li></ul>"),
        (f"<blockquote>{img()}<p>One</p></blockquote>", "<blockquote><p>One</p></blockquote>"),
        (f"One {img()}<p>Two</p>", "One <p>Two</p>"),
        (f"One {img()}{img()}<p>Two</p>", "One <p>Two</p>"),
        (f'<a href="/x/">{img()}</a><p>Two</p>', '<a href="/x/"></a><p>Two</p>'),
        ('<p>One</p><img src="https://example.org/a.webp" alt="A">', "<p>One</p>"),
        ('<p>One</p><img src="/pictures/chair.webp" alt="A">', "<p>One</p>"),
        ('<p>One</p><img alt="A">', "<p>One</p>"),
        (f'<p>One</p><img src="/pictures/{FILE}?x" alt="A">', "<p>One</p>"),
        (f'<p>One</p><img src="//pictures/{FILE}" alt="A">', "<p>One</p>"),
    ],
)  # fmt: skip
def test_a_picture_anywhere_else_is_taken_out_and_told(typed, kept):
    cleaned = sanitizer.clean(typed, sanitizer.SECTIONS)

    assert (cleaned, sanitizer.clean(cleaned, sanitizer.SECTIONS)) == (kept, kept)
    assert any("picture" in name for name in taken_out(typed, cleaned))


def test_a_picture_is_written_in_one_way():
    typed = f'<p>One</p><img class="x" alt=" A\n chair " src="/pictures/{FILE}" width="3"><img src="/pictures/{OTHER}">'

    assert sanitizer.clean(typed, sanitizer.SECTIONS) == f"<p>One</p>{img()}{img(OTHER, '')}"


def test_no_other_text_has_pictures():
    assert sanitizer.clean(f"<p>One</p>{img()}", sanitizer.TEXT) == "<p>One</p>"
    assert sanitizer.trusted(f"<p>One</p>{img()}") == "<p>One</p>"


def test_a_body_says_which_pictures_it_shows_and_in_what_words():
    body = f"{img(OTHER, 'A &amp; B')}<p>One</p>{img()}{img()}"

    assert text_pictures.named(body) == [
        (OTHER, "A & B"), (FILE, "A chair"), (FILE, "A chair"),
    ]  # fmt: skip
    assert text_pictures.files(body) == [OTHER, FILE]


def test_a_picture_is_a_block_of_its_own_for_merging():
    body = f"<p>One</p>{img()}<p>Two</p>"

    assert sanitizer.blocks(body) == ["<p>One</p>", img(), "<p>Two</p>"]


def test_long_alt_text_is_refused_in_words():
    assert text_pictures.problems(f"<p>One</p>{img(alt='x' * 150)}") == []
    assert text_pictures.problems(img(alt="x" * 151)) == [
        f"The alt text “{'x' * 40}…” is too long. Use at most 150 characters."
    ]


def test_a_page_shows_what_the_figure_makes_of_a_picture():
    shown = sanitizer.trusted(f"<p>One</p>{img(alt='A &amp; B')}", lambda named: f"[{named.alt}]")

    assert shown == "<p>One</p>[A & B]"
