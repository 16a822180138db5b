"""Notes, how a tip went, and what has changed: written by the reader, seen by nobody else."""

from datetime import timedelta

import pytest
from django.utils import timezone

from symptoms.models import Collection, Edition, Favorite
from symptoms.workflow import publishing
from tests.factories import make_article, make_symptom, make_tag, make_user

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
PASSWORD = "calm seas and long walks"


@pytest.fixture
def reader(client):
    user = make_user("reader@example.org", PASSWORD)
    user.emailaddress_set.create(email=user.email, verified=True, primary=True)
    client.force_login(user)
    return user


@pytest.fixture
def article():
    return make_article("Fatigue", tips=["Rest"], symptoms=[make_symptom("Fatigue")], live=True)


def save(user, **item):
    Favorite.objects.save_item(user, **{name: row.pk for name, row in item.items()})
    return Favorite.objects.of(user).get(**item)


def shown(client, **wanted):
    return client.get("/favorites/", wanted).context["entries"]


def titles(client, **wanted):
    return [entry.title for entry in shown(client, **wanted)]


def test_a_note_and_how_a_tip_went_are_kept_and_shown(client, reader, article):
    tip = save(reader, tip=article.tips.get())
    client.post(f"/favorites/{tip.pk}/", {"note": "With tea & a <b>nap</b>.", "status": "helped"})
    text = client.get("/favorites/").content.decode()

    tip.refresh_from_db()
    assert (tip.note, tip.status) == ("With tea & a <b>nap</b>.", "helped")
    assert "With tea &amp; a &lt;b&gt;nap&lt;/b&gt;." in text
    assert "It helped me" in text


def test_an_article_has_no_way_of_having_gone(client, reader, article):
    favorite = save(reader, article=article)
    client.post(f"/favorites/{favorite.pk}/", {"note": "x", "status": "helped"})
    favorite.refresh_from_db()

    assert (favorite.note, favorite.status) == ("x", "")


@pytest.mark.parametrize(
    ("change", "complaint"),
    [({"note": "x" * 2001}, "Your note has 2001 characters."), ({"status": "cured"}, "cured")],
)
def test_what_is_refused_is_kept_in_the_form_and_not_saved(
    client, reader, article, change, complaint
):
    tip = save(reader, tip=article.tips.get())
    response = client.post(f"/favorites/{tip.pk}/", {"note": "Typed.", "status": ""} | change)
    tip.refresh_from_db()

    assert response.status_code == 422
    assert complaint in response.content.decode()
    assert (change.get("note") or "Typed.") in response.content.decode()
    assert (tip.note, tip.status) == ("", "")


def test_other_peoples_favorites_are_not_found_and_not_changed(client, reader, article):
    other = save(make_user(), tip=article.tips.get())
    Favorite.objects.update(note="Secret.")
    collection = Collection.objects.create(user=other.user, name="Private name")
    collection.put(other)
    before = [list(model.objects.values()) for model in (Favorite, Collection)]
    addresses = [
        f"/favorites/{other.pk}/",
        f"/favorites/collections/{collection.pk}/",
        f"/favorites/collections/{collection.pk}/delete/",
    ]
    for address in addresses:
        for response in (client.get(address), client.post(address, {"note": "x", "name": "x"})):
            assert response.status_code == 404
            assert b"Secret" not in response.content and b"Private" not in response.content
    for verb in ("move", "remove"):
        data = {"favorite": other.pk, "to": "later"}
        client.post(f"/favorites/collections/{collection.pk}/{verb}/", data)
    client.post(f"/favorites/{other.pk}/seen/")

    assert [list(model.objects.values()) for model in (Favorite, Collection)] == before
    assert collection.items.count() == 1


def test_removing_and_putting_back_loses_nothing(client, reader, article):
    tip = article.tips.get()
    favorite = save(reader, tip=tip)
    old = timezone.now() - timedelta(days=100)
    Favorite.objects.update(note="Mine.", status="tried", created_at=old)
    collection = Collection.objects.create(user=reader, name="Hot days")
    collection.put(favorite)
    item = {"kind": "tip", "id": tip.pk}
    client.post("/favorites/remove/", item)
    assert not Favorite.objects.exists()
    client.post("/favorites/add/", item)

    again = Favorite.objects.get()
    assert (again.note, again.status, again.created_at) == ("Mine.", "tried", old)
    assert [i.favorite for i in collection.items.all()] == [again]


def test_a_note_sent_after_the_session_ended_is_offered_again(client, reader, article):
    favorite = save(reader, article=article)
    address = f"/favorites/{favorite.pk}/"
    client.get(address)
    del client.cookies["sessionid"]
    response = client.post(address, {"note": "Typed for long."}, follow=True)
    page = client.post(
        response.redirect_chain[-1][0],
        {"login": reader.email, "password": PASSWORD},
        follow=True,
    )

    assert "Typed for long." in page.content.decode()
    client.post(address, {"note": "Typed for long."})
    assert Favorite.objects.get().note == "Typed for long."


