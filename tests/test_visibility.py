"""Who sees what, on every surface: one table of states, one list of surfaces, and canary words.

Every field of each article has its own word: `old…` in the first version, `new…` in a later one.
Everything that a surface shows is searched for all of them.
"""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone

from symptoms.models import CareCallout, Collection, Favorite, SharedLink, Source, TermRevision
from symptoms.site.machines import sitemaps
from symptoms.site.machines.feeds import feed_of
from symptoms.workflow import publishing, reviewing, term_drafts, term_review
from symptoms.workflow.roles import create_roles
from tests.behind_the_cache import CachedClient
from tests.factories import (
    make_article,
    make_callout,
    make_contributor,
    make_picture,
    make_question,
    make_series,
    make_shared_link,
    make_symptom,
    make_tag,
    make_topic,
    make_user,
    make_wording_link,
    publish,
)

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
ROLES = ["anonymous", "reader", "Writer", "Medical reviewer", "Publisher", "superuser"]
# A writer and a reviewer may do less than a publisher, who may do less than a superuser.
EACH_ROLE = [
    role
    if role in {"anonymous", "reader", "superuser"}
    else pytest.param(role, marks=pytest.mark.tables)
    for role in ROLES
]

# state -> the canary words that the public may see: of the version that is live, or none.
VISIBLE = {
    "draft": None,
    "in review": None,
    "scheduled": None,
    "canceled": None,
    "live": "old",
    "live with newer draft": "old",
    "live with scheduled update": "old",
    "live after its update": "new",
    "live until a scheduled withdrawal": "old",
    "expired": None,
    "withdrawn": None,
}
# Where a withdrawn article may still be named, with the reason: its own address, and its owner's list.
NAMED_WHEN_GONE = {
    "article",
    "tip",
    "short-article",
    "short-tip",
    "favorites",
    "favorite",
    "collection",
    "shared list",
    "copy",
    "forget",
    "download",
    "sheet",
}
WITHDRAWN = {"expired", "withdrawn"}


def write(article, version):
    """Put `version`'s canary words into every field of the working copy."""
    article.title, article.slug = f"{version}title", f"{version}slug"
    inside = make_picture(credit=f"{version}caption").file.name
    article.standfirst = f"{version}standfirst"
    article.body = f'<p>{version}body</p><img src="/pictures/{inside}" alt="{version}inside">'
    article.tips_heading, article.tips_intro = f"{version}heading", f"<p>{version}intro</p>"
    article.closing = f"<p>{version}closing</p>"
    article.picture = make_picture(alt=f"{version}alt", credit=f"{version}credit")
    article.tags.set([make_tag(f"{version}tag")])
    article.save()
    article.tips.update(title=f"{version}tiptitle", body=f"<p>{version}tipbody</p>")
    article.sources.all().delete()
    Source.objects.create(
        article=article, title=f"{version}source", url=f"https://{version}url.org/"
    )
    article.callouts.all().delete()
    for level in CareCallout.Level:
        make_callout(article, level, f"{version}{level.replace('_', '')}")
    for question in article.questions.all():
        question.retire()
    make_question(article, f"{version}question")
    return publishing.save_revision(article)


@pytest.fixture
def make_state(monkeypatch):
    """Call with a state's name to get an article in that state, read at the present moment. It was
    chosen to lead the page of its symptom."""

    def make(state):
        fatigue = make_symptom("Fatigue")
        article = make_article(
            tips=["first"], symptoms=[fatigue], series=make_series("Parts"), series_part=1
        )
        type(fatigue).objects.filter(pk=fatigue.pk).update(main_article=article)
        first = write(article, "old")
        now = timezone.now()
        if state == "scheduled":
            publishing.publish(first, at=now + HOUR)
        elif state == "canceled":
            publishing.cancel(publishing.publish(first, at=now + HOUR))
        elif state == "in review":
            reviewing.submit(first)
        elif state != "draft":
            publishing.publish(first)
        if state == "live with newer draft":
            write(article, "new")
        if state in {"live with scheduled update", "live after its update"}:
            publishing.publish(write(article, "new"), at=now + HOUR)
        if state in {"live until a scheduled withdrawal", "expired"}:
            publishing.withdraw(article, reason="Why it went.", at=now + HOUR)
        if state == "withdrawn":
            publishing.withdraw(article, reason="Why it went.")
        if state in {"live after its update", "expired"}:
            monkeypatch.setattr(timezone, "now", lambda: now + 2 * HOUR)
        return article

    return make


