"""What kind of text it is and who paid for it is said in words wherever its title is shown."""

import re
import xml.etree.ElementTree as ET
from html import unescape

import pytest

from symptoms.models import Collection, Favorite, SponsorRole
from symptoms.text import disclosure
from symptoms.workflow import publishing
from tests.factories import (
    make_article,
    make_contributor,
    make_preview_link,
    make_series,
    make_shared_link,
    make_sponsor,
    make_symptom,
    make_tag,
    make_user,
)

pytestmark = pytest.mark.django_db
TITLE = "Walking further"
KIND = re.compile("Personal story")
PAID = re.compile(
    r"Sponsored: Acme \(invented\)|Paid for by Acme \(an invented company, for this demonstration\)"
)
COPY = "/favorites/offline/copy/"
# Forms about the page that the reader comes from; they list nothing.
FORMS = ("/feedback/",)


@pytest.fixture
def paid():
    """The one story and the one sponsored article of the site, with something of every kind."""
    shared = {
        "symptoms": [make_symptom("Tremor")],
        "tags": [make_tag("cup")],
        "series": make_series("Parts", intro="<p>One by one.</p>"),
        "tips": ["Take a stick"],
    }
    article = make_article(
        TITLE,
        live=True,
        kind="story",
        series_part=1,
        sponsor=make_sponsor(is_fictional=True),
        sponsor_role="paid_for",
        **shared,
    )
    other = shared | {"tips": ["Sit down"]}
    make_article("Neighbor", live=True, series_part=2, author=make_contributor("Bo"), **other)
    return article


@pytest.fixture
def reader(paid):
    user = make_user("reader@example.org")
    Favorite.objects.save_item(user, article=paid.pk)
    Favorite.objects.save_item(user, tip=paid.tips.get().pk)
    collection = Collection.objects.create(user=user, name="Mine")
    for favorite in Favorite.objects.all():
        collection.put(favorite)
    return user


def words(html):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split()).replace("( ", "(")


def crawled(client, start):
    """address -> words of the main part of every page that links lead to from `start`."""
    pages, waiting = {}, list(start)
    while waiting:
        address = waiting.pop()
        if address in pages:
            continue
        response = client.get(address)
        if not response.headers.get("Content-Type", "").startswith("text/html"):
            continue
        html = response.content.decode()
        pages[address] = words(html.partition("<main")[2] or html)
        links = map(unescape, re.findall(r'href="(/[^"#]*)', html))
        waiting += [
            link for link in links if not link.startswith(("/admin/", "/accounts/", "/static/"))
        ]
    return pages


def undisclosed(pages):
    """Those that name the article, or its tip, without saying what it is or who paid."""
    named = {
        address: text
        for address, text in pages.items()
        if (TITLE in text or "Take a stick" in text) and not address.startswith(FORMS)
    }
    return named, [a for a, text in named.items() if not (KIND.search(text) and PAID.search(text))]


def test_every_page_that_names_it_says_what_it_is_and_who_paid(client, paid):
    named, silent = undisclosed(crawled(client, ["/", "/search/?q=walking", "/search/?q=stick"]))

    assert silent == []
    assert set(named) >= {
        "/", "/search/?q=walking", "/articles/walking-further/", "/symptoms/tremor/", "/tags/cup/",
        "/topics/daily-life/", "/series/parts/", "/contributors/ada-writer/", "/articles/neighbor/",
        paid.tips.get().get_absolute_url(),
    }  # fmt: skip


def test_so_does_every_page_of_a_readers_own(client, paid, reader):
    client.force_login(reader)
    pages = crawled(client, ["/favorites/"])
    lines = {"items": [f"article-{paid.pk}", f"tip-{paid.tips.get().pk}"]}
    pages["the sheet"] = words(client.post("/favorites/sheet/", lines).content.decode())
    for kind in ("json", "csv", "html"):
        response = client.get(f"/favorites/yours/my-list.{kind}")
        pages[kind] = words(response.content.decode())
    named, silent = undisclosed(pages)

    assert silent == []
    favorite, collection = Favorite.objects.first(), Collection.objects.get()
    assert set(named) >= {
        "/favorites/", f"/favorites/{favorite.pk}/", f"/favorites/collections/{collection.pk}/",
        "/favorites/sheet/", "the sheet", "json", "csv", "html",
    }  # fmt: skip


def test_so_does_a_list_on_a_device_before_and_after_a_withdrawal(client, paid):
    client.cookies["kept"] = f"own.a{paid.pk}-2000.t{paid.tips.get().pk}-2000"
    start = ["/favorites/", "/favorites/forget/", "/accounts/login/", "/favorites/sheet/"]
    named, silent = undisclosed({address: crawled(client, [address])[address] for address in start})
    assert (set(named), silent) == (set(start), [])

    publishing.withdraw(paid, reason="It is out of date.")
    gone = ["/favorites/", "/favorites/forget/", paid.get_absolute_url()]
    pages = {address: words(client.get(address).content.decode()) for address in gone}
    assert undisclosed(pages)[1] == []


@pytest.mark.parametrize("item", ["article", "tip"])
def test_so_do_a_shared_list_and_the_copy_on_a_device_even_of_what_is_gone(client, paid, item):
    user = make_user("sharer@example.org")
    Favorite.objects.save_item(user, **{item: paid.pk if item == "article" else paid.tips.get().pk})
    collection = Collection.objects.create(user=user, name="Mine")
    collection.put(Favorite.objects.get(user=user))
    shared = make_shared_link(collection).secret_path
    client.force_login(user)

    def silent():
        pages = {a: words(client.get(a).content.decode()) for a in (shared, COPY)}
        return [a for a, text in pages.items() if not (KIND.search(text) and PAID.search(text))]

    assert silent() == []
    publishing.withdraw(paid, reason="It is out of date.")
    assert silent() == []


def test_so_do_the_feed_and_what_others_show_of_a_shared_address(client, paid):
    entries = ET.fromstring(client.get("/feed/").content).iter("{http://www.w3.org/2005/Atom}entry")
    said = {e[0].text: e.find("{*}summary").text for e in entries}
    assert said[TITLE] == (
        "Paid for by Acme (an invented company, for this demonstration). Acme makes rolling walkers. "
        "Our editors decided what this article says. Personal story. About Walking further."
    )
    assert said["Neighbor"] == "Health information. About Neighbor."

    for address in (paid.get_absolute_url(), paid.tips.get().get_absolute_url()):
        head = client.get(address).content.decode().partition("</head>")[0]
        (described,) = re.findall(r'<meta name="description"[^>]* content="([^"]*)', head)
        assert PAID.match(described) and KIND.search(described), address


def test_so_does_a_preview(client, paid):
    link = make_preview_link(paid)
    text = words(client.get(link.secret_path).content.decode())

    assert KIND.search(text) and PAID.search(text)


def test_a_symptoms_page_keeps_what_was_paid_for_apart(client, paid):
    page = words(client.get("/symptoms/tremor/").content.decode())
    answer, _, rest = page.partition("More about Tremor")

    assert "Sit down" in answer and "Take a stick" not in page and "Walking further" not in answer
    assert "Sponsored articles Walking further Personal story · Sponsored: Acme (invented)" in rest


@pytest.mark.parametrize("role", SponsorRole)
def test_every_role_has_its_sentences(role):
    said = disclosure.in_full(make_sponsor(), role)

    assert said.who.endswith("by Acme.") and "Acme makes rolling walkers." in said.more


def test_where_nobody_paid_nothing_is_said():
    assert (disclosure.in_full(None, ""), disclosure.in_short(None)) == (None, "")
