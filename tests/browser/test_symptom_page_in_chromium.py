"""A symptom's page as a reader meets it: its order, its length on a phone, and without JavaScript."""

import pytest
from django.core.management import call_command

from symptoms.models import CareCallout, Symptom
from tests.factories import make_article, make_callout, make_symptom, publish

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# A third of what the page took before it answered.
LONGEST = 2800
ORDER = [
    "Bladder problems",
    "When to get help",
    "Tips to try",
    "Read the whole article",
    "More articles",
    "Personal stories",
    "Related symptoms",
]
SIGNS = "you can’t pass urine at all\nyou have a fever and shake\nyour back hurts below the ribs"
TIP = "<p>Go to the toilet at set times, such as every three hours.</p>" * 4


@pytest.fixture
def bladder(settings):
    settings.SYMPTOMS = settings.SYMPTOMS | {"EMERGENCY_NUMBER": "112"}
    symptom = make_symptom(
        "Bladder problems",
        also=["weak bladder", "needing to pee often", "leaking urine", "incontinence"],
        summary="<p>MS can change how your bladder stores urine. You may need to go often.</p>",
    )
    titles = [f"Plan your day around tip number {number}" for number in range(1, 6)]
    article = make_article("Calming your bladder", symptoms=[symptom], tips=titles)
    article.tips.update(body=TIP)
    for level in CareCallout.Level:
        make_callout(article, level, SIGNS)
    publish(article)
    others = [symptom, make_symptom("Sleep problems")]
    for number in range(4):
        make_article(f"Nights {number}", symptoms=others, live=True)
        make_article(f"My nights {number}", kind="story", symptoms=others, live=True)
    return symptom


def top_of(page, name):
    return page.get_by_role("heading", name=name, exact=True).bounding_box()["y"]


@pytest.mark.parametrize("width", [375, 1280])
def test_help_comes_first_and_everything_else_in_its_order(visit, bladder, width):
    page = visit(width=width)
    page.goto(bladder.get_absolute_url())
    page.get_by_text("More about Bladder problems").click()
    tops = [top_of(page, name) for name in ORDER]

    assert tops == sorted(tops)
    assert page.get_by_role("heading", name="Call 112 now").bounding_box()["y"] < tops[2]


def test_on_a_phone_it_is_a_third_as_long_as_it_was(visit, bladder):
    page = visit(width=375)
    page.goto(bladder.get_absolute_url())
    more = page.get_by_text("More about Bladder problems").bounding_box()

    assert more["y"] + more["height"] < LONGEST


def test_a_tip_is_read_whole_in_one_press_without_javascript(visit, bladder):
    page = visit(width=375, java_script_enabled=False)
    page.goto(bladder.get_absolute_url())
    tip = page.locator(".tips-to-try li").nth(1)
    assert not tip.locator(".prose").is_visible()
    tip.locator("summary").click()

    assert tip.locator(".prose p").count() == 4
    assert all(paragraph.is_visible() for paragraph in tip.locator(".prose p").all())
    assert tip.get_by_text("Add to your favorites").is_visible()


def test_paper_shows_every_tip_whole(visit, bladder):
    page = visit()
    page.goto(bladder.get_absolute_url())
    page.emulate_media(media="print")
    shown = page.locator(".tips-to-try .prose p").evaluate_all(
        "all => all.filter(e => e.getBoundingClientRect().height > 0 && e.checkVisibility()).length"
    )

    assert shown == 20


# The boxes of a page, as wide as a line may be; and what is not in the middle of its row.
EDGES = """() => [...new Set([...document.querySelectorAll(
  '.care, .tips-to-try > ul > li, .print-sheet, .callout, .more-about > summary')]
  .map(e => Math.round(e.getBoundingClientRect().right)))]"""
OFF_THE_MIDDLE = """() => [...document.querySelectorAll('.tips-to-try > ul > li')].filter(row => {
  const middle = e => e.getBoundingClientRect().top + e.getBoundingClientRect().height / 2
  return Math.abs(middle(row) - middle(row.querySelector('.tick input'))) > 2
}).map(row => row.innerText)"""


def test_boxes_end_at_one_edge_and_checkboxes_stand_in_the_middle(visit, bladder):
    for width in (1280, 375):
        page = visit(width=width)
        page.goto(bladder.get_absolute_url())

        assert len(page.evaluate(EDGES)) == 1
        assert page.evaluate(OFF_THE_MIDDLE) == []


def test_every_symptom_of_the_demo_is_short_on_a_phone(visit, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.SYMPTOMS = settings.SYMPTOMS | {"EMERGENCY_NUMBER": "112"}
    call_command("loadcontent", "symptoms/demo", verbosity=0)
    page = visit(width=375)
    lengths = {}
    for symptom in Symptom.objects.public():
        page.goto(symptom.get_absolute_url())
        more = page.locator(".more-about > summary").bounding_box()
        lengths[symptom.name] = more["y"] + more["height"]

    assert len(lengths) >= 14
    assert {name: length for name, length in lengths.items() if length > LONGEST} == {}
