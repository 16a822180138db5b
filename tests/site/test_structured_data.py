"""What pages tell machines: complete, true, and only about what is public now."""

import json
import re
from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from symptoms.models import Review, Source
from symptoms.text import sanitizer
from symptoms.workflow import publishing, reviewing
from tests.factories import (
    make_article,
    make_contributor,
    make_page,
    make_picture,
    make_preview_link,
    make_series,
    make_sponsor,
    make_symptom,
    make_tag,
    make_topic,
    make_user,
    publish,
)

pytestmark = pytest.mark.django_db
BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
SITE = "http://testserver"
CONDITION = {"@type": "MedicalCondition", "name": "Multiple sclerosis"}
PUBLISHER = {
    "@type": "Organization",
    "@id": f"{SITE}/#publisher",
    "name": "Symptom Series",
    "url": f"{SITE}/",
}


def graph(client, address):
    (block,) = BLOCK.findall(client.get(address).content.decode())
    data = json.loads(block)
    assert data.keys() == {"@context", "@graph"} and data["@context"] == "https://schema.org"
    return data["@graph"]


def breadcrumb(address, *steps):
    items = [
        {"@type": "ListItem", "position": number, "name": name}
        | ({"item": SITE + path} if path else {})
        for number, (name, path) in enumerate([("Home", "/"), *steps], start=1)
    ]
    return {
        "@type": "BreadcrumbList",
        "@id": f"{SITE}{address}#breadcrumb",
        "itemListElement": items,
    }


@pytest.fixture
def full(monkeypatch):
    """An article with all that can be told, approved by a person who exists."""
    monkeypatch.setattr(timezone, "now", lambda: NOON)
    article = make_article(
        "Saving energy",
        tips=["Rest first", "Ask for help"],
        tips_heading="Three ideas",
        symptoms=[make_symptom("Fatigue", also=["tiredness"])],
        tags=[make_tag("heat")],
        series=make_series("Parts"),
        series_part=7,
        author=make_contributor("Ada Writer", role="has had MS for nine years"),
        sponsor=make_sponsor(),
        sponsor_role="paid_for",
        picture=make_picture(),
    )
    article.sources.all().delete()
    Source.objects.create(
        article=article, title="A review", publisher="A journal", year=2024, url="https://ex.org/a"
    )
    revision = publishing.save_revision(article)
    nurse = make_contributor("Mei Lin", "clinician", role="MS nurse")
    reviewing.approve(revision, nurse, date(2027, 3, 2))
    Review.objects.update(at=NOON)
    publishing.publish(revision)
    monkeypatch.undo()
    return article


def test_an_article_tells_all_that_its_page_says(client, full):
    address = f"{SITE}/articles/saving-energy/"
    assert graph(client, "/articles/saving-energy/") == [
        {
            "@type": "MedicalWebPage",
            "@id": f"{address}#page",
            "url": address,
            "name": "Saving energy",
            "inLanguage": "en-us",
            "lastReviewed": "2026-03-02",
            "reviewedBy": {"@type": "Person", "name": "Mei Lin", "jobTitle": "MS nurse"},
            "about": [
                {"@type": "MedicalSymptom", "name": "Fatigue", "url": f"{SITE}/symptoms/fatigue/"},
                CONDITION,
            ],
            "mainEntity": {"@id": f"{address}#article"},
            "breadcrumb": {"@id": f"{address}#breadcrumb"},
        },
        {
            "@type": "Article",
            "@id": f"{address}#article",
            "headline": "Saving energy",
            "abstract": "About Saving energy.",
            "genre": "Health information",
            "articleSection": "Daily life",
            "datePublished": "2026-03-02T12:00:00+00:00",
            "dateModified": "2026-03-02T12:00:00+00:00",
            "author": {
                "@type": "Person",
                "name": "Ada Writer",
                "url": f"{SITE}/contributors/ada-writer/",
                "description": "has had MS for nine years",
            },
            "publisher": PUBLISHER,
            "sponsor": {"@type": "Organization", "name": "Acme"},
            "image": SITE + full.picture.get_absolute_url(),
            "isPartOf": {
                "@type": "CreativeWorkSeries",
                "name": "Parts",
                "url": f"{SITE}/series/parts/",
            },
            "position": 1,
            "citation": [
                {
                    "@type": "CreativeWork",
                    "name": "A review",
                    "url": "https://ex.org/a",
                    "datePublished": "2024",
                }
            ],
            "hasPart": {
                "@type": "ItemList",
                "name": "Three ideas",
                "itemListElement": [
                    {
                        "@type": "ListItem",
                        "position": 1,
                        "name": "Rest first",
                        "url": f"{address}#tip-rest-first",
                    },
                    {
                        "@type": "ListItem",
                        "position": 2,
                        "name": "Ask for help",
                        "url": f"{address}#tip-ask-for-help",
                    },
                ],
            },
        },
        breadcrumb(
            "/articles/saving-energy/", ("Daily life", "/topics/daily-life/"), ("Saving energy", "")
        ),
    ]