def surfaces(article):
    """name -> addresses of everything that the public can ask for."""
    tip = article.tips.get()
    pictures = {article.picture.file.name}
    for revision in article.revisions.all():
        pictures |= revision.as_content().picture_files()
    pictures |= {f"{name[:64]}.avif" for name in pictures}
    slugs = ["oldslug", "newslug"]
    return {
        "home": [reverse("symptoms:home")],
        "article": [reverse("symptoms:article", args=[slug]) for slug in slugs],
        "page": [reverse("symptoms:page", args=[slug]) for slug in slugs],
        "feedback": [reverse("symptoms:feedback", args=[article.pk])],
        "feedback-thanks": [reverse("symptoms:feedback-thanks", args=[article.pk])],
        "tip": [reverse("symptoms:tip", args=[tip.pk, slug]) for slug in (tip.slug, "other")],
        "short-tip": [reverse("symptoms:short-tip", args=[tip.pk])],
        "short-article": [reverse("symptoms:short-article", args=[article.pk])],
        "picture": [reverse("symptoms:picture", args=[name]) for name in pictures],
        "symptoms": [reverse("symptoms:symptoms")],
        "symptom": [reverse("symptoms:symptom", args=["fatigue"])],
        "symptom-articles": [reverse("symptoms:symptom-articles", args=["fatigue"])],
        "series": [reverse("symptoms:series", args=["parts"])],
        "topic": [reverse("symptoms:topic", args=["daily-life"])],
        "tag": [reverse("symptoms:tag", args=[f"{version}tag"]) for version in ("old", "new")],
        "contributor": [reverse("symptoms:contributor", args=["ada-writer"])],
        "related": [reverse("symptoms:article", args=["neighbor"])],
        "search": [f"{reverse('symptoms:search')}?q={word}" for word in ("oldbody", "newbody")],
        "feed": [reverse("symptoms:feed")],
        "symptom-feed": [reverse("symptoms:symptom-feed", args=["fatigue"])],
        "series-feed": [reverse("symptoms:series-feed", args=["parts"])],
        "topic-feed": [reverse("symptoms:topic-feed", args=["daily-life"])],
        "sitemap": [reverse("symptoms:sitemap")],
        "sitemap-part": [
            *sitemaps.parts(),
            *(f"/sitemap-{name}.xml" for name in sitemaps.SITEMAPS),
        ],
        "robots": [reverse("symptoms:robots")],
        "favorites": [reverse("favorites:list")],
        "sheet": [reverse("favorites:sheet")],
        "yours": [reverse("favorites:yours")],
        "download": [
            reverse("favorites:download", args=[kind]) for kind in ("json", "csv", "html")
        ],
        "favorite": [reverse("favorites:favorite", args=[f.pk]) for f in Favorite.objects.all()],
        "collection": [
            reverse("favorites:collection", args=[c.pk]) for c in Collection.objects.all()
        ],
        "copy": [reverse("favorites:copy")],
        "shared list": [link.secret_path for link in SharedLink.objects.all()],
        "forget": [reverse("favorites:forget")],
    }


# Previews are shown to whoever holds a link: tests/site/test_previews.py.
# Addresses that show nothing of any article, or only answer a POST.
OTHERS = {
    "add",
    "remove",
    "reading-settings",
    "security",
    "favicon",
    "manifest",
    "seen",
    "collections",
    "delete-collection",
    "share",
    "close-share",
    "offline",
    "worker",
    "move",
    "remove-from-collection",
    "questions",
    "question",
    "star",
    "move-question",
    "remove-question",
    "adopt",
    "delete",
    "seen-all",
    "about-device",
    "updates",
}


