"""What the templates promise, without a browser."""

import re

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from django.template.loader import render_to_string
from django.test import Client
from django.views.defaults import permission_denied

from config import errors
from symptoms.models import Edition, EditionTip, Favorite
from symptoms.workflow import publishing
from symptoms.workflow.roles import create_roles
from tests.factories import (
    make_article,
    make_callout,
    make_contributor,
    make_question,
    make_series,
    make_sponsor,
    make_symptom,
    make_tag,
    make_topic,
    make_user,
    publish,
)

pytestmark = pytest.mark.django_db

H1 = re.compile(r"<h1[ >]")
TITLE = re.compile(r"<title>(.*?)</title>", re.S)
CANONICAL = re.compile(r'<link rel="canonical" href="([^"]*)"')
HEADING = re.compile(r"<h([1-6])[ >]")


@pytest.fixture
def article():
    return make_article(
        "Easing stiff muscles",
        live=True,
        tips=["Stretch slowly", "Rest early", "Name one thing"],
        symptoms=[make_symptom("Spasticity", "both")],
        tags=[make_tag("heat")],
        series=make_series("Small steps", intro="<p>One at a time.</p>"),
        series_part=2,
        author=make_contributor("Mei Lin", role="MS nurse", is_fictional=True),
    )


@pytest.fixture
def tip(article):
    return EditionTip.objects.live().get(number=1)


@pytest.fixture
def reader(client):
    user = make_user()
    client.force_login(user)
    return user


@pytest.fixture
def addresses(tip):
    make_article("Another one", live=True, symptoms=[make_symptom("Spasticity", "both")])
    return [
        "/",
        "/search/",
        "/search/?q=stiff",
        "/search/?q=zebra",
        "/articles/easing-stiff-muscles/",
        "/articles/another-one/",
        tip.get_absolute_url(),
        "/symptoms/",
        "/symptoms/?show=visible",
        "/symptoms/spasticity/",
        "/symptoms/spasticity/articles/",
        "/series/small-steps/",
        "/topics/daily-life/",
        "/tags/heat/",
        "/contributors/mei-lin/",
    ]


