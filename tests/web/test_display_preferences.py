"""The reading settings: bounded, stored only when saved, and applied to every page."""

import pytest
from django.urls import reverse

from symptoms.web import display_preferences
from symptoms.web.display_preferences import CHOICES, COOKIE
from tests.factories import make_article

pytestmark = pytest.mark.django_db
PAGE = "/reading-settings/"
HERE = {"Sec-Fetch-Site": "same-origin"}


def save(client, headers=HERE, **fields):
    return client.post(PAGE, fields, headers=headers)


def html_tag(client, address="/"):
    return client.get(address).content.decode().partition("<html")[2].partition(">")[0]


def test_looking_at_the_page_sets_no_cookie(client):
    assert dict(client.get(PAGE).cookies) == {}


def test_saving_sets_one_cookie_for_a_year_and_every_page_follows(client):
    make_article("Fatigue", live=True)
    response = save(client, text="150", theme="hc-dark", spacing="normal")
    cookie = response.cookies[COOKIE]

    assert response.status_code == 302
    assert list(response.cookies) == [COOKIE]
    assert (cookie.value, cookie["max-age"]) == ("text-150.theme-hc-dark", 31536000)
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    for address in ("/", "/articles/fatigue/", PAGE, "/accounts/login/", "/nothing/"):
        assert html_tag(client, address) == ' lang="en" data-text="150" data-theme="hc-dark"'


@pytest.mark.parametrize("choice", CHOICES, ids=lambda choice: choice.name)
def test_each_choice_is_kept_and_shown_as_chosen(client, choice):
    for value in choice.options:
        save(client, **{choice.name: value})
        page = client.get(PAGE).content.decode()
        assert f'id="{choice.name}-{value}" checked' in page
        assert page.count(" checked") == len(CHOICES)


def test_the_usual_settings_need_no_cookie(client):
    save(client, text="200")
    response = save(client, text="100")

    assert (response.cookies[COOKIE].value, response.cookies[COOKIE]["max-age"]) == ("", 0)
    assert html_tag(client) == ' lang="en"'


def test_everything_as_usual_again_by_one_button(client):
    save(client, text="200", theme="dark")
    save(client, text="200", theme="dark", usual="yes")

    assert COOKIE not in {name for name, cookie in client.cookies.items() if cookie.value}


@pytest.mark.parametrize(
    "cookie",
    [
        "",
        "x",
        "text-999",
        'text-"><script>',
        "-",
        "text",
        "theme-light-dark",
        "...",
        "é-ü",
        "a" * 4000,
    ],
)
def test_a_cookie_that_says_nothing_known_is_ignored(client, cookie):
    client.cookies[COOKIE] = cookie

    assert html_tag(client) == ' lang="en"'


def test_unknown_words_beside_known_ones_are_ignored():
    assert display_preferences.read({COOKIE: "size-9.text-125.font-comic"}) == {"text": "125"}


def test_the_cookie_has_few_values_so_that_caches_stay_small():
    count = 1
    for choice in CHOICES:
        count *= len(choice.options)

    assert count <= 320


def test_a_page_in_a_readers_settings_may_still_be_kept_by_caches(client):
    save(client, text="150")
    response = client.get("/")

    assert response["Cache-Control"] == "public, max-age=60, s-maxage=5"
    assert "Cookie" in response["Vary"]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, 302),
        ({"Origin": "http://testserver"}, 302),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({}, 403),
    ],
)
def test_only_this_sites_own_form_is_accepted(client, headers, status):
    response = save(client, headers=headers, text="200")

    assert response.status_code == status
    assert (COOKIE in response.cookies) == (status == 302)


@pytest.mark.parametrize(
    ("asked", "back"),
    [
        ("/articles/fatigue/", "/articles/fatigue/"),
        ("https://evil.example/", "/"),
        ("//evil.example/", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
    ],
)
def test_after_saving_the_way_back_stays_on_the_site(client, asked, back):
    response = save(client, text="150", **{"from": asked})
    page = client.get(response.url).content.decode()

    assert f'<a class="button-link" href="{back}">Back to where you were</a>' in page
    assert 'role="status"' in page


def test_every_page_links_to_the_settings_and_says_where_it_was(client):
    assert f"{reverse('symptoms:reading-settings')}?from=/symptoms/" in (
        client.get("/symptoms/").content.decode()
    )


@pytest.mark.parametrize(("font", "count"), [("site", 1), ("device", 0)])
def test_our_font_is_fetched_early_by_those_who_read_in_it(client, font, count):
    save(client, text="125", font=font)
    page = client.get("/").content.decode()

    assert page.count('<link rel="preload" as="font"') == count