def test_a_tip_tells_what_it_is_part_of(client, full):
    path = full.tips.get(title="Rest first").get_absolute_url()
    whole = f"{SITE}/articles/saving-energy/"
    assert graph(client, path) == [
        {
            "@type": "MedicalWebPage",
            "@id": f"{SITE}{path}#page",
            "url": SITE + path,
            "name": "Rest first",
            "inLanguage": "en-us",
            "lastReviewed": "2026-03-02",
            "reviewedBy": {"@type": "Person", "name": "Mei Lin", "jobTitle": "MS nurse"},
            "sponsor": {"@type": "Organization", "name": "Acme"},
            "about": [
                {"@type": "MedicalSymptom", "name": "Fatigue", "url": f"{SITE}/symptoms/fatigue/"},
                CONDITION,
            ],
            "genre": "Health information",
            "isPartOf": {
                "@type": "Article",
                "@id": f"{whole}#article",
                "headline": "Saving energy",
                "url": whole,
            },
            "breadcrumb": {"@id": f"{SITE}{path}#breadcrumb"},
        },
        breadcrumb(
            path,
            ("Daily life", "/topics/daily-life/"),
            ("Saving energy", "/articles/saving-energy/"),
            ("Rest first", ""),
        ),
    ]


def test_what_an_article_does_not_have_is_not_told(client, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOON)
    article = make_article("Plain", kind="story", standfirst="Mine.")
    article.sources.all().delete()
    publish(article)
    address = f"{SITE}/articles/plain/"

    assert graph(client, "/articles/plain/")[:2] == [
        {
            "@type": "WebPage",
            "@id": f"{address}#page",
            "url": address,
            "name": "Plain",
            "inLanguage": "en-us",
            "about": [CONDITION],
            "mainEntity": {"@id": f"{address}#article"},
            "breadcrumb": {"@id": f"{address}#breadcrumb"},
        },
        {
            "@type": "Article",
            "@id": f"{address}#article",
            "headline": "Plain",
            "abstract": "Mine.",
            "genre": "Personal story",
            "articleSection": "Daily life",
            "datePublished": "2026-03-02T12:00:00+00:00",
            "dateModified": "2026-03-02T12:00:00+00:00",
            "author": {
                "@type": "Person",
                "name": "Ada Writer",
                "url": f"{SITE}/contributors/ada-writer/",
            },
            "publisher": PUBLISHER,
        },
    ]


def test_invented_people_are_no_persons_and_their_review_is_none_but_who_paid_is_told(client):
    article = make_article(
        "Invented",
        author=make_contributor("Bo", is_fictional=True),
        sponsor=make_sponsor(is_fictional=True),
        sponsor_role="paid_for",
    )
    revision = publishing.save_revision(article)
    nurse = make_contributor("Cy", "clinician", role="MS nurse", is_fictional=True)
    reviewing.approve(revision, nurse, reviewing.default_due())
    publishing.publish(revision)
    page, told, _breadcrumb = graph(client, "/articles/invented/")

    assert not {"lastReviewed", "reviewedBy"} & page.keys()
    assert "author" not in told
    assert told["sponsor"] == {"@type": "Organization", "name": "Acme (invented)"}
    assert "Cy" not in json.dumps([page, told]) and '"Bo' not in json.dumps([page, told])


