"""The whole tier on loopback, from the files of deploy/: nginx, the server, PostgreSQL, Redis, object store."""

import json
import re
import urllib.request

import pytest

from tests.services.processes import free_port, wait_until
from tests.services.tier import Tier

METRICS = free_port()
# The last is no page of ours, and could be anybody's.
WORDS = ("incontinence", "ada@example.org", "10.9.8.7", "0123456789abcdef0123456789abcdef")


def by_socket(prepared, name):
    prepared.database(name)
    return prepared.server.url_by_socket(name)


@pytest.fixture(scope="module")
def tier(prepared, redis, store):
    prepared.upload(store)
    with Tier(
        prepared,
        DATABASE_URL=by_socket(prepared, "tier"),
        CACHE_URL=redis.url,
        STORAGE_URL=store.url,
        METRICS_PORT=str(METRICS),
    ) as tier:
        yield tier


def test_a_page_is_stored_once_and_served_to_many(tier):
    first, second = tier.get("/articles/saving-energy/"), tier.get("/articles/saving-energy/")

    assert (first.status, second.status) == (200, 200)
    assert "Saving energy" in second.text
    assert states(tier, "/articles/saving-energy/")[-2:] == ["MISS", "HIT"]


def test_whoever_has_a_session_or_a_list_never_gets_or_leaves_a_copy(tier):
    for cookie in (
        "__Host-sessionid=abcdefgh12345678",
        "kept=a1.t2",
        "other=1; reading=theme-dark",
    ):
        answer = tier.get("/symptoms/", headers={"Cookie": cookie})
        assert answer.status == 200
    assert states(tier, "/symptoms/") == ["BYPASS"] * 3
    tier.get("/symptoms/")
    assert states(tier, "/symptoms/")[-1] == "MISS"


def test_each_way_of_reading_has_its_own_copy(tier):
    dark = [tier.get("/topics/daily-life/", headers={"Cookie": "reading=theme-dark"}) for _ in "12"]
    plain = tier.get("/topics/daily-life/")

    assert "dark" in re.search("<html[^>]*>", dark[1].text)[0]
    assert "dark" not in re.search("<html[^>]*>", plain.text)[0]
    assert states(tier, "/topics/daily-life/") == ["MISS", "HIT", "MISS"]


def test_what_is_private_is_never_stored(tier):
    for path in ("/accounts/login/", "/favorites/", "/admin/login/"):
        for _ in range(2):
            assert "no-store" in tier.get(path).headers["Cache-Control"]
        assert set(states(tier, path)) <= {"MISS", "BYPASS", "EXPIRED"}


def test_scripts_styles_and_pictures_have_names_that_never_change(tier):
    page = tier.get("/articles/saving-energy/").text
    style = re.search(r'href="(/static/[^"]+\.css)"', page)[1]
    picture = re.search(r'src="(/pictures/[^"]+)"', page)[1]
    for path in (style, picture):
        answer = tier.get(path)
        assert answer.status == 200
        assert "immutable" in answer.headers["Cache-Control"]
        tier.get(path)
        wait_until(lambda path=path: states(tier, path)[-1] == "HIT", 10)  # once it is in the log
    # A session makes no difference to a style.
    tier.get(style, headers={"Cookie": "__Host-sessionid=abcdefgh12345678"})
    assert states(tier, style)[-1] == "HIT"


def test_pictures_are_in_the_object_store(tier, store):
    assert [name for name in store.names() if re.fullmatch(r"site/[0-9a-f]{64}\.webp", name)]
    assert not (tier.var / "media").exists()


@pytest.mark.parametrize("coding", ["gzip", "br"])
def test_public_text_is_compressed_and_private_text_is_not(tier, coding):
    wanted = {"Accept-Encoding": coding}
    page = tier.get("/articles/saving-energy/", headers=wanted)
    private = tier.get("/accounts/login/", headers=wanted)
    style = re.search(r'href="(/static/[^"]+\.css)"', tier.get("/").text)[1]

    assert page.headers["Content-Encoding"] == coding
    assert tier.get(style, headers=wanted).headers["Content-Encoding"] == coding
    assert private.headers.get("Content-Encoding") is None


def test_bodies_headers_and_other_hosts_are_limited(tier):
    assert tier.get("/feedback/", method="POST", body=b"x" * 13_000_000).status == 413
    assert tier.get("/", headers={"X-Long": "x" * 40_000}).status == 400
    assert tier.get("/livez").status == 404
    assert tier.ask("/livez").status == 200
    with pytest.raises(Exception, match=r"(?i)closed|reset|disconnected"):
        tier.get("/", headers={"Host": "elsewhere.example"})


def test_a_client_cannot_say_from_where_it_comes(tier):
    """The server trusts the one address that nginx saw, so a claimed one gives no new tries."""
    for number in range(6):
        tier.get("/", headers={"X-Forwarded-For": f"10.9.8.{number}"})
    assert tier.get("/accounts/login/", headers={"X-Forwarded-Proto": "http"}).status == 200


def test_no_log_says_who_asked_or_what_for(tier):
    asked = f"/search/?q={WORDS[0]}&mail={WORDS[1]}"
    tier.get(asked, headers={"X-Forwarded-For": WORDS[2], "Referer": f"https://x.example/{asked}"})
    tier.get(f"/shared/{WORDS[3]}/?q={WORDS[0]}")
    tier.get("/", headers={"X-Long": f"{WORDS[0]} " * 4_000})
    tier.get(f"/search/?q={WORDS[0]}", method="POST", body=b"x" * 13_000_000)
    text = tier.log()

    assert [word for word in (*WORDS, "127.0.0.1 ", "Mozilla") if word in text] == []
    assert '"path":"/search/"' in text
    assert '"path":"/shared/…"' in text


def test_the_server_s_log_lines_are_json_and_carry_the_id_of_nginx(tier):
    tier.get("/articles/nothing-here/")
    lines = [
        json.loads(line) for line in (tier.root / "var/log/server.log").read_text().splitlines()
    ]
    found = [line for line in lines if line["message"] == "Not Found: /articles/nothing-here/"]
    ids = {line["request"] for line in requests(tier) if line["path"] == "/articles/nothing-here/"}

    assert found
    assert {line["request"] for line in found} == ids


def test_metrics_have_an_address_of_their_own(tier):
    tier.ask("/symptoms/?q=incontinence")
    text = urllib.request.urlopen(f"http://127.0.0.1:{METRICS}/metrics", timeout=10).read().decode()

    assert 'symptoms_requests_total{method="GET",route="symptoms/",status="200"}' in text
    assert "symptoms_request_seconds_bucket" in text
    assert "incontinence" not in text
    assert tier.get("/metrics").status == 404


def test_while_the_server_is_away_copies_are_shown_and_the_rest_says_so(tier):
    tier.get("/")
    tier.stop()
    tier.close_socket()
    try:
        away = tier.get("/symptoms/?new=1")
        assert (away.status, away.headers["Retry-After"]) == (503, "60")
        assert "Please try again in a minute" in away.text
        assert tier.get("/").status == 200
    finally:
        tier.open_socket()
        tier.start()
    wait_until(lambda: tier.get("/symptoms/?new=2").status == 200, 60)


def requests(tier):
    text = (tier.root / "var/log/nginx/symptoms.log").read_text()
    return [json.loads(line) for line in text.splitlines()]


def states(tier, path):
    return [line["cache"] for line in requests(tier) if line["path"] == path]