def test_but_not_to_the_next_person(client, reader, article):
    address = f"/favorites/{save(reader, article=article).pk}/"
    client.get(address)
    del client.cookies["sessionid"]
    client.post(address, {"note": "Typed for long."})
    stranger = make_user("stranger@example.org", PASSWORD)
    stranger.emailaddress_set.create(email=stranger.email, verified=True, primary=True)
    data = {"login": stranger.email, "password": PASSWORD}
    page = client.post(f"/accounts/login/?next={address}", data, follow=True)

    assert page.status_code == 404
    assert "Typed for long." not in page.content.decode()


# --- What has changed ---------------------------------------------------------------------------


@pytest.fixture
def an_hour_later(monkeypatch):
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now + HOUR)


def rewrite(article, note="", **fields):
    for name, value in fields.items():
        setattr(article, name, value)
    article.save()
    publishing.publish(publishing.save_revision(article), change_note=note)


def changes(client):
    return {
        entry.title: entry.favorite.note_of_change if entry.has_changed else None
        for entry in shown(client)
    }


def test_nothing_has_changed_at_first(client, reader, article, an_hour_later):
    save(reader, article=article)

    assert changes(client) == {"Fatigue": None}


def test_a_changed_article_says_so_with_the_note_until_it_was_seen(
    client, reader, article, monkeypatch
):
    favorite = save(reader, article=article)
    save(reader, tip=article.tips.get())
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now + HOUR)
    rewrite(article, "A new study.", body="<p>New.</p>")
    text = client.get("/favorites/").content.decode()

    assert changes(client) == {"Rest": None, "Fatigue": "A new study."}
    assert "Changed on" in text and "A new study." in text
    monkeypatch.setattr(timezone, "now", lambda: now + 2 * HOUR)
    client.post(f"/favorites/{favorite.pk}/seen/")
    assert changes(client) == {"Rest": None, "Fatigue": None}


def test_a_changed_tip_says_so(client, reader, article, an_hour_later):
    tip = article.tips.get()
    Favorite.objects.create(
        user=reader, tip=tip, seen_at=timezone.now() - HOUR / 2, created_at=timezone.now()
    )
    tip.body = "<p>Now with more care.</p>"
    tip.save()
    rewrite(article, "Safer.")

    assert changes(client) == {"Rest": "Safer."}


def test_a_tag_or_a_change_that_was_taken_back_is_no_news(client, reader, article, monkeypatch):
    save(reader, article=article)
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now + HOUR)
    article.tags.add("cool")
    rewrite(article)
    assert changes(client) == {"Fatigue": None}

    monkeypatch.setattr(timezone, "now", lambda: now + 2 * HOUR)
    rewrite(article, "Oops.", body="<p>Wrong.</p>")
    assert changes(client) == {"Fatigue": "Oops."}
    monkeypatch.setattr(timezone, "now", lambda: now + 3 * HOUR)
    rewrite(article, "Back.", body="<p>Body.</p>")
    assert changes(client) == {"Fatigue": None}


def test_what_changed_is_on_top_and_counted_and_can_be_marked_as_seen_at_once(
    client, reader, article, monkeypatch
):
    other = make_article("Heat", tips=["Fan"], live=True)
    for one in (article, other):
        save(reader, article=one)
        save(reader, tip=one.tips.get())
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now + HOUR)
    rewrite(article, body="<p>New.</p>")
    publishing.withdraw(other, reason="Out of date.")
    page = client.get("/favorites/")
    text = page.content.decode()

    assert "3 of your favorites changed" in text
    assert [(entry.title, entry.what_changed) for entry in page.context["entries"]] == [
        ("Fan", "This article was withdrawn. Out of date."),
        ("Heat", "This article was withdrawn. Out of date."),
        ("Fatigue", "The text was changed."),
        ("Rest", ""),
    ]
    monkeypatch.setattr(timezone, "now", lambda: now + 2 * HOUR)
    at = page.context["now"].isoformat()
    rewrite(article, "Meanwhile.", body="<p>Newer.</p>")
    client.post("/favorites/seen/", {"at": at})
    again = client.get("/favorites/").context["entries"]
    assert [(e.title, e.what_changed) for e in again if e.has_changed] == [
        ("Fatigue", "Meanwhile.")
    ]


def test_seeing_all_is_of_ones_own_list_alone(client, reader, article, monkeypatch):
    other = save(make_user(), article=article)
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now + HOUR)
    client.post("/favorites/seen/", {"at": "nonsense"})

    assert Favorite.objects.get(pk=other.pk).seen_at == other.seen_at