def signed_in(client, role):
    create_roles()
    if role == "anonymous":
        return None
    user = make_user(is_staff=role not in {"reader"}, is_superuser=role == "superuser")
    if user.is_staff and not user.is_superuser:
        user.groups.add(Group.objects.get(name=role))
    client.force_login(user)
    return user


def share(article):
    """Somebody's list of `article` and its tip, for whoever has the link."""
    owner = make_user()
    collection = Collection.objects.create(user=owner, name="Theirs")
    for item in ({"article": article}, {"tip": article.tips.get()}):
        collection.put(Favorite.objects.create(user=owner, note="newbody", **item))
    make_shared_link(collection)


CANARY = re.compile(
    r"\b(old|new)(?:title|slug|standfirst|body|heading|intro|closing|alt|credit|inside|caption|tag|tiptitle|tipbody|source|url|emergency|urgent|nonurgent|question)\b"
)


def canaries(client, address):
    """The versions whose words the answer holds, in its body, its headers, or where it redirects."""
    response = client.get(address, follow=True)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    hops = " ".join(target for target, _status in response.redirect_chain)
    asked = CANARY.findall(address)
    text = (
        body.decode("utf-8", "replace").replace(address, "")
        if asked
        else body.decode("utf-8", "replace")
    )
    return set(CANARY.findall(f"{text} {hops}")), response


@pytest.mark.parametrize("state", VISIBLE)
@pytest.mark.parametrize("role", EACH_ROLE)
def test_only_live_editions_are_visible(client, make_state, state, role):
    make_article("Neighbor", live=True, symptoms=[make_symptom("Fatigue")])
    article = make_state(state)
    user = signed_in(client, role)
    if user and state in WITHDRAWN | {s for s, seen in VISIBLE.items() if seen}:
        Favorite.objects.create(user=user, article=article)
        Favorite.objects.create(user=user, tip=article.tips.get())
        collection = Collection.objects.create(user=user, name="Mine")
        for favorite in Favorite.objects.all():
            collection.put(favorite)
    share(article)
    if role == "anonymous":  # a list on the device, which anybody can forge
        client.cookies["kept"] = f"own.a{article.pk}-2000.t{article.tips.get().pk}-2000"
    allowed = {VISIBLE[state]} - {None}
    leaks = []
    for name, addresses in surfaces(article).items():
        for address in addresses:
            seen, _response = canaries(client, address)
            if name == "search":
                seen -= set(CANARY.findall(address.partition("=")[2]))
            gone = {"old"} if state in WITHDRAWN and name in NAMED_WHEN_GONE else set()
            if seen - allowed - gone:
                leaks.append((name, address, seen))
    assert leaks == []


@pytest.mark.parametrize("state", [state for state, version in VISIBLE.items() if version])
@pytest.mark.parametrize("make_client", [Client, CachedClient])
def test_what_is_live_is_visible_where_it_should_be(make_client, make_state, state):
    client = make_client()
    make_article("Neighbor", live=True, symptoms=[make_symptom("Fatigue")])
    article = make_state(state)
    share(article)
    version = VISIBLE[state]
    shown = {
        name
        for name, addresses in surfaces(article).items()
        for address in addresses
        if version in canaries(client, address)[0]
    }

    assert shown >= {
        "home", "article", "tip", "short-article", "short-tip", "symptom", "symptom-articles",
        "series", "topic", "tag", "contributor", "related",
        "search", "feed", "symptom-feed", "series-feed", "topic-feed", "sitemap-part",
        "shared list",
    }  # fmt: skip