def html(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status, address
    return response.content.decode()


def words(markup):
    """The text of the main part of a page, on one line."""
    main = markup.partition("<main")[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", "", "<main" + main).split())


def test_every_page_has_its_own_title_one_h1_and_no_gap_between_headings(client, addresses):
    pages = [html(client, address) for address in addresses]
    titles = [TITLE.search(page).group(1) for page in pages]
    assert len(set(titles)) == len(titles)
    for address, page in zip(addresses, pages, strict=True):
        levels = [int(level) for level in HEADING.findall(page)]
        assert levels.count(1) == 1, address
        assert all(b - a <= 1 for a, b in zip(levels, levels[1:], strict=False)), address


def test_every_page_names_its_address_itself_and_the_feed(client, addresses):
    for address in addresses:
        page = html(client, address)
        assert CANONICAL.search(page).group(1) == f"http://testserver{address.partition('?')[0]}"
        assert '<meta name="description" property="og:description" content="' in page
        assert '<link rel="alternate" type="application/atom+xml"' in page


@pytest.mark.parametrize(
    ("address", "next_page"),
    [
        ("/", "?page=2"),
        ("/symptoms/spasticity/articles/", "?page=2"),
        ("/topics/daily-life/", "?page=2"),
        ("/search/?q=about", "?q=about&page=2"),
    ],
)
def test_the_second_page_of_a_list_is_a_page_of_its_own(
    client, addresses, settings, address, next_page
):
    settings.SYMPTOMS = settings.SYMPTOMS | {"CARDS_PER_PAGE": 1}
    first = html(client, address)
    second = html(client, address.partition("?")[0] + next_page)
    assert f'href="{next_page.replace("&", "&amp;")}" aria-label="Next page:' in first
    assert CANONICAL.search(second).group(1).endswith("?page=2")
    assert TITLE.search(first).group(1) != TITLE.search(second).group(1)
    assert 'aria-label="Previous page:' in second


@pytest.mark.parametrize(
    ("address", "heading"),
    [
        ("/", "Latest articles"),
        ("/symptoms/spasticity/articles/", "All articles about Spasticity"),
        ("/topics/daily-life/", "Daily life"),
        ("/tags/heat/", "Articles tagged “heat”"),
        ("/series/small-steps/", "Small steps"),
        ("/contributors/ada-writer/", "Ada Writer"),
    ],
)
def test_the_title_and_the_heading_say_which_page_it_is(
    client, addresses, settings, address, heading
):
    settings.SYMPTOMS = settings.SYMPTOMS | {"CARDS_PER_PAGE": 1}
    for number in (1, 2):
        fields = {"symptoms": [make_symptom("Spasticity", "both")], "tags": [make_tag("heat")]}
        series = make_series("Small steps")
        make_article(f"More {number}", live=True, series=series, series_part=number + 5, **fields)
    page = html(client, f"{address}?page=2")
    assert f"<h1>{heading}, page 2</h1>" in page
    assert f"{heading}, page 2" in TITLE.search(page).group(1)
    assert ", page 1" not in html(client, address)


def test_landmarks_stand_once_and_the_skip_link_is_first(client, addresses):
    for address in addresses:
        page = html(client, address)
        assert page.count("<main ") == page.count("<header ") == page.count("<footer ") == 1
        labels = re.findall(r"<nav [^>]*aria-label(?:ledby)?=\"([^\"]+)\"", page)
        assert len(labels) == len(set(labels)) == page.count("<nav ")
        body = page.partition("<body>")[2]
        assert body.lstrip().startswith('<a class="skip-link" href="#main">')
        assert ('aria-label="Breadcrumb"' in page) == (address != "/")


def test_reading_sets_no_cookie_and_carries_no_token(client, addresses):
    for address in [*addresses, "/nothing/"]:
        response = client.get(address)
        assert not response.cookies, address
        assert b"csrfmiddlewaretoken" not in response.content, address


def test_no_page_has_styles_or_scripts_of_its_own(client, addresses, reader):
    for address in [*addresses, "/favorites/"]:
        page = html(client, address)
        page = re.sub(r'<script type="application/ld\+json">', "", page)  # data, which is not run
        assert not re.search(r"<style|<script(?! [^>]*src=)|\son\w+=|\sstyle=|javascript:", page)
        assert "target=" not in page


def test_an_article_shows_its_parts_in_order(client, article):
    text = words(html(client, "/articles/easing-stiff-muscles/"))
    parts = [
        "Health information",
        "Easing stiff muscles",
        "Small steps · Part 1 of 1",
        "About Easing stiff muscles.",
        "By Mei Lin, MS nurse (an invented person, for this demonstration)",
        "First published",
        "Add to your favorites: Easing stiff muscles",
        "On this page",
        "One at a time.",
        "Body.",
        "Tip 1 of 3",
        "Tip 3 of 3",
        "Take it to your appointment Print",
        "Everyone’s MS is different.",
        "Symptom: Spasticity",
    ]
    places = [text.index(part) for part in parts]
    assert places == sorted(places)


def test_home_leads_to_the_topics_and_series_that_have_something_to_read(client, article):
    make_article("Planned", topic=make_topic("Work"), series=make_series("Later"), series_part=1)
    page = html(client, "/")
    assert "Browse by topic Daily life" in words(page)
    assert '<a href="/topics/daily-life/">Daily life</a>' in page
    assert '<a href="/series/small-steps/">Small steps</a>' in page
    assert "/topics/work/" not in page
    assert "/series/later/" not in page


def test_home_without_topics_and_series_says_nothing_of_them(client):
    text = words(html(client, "/"))
    assert "Browse by topic" not in text
    assert "series" not in text


def test_a_short_article_has_no_table_of_contents(client):
    make_article("Short", live=True, tips=2)
    assert "On this page" not in html(client, "/articles/short/")


def test_an_article_that_was_changed_says_when(client, article):
    before = html(client, "/articles/easing-stiff-muscles/")
    article.standfirst = "A better line."
    article.save()
    publishing.publish(publishing.save_revision(article))
    after = html(client, "/articles/easing-stiff-muscles/")
    assert "Updated" not in before
    assert "</time>: The text was changed." in after.partition("Updated on <time")[2]


def test_an_article_says_what_its_publisher_noted_about_the_change(client, article):
    article.standfirst = "A better line."
    article.save()
    publishing.publish(publishing.save_revision(article), change_note="Safer words.")

    assert "</time>: Safer words." in html(client, "/articles/easing-stiff-muscles/")


@pytest.mark.parametrize(
    ("role", "sentence"),
    [
        ("paid_for", "Paid for by Acme. Acme makes rolling walkers. Our editors decided"),
        ("paid_for_and_wrote", "Written and paid for by Acme. Acme makes rolling walkers. Our"),
        ("supplied_pictures", "Pictures supplied by Acme. Acme makes rolling walkers. It did not"),
    ],
)
def test_a_sponsor_is_named_before_the_heading_with_its_part(client, role, sentence):
    make_article("Paid", live=True, tips=1, sponsor=make_sponsor(), sponsor_role=role)
    for address in ("/articles/paid/", EditionTip.objects.get().get_absolute_url()):
        before_heading = html(client, address).partition("<h1")[0] + "</main>"
        assert sentence in words(before_heading)


def test_without_an_account_saving_is_one_press(client, article, tip):
    page = html(client, "/articles/easing-stiff-muscles/")
    assert page.count('action="/favorites/add/"') == 4
    assert 'action="/favorites/remove/"' not in page
    assert page.count("data-to-add>Add to your favorites<") == 4
    assert "csrfmiddlewaretoken" not in page


def test_the_button_says_what_it_will_do(client, reader, article, tip):
    Favorite.objects.save_item(reader, tip=tip.tip_id)
    text = words(html(client, "/articles/easing-stiff-muscles/"))
    assert "Add to your favorites: Easing stiff muscles" in text
    assert "Remove from your favorites: Stretch slowly" in text
    assert "Add to your favorites: Rest early" in text
    assert "aria-pressed" not in html(client, "/articles/easing-stiff-muscles/")


def test_what_was_done_is_said_once_before_the_heading_with_its_undo(client, reader, article):
    item = {"kind": "article", "id": article.pk, "next": "/search/?q=stiff"}
    response = client.post("/favorites/add/", item)
    assert response.url == "/search/?q=stiff#message"
    page = html(client, "/search/?q=stiff")
    head = page.partition("<h1")[0]
    assert '<div id="message" class="notice" role="status" tabindex="-1">' in head
    assert "Added to your favorites: Easing stiff muscles Undo: Easing" in words(head + "</main>")
    assert 'action="/favorites/remove/"' in head
    assert 'id="message"' not in html(client, "/search/?q=stiff")
    client.post("/favorites/remove/", item)
    head = html(client, "/search/?q=stiff").partition("<h1")[0]
    assert "Removed from your favorites: Easing stiff muscles Undo" in words(head)
    assert 'action="/favorites/add/"' in head


def test_the_list_is_private_and_marks_what_is_gone(client, reader, article, tip):
    Favorite.objects.save_item(reader, article=article.pk)
    Favorite.objects.save_item(reader, tip=tip.tip_id)
    text = words(html(client, "/favorites/"))
    assert "Your favorites (2)" in text
    assert "Only you can see this list, except collections you share." in text
    assert "A tip from Easing stiff muscles" in text
    publishing.withdraw(article, reason="It is out of date.")
    page = html(client, "/favorites/")
    assert words(page).count("This article was withdrawn. It is out of date.") == 2
    assert 'href="/articles/easing-stiff-muscles/"' not in page
    assert page.count("Remove from your favorites<") == 2


def test_an_empty_list_says_how_to_begin(client, reader):
    assert "You haven’t saved anything yet." in words(html(client, "/favorites/"))


def test_how_a_list_on_this_device_works_is_said_on_a_page_of_its_own(client):
    page = html(client, "/favorites/on-this-device/")
    assert "in a cookie of this browser and nowhere else" in page
    assert "It is deleted 30 days after you last added or removed something" in page


def test_only_staff_with_a_role_are_shown_the_way_to_the_admin(client, article):
    link = f"/admin/symptoms/article/{article.pk}/change/"
    assert link not in html(client, "/articles/easing-stiff-muscles/")
    client.force_login(make_user(is_staff=True))
    assert link not in html(client, "/articles/easing-stiff-muscles/")
    editor = make_user(is_staff=True)
    create_roles()
    editor.groups.set(Group.objects.filter(name="Writer"))
    client.force_login(editor)
    assert link in html(client, "/articles/easing-stiff-muscles/")


def test_a_search_counts_and_an_empty_one_offers_a_way_on(client, addresses):
    assert "1 result for “stiff”" in words(html(client, "/search/?q=stiff"))
    text = words(html(client, "/search/?q=zebra"))
    assert "0 results for “zebra”" in text
    assert "Spasticity" in text


def test_rich_text_is_cleaned_even_if_a_row_was_written_around_the_models(client, article):
    edition = Edition.objects.live().get(slug="easing-stiff-muscles")
    stored = edition.revision.content.replace("<p>Body.</p>", "<p>Body.<script>x()</script></p>")
    type(edition.revision).objects.filter(pk=edition.revision_id).update(content=stored)
    page = html(client, "/articles/easing-stiff-muscles/")
    assert "Body." in page
    assert "x()" not in page


def test_what_was_withdrawn_says_why_and_where_to_go(client, article, tip):
    publishing.withdraw(article, reason="It is out of date.")
    for address in ("/articles/easing-stiff-muscles/", tip.get_absolute_url()):
        page = html(client, address, status=410)
        assert "It is out of date." in page
        assert "See all symptoms" in page
        assert len(H1.findall(page)) == 1


def test_what_was_withdrawn_shows_the_nearest_live_articles_and_no_draft(client, article):
    for number in range(4):
        make_article(f"Live neighbor {number}", topic=article.topic, live=True)
    make_article("Draft canary", topic=article.topic)
    publishing.withdraw(article, reason="It is out of date.")
    page = html(client, "/articles/easing-stiff-muscles/", status=410)

    assert set(re.findall(r"Live neighbor \d", page)) == {
        f"Live neighbor {number}" for number in (1, 2, 3)
    }
    assert "canary" not in page


def test_a_page_that_is_not_there_is_in_the_same_shell(client):
    page = html(client, "/nothing/", status=404)
    assert "We can’t find that page" in page
    assert 'role="search"' in page
    assert "canonical" not in page


def test_a_form_that_was_open_too_long_says_what_to_do():
    response = Client(enforce_csrf_checks=True).post("/favorites/add/", {"kind": "tip", "id": 1})
    page = response.content.decode()
    assert response.status_code == 403
    assert "Please send that again" in page
    assert 'aria-label="Breadcrumb"' in page


@pytest.mark.parametrize(("view", "status"), [(errors.bad_request, 400), (permission_denied, 403)])
def test_refusals_are_in_the_same_shell(rf, view, status):
    request = rf.get("/")
    request.user = AnonymousUser()
    response = view(request, ValueError())
    page = response.content.decode()
    assert response.status_code == status
    assert len(H1.findall(page)) == 1
    assert "See all symptoms" in page


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "405", "429"])
def test_every_dead_end_says_one_thing_and_offers_a_way_on(rf, name):
    request = rf.get("/")
    request.user = AnonymousUser()
    page = render_to_string(f"{name}.html", request=request)
    heading = re.search(r"<h1>(.*?)</h1>", page).group(1)
    assert TITLE.search(page).group(1) == f"{heading} – Symptom Series"
    assert re.search(r'<a class="button" href="/', page.partition("<main")[2])
    assert 'aria-label="Breadcrumb"' in page
    assert "canonical" not in page


