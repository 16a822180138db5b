"""Pictures in the text of a content folder: in their own paragraph, and nowhere else."""

import pytest

from symptoms.importer import body_pictures
from symptoms.models import Article, Edition, Picture
from symptoms.text import text_pictures
from tests.importer.test_bad_files import ART

pytestmark = pytest.mark.django_db
ROW = "Rest is **not** sleep. Read [more about rest](https://example.org/more)."


def with_lines(folder, lines):
    folder.change(ART, ROW, lines)
    return folder


def img(alt):
    return f'<img src="/pictures/{Picture.objects.get().file.name}" alt="{alt}">'


@pytest.mark.parametrize(
    "name",
    ["chair.png", "chair.md", "chair", "../pictures/chair.png", "../pictures/chair.md", "../pictures/chair"],
)  # fmt: skip
def test_a_picture_is_known_by_its_file_its_page_or_its_name(folder, name):
    with_lines(folder, f"One.\n\n![A chair]({name})\n\nTwo.").load()

    body = Article.objects.get(slug="rest-well").body
    assert body.startswith(f"<p>One.</p>{img('A chair')}<p>Two.</p>")


def test_a_picture_of_the_text_is_public_with_its_credit_and_loads_once(folder, client):
    with_lines(folder, "One.\n\n![A chair & “stove”\nat home](chair)").load()
    content = Edition.objects.live().get(slug="rest-well").content

    assert [named.alt for named in text_pictures.named(content.body)] == [
        "A chair & “stove” at home"
    ]
    assert [picture.credit for picture in content.pictures] == ["Own work"]
    assert [line for line in folder.load() if not line.startswith("unchanged")] == []


def test_a_picture_without_words_is_decoration(folder):
    with_lines(folder, "![](chair)\n\nTwo.").load()

    assert Article.objects.get(slug="rest-well").body.startswith(f"{img('')}<p>Two.</p>")


@pytest.mark.parametrize(
    ("lines", "line", "problem"),
    [
        ("One ![A](chair) two.", 20, body_pictures.ALONE),
        ("One\n![A](chair)", 21, body_pictures.ALONE),
        ("![A](chair)\n![B](chair)", 20, body_pictures.ALONE),
        ("- One\n- ![A](chair)", 21, body_pictures.ALONE),
        ("> ![A](chair)", 20, body_pictures.ALONE),
        ("| a |\n|---|\n| ![A](chair) |", 22, body_pictures.ALONE),
        ("One.\n\n![A](table.png)", 22, "There is no picture “table.png” in the folder. Add pictures/table.md."),
        ("![A](chairs.png)", 20, "There is no picture “chairs.png” in the folder. Did you mean “chair.png”?"),
        ("![A](https://example.org/chair.png)", 20, "There is no picture “https://example.org/chair.png” in the folder. Add pictures/chair.md."),
        ("![A](../drawings/chair.png)", 20, "There is no picture “../drawings/chair.png” in the folder. Did you mean “chair.png”?"),
        ("![A **big** chair](chair)", 20, body_pictures.PLAIN),
        ('![A](chair "By Ada")', 20, body_pictures.NO_TITLE),
        (f"![{'x' * 151}](chair)", 20, "Say in at most 150 characters what the picture shows, not 151."),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_picture_is_said_with_its_line(folder, lines, line, problem):
    found = with_lines(folder, lines).problems()

    assert f"{ART}:{line}: text: {problem}" in found
    assert Article.objects.count() == 0


@pytest.mark.parametrize("old", ["Pick one.", "Put a chair in the kitchen.", "Rest is allowed."])
def test_no_other_part_of_an_article_has_pictures(folder, old):
    folder.change(ART, old, "![A](chair)")

    told = "A picture in the text is not used outside an article’s body."
    assert any(told in problem for problem in folder.problems())


def test_a_picture_with_problems_of_its_own_is_not_called_unknown(folder):
    with_lines(folder, "![A](chair)")
    folder.write("pictures/chair.png", b"no picture")

    assert [problem.partition(":")[0] for problem in folder.problems()] == ["pictures/chair.md"]