def test_behind_the_cache_each_step_shows_at_the_next_request(make_state, monkeypatch):
    """Pages that were kept before a step are asked for again after it, by nobody and by a reader."""
    make_article("Neighbor", live=True, symptoms=[make_symptom("Fatigue")])
    article = make_state("draft")
    nobody = CachedClient()
    reader = CachedClient(shares=nobody)
    signed_in(reader, "reader")
    # Hours are enough: a day would be over for some pages.
    now, hours = timezone.now(), iter(range(1, 9))

    def an_hour_later():
        then = now + next(hours) * HOUR
        monkeypatch.setattr(timezone, "now", lambda: then)

    first = article.revisions.latest("pk")
    steps = [
        ("draft", lambda: None),
        ("live", lambda: publishing.publish(first)),
        ("live with newer draft", lambda: write(article, "new")),
        (
            "live with scheduled update",
            lambda: publishing.publish(
                article.revisions.latest("pk"), at=timezone.now() + HOUR / 2
            ),
        ),
        ("live after its update", an_hour_later),
        ("withdrawn", lambda: publishing.withdraw(article, reason="Why it went.")),
    ]
    wrong = []
    for state, step in steps:
        step()
        allowed = {VISIBLE[state]} - {None}
        for name, addresses in surfaces(article).items():
            if name in NAMED_WHEN_GONE - {"article", "tip"} or name == "search":
                continue
            for address in addresses:
                reader.get(address)
                seen, response = canaries(nobody, address)
                gone = {"old", "new"} if state == "withdrawn" and name in NAMED_WHEN_GONE else set()
                fresh = Client().get(address, follow=True)
                if seen - allowed - gone or response.status_code != fresh.status_code:
                    wrong.append((state, name, address, seen))
        # Nothing is left of the step before, and much is kept of this one.
        assert len(nobody.handler.cache.pages) > 10, state
    assert wrong == []


@pytest.mark.parametrize("state", sorted(WITHDRAWN))
def test_a_withdrawn_page_is_gone_and_says_why_but_keeps_its_text(client, make_state, state):
    article = make_state(state)
    for name in ("article", "tip"):
        response = client.get(surfaces(article)[name][0])
        text = response.content.decode()
        assert response.status_code == 410
        assert "Why it went." in text
        assert not re.search(r"oldbody|oldtipbody|oldclosing|oldsource|oldstandfirst|oldtag", text)


@pytest.mark.parametrize("state", ["draft", "in review", "scheduled", "canceled"])
def test_what_was_never_public_is_not_found(client, make_state, state):
    article = make_state(state)
    statuses = {
        name: {client.get(address).status_code for address in surfaces(article)[name]}
        for name in ("article", "page", "tip", "picture", "tag", "contributor")
    }

    assert statuses == dict.fromkeys(statuses, {404})


@pytest.mark.parametrize(
    ("offset", "version"), [(-1, "old"), (0, "new"), (1, "new")], ids=["T-1s", "T", "T+1s"]
)
def test_an_update_changes_every_surface_at_its_second(client, monkeypatch, offset, version):
    article = make_article(tips=["first"], symptoms=[make_symptom("Fatigue")])
    publishing.publish(write(article, "old"))
    start = (timezone.now() + HOUR).replace(microsecond=0)
    publishing.publish(write(article, "new"), at=start)
    monkeypatch.setattr(timezone, "now", lambda: start + timedelta(seconds=offset))

    for name in ("home", "symptom", "topic", "feed", "topic-feed", "sitemap-part", "contributor"):
        seen = set()
        for address in surfaces(article)[name]:
            seen |= canaries(client, address)[0]
        assert seen == {version}, name


def test_a_changed_address_redirects_and_a_drafts_address_is_not_revealed(client, make_state):
    make_state("live with newer draft")
    assert client.get("/articles/newslug/").status_code == 404

    article = make_article("Moved", live=True)
    article.slug = "moved-on"
    article.save()
    publish(article)
    response = client.get("/articles/moved/")
    assert (response.status_code, response.url) == (301, "/articles/moved-on/")


