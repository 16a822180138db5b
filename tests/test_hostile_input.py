"""Whatever is requested of a public address, the response is a page, a redirect, or a clean
refusal.
"""

from urllib.parse import quote

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests.factories import make_article, make_symptom, make_tag

pytestmark = pytest.mark.django_db

HOSTILE = [
    "\0",
    "a\0b",
    "\ud800",
    "0",
    "-1",
    "1.5",
    "1e9",
    str(2**31),
    str(2**63),
    str(10**30),
    "9" * 5000,
    "x" * 60_000,
    "%" * 3000,
    "%00",
    "%ff%fe",
    "../../etc/passwd",
    "..\\..\\",
    "' OR 1=1 --",
    '"; DROP TABLE symptoms_edition; --',
    "<script>alert(1)</script>",
    "{{ 7*7 }}",
    "${7*7}",
    "\u202e\u200b\ufeff",
    "ＡＢＣ",
    "😀" * 500,
    "é" * 4000,
    "NEAR(a b) OR c*",
    "title:x AND body:y",
    "a" + "\n" * 50 + "b",
    "()",
    "[]",
    "true",
    "null",
    "٣",
]
CLEAN = {200, 301, 302, 400, 404, 410, 414}


@pytest.fixture
def article():
    return make_article(
        "Fatigue", tips=1, symptoms=[make_symptom("Fatigue")], tags=[make_tag("heat")], live=True
    )


def as_bytes(text):
    return quote(text.encode("utf-8", "surrogatepass"), safe="")


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_words_in_a_query_give_a_clean_answer(client, article, text):
    for address in (
        "/",
        "/search/",
        "/symptoms/",
        "/symptoms/fatigue/",
        "/tags/heat/",
        "/feed/",
        "/symptoms/fatigue/feed/",
        "/sitemap.xml",
        "/sitemap-articles.xml",
    ):
        for name in ("q", "page", "show", "p", "kind", "id"):
            response = client.get(f"{address}?{name}={as_bytes(text)}")
            assert response.status_code in CLEAN, (address, name)
    response = client.get(f"/search/?q=a&page={as_bytes(text)}&show={as_bytes(text)}")
    assert response.status_code in CLEAN


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_words_in_a_path_give_a_clean_answer(client, article, text):
    part = as_bytes(text)
    for pattern in (
        "/{}/", "/articles/{}/", "/tips/{}-x/", "/tips/1-{}/", "/symptoms/{}/", "/series/{}/",
        "/topics/{}/", "/tags/{}/", "/contributors/{}/", "/topics/{}/feed/", "/sitemap-{}.xml", "/pictures/{}", "/pictures/{}.webp",
    ):  # fmt: skip
        assert client.get(pattern.format(part)).status_code in CLEAN, pattern


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_words_before_sign_in_give_a_clean_answer(client, article, text):
    address = reverse("favorites:add")
    for kind, pk in (("article", text), (text, "1")):
        sent = f"kind={as_bytes(kind)}&id={as_bytes(pk)}"
        posted = client.post(address, sent, content_type="application/x-www-form-urlencoded")
        assert posted.status_code in CLEAN


@pytest.mark.parametrize("page", ["0", "-1", "x", "1.0", "99999", "100000", "", "٣", "1 "])
def test_a_page_that_does_not_exist_is_not_found(client, article, page):
    assert client.get("/", {"page": page}).status_code == 404


def test_the_words_searched_for_are_shown_and_never_run(client, article):
    text = client.get("/search/", {"q": "<script>alert(1)</script>"}).content.decode()

    assert "<script>alert(1)" not in text
    assert "&lt;script&gt;alert(1)" in text


class AnyQuery(TestCase):
    @given(st.text(max_size=60))
    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    def test_gives_a_clean_answer(self, text):
        expected = 400 if "\0" in text else 200
        assert self.client.get(f"/search/?q={as_bytes(text)}").status_code == expected
