"""What Markdown becomes: the editor's rich text, or a problem with its line; never raw markup on a
page.
"""

import time

import pytest

from symptoms.importer import markdown
from symptoms.importer.frontmatter import Page
from symptoms.models import Article, Edition
from tests.importer.conftest import ARTICLE
from tests.importer.test_bad_files import ART


def problems_of(text):
    page = Page("a.md", text)
    markdown.article_text(page)
    return [
        (problem.line, problem.message.partition(" is not used")[0])
        for problem in sorted(page.problems)
    ]


def body_of(text):
    page = Page("a.md", text)
    body = markdown.article_text(page).body
    assert page.problems == []
    return body.replace(' rel="noopener noreferrer"', "")


TEMPLATE = "A template tag, shortcode or attribute (in { })"
BOX = "A box (:::, !!! or [!NOTE])"
FOOTNOTE = "A footnote or raised text (^)"
TO_DO = "A list to tick off ([ ])"
NO_TARGET = "A link without a target, or a word in [ ],"
LOWERED = "Struck or lowered text (~)"
PIPES = "A line of a table (|) outside a table"
NO_LIST = "A point that is no list"
DIRECTIVE = "A directive (.. name::, name:: or !include)"
MARKED = "Marked text (==, ++ or ||)"


def test_a_link_without_words_is_a_problem():
    words = "The link has no words, so nobody can find it. Write [words](address)."

    assert problems_of("Rest.\n[](https://example.org)") == [(2, words)]
    assert problems_of("[ ](https://example.org)") == [(1, words)]


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("Do ~~not~~ stop.", [(1, "Struck text (between ~~)")]),
        ('=== "At home"\n    Rest.', [(1, "A tab (===)")]),
        (".. note:: Rest.", [(1, DIRECTIVE)]),
        (".. _why-it-helps:", [(1, DIRECTIVE)]),
        ("!include rest.md", [(1, DIRECTIVE)]),
        ("- Rest\n  id:: 64f1", [(2, DIRECTIVE)]),
        (">!Rest!<", [(1, "A spoiler (>! !<)")]),
        ("a. Rest\nb. Sit", [(1, NO_LIST), (2, NO_LIST)]),
        ("(i) Rest\n(ii) Sit", [(1, NO_LIST), (2, NO_LIST)]),
        ("– Rest\n– Sit", [(1, NO_LIST), (2, NO_LIST)]),
        ("Take 5*2*3 mg.", [(1, "A * between figures")]),
        ("Take 5**2**3 mg.", [(1, "A * between figures")]),
        ("Take *5* mg, 2 **3** and 4 *5*.", []),
        ("H~2~O", [(1, LOWERED)]),
        ("x^2^", [(1, FOOTNOTE)]),
        ("One\nnote[^1].", [(2, FOOTNOTE)]),
        ("Note[^1].\n\n[^1]: The words of it", [(1, FOOTNOTE), (3, FOOTNOTE)]),
        ("Note[^1].\n\n[^1]: https://example.org", [(1, FOOTNOTE), (3, FOOTNOTE)]),
        ("- [ ] Wait\n- [x] Ask", [(1, TO_DO), (2, TO_DO)]),
        ("See [our leaflet][leaflet].", [(1, NO_TARGET)]),
        ("See [our leaflet][].", [(1, NO_TARGET)]),
        ("See [our leaflet].", [(1, NO_TARGET)]),
        ("See ![our leaflet][leaflet].", [(1, NO_TARGET)]),
        ("See [[leaflet]].", [(1, "A link in double brackets")]),
        ("[leaflet](https://example.org", [(1, NO_TARGET), (1, "An address without words")]),
        ("{{< youtube abc123 >}}", [(1, TEMPLATE)]),
        ("{{ page.title }}", [(1, TEMPLATE)]),
        ('Words {% include warning.html text="Call" %}', [(1, TEMPLATE)]),
        ("{# a comment #}", [(1, TEMPLATE)]),
        ("{: .lead}", [(1, TEMPLATE)]),
        ("Words {#why .lead}", [(1, TEMPLATE)]),
        (":::danger\nStop\n:::", [(1, BOX), (3, BOX)]),
        ("!!! note\n", [(1, BOX)]),
        ("??? question", [(1, BOX)]),
        ("> [!WARNING]\n> Stop", [(1, BOX)]),
        ("Spasm\n: A sudden tightening", [(2, "A definition (: at the start of a line)")]),
        ("It is $x^2$", [(1, FOOTNOTE), (1, "A formula ($)")]),
        ("$$\na\n$$", [(1, "A formula ($)"), (3, "A formula ($)")]),
        ("Good :smile: day", [(1, "A picture by its name (:smile:)")]),
        ("==this== ++that++ ||those||", [(1, MARKED), (1, PIPES)][:1]),
        ("a | b\n1 | 2", [(1, PIPES), (2, PIPES)]),
        ("Read https://example.org/x", [(1, "An address without words")]),
        ("Read www.example.org", [(1, "An address without words")]),
        ("A<br>b", [(1, "HTML")]),
        ("<div\nclass=x>\nb</div>", [(1, "HTML"), (3, "HTML")]),
        ("<details>", [(1, "HTML")]),
        ("<?php x", [(1, "HTML")]),
        ("5 &notaname; mg", [(1, "A character by its name (&name;)")]),
        ("**Do not stop", [(1, "A *, __ or ` without its partner")]),
        ("`Do not stop", [(1, "A *, __ or ` without its partner")]),
        ("One\n\\newpage", [(2, "A command (\\)")]),
        ("%% later %%", [(1, "A comment (%%)")]),
        ("#Why", [(1, "A heading without a space after its #")]),
        ("• one\n• two", [(1, "A point that is no list"), (2, "A point that is no list")]),
        ("One\n\n***", [(3, "A line across the page")]),
        ("One\n\n\tcode", [(3, "Text that starts with four spaces")]),
        ("~~~\ncode\n~~~", [(1, "Code (in backticks)")]),
        ("Take `5 mg`.", [(1, "Code (in backticks)")]),
    ],
)
def test_what_means_something_elsewhere_is_named_with_its_line(text, problems):
    assert problems_of(text) == problems


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            "One\n\n[a]: https://example.org",
            (
                3,
                "This line is not shown: it is the target of a link, and no link has it. Delete it.",
            ),
        ),
        (
            "[a][a]\n\n[a]: /x/\n[a]: /y/",
            (4, "Another line is the target of this link already. Delete one."),
        ),
        (
            "- a\n  - b\n    - c",
            (3, "A list may have lists in it, but those have none. Make it flatter."),
        ),
        (
            "3. a\n4. b",
            (1, "A numbered list starts with 1 here. Write 1., or put \\ before the dot."),
        ),
        (
            '[a](/x/ "b")',
            (1, "A link has words and an address, and no title in quotes. Delete that."),
        ),
        ("| a | b |\n|---|---|\n| 1 |", (3, "This row has 1 cells, and the first has 2.")),
        (
            "> | a |\n> |---|\n> | 1 | 2 |",
            (3, "This row has 2 cells, and the first has 1."),
        ),
        (
            ">" * 70 + " a",
            (1, "This text is too long, or its elements are nested too deeply. Divide it."),
        ),
        (
            "a" * 200_001,
            (1, "This text is too long, or its elements are nested too deeply. Divide it."),
        ),
    ],
)
def test_what_would_be_left_out_in_silence_is_said(text, problem):
    page = Page("a.md", text)
    markdown.article_text(page)
    assert [(found.line, found.message) for found in page.problems] == [problem]


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("*Rest* _now_, ***please***", "<p><em>Rest</em> <em>now</em>, <em><strong>please</strong></em></p>"),
        ("> I rest.\n>\n> Often.", "<blockquote><p>I rest.</p><p>Often.</p></blockquote>"),
        ("[a][b]\n\n[b]: https://example.org", '<p><a href="https://example.org">a</a></p>'),
        ("[A]\n\n[a]: /symptoms/", '<p><a href="/symptoms/">A</a></p>'),
        ("- a\n  1. b", "<ul><li><p>a</p><ol><li><p>b</p></li></ol></li></ul>"),
        ("A \\[sic\\] \\{b\\} \\*c\\* \\# \\| \\<d\\> \\~~e", "<p>A [sic] {b} *c* # | &lt;d&gt; ~~e</p>"),
        ("From $5 to $10, ~5 mg, 5 < 10 &amp; 3 > 2", "<p>From $5 to $10, ~5 mg, 5 &lt; 10 &amp; 3 &gt; 2</p>"),
        ("At 10:30:15, a:b, snake_case, C++", "<p>At 10:30:15, a:b, snake_case, C++</p>"),
        ("<https://example.org>", '<p><a href="https://example.org">https://example.org</a></p>'),
        (
            "| Week | Dose |\n|-----:|:----:|\n| 1 | **5** mg |\n| 2 | 5 \\| 10 |",
            "<table><tbody><tr><th><p>Week</p></th><th><p>Dose</p></th></tr>"
            "<tr><td><p>1</p></td><td><p><strong>5</strong> mg</p></td></tr>"
            "<tr><td><p>2</p></td><td><p>5 | 10</p></td></tr></tbody></table>",
        ),
    ],
)  # fmt: skip
def test_what_readers_need_is_shown_as_it_is_meant(text, html):
    assert body_of(text) == html