def test_an_approval_of_an_older_text_is_not_told(client, full):
    full.body = "<p>Not what was approved.</p>"
    full.save()
    publish(full)

    assert "lastReviewed" not in graph(client, "/articles/saving-energy/")[0]


def test_who_only_supplied_pictures_is_no_sponsor(client):
    make_article("P", live=True, sponsor=make_sponsor(), sponsor_role="supplied_pictures")
    told = graph(client, "/articles/p/")[1]

    assert ("sponsor" in told, told["contributor"]["name"]) == (False, "Acme")


def test_the_front_page_tells_what_the_site_is(client):
    assert graph(client, "/") == [
        {
            "@type": "WebSite",
            "@id": f"{SITE}/#site",
            "url": f"{SITE}/",
            "name": "Symptom Series",
            "inLanguage": "en-us",
            "about": CONDITION,
            "publisher": {"@id": f"{SITE}/#publisher"},
        },
        PUBLISHER | {"logo": f"{SITE}/static/icon-512.png"},
    ]


def test_a_symptom_tells_its_other_names(client, full):
    address = f"{SITE}/symptoms/fatigue/"
    assert graph(client, "/symptoms/fatigue/") == [
        {
            "@type": "CollectionPage",
            "@id": f"{address}#page",
            "url": address,
            "name": "Fatigue",
            "inLanguage": "en-us",
            "about": [
                {"@type": "MedicalSymptom", "name": "Fatigue", "alternateName": ["tiredness"]},
                CONDITION,
            ],
            "breadcrumb": {"@id": f"{address}#breadcrumb"},
        },
        breadcrumb("/symptoms/fatigue/", ("Symptoms", "/symptoms/"), ("Fatigue", "")),
    ]


def test_a_symptoms_page_says_which_article_leads_it(client, full):
    article = make_article("Resting", symptoms=[make_symptom("Fatigue")], tips=["Sit"], live=True)
    page, _crumbs = graph(client, "/symptoms/fatigue/")
    address = f"{SITE}{article.get_absolute_url()}"

    assert (page["@type"], page["isBasedOn"], page["hasPart"]["itemListElement"]) == (
        "MedicalWebPage",
        {"@type": "Article", "@id": f"{address}#article", "headline": "Resting", "url": address},
        [{"@type": "ListItem", "position": 1, "name": "Sit", "url": f"{address}#tip-sit"}],
    )


OTHERS = {
    "/symptoms/": "CollectionPage",
    "/symptoms/fatigue/articles/": "CollectionPage",
    "/series/parts/": "CollectionPage",
    "/topics/daily-life/": "CollectionPage",
    "/tags/heat/": "CollectionPage",
    "/contributors/ada-writer/": "CollectionPage",
    "/search/?q=energy": "SearchResultsPage",
    "/about/privacy/": "WebPage",
    "/reading-settings/": "WebPage",
}


@pytest.mark.parametrize("address", [*OTHERS, "/articles/saving-energy/", "/symptoms/fatigue/"])
def test_the_breadcrumb_for_machines_is_the_one_that_is_seen(client, full, address):
    make_page("Privacy", live=True)
    *rest, told = graph(client, address)
    nav = client.get(address).content.decode()
    nav = nav.partition('aria-label="Breadcrumb"')[2].partition("</nav>")[0]
    seen = re.findall(r'<li><(?:a href="([^"]*)"|span aria-current="page")>([^<]*)<', nav)

    items = told["itemListElement"]
    assert [(i.get("item", "").removeprefix(SITE), i["name"]) for i in items] == seen
    assert rest[0]["@type"] == OTHERS.get(address, rest[0]["@type"])
    assert [item["position"] for item in items] == list(range(1, len(seen) + 1))


