"""HTML allows moments down to the millisecond; more digits are invalid."""

import re
from pathlib import Path

import pytest

from symptoms.models import Favorite
from tests.factories import make_article, make_page, make_user

pytestmark = pytest.mark.django_db
TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
VALID = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d(?:\.\d{1,3})?(?:Z|[+-]\d\d:\d\d))?")


def test_no_template_writes_a_moment_with_all_its_digits():
    found = [path.name for path in TEMPLATES.rglob("*.html") if re.search(r"\|date:['\"]c", path.read_text())]  # fmt: skip
    assert found == []


def test_every_moment_of_a_page_is_valid(client):
    article, page, user = make_article(tips=1, live=True), make_page(live=True), make_user()
    Favorite.objects.create(user=user, article=article)
    client.force_login(user)
    for address in (article.get_absolute_url(), page.get_absolute_url(), "/favorites/"):
        moments = re.findall(r'<time datetime="([^"]*)"', client.get(address).content.decode())
        assert moments, address
        assert [moment for moment in moments if not VALID.fullmatch(moment)] == [], address