def test_the_page_for_our_own_mistakes_needs_nothing():
    page = render_to_string("500.html")
    assert "Sorry, something went wrong" in page
    assert len(H1.findall(page)) == 1


@pytest.mark.parametrize("page", ["500.html", "503.html"])
def test_pages_for_failures_speak_the_language_of_the_settings(settings, page):
    settings.LANGUAGE_CODE = "de-at"

    assert '<html lang="de">' in render_to_string(page)


def test_the_table_of_contents_lists_every_heading_of_the_second_level(client):
    article = make_article(
        "Long",
        tips=2,
        body="<h2>Why it happens</h2><p>So.</p><h3>Below</h3><h2>What helps</h2>",
        symptoms=[make_symptom("Fatigue")],
    )
    make_callout(article)
    make_question(article)
    publish(article)
    page = html(client, "/articles/long/")
    inside = page.partition("<article>")[2].rpartition("</article>")[0]
    headings = re.findall(r'<h2[^>]*\bid="([^"]+)"', inside)
    contents = inside.partition('<nav class="on-this-page"')[2].partition("</nav>")[0]
    linked = re.findall(r'href="#([^"]+)"', contents)

    assert len(re.findall("<h2", inside)) == len(headings)
    assert [anchor for anchor in linked if not anchor.startswith("tip-")] == [
        anchor for anchor in headings if anchor != "on-this-page"
    ]