@pytest.mark.parametrize(
    "title", ["</script><script>alert(1)</script>", "<!--<script>", "A & B", "“é” \\u2028\u2028"]
)
def test_no_title_can_end_the_block(client, title):
    make_article(title, slug="hostile", live=True, tips=[title])
    text = client.get("/articles/hostile/").content.decode()
    (block,) = BLOCK.findall(text)

    assert not set("<>&") & set(block)
    assert graph(client, "/articles/hostile/")[1]["headline"] == title
    assert text.count('<script type="application/ld+json">') == 1


def test_data_comes_out_of_the_block_as_it_went_in():
    data = {"a": "<b>&amp;</b>", "n": [1, None, True], "é": "\u2028"}

    assert json.loads(sanitizer.data_block(data)) == data


def test_what_is_not_public_now_tells_machines_nothing(client, full):
    withdrawn = make_article("Withdrawn", live=True)
    publishing.withdraw(withdrawn, reason="Out of date.")
    draft = make_article("Draft")
    link = make_preview_link(draft)
    addresses = [
        "/articles/withdrawn/",
        "/articles/draft/",
        link.secret_path,
        "/favorites/",
        "/accounts/login/",
    ]
    for address in addresses:
        text = client.get(address).content.decode()
        assert not BLOCK.search(text) and 'property="og:title"' not in text, address


def test_another_moment_tells_machines_nothing(client, full):
    client.force_login(make_user(is_staff=True, is_superuser=True))
    client.post("/admin/symptoms/article/moment/", {"at": "2026-03-02T13:00:00"})
    text = client.get("/articles/saving-energy/").content.decode()

    assert 'id="moment"' in text
    assert not BLOCK.search(text) and "og:title" not in text


def og(client, address):
    head = client.get(address).content.decode().partition("</head>")[0]
    pairs = re.findall(r'<meta [^>]*property="([^"]+)" content="([^"]*)"', head)
    assert len(dict(pairs)) == len(pairs)
    return dict(pairs)


PICTURE = {
    "og:image": f"{SITE}/static/share.png",
    "og:image:type": "image/png",
    "og:image:width": "1200",
    "og:image:height": "630",
    "og:image:alt": "A drawing of calm hills under a low sun, with a path.",
    "og:site_name": "Symptom Series",
    "og:locale": "en_US",
}


def test_a_shared_article_says_who_paid_what_it_is_and_from_when(client, full):
    assert og(client, "/articles/saving-energy/?utm_source=x") == PICTURE | {
        "og:title": "Saving energy",
        "og:type": "article",
        "og:url": f"{SITE}/articles/saving-energy/",
        "og:description": "Paid for by Acme. Health information. About Saving energy.",
        "article:published_time": "2026-03-02T12:00:00+00:00",
        "article:modified_time": "2026-03-02T12:00:00+00:00",
    }


def test_a_shared_list_is_named_as_its_breadcrumb_names_it(client, full, settings):
    settings.SYMPTOMS = settings.SYMPTOMS | {"CARDS_PER_PAGE": 1}
    make_article("Another", live=True, topic=make_topic())
    for address in ("/topics/daily-life/", "/topics/daily-life/?page=2"):
        assert og(client, address) == PICTURE | {
            "og:title": "Daily life",
            "og:type": "website",
            "og:url": SITE + address,
            "og:description": "Articles on the topic Daily life.",
        }


def test_the_shared_front_page_is_named_as_the_site(client):
    assert og(client, "/")["og:title"] == "Symptom Series"


def test_one_language_needs_no_list_of_others(client):
    """hreflang tells versions apart; a page that has one version has nothing to tell."""
    text = client.get("/").content.decode()

    assert '<html lang="en">' in text and "hreflang" not in text


def test_pages_speak_the_language_of_the_settings(client, settings):
    settings.LANGUAGE_CODE = "de-at"
    text = client.get("/").content.decode()

    assert '<html lang="de">' in text and 'content="de_AT"' in text
    assert graph(client, "/")[0]["inLanguage"] == "de-at"
