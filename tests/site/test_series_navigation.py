"""An article of a series says which part it is, and leads to the parts around it."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from symptoms.models import Edition
from symptoms.site.articles.series_navigation import SeriesNavigation
from symptoms.web import clock
from symptoms.workflow import publishing
from tests.factories import make_article, make_series, publish

pytestmark = pytest.mark.django_db


def part(number, series="Steps", **fields):
    return make_article(
        f"{series} part {number}", series=make_series(series), series_part=number, **fields
    )


def place(article):
    found = SeriesNavigation.of(Edition.objects.live().get(article=article))
    around = [edition and edition.title for edition in (found.previous, found.next)]
    return found.number, found.count, *around


def page(client, article):
    return client.get(article.get_absolute_url()).content.decode()


@pytest.fixture
def series():
    """Parts 1, 3, 5 and 9 are live, and what stands between them is not; another series is, too."""
    live = [part(number, live=True) for number in (9, 3, 1, 5)]
    part(2)
    publish(part(4), at=timezone.now() + timedelta(days=1))
    publishing.withdraw(part(6, live=True), reason="Old.")
    part(2, series="Others", live=True)
    return {article.series_part: article for article in live}


def test_parts_are_counted_among_what_is_live_without_gaps(series):
    assert place(series[1]) == (1, 4, None, "Steps part 3")
    assert place(series[3]) == (2, 4, "Steps part 1", "Steps part 5")
    assert place(series[5]) == (3, 4, "Steps part 3", "Steps part 9")
    assert place(series[9]) == (4, 4, "Steps part 5", None)


def test_a_planned_part_counts_from_its_start(series):
    with clock.reading(timezone.now() + timedelta(days=2)):
        assert place(series[5]) == (4, 5, "Steps part 4", "Steps part 9")


def test_an_article_outside_of_a_series_has_no_place(client):
    article = make_article("Alone", live=True)

    assert SeriesNavigation.of(Edition.objects.get()) is None
    assert "series-neighbors" not in page(client, article)


def test_an_article_that_was_replaced_while_it_was_read_keeps_its_place(series):
    read = Edition.objects.live().get(article=series[3])
    series[3].standfirst = "Corrected."
    series[3].save()
    publish(series[3])
    assert SeriesNavigation.of(read).number == 2

    publishing.withdraw(series[3], reason="Old.")
    assert SeriesNavigation.of(read) is None


def test_the_page_says_the_part_and_leads_to_its_neighbors(client, series):
    html = page(client, series[3])

    assert "Part 2 of 4" in html
    links = re.findall(r'rel="(prev|next)" href="([^"]+)"', html)
    assert links == [("prev", "/articles/steps-part-1/"), ("next", "/articles/steps-part-5/")]


def test_the_only_part_of_a_series_leads_nowhere(client):
    html = page(client, part(7, live=True))

    assert "Part 1 of 1" in html
    assert "series-neighbors" not in html


def test_the_series_page_numbers_its_parts_on_every_page(client, settings, series):
    settings.SYMPTOMS = settings.SYMPTOMS | {"CARDS_PER_PAGE": 3}
    pages = [client.get(f"/series/steps/?page={n}").content.decode() for n in (1, 2)]

    parts = [re.findall(r'class="card-part">(Part \d+)<', html) for html in pages]
    assert parts == [["Part 1", "Part 2", "Part 3"], ["Part 4"]]
    assert "card-part" not in client.get("/").content.decode()
