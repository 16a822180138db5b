"""Every public address through nginx and its cache, as two readers and as nobody, byte by byte."""

import json
import re
import time

import pytest

from tests.services.tier import Tier

PREPARE = """
import json
from django.conf import settings
from django.urls import reverse
settings.SYMPTOMS = settings.SYMPTOMS | {"REQUIRE_MEDICAL_REVIEW": False}
from bench.prepare import session_of
from symptoms.models import Favorite, Picture
from symptoms.site.machines import sitemaps
from tests import test_permissions
from tests.factories import make_user
from tests.test_permissions import address, names, world
# The prepared site has the picture already, and no file may be there twice.
test_permissions.make_picture = lambda: Picture.objects.get()
rows, public = world()
paths = {address(name, rows, public) for name in names() if name.startswith("symptoms:")}
paths |= set(sitemaps.parts()) | {"/symptoms/?show=visible", "/search/?q=fatigue"}
readers = [make_user(f"{name}@example.net") for name in ("anna", "bert")]
Favorite.objects.create(user=readers[0], article=rows["article"])
for tip in rows["article"].tips.all():
    Favorite.objects.create(user=readers[1], tip=tip)
print(json.dumps({
    "paths": sorted(paths),
    "sessions": [session_of(user) for user in readers],
    "article": rows["article"].get_absolute_url(),
    "pk": rows["article"].pk,
}))
"""
WITHDRAW = """
from symptoms.models import Article
from symptoms.workflow import publishing
publishing.withdraw(Article.objects.get(pk={pk}), reason="Out of date.")
"""
# What only a reader's page says: their list's count, a button that removes, and how to sign out.
PERSONAL = re.compile(
    rb'data-favorites-count>&nbsp;\(|button--favorite is-saved|data-copy-owner|csrfmiddlewaretoken"|anna@|bert@'
)
SECONDS = 5 + 1 + 1  # in nginx, in the server, and the second that nginx does not count


@pytest.fixture(scope="module")
def tier(prepared):
    with Tier(
        prepared, DATABASE_URL=prepared.database("pages"), SYMPTOMS_PAGE_CACHE_MIB="16"
    ) as tier:
        yield tier


@pytest.fixture(scope="module")
def site(tier):
    return json.loads(tier.manage("shell", "--verbosity", "0", "--command", PREPARE))


COMPARED = ("Content-Type", "Cache-Control", "Content-Security-Policy", "Location", "Set-Cookie")


def told(answer):
    """What of an answer is compared; servers add headers of their own."""
    return answer.status, [answer.headers.get(name) for name in COMPARED], answer.body


def is_shared(answer):
    return "public" in answer.headers.get("Cache-Control", "")


@pytest.mark.parametrize("accept", ["text/html", "*/*"])
def test_nobody_is_told_of_a_reader_who_asked_before(tier, site, accept):
    cookies = [f"__Host-sessionid={key}" for key in site["sessions"]]
    cookies.append(f"kept=own.a{site['pk']}-2000")
    leaks, different, kept = [], [], 0
    for path in site["paths"]:
        for cookie in cookies:
            own = tier.get(path, headers={"Cookie": cookie, "Accept": accept})
            assert not is_shared(own) or path.startswith("/pictures/"), path
        first, again = (tier.get(path, headers={"Accept": accept}) for _ in range(2))
        # A cookie that the site does not know: neither cache answers.
        fresh = tier.ask(path, headers={"Cookie": "unknown=1", "Accept": accept})
        if is_shared(first):
            kept += 1
            if PERSONAL.search(first.body) or "Set-Cookie" in first.headers:
                leaks.append(path)
            if not told(first) == told(again) == told(fresh):
                different.append(path)
    assert (leaks, different) == ([], [])
    assert kept > 20


def test_readers_get_their_own_pages_between_those_of_others(tier, site):
    for _ in range(2):
        pages = [
            tier.get(site["article"], headers={"Cookie": f"__Host-sessionid={key}"}).body
            for key in site["sessions"]
        ]
        assert [page.count(b"button--favorite is-saved") for page in pages] == [1, 1]
        assert pages[0] != pages[1]
        assert tier.get(site["article"]).body.count(b"button--favorite is-saved") == 0


def test_a_search_is_in_no_file_of_nginx(tier, site):
    for _ in range(2):
        assert tier.get(site["article"]).status == 200
        assert tier.get("/search/?q=incontinence").status == 200
        assert tier.get("/%73earch/?q=incontinence").status == 200
    files = [path for path in tier.memory.rglob("*") if path.is_file()]

    assert files
    assert [path for path in files if b"incontinence" in path.read_bytes()] == []


def test_a_withdrawn_article_is_gone_for_everybody_in_seconds(tier, site):
    """Also when many ask for its old copy at once."""
    tier.get(site["article"])
    tier.manage("shell", "--verbosity", "0", "--command", WITHDRAW.format(pk=site["pk"]))
    time.sleep(SECONDS)

    assert [tier.get(site["article"]).status for _ in range(4)] == [410] * 4