def test_a_table_outside_the_body_is_refused():
    assert problems_of("# Closing\n\n| a |\n|---|\n| b |")[0] == (3, "A table")


@pytest.mark.django_db
def test_a_title_above_the_text_is_the_one_problem(folder):
    folder.change(ART, "Rest is **not**", "# Rest well\n\nRest is **not**")
    assert folder.problems() == [
        f"{ART}:20: text: The title is in the front matter. Delete it here: the page shows it."
    ]


@pytest.mark.django_db
def test_a_file_that_starts_with_its_title_is_told_where_it_goes(folder):
    folder.write(ART, "# Rest well\n\nRest.\n")
    assert folder.problems()[0] == (
        f"{ART}:1: Start the file with front matter: a line “---”, keys and values, a line “---”. "
        "Its title goes in there, as a line “title: Rest well”."
    )


@pytest.mark.django_db
def test_a_heading_that_skips_a_level_is_reported_at_its_own_line(folder):
    folder.change(ART, "## Why it helps", "### Why it helps")
    assert folder.problems() == [
        f"{ART}:22: text: Start with ##: a level is skipped. ### stands below one with ##."
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ('"Rest well"', '"Rest **well**"', 2),
        ("How to rest", "How {{ site.name }} to rest", 3),
        ('"A study of rest"', '"A [study](https://example.org) of rest"', 15),
        ("[fatigue]", "[<b>fatigue</b>]", 6),
    ],
)
def test_markup_in_the_front_matter_is_refused(folder, old, new, line):
    folder.change(ART, old, new)
    problems = folder.problems()
    assert problems[0].startswith(f"{ART}:{line}: ")
    assert problems[0].endswith(
        ": Write plain words: this is shown without Markdown, HTML or tags."
    )