@pytest.mark.parametrize("canceled", [False, True])
def test_the_address_of_a_scheduled_update_is_not_told(client, make_state, canceled):
    article = make_state("live with scheduled update")
    if canceled:
        publishing.cancel(article.editions.scheduled().get())

    assert client.get("/articles/newslug/").status_code == 404
    assert client.get("/articles/oldslug/").status_code == 200


def test_an_address_has_one_case(client, make_state):
    make_state("live")

    for typed, meant in (
        ("/articles/OLDSLUG/", "/articles/oldslug/"),
        ("/symptoms/FATIGUE/", "/symptoms/fatigue/"),
        ("/articles/NEVERTHERE/", "/articles/neverthere/"),
    ):
        response = client.get(typed)
        assert (response.status_code, response["Location"]) == (301, meant)


def test_every_public_address_is_a_surface(make_state):
    """A new address fails here until it has joined the matrix."""
    names = {
        pattern.name
        for included in get_resolver().url_patterns
        if getattr(included, "namespace", None) in {"symptoms", "favorites", "shared"}
        for pattern in included.url_patterns
    }
    joined = {
        "list" if name in {"favorites", "shared list"} else name.replace(" first", "")
        for name in surfaces(make_state("live"))
    }

    assert names == (joined | OTHERS) - {"related"}


# state of a term's words -> those that readers see; its name is that of the version, or "bare".
WORDINGS = {
    "new": None,
    "proposed": "old",
    "sent back": "old",
    "taken back": "old",
    "approved": "new",
}
# The same for drafts, which topics have too.
DRAFTS = {
    "draft": "old",
    "submitted": "old",
    "returned": "old",
    "signed": "old",
    "scheduled": "old",
    "canceled": "old",
    "canceled after its start": "old",
    "discarded": "old",
    "restored": "old",
    "published": "new",
    "started": "new",
}
TERM_CANARY = re.compile(
    r"\b(old|new)(?:symptom|other|summary|series|seriesintro|topic|topicintro)\b"
)


def put_words(term, version, by=None, save=term_review.save):
    """Put `version`'s canary words into every clinical field of `term`, as a form would."""
    term = type(term).objects.get(pk=term.pk)
    term.name = f"{version}{term._meta.model_name}"
    if term._meta.model_name == "symptom":
        term.also_called, term.summary = f"{version}other", f"<p>{version}summary</p>"
    elif term._meta.model_name == "topic":
        term.description = f"<p>{version}topicintro</p>"
    else:
        term.intro = f"<p>{version}seriesintro</p>"
    save(term, by=by)


def sign(term):
    nurse = make_contributor("Nora Nurse", "clinician")
    term = type(term).objects.get(pk=term.pk)
    term_review.approve(term, term_review.read_now(term), nurse)


def word(term, state):
    """Bring the words of `term`, which has none, into a state."""
    if state != "new":
        put_words(term, "old")
        sign(term)
    put_words(term, "new")
    if state == "sent back":
        term_review.send_back(term, term_review.waiting(term).number, reason="No.")
    if state == "taken back":
        put_words(term, "old")
    if state == "approved":
        sign(term)


@pytest.mark.parametrize("state", WORDINGS)
@pytest.mark.parametrize("role", EACH_ROLE)
def test_readers_see_only_words_that_a_reviewer_approved(client, make_state, settings, state, role):
    article = make_state("live")
    settings.SYMPTOMS = settings.SYMPTOMS | {"REQUIRE_MEDICAL_REVIEW": True}
    for term in (make_symptom("Fatigue"), make_series("Parts")):
        word(term, state)

    assert term_words_seen(client, article, role) == ({WORDINGS[state]} - {None})