def test_a_note_is_changed_in_the_list_and_collections_stay(client, reader, article):
    tip = save(reader, tip=article.tips.get())
    collection = Collection.objects.create(user=reader, name="Hot days")
    collection.put(tip)
    place = f"/favorites/?page=1#tip-{tip.tip_id}"
    data = {"note": "Good.", "status": "helped", "in_list": "yes", "next": place}
    response = client.post(f"/favorites/{tip.pk}/", data)
    (entry,) = client.get("/favorites/").context["entries"]

    assert response.url == place
    assert (entry.favorite.note, entry.status_in_words) == ("Good.", "It helped me")
    assert entry.collections == ((collection.pk, "Hot days"),)


def test_an_entry_has_the_tags_of_what_is_live(client, reader):
    article = make_article("Fans", tags=[make_tag("heat")], live=True)
    save(reader, article=article)
    (entry,) = shown(client)

    assert [tag.name for tag in entry.tags] == ["heat"]
    assert '<a href="/tags/heat/">heat</a>' in client.get("/favorites/").content.decode()


def test_a_planned_change_is_not_told(client, reader, article):
    save(reader, article=article)
    article.body = "<p>New.</p>"
    article.save()
    later = timezone.now() + HOUR
    publishing.publish(publishing.save_revision(article), at=later, change_note="Secret plan.")

    assert "Secret plan." not in client.get("/favorites/").content.decode()
    assert changes(client) == {"Fatigue": None}


# --- Finding one's way ----------------------------------------------------------------------------


@pytest.fixture
def three(reader):
    fatigue, heat = make_symptom("Fatigue"), make_symptom("Heat")
    first = make_article("Naps", tips=["Lie down"], symptoms=[fatigue], live=True)
    second = make_article("Fans", symptoms=[heat], live=True)
    third = make_article("Bills", live=True)
    for item in ({"article": first}, {"tip": first.tips.get()}, {"article": second}):
        save(reader, **item)
    save(reader, article=third)
    Favorite.objects.filter(article=third).update(note="Ask about the Pension")
    return reader


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, ["Bills", "Fans", "Lie down", "Naps"]),
        ({"kind": "tip"}, ["Lie down"]),
        ({"symptom": "fatigue"}, ["Lie down", "Naps"]),
        ({"q": "pension"}, ["Bills"]),
        ({"q": "NAPS"}, ["Lie down", "Naps"]),
        ({"q": "nothing"}, []),
        ({"order": "symptom"}, ["Lie down", "Naps", "Fans", "Bills"]),
        ({"kind": "cheese", "order": "cheese", "symptom": "cheese"}, []),
        ({"kind": "cheese", "order": "cheese"}, ["Bills", "Fans", "Lie down", "Naps"]),
    ],
)
def test_the_list_shows_what_is_asked_for(client, three, wanted, found):
    assert titles(client, **wanted) == found


def test_by_symptom_there_is_a_heading_for_each(client, three):
    text = client.get("/favorites/?order=symptom").content.decode()

    positions = [text.index(f"<h2>{name}</h2>") for name in ("Fatigue", "Heat")]
    assert positions == sorted(positions)
    assert "<h2>No particular symptom</h2>" in text


def test_a_withdrawn_article_is_not_found_by_its_text(client, three):
    article = Favorite.objects.get(article__title="Naps").article
    publishing.withdraw(article, reason="Old.")

    assert titles(client, symptom="fatigue") == []
    assert titles(client, q="naps") == ["Lie down", "Naps"]


@pytest.mark.parametrize("count", [0, 1, 500])
def test_the_list_asks_thirteen_questions_at_the_most(
    client, reader, count, django_assert_max_num_queries
):
    articles = [
        make_article(f"A{n}", tips=min(count, 100), live=True) for n in range(count // 100 or 1)
    ]
    tips = [tip for article in articles for tip in article.tips.all()]
    Favorite.objects.bulk_create(Favorite(user=reader, tip=tip) for tip in tips[:count])
    client.get("/favorites/")
    with django_assert_max_num_queries(13):
        response = client.get("/favorites/")
    assert response.context["listing"].total == count


def test_only_the_page_that_is_shown_is_loaded(client, reader, settings, monkeypatch):
    settings.SYMPTOMS = settings.SYMPTOMS | {"FAVORITES_PER_PAGE": 2}
    for number in range(5):
        save(reader, article=make_article(f"A{number}", tips=1, live=True))
    loaded = []
    monkeypatch.setattr(Favorite, "__init__", _counting(Favorite.__init__, loaded))

    assert titles(client) == ["A4", "A3"]
    assert len(loaded) == 2


def _counting(original, calls):
    def init(self, *args, **kwargs):
        calls.append(self)
        original(self, *args, **kwargs)

    return init


def test_a_list_reads_no_text(client, reader, article, monkeypatch):
    save(reader, tip=article.tips.get())
    save(reader, article=article)
    monkeypatch.setattr(Edition, "content", property(lambda edition: 1 / 0))

    assert titles(client) == ["Fatigue", "Rest"]
    assert client.get("/favorites/yours/my-list.csv").status_code == 200
