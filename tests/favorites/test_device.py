"""A list without an account: on the device alone, merged at sign-in and sign-up, then forgotten."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from symptoms.favorites.saving import device_list, merging
from symptoms.favorites.saving.device_list import COOKIE, SavedItem
from symptoms.models import Edition, Favorite
from symptoms.workflow import publishing
from tests.accounts import steps
from tests.factories import make_article, make_user, publish

pytestmark = pytest.mark.django_db
PASSWORD = "calm seas and long walks"


@pytest.fixture
def article():
    make_article("Other", tips=1, live=True)
    return make_article("Fatigue", tips=["Rest"], live=True)


@pytest.fixture
def reader():
    user = make_user("reader@example.org", PASSWORD)
    user.emailaddress_set.create(email=user.email, verified=True, primary=True)
    return user


def save(client, kind, pk, **more):
    data = {"kind": kind, "id": pk, "next": "/symptoms/"} | more
    return client.post("/favorites/add/", data)


def sign_in(client, address="/accounts/login/"):
    return client.post(address, {"login": "reader@example.org", "password": PASSWORD}, follow=True)


def on_device(client):
    return [entry.title for entry in client.get("/favorites/").context["entries"]]


def cookie_of(client):
    found = client.cookies.get(COOKIE)
    return found.value if found else ""


def test_reading_and_asking_set_no_list(client, article):
    for address in (
        "/articles/fatigue/",
        "/favorites/",
        "/favorites/on-this-device/",
        "/symptoms/",
    ):
        assert client.get(address).status_code == 200

    assert dict(client.cookies) == {}


def test_pressing_save_keeps_the_item_on_this_device(client, article):
    response = save(client, "article", article.pk)
    cookie = response.cookies[COOKIE]

    assert (response.status_code, response.url) == (302, "/symptoms/#message")
    assert (cookie["max-age"], cookie["httponly"], cookie["samesite"]) == (2592000, True, "Lax")
    assert (
        "Saved on this device: <strong>Fatigue</strong>."
        in client.get("/symptoms/").content.decode()
    )
    assert on_device(client) == ["Fatigue"]
    assert Favorite.objects.count() == 0


def test_on_a_shared_device_the_list_goes_with_the_window(client, article):
    save(client, "article", article.pk)
    assert client.post("/favorites/on-this-device/", {"shared": "yes"}).url == "/favorites/"
    response = client.post("/favorites/add/", {"kind": "tip", "id": article.tips.get().pk})

    assert response.cookies[COOKIE]["max-age"] == ""
    assert on_device(client) == ["Rest", "Fatigue"]


def test_once_there_is_a_list_buttons_say_what_they_will_do(client, article):
    save(client, "article", article.pk)
    client.get("/")
    page = client.get("/articles/fatigue/")
    text = page.content.decode()

    assert text.count("data-to-remove>Remove from your favorites<") == 1
    assert text.count("data-to-add>Add to your favorites<") == 2
    assert page["Cache-Control"] == "private, no-store"


def test_saving_and_removing_again_change_nothing(client, article):
    item = {"kind": "article", "id": article.pk}
    save(client, **{"kind": "article", "pk": article.pk})
    before = cookie_of(client)
    client.post("/favorites/add/", item)
    assert cookie_of(client) == before

    for _ in range(2):
        client.post("/favorites/remove/", item)
    assert on_device(client) == []
    client.post("/favorites/add/", item)  # "Undo" finds the list still there
    assert on_device(client) == ["Fatigue"]


def test_the_list_holds_so_many_and_the_oldest_makes_room(client, rf):
    articles = [make_article(f"A{number}", live=True) for number in range(device_list.MOST + 1)]
    for article in articles:
        save(client, "article", article.pk)

    titles = on_device(client)
    assert len(titles) == device_list.MOST
    assert (titles[0], titles[-1]) == (f"A{device_list.MOST}", "A1")
    assert len(cookie_of(client)) < 2000


@pytest.mark.parametrize(
    "value",
    [
        "",
        "x",
        "own.a1",
        "own.z1-1",
        "own.a0-1",
        "own.a1-1-1",
        "own.a1_",
        "own.a1_zzzzzzzz",
        "own.a1-999999",
        "a" * 5000,
    ],
)
def test_a_cookie_that_cannot_be_ours_holds_nothing(rf, value):
    request = rf.get("/")
    request.COOKIES[COOKIE] = value

    assert device_list.read(request) == []


def test_doubles_in_the_cookie_count_once(rf):
    request = rf.get("/")
    request.COOKIES[COOKIE] = "own.a1_1z.t1-1999.a1-1000"

    assert sorted((kept.kind, kept.pk) for kept in device_list.read(request)) == [
        ("article", 1),
        ("tip", 1),
    ]


def test_a_forged_list_shows_no_draft(client):
    draft = make_article("Secret", tips=["Hidden"])
    client.cookies[COOKIE] = f"own.a{draft.pk}-2000.t{draft.tips.get().pk}-2000.a99999-2000"
    text = (
        client.get("/favorites/").content.decode() + client.get("/accounts/login/").content.decode()
    )

    assert "Secret" not in text and "Hidden" not in text


def test_a_draft_is_not_kept(client):
    draft = make_article("Secret")

    assert save(client, "article", draft.pk).status_code == 404
    assert cookie_of(client) == ""


def test_what_was_withdrawn_since_stays_as_a_marker(client, article):
    save(client, "article", article.pk)
    publishing.withdraw(article, reason="Out of date.")
    (entry,) = client.get("/favorites/").context["entries"]

    assert (entry.title, entry.gone) == ("Fatigue", "This article was withdrawn. Out of date.")


@pytest.mark.parametrize("page", ["login", "signup", "login/code"])
def test_before_signing_in_the_list_is_shown_with_a_way_to_delete_it(client, article, page):
    save(client, "article", article.pk)
    text = client.get(f"/accounts/{page}/").content.decode()

    assert "<li>Fatigue (Health information)</li>" in text
    assert "/favorites/forget/?next=" in text


def test_signing_in_merges_the_list_and_the_device_forgets_it(client, article, reader):
    tip = article.tips.get()
    Favorite.objects.save_item(reader, article=article.pk)
    Favorite.objects.update(note="Mine.")
    save(client, "article", article.pk)
    client.post("/favorites/add/", {"kind": "tip", "id": tip.pk})
    response = sign_in(client)

    kept = Favorite.objects.of(reader).order_by("pk")
    assert [(f.article_id, f.tip_id, f.note) for f in kept] == [
        (article.pk, None, "Mine."),
        (None, tip.pk, ""),
    ]
    assert "We moved 2 favorites from this device to your account." in (response.content.decode())
    assert cookie_of(client) == ""


def test_signing_up_merges_the_list_too(client, article):
    save(client, "article", article.pk)
    steps.sign_up(client, "new@example.org", consent="on")
    steps.confirm(client, steps.newest_code(), action="verify")

    assert Favorite.objects.get().article == article
    assert cookie_of(client) == ""


def test_signing_in_by_code_merges_the_list_too(client, article, reader):
    save(client, "article", article.pk)
    steps.ask_for_code(client)
    steps.type_code(client, steps.newest_code(), action="verify")

    assert Favorite.objects.get().article == article


def test_merging_keeps_the_older_date_and_does_no_harm_again(article, reader):
    tip = article.tips.get()
    Favorite.objects.save_item(reader, article=article.pk)
    Favorite.objects.save_item(reader, tip=tip.pk)
    old = timezone.now() - timedelta(days=90)
    Favorite.objects.filter(tip=tip).update(created_at=old)
    when = timezone.now() - timedelta(days=20)
    kept = [SavedItem("article", article.pk, when), SavedItem("tip", tip.pk, when)]
    for _ in range(2):
        merging.merge(reader, kept)

    assert Favorite.objects.get(article=article).created_at == when
    assert Favorite.objects.get(tip=tip).created_at == old
    assert Favorite.objects.count() == 2


def test_merging_keeps_the_order_and_the_times(client, reader, monkeypatch):
    articles = [make_article(f"A{number}", live=True) for number in range(4)]
    now = timezone.now()
    for number, article in enumerate(articles):
        moment = now + timedelta(seconds=number // 2)  # two in the same second
        monkeypatch.setattr(timezone, "now", lambda moment=moment: moment)
        save(client, "article", article.pk)
    before = client.get("/favorites/").context["entries"]
    sign_in(client)
    after = client.get("/favorites/").context["entries"]

    assert [entry.title for entry in before] == ["A3", "A2", "A1", "A0"]
    assert [(e.title, e.saved_at) for e in after] == [(e.title, e.saved_at) for e in before]


def test_a_list_of_an_earlier_release_is_read_with_its_days_and_its_order(client, article, reader):
    other = make_article("Older", live=True)
    client.cookies[COOKIE] = f"own.a{article.pk}-2000.a{other.pk}-2000"
    sign_in(client)

    saved = client.get("/favorites/").context["entries"]
    assert [(e.title, e.saved_at) for e in saved] == [
        ("Fatigue", datetime(2025, 6, 23, tzinfo=UTC)),
        ("Older", datetime(2025, 6, 23, tzinfo=UTC)),
    ]


def test_what_changed_while_it_was_on_the_device_is_news_after_merging(
    client, article, reader, monkeypatch
):
    now = timezone.now()
    # The device knows seconds only, and the article is not a second old.
    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(minutes=1))
    save(client, "article", article.pk)
    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(hours=1))
    article.body = "<p>New.</p>"
    article.save()
    publish(article)
    sign_in(client)

    assert "1 of your favorites changed" in client.get("/favorites/").content.decode()


def test_only_what_is_live_is_merged(article, reader):
    draft = make_article("Draft", tips=1)
    gone = make_article("Gone", live=True)
    publishing.withdraw(gone, reason="Old.")
    day = timezone.now()
    kept = [SavedItem("article", a.pk, day) for a in (draft, gone, article)]
    kept += [SavedItem("tip", draft.tips.get().pk, day), SavedItem("tip", 10**17, day)]

    assert merging.merge(reader, kept) == 1
    assert Favorite.objects.get().article == article


def test_the_next_person_on_the_device_does_not_inherit(client, article, reader):
    save(client, "article", article.pk)
    sign_in(client)
    client.post("/accounts/logout/")
    stranger = make_user()
    client.force_login(stranger)
    client.get("/")

    assert not Favorite.objects.of(stranger).exists()


def test_a_list_that_is_not_theirs_is_deleted_before_signing_in(client, article, reader):
    save(client, "article", article.pk)
    assert (
        "<li>Fatigue (Health information)</li>" in client.get("/favorites/forget/").content.decode()
    )
    assert cookie_of(client) != ""
    response = client.post("/favorites/forget/", {"next": "/accounts/login/"})
    sign_in(client, response.url)

    assert not Favorite.objects.exists()


def test_deleting_needs_a_token(article):
    client = Client(enforce_csrf_checks=True)
    client.cookies[COOKIE] = f"own.a{article.pk}-2000"

    assert client.post("/favorites/forget/").status_code == 403


def test_nothing_of_the_list_is_on_the_server(client, article):
    save(client, "article", article.pk)
    client.get("/symptoms/")
    stored = [session.get_decoded() for session in Session.objects.all()]

    assert [set(data) - {"_session_expiry"} for data in stored] in ([], [set()])


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, 302),
        ({"Origin": "http://testserver"}, 302),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({}, 403),
    ],
)
@pytest.mark.parametrize("verb", ["add", "remove"])
def test_without_a_token_only_a_form_of_this_site_changes_the_list(article, verb, headers, status):
    client = Client(enforce_csrf_checks=True)
    client.cookies[COOKIE] = "own"
    data = {"kind": "article", "id": article.pk}

    response = client.post(f"/favorites/{verb}/", data, headers=headers)
    assert response.status_code == status
    assert (COOKIE in response.cookies) == (status == 302)


def test_the_first_press_is_told_in_one_sentence_with_three_ways_on(client, article):
    save(client, "article", article.pk, next="/articles/fatigue/", at_button="yes")
    text = client.get("/articles/fatigue/").content.decode()
    message = text.partition('id="message"')[2].partition("</div>")[0]

    assert "Saved on this device: <strong>Fatigue</strong>." in message
    assert 'action="/favorites/remove/"' in message and "Undo" in message
    assert '<a class="button-link" href="/favorites/">See my list</a>' in message
    assert 'href="/accounts/signup/?next=/favorites/">Keep it in an account</a>' in message
    assert 'href="/favorites/on-this-device/">How this list works</a>' in message
    assert 'id="message"' not in client.get("/articles/fatigue/").content.decode()


def test_the_message_is_where_the_button_was(client, article):
    tip = article.tips.get()
    place = "/articles/fatigue/"
    save(client, "tip", tip.pk, next=place, at_button="yes")
    text = client.get(place).content.decode()

    # After the tip's button and before the next section of the page.
    assert text.count('id="message"') == 1
    assert text.index("data-favorite data-add") < text.index('id="message"')
    form = text.rpartition('id="message"')[0].rpartition("<form")[2]
    assert f'name="id" value="{tip.pk}"' in form and 'value="tip"' in form


def test_a_message_without_a_button_on_the_page_is_told_all_the_same(client, article):
    save(client, "article", article.pk, at_button="yes")
    text = client.get("/symptoms/").content.decode()

    assert text.count('id="message"') == 1
    assert "Saved on this device: <strong>Fatigue</strong>." in text


def test_the_script_is_told_the_same_and_the_count(client, article):
    data = {"kind": "article", "id": article.pk, "next": "/articles/fatigue/", "at_button": "yes"}
    answer = client.post("/favorites/add/", data, headers={"Accept": "application/json"}).json()

    assert (answer["verb"], answer["count"]) == ("added", 1)
    assert "Saved on this device: <strong>Fatigue</strong>." in answer["message"]
    assert Session.objects.count() == 0


@pytest.mark.parametrize("signed_in", [False, True])
def test_the_header_has_a_count_for_whoever_has_a_list(client, article, reader, signed_in):
    def count(text):
        return text.partition("data-favorites-count>")[2].partition("<")[0]

    if signed_in:
        client.force_login(reader)
    before = count(client.get("/").content.decode())
    for item in (
        {"kind": "article", "id": article.pk},
        {"kind": "tip", "id": article.tips.get().pk},
    ):
        client.post("/favorites/add/", item)

    assert before == ("&nbsp;(0)" if signed_in else "")
    assert count(client.get("/").content.decode()) == "&nbsp;(2)"
    assert count(client.get("/favorites/").content.decode()) == "&nbsp;(2)"


def test_favorites_without_a_list_explain_themselves_and_need_no_account(client):
    response = client.get("/favorites/")
    text = response.content.decode()

    assert (response.status_code, text.count('<li class="item">')) == (200, 3)
    assert "You don’t need an account." in text


def test_whoever_used_an_account_here_is_led_to_sign_in(client, article, reader):
    sign_in(client)
    del client.cookies["sessionid"]
    save(client, "article", article.pk, next="/articles/fatigue/", at_button="yes")
    text = client.get("/articles/fatigue/").content.decode()

    assert 'href="/accounts/login/?next=/favorites/">Keep it in an account</a>' in text


def saved_before(client, kind, pk):
    """On the device since an hour ago, before what is published now."""
    before = device_list.read(Asked(client))
    saved = SavedItem(kind, pk, timezone.now().replace(microsecond=0) - timedelta(hours=1))
    response = HttpResponse()
    device_list.write(response, [saved, *before], is_shared=False)
    client.cookies[COOKIE] = response.cookies[COOKIE].value


class Asked:
    """A request with the cookies of a client."""

    def __init__(self, client):
        self.COOKIES = {name: morsel.value for name, morsel in client.cookies.items()}


def published_before(*titles):
    articles = [make_article(title, tips=["Rest"], live=True) for title in titles]
    Edition.objects.update(live_from=timezone.now() - timedelta(hours=2))
    return articles


def changed(article, note="", **fields):
    type(article).objects.filter(pk=article.pk).update(**fields)
    article.refresh_from_db()
    publishing.publish(publishing.save_revision(article), override="test", change_note=note)


@pytest.mark.parametrize(
    ("note", "told"),
    [("It names another medicine.", "It names another medicine."), ("", "The text was changed.")],
)
def test_what_changed_on_the_list_of_a_device_is_told_first(client, note, told):
    quiet, other = published_before("Fatigue", "Tremor")
    for article in (other, quiet):
        saved_before(client, "article", article.pk)
    changed(other, note, body="<p>Another text altogether.</p>")
    page = client.get("/favorites/").content.decode()

    assert "1 of your favorites changed" in page
    assert told in page
    assert page.index("Tremor") < page.index("Fatigue")
    assert "csrfmiddlewaretoken" not in page


def test_a_changed_tip_and_a_withdrawn_article_are_news_on_a_device(client):
    gone, other = published_before("Fatigue", "Tremor")
    saved_before(client, "article", gone.pk)
    saved_before(client, "tip", other.tips.get().pk)
    publishing.withdraw(gone, reason="It is out of date.")
    other.tips.update(body="<p>Sit down first.</p>")
    changed(other)
    page = client.get("/favorites/").content.decode()

    assert "2 of your favorites changed" in page
    assert "The text of this tip was changed." in page
    assert "It is out of date." in page


@pytest.fixture
def later(monkeypatch):
    """A minute from now, because a device knows seconds only."""
    now = timezone.now()
    return lambda: monkeypatch.setattr(timezone, "now", lambda: now + timedelta(minutes=1))


def test_on_a_device_what_was_seen_is_no_news_anymore_but_the_next_change_is(client, later):
    (article,) = published_before("Fatigue")
    saved_before(client, "article", article.pk)
    changed(article, body="<p>Another text.</p>")
    later()
    response = client.post("/favorites/seen/", headers={"Sec-Fetch-Site": "same-origin"})
    (item,) = device_list.read(Asked(client))

    assert (response.status_code, response.url) == (302, "/favorites/")
    assert item.saved_at < item.looked_at
    assert "favorites changed" not in client.get("/favorites/").content.decode()
    client.cookies[COOKIE] = client.cookies[COOKIE].value.rpartition("_")[0]
    assert "1 of your favorites changed" in client.get("/favorites/").content.decode()


def test_what_was_seen_on_the_device_is_no_news_in_the_account(client, reader, later):
    (article,) = published_before("Fatigue")
    saved_before(client, "article", article.pk)
    changed(article, body="<p>Another text.</p>")
    later()
    client.post("/favorites/seen/", headers={"Sec-Fetch-Site": "same-origin"})
    merging.merge(reader, device_list.read(Asked(client)))
    favorite = Favorite.objects.with_changes().get()

    assert (favorite.has_changed, favorite.created_at < favorite.seen_at) == (False, True)


def test_seen_needs_a_form_of_this_site_and_a_list(client):
    (article,) = published_before("Fatigue")
    assert client.post("/favorites/seen/", headers={"Sec-Fetch-Site": "same-origin"}).url == (
        "/accounts/login/?next=/favorites/"
    )
    saved_before(client, "article", article.pk)
    before = client.cookies[COOKIE].value
    response = client.post("/favorites/seen/", headers={"Sec-Fetch-Site": "cross-site"})

    assert (response.status_code, client.cookies[COOKIE].value) == (403, before)


def test_the_list_of_a_device_costs_the_same_for_one_and_for_many(
    client, django_assert_max_num_queries
):
    articles = published_before(*(f"Number {n}" for n in range(device_list.MOST)))
    for article in articles:
        saved_before(client, "article", article.pk)
        changed(article, body="<p>Another text.</p>")
    client.get("/favorites/")

    with django_assert_max_num_queries(8):
        assert "50 of your favorites changed" in client.get("/favorites/").content.decode()