def draft(term, state):
    """Bring the words of `term`, which has none, into a state of a draft."""
    put_words(term, "old")
    if term_review.waiting(term):
        sign(term)
    put_words(term, "new", save=term_drafts.save)
    nurse = make_contributor("Nora Nurse", "clinician")

    def act(what, *more, **how):
        what(term, term_drafts.read_now(type(term).objects.get(pk=term.pk)), *more, **how)

    if state == "draft":
        return
    if state in {"submitted", "returned"} and term._meta.model_name != "topic":
        act(term_drafts.submit)
    if state == "returned":
        act(term_drafts.send_back, reason="No.")
    if state in {"submitted", "returned"}:
        return
    act(term_drafts.sign, nurse)
    if state == "published":
        act(term_drafts.publish)
    if state == "discarded":
        act(term_drafts.discard)
    if state in {"scheduled", "canceled", "canceled after its start", "started"}:
        act(term_drafts.schedule, timezone.now() + HOUR)
    if state.startswith("canceled"):
        term_drafts.cancel(term)
    if state == "restored":
        act(term_drafts.discard)
        put = TermRevision.objects.of(term).filter(step="draft").get()
        term_drafts.restore(term, put.number)


@pytest.mark.parametrize("state", DRAFTS)
@pytest.mark.parametrize("role", EACH_ROLE)
def test_readers_see_no_draft_before_it_starts(
    client, make_state, settings, monkeypatch, state, role
):
    article = make_state("live")
    settings.SYMPTOMS = settings.SYMPTOMS | {"REQUIRE_MEDICAL_REVIEW": True}
    for term in (make_symptom("Fatigue"), make_series("Parts"), make_topic()):
        draft(term, state)
    now = timezone.now()
    if state in {"started", "canceled after its start"}:
        monkeypatch.setattr(timezone, "now", lambda: now + 2 * HOUR)

    assert term_words_seen(client, article, role) == {DRAFTS[state]}


@pytest.mark.parametrize("role", EACH_ROLE)
def test_a_link_shows_one_wording_to_each_role_and_no_other_page_does(client, make_state, role):
    article = make_state("live")
    terms = make_symptom("Fatigue"), make_series("Parts"), make_topic()
    for term in terms:
        draft(term, "draft")
    links = [make_wording_link(term) for term in terms]

    assert term_words_seen(client, article, role) == {"old"}
    for link, term in zip(links, terms, strict=True):
        page = client.get(link.secret_path).content.decode()
        heading = page.partition("<h1>")[2].partition("</h1>")[0]
        assert heading == f"new{term._meta.model_name}"


@pytest.mark.parametrize("role", EACH_ROLE)
def test_readers_see_no_new_term_before_it_is_published(client, make_state, role):
    article = make_state("live")
    pages = []
    for make in (make_symptom, make_series, make_topic):
        term = make("Bare")
        type(term).objects.filter(pk=term.pk).update(is_public=False)
        put_words(term, "new", save=term_drafts.save)
        type(term).objects.filter(pk=term.pk).update(name=f"new{term._meta.model_name}")
        pages += [term.get_absolute_url(), feed_of(term)]
    pages.append(reverse("symptoms:symptom-articles", args=["bare"]))

    assert term_words_seen(client, article, role) == set()
    assert [client.get(page).status_code for page in pages] == [404] * 7


def term_words_seen(client, article, role):
    """The versions whose words the public pages show to `role`."""
    share(article)
    user = signed_in(client, role)
    if user:
        Favorite.objects.create(user=user, article=article)
    addresses = [address for listed in surfaces(article).values() for address in listed]
    addresses += [f"{reverse('symptoms:search')}?q={word}" for word in ("oldother", "newother")]
    seen = set()
    for address in addresses:
        response = client.get(address, follow=True)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        asked = address.partition("?q=")[2]
        text = body.decode("utf-8", "replace").replace(f"“{asked}”", "").replace(f'"{asked}"', "")
        seen |= set(TERM_CANARY.findall(text if asked else body.decode("utf-8", "replace")))
    return seen


def test_names_of_terms_are_those_of_now(client):
    article = make_article("Fatigue", live=True)
    topic, author = make_topic(), make_contributor()
    type(topic).objects.update(name="Everyday life")
    type(author).objects.update(name="Grace Writer")
    page = client.get(article.get_absolute_url()).content.decode()

    assert "Everyday life" in page and "Grace Writer" in page
    assert "Daily life" not in page and "Ada Writer" not in page