@pytest.mark.django_db
def test_a_text_that_is_too_long_is_a_problem_with_its_file(folder):
    folder.write("topics/daily-life.md", "---\nname: Daily life\n---\n" + "Long. " * 40_000)
    folder.change(ART, "Rest is **not**", "Long. " * 40_000)
    assert folder.problems() == [
        f"{name}: text: This text is too long, or its elements are nested too deeply. Divide it."
        for name in (f"{ART}:20", "topics/daily-life.md:4")
    ]


@pytest.mark.django_db
def test_a_table_of_a_file_is_on_the_page_with_its_headings(folder, client):
    table = "| Week | Dose |\n|---|---|\n| 1 | 5 mg |\n\n## Why it helps"
    folder.write(ART, ARTICLE.replace("## Why it helps", table))
    folder.load()
    page = client.get("/articles/rest-well/").content.decode()

    assert '<div class="table" role="group" tabindex="0" aria-label="Table: Week, Dose">' in page
    assert '<th scope="col"><p>Week</p></th>' in page
    assert "<td><p>5 mg</p></td>" in page
    assert (
        Edition.objects.get(slug="rest-well").content.body
        == Article.objects.get(slug="rest-well").body
    )


@pytest.mark.parametrize(
    ("path", "href", "address"),
    [
        ("articles/a.md", "b.md", "/articles/b/"),
        ("articles/a.md", "./b.md#why", "/articles/b/#why"),
        ("articles/a.md", "../symptoms/fatigue.md", "/symptoms/fatigue/"),
        ("updates/a.md", "b.md", "/articles/b/"),
        ("topics/t.md", "../articles/b.md", "/articles/b/"),
        ("articles/a.md", "https://example.org/b.md", "https://example.org/b.md"),
        ("articles/a.md", "/articles/b/", "/articles/b/"),
    ],
)
def test_a_link_to_another_file_leads_to_its_page(path, href, address):
    page = Page(path, f"[words]({href})")
    body = markdown.article_text(page).body

    assert page.problems == []
    assert f'href="{address}"' in body


@pytest.mark.parametrize(
    "href", ["../pictures/chair.md", "../../x.md", "articles/b.md", "b.markdown"]
)
def test_a_link_to_a_file_that_is_no_page_is_refused(href):
    page = Page("articles/a.md", f"One\n[words]({href})")
    markdown.article_text(page)
    [problem] = page.problems

    assert problem.line == 2
    assert problem.message.startswith(f"“{href}” leads to no page.")


def test_a_link_to_another_file_that_is_not_live_is_refused(folder, db):
    folder.change(ART, "https://example.org/more", "pace-yourself.md")
    [problem] = folder.problems()
    assert "/articles/pace-yourself/" in problem


def test_links_within_a_text_lead_to_its_headings():
    text = "[a](#why-it-helps) [b](#tips) [c](#tip-stop-early)\n\n## Why it helps\n\nSo.\n\n"
    text += "# Tips: Ways\n\n## Stop early\n\nStop."
    assert 'href="#why-it-helps"' in body_of(text)


def test_a_link_to_a_heading_that_is_not_there_is_refused():
    page = Page("a.md", "One\n[a](#why-helps)\n\n## Why it helps\n\nSo.")
    markdown.article_text(page)
    assert [(found.line, found.message) for found in page.problems] == [
        (2, "There is no heading #why-helps in this text. Did you mean #why-it-helps?")
    ]


@pytest.mark.parametrize(
    "mark",
    ["[", "![", "[a", "[[", "*", "_", "<", "`", "{{", "{%", "~~", "**a ", "[a](", "==", "$a "],
)
def test_many_unclosed_marks_are_read_in_little_time(mark):
    start = time.process_time()
    problems_of("Rest.\n\n" + mark * 20_000)

    assert time.process_time() - start < 2


def test_a_pile_of_brackets_is_a_problem_with_its_line():
    assert (3, "Too many [ without a ] after them.") in problems_of("Rest.\n\n" + "[" * 20)
