"""What goes on the appointment sheet: the reader's own items that are still live; nothing is
stored.
"""

import pytest
from django.test import Client

from symptoms.favorites.appointment import code
from symptoms.models import Favorite, OwnQuestion
from symptoms.workflow import publishing, reviewing
from tests.factories import (
    make_article,
    make_callout,
    make_contributor,
    make_question,
    make_sponsor,
    make_user,
    publish,
)

pytestmark = pytest.mark.django_db
PAGE = "/favorites/sheet/"


@pytest.fixture
def reader(client):
    user = make_user("reader@example.org")
    client.force_login(user)
    return user


@pytest.fixture
def article():
    return make_article(
        "Fatigue",
        author=make_contributor("Mei Lin", "clinician"),
        standfirst="Why you tire.",
        tips=["Rest"],
        sponsor=make_sponsor(),
        sponsor_role="paid_for",
        live=True,
    )


def keep(user, article):
    Favorite.objects.save_item(user, article=article.pk)
    for tip in article.tips.all():
        Favorite.objects.save_item(user, tip=tip.pk)


def keys(article):
    return [f"article-{article.pk}", *(f"tip-{tip.pk}" for tip in article.tips.all())]


def test_the_sheet_has_title_words_source_review_and_sponsor(client, reader, article):
    nurse = make_contributor("Mei Lin", "clinician")
    reviewing.approve(article.revisions.get(), nurse, reviewing.default_due())
    keep(reader, article)
    text = client.post(PAGE, {"items": keys(article)}).content.decode()

    for words in (
        "Fatigue",
        "Why you tire.",
        "Rest before you feel tired.",
        f"testserver/a/{article.pk} ·",
        f"testserver/t/{article.tips.get().pk} ·",
        "Last reviewed",
        "Sponsored: Acme",
    ):
        assert words in text, words
    assert reader.email not in text.partition("<main")[2]


def test_only_what_is_chosen_is_on_it(client, reader, article):
    keep(reader, article)
    text = client.post(PAGE, {"items": keys(article)[1:]}).content.decode()

    assert ("Why you tire." in text, "Rest before you feel tired." in text) == (False, True)


def test_starred_questions_come_first(client, reader):
    for position, (text, star) in enumerate([("Third?", None), ("Second?", 2), ("First?", 1)]):
        OwnQuestion.objects.create(user=reader, text=text, star=star, position=position)
    asked = [str(pk) for pk in OwnQuestion.objects.values_list("pk", flat=True)]
    text = client.post(PAGE, {"questions": asked}).content.decode()
    places = [text.index(words) for words in ("First?", "Second?", "Third?")]

    assert places == sorted(places)


def test_other_peoples_questions_are_refused(client, reader):
    secret = OwnQuestion.objects.create(user=make_user(), text="Secret?")
    response = client.post(PAGE, {"questions": [str(secret.pk)]})

    assert response.status_code == 422
    assert "Secret" not in response.content.decode()


def test_other_peoples_notes_are_not_on_it(client, reader, article):
    other = make_user()
    keep(other, article)
    Favorite.objects.of(other).update(note="Their secret")
    text = client.post(PAGE, {"items": keys(article), "notes": "yes"}).content.decode()

    assert "Rest before you feel tired." in text
    assert "Their secret" not in text


def test_what_is_gone_is_not_on_it_and_is_named(client, reader, article):
    keep(reader, article)
    publishing.withdraw(article, reason="Old.")
    page = client.get(PAGE).content.decode()
    sheet = client.post(PAGE, {"items": keys(article)}).content.decode()

    assert "can’t be on the sheet: Rest, Fatigue." in page
    assert "can’t be on the sheet: Fatigue, Rest." in sheet
    assert "Rest before you feel tired." not in sheet


def test_tips_are_checked_without_an_account_and_without_a_list(client, article):
    page = client.get("/articles/fatigue/").content.decode()
    tip = article.tips.get()

    assert f'name="items" value="tip-{tip.pk}" id="tick-tip-{tip.pk}" form="print-sheet"' in page
    response = client.post(PAGE, {"items": [f"tip-{tip.pk}"], "print": "now"})
    assert "Rest before you feel tired." in response.content.decode()
    assert not response.cookies


def test_questions_of_an_article_are_checked_and_own_ones_typed(client, article):
    question = make_question(article, "May I swim?")
    draft = make_question(make_article("Draft"), "Secret draft?")
    publish(article)
    asked = [str(question.pk), str(draft.pk)]
    response = client.post(PAGE, {"asked": asked, "own": "Why me?\n\n  What   now? "})
    text = response.content.decode()

    assert [words in text for words in ("May I swim?", "Why me?", "What now?")] == [True] * 3
    assert "Secret draft?" not in text
    assert not response.cookies


def test_a_draft_cannot_be_checked(client):
    draft = make_article("Secret", tips=["Hidden"])
    text = client.post(PAGE, {"items": keys(draft), "words": "Me"}).content.decode()

    assert "For my appointment" in text
    assert "Secret" not in text and "Hidden" not in text


@pytest.mark.parametrize(
    "data",
    [
        {"items": ["tip-0"]},
        {"items": ["draft-1"]},
        {"items": [f"tip-{n}" for n in range(1, 62)]},
        {"asked": ["x"]},
        {"own": "\n".join("Why?" for _ in range(11))},
        {"own": "x" * 1001},
    ],
    ids=str,
)
def test_what_no_page_sends_is_refused(client, data):
    response = client.post(PAGE, data)

    assert response.status_code == 422
    assert "There is a problem" in response.content.decode()


def test_nothing_checked_is_said(client):
    response = client.post(PAGE, {"print": "now"})

    assert "Nothing was checked or typed." in response.content.decode()


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Origin": "http://testserver"}, 200),
        ({"Origin": "https://other.example"}, 403),
        ({"Origin": "null"}, 403),
    ],
    ids=str,
)
def test_another_site_cannot_put_words_on_it(headers, status):
    client = Client(headers=headers, enforce_csrf_checks=True)

    assert client.post(PAGE, {"words": "Call us"}).status_code == status


def test_nothing_typed_is_kept(client, reader, article):
    before = dict(client.session)
    response = client.post(PAGE, {"words": "Ada L."})

    assert "Ada L." in response.content.decode()
    assert response["Cache-Control"] == "private, no-store"
    assert dict(client.session) == before
    assert "Ada L." not in client.get(PAGE).content.decode()


def test_too_long_words_are_refused_and_stay_in_the_form(client, reader):
    response = client.post(PAGE, {"words": "x" * 121})

    assert response.status_code == 422
    assert "x" * 121 in response.content.decode()


def test_it_needs_no_account(client, article):
    client.cookies["kept"] = f"own.a{article.pk}-2000.t{article.tips.get().pk}-2000"
    assert "Fatigue" in client.get(PAGE).content.decode()
    text = client.post(PAGE, {"items": keys(article)}).content.decode()

    assert "Rest before you feel tired." in text


def test_a_forged_device_list_shows_no_draft(client):
    draft = make_article("Secret", tips=["Hidden"])
    client.cookies["kept"] = f"own.a{draft.pk}-2000.t{draft.tips.get().pk}-2000"
    text = client.get(PAGE).content.decode()

    assert "Secret" not in text and "Hidden" not in text


@pytest.mark.parametrize("count", [1, 25])
def test_it_asks_as_much_for_one_as_for_many(client, reader, count, django_assert_num_queries):
    article = make_article("Many", tips=count, live=True)
    for tip in article.tips.all():
        Favorite.objects.save_item(reader, tip=tip.pk)
    client.get(PAGE)
    with django_assert_num_queries(8):
        client.get(PAGE)


def chosen(client, data):
    return client.post(PAGE, data).content.decode()


def test_a_tip_is_on_it_whole_and_its_list_stays_a_list(client):
    body = f"<p>{'Rest first. ' * 40}</p><ul><li>one thing</li><li>Do not push on</li></ul>"
    article = make_article("Long", tips=["Rest"])
    article.tips.update(body=body)
    publish(article)
    text = chosen(client, {"items": [f"tip-{article.tips.get().pk}"]})

    assert "<li>one thing</li>" in text and "<li>Do not push on</li>" in text
    assert text.count("Rest first.") == 40


def test_the_short_form_is_printed_when_it_is_asked_for(client):
    article = make_article("Heat", tips=["Cool down", "Drink"])
    cool, drink = article.tips.all()
    article.tips.filter(pk=cool.pk).update(short="Cool your neck. Do not use ice.")
    publish(article)
    items = {"items": [f"tip-{cool.pk}", f"tip-{drink.pk}"]}
    whole, short = chosen(client, items), chosen(client, items | {"short": "yes"})

    assert "Cool your neck." not in whole
    assert whole.count("Rest before you feel tired.") == 2
    assert "Cool your neck. Do not use ice." in short
    assert short.count("Rest before you feel tired.") == 1


def test_notes_and_how_it_went_are_printed_when_the_reader_asks(client, reader, article):
    keep(reader, article)
    tip = article.tips.get()
    Favorite.objects.of(reader).filter(tip=tip).update(
        note="Best at noon\n\nNot at night", status="helped"
    )
    items = {"items": [f"tip-{tip.pk}"]}
    without, with_notes = chosen(client, items), chosen(client, items | {"notes": "yes"})

    assert "Best at noon" not in without and "It helped me" not in without
    assert "How it went: It helped me." in with_notes
    assert "<p>Best at noon</p><p>Not at night</p>" in with_notes


def test_emergency_signs_of_what_is_chosen_stand_first_and_once(client, settings):
    settings.SYMPTOMS = settings.SYMPTOMS | {"EMERGENCY_NUMBER": "112"}
    pks = []
    for name in ("One", "Two"):
        article = make_article(name, tips=[f"Tip of {name}"])
        make_callout(article, "emergency", "you lose your sight")
        make_callout(article, "urgent", "you see double")
        publish(article)
        pks.append(article.tips.get().pk)
    text = chosen(client, {"items": [f"tip-{pk}" for pk in pks]})

    assert text.count("you lose your sight") == 1
    assert text.index("Call 112 now if:") < text.index("Tip of One")
    assert "you see double" not in text


def test_what_is_left_out_is_named_with_a_way_to_print_it(client):
    article = make_article("Many", tips=40, live=True)
    items = [f"tip-{pk}" for pk in article.tips.values_list("pk", flat=True)]
    text = chosen(client, {"items": items, "own": "May I swim?", "print": "now"})
    left_out = text.partition("Not on the sheet: ")[2].partition("</p>")[0]
    shown = text.count("Rest before you feel tired.")

    assert "<strong>Two sides are full.</strong>" in text
    assert "Print on more sides" in text
    assert "data-print-now" not in text
    assert 0 < shown < 40
    assert left_out.count("of Many") == 40 - shown
    more = chosen(client, {"items": items, "more": "yes", "print": "now"})
    assert more.count("Rest before you feel tired.") == 40
    assert "data-print-now" in more and "are full" not in more


def test_a_choice_can_be_changed_without_being_kept(client, article):
    tip = article.tips.get()
    data = {
        "items": [f"tip-{tip.pk}"],
        "own": "Why?",
        "words": "Ada",
        "code": "yes",
        "change": "yes",
    }
    text = chosen(client, data)

    assert f'value="tip-{tip.pk}" id="item-tip-{tip.pk}" checked' in text
    assert ">Why?</textarea>" in text and 'value="Ada"' in text
    assert 'id="code" checked' in text and 'id="short">' in text


def test_the_code_leads_to_the_items_and_to_nothing_typed(client, article):
    tip = article.tips.get()
    shown = "/favorites/sheet/?show=" + f"t{tip.pk}.a{article.pk}"
    text = chosen(
        client, {"items": [f"tip-{tip.pk}", f"article-{article.pk}"], "own": "Why?", "code": "yes"}
    )

    class One:
        kind, pk = "tip", tip.pk

    class Other:
        kind, pk = "article", article.pk

    assert code.address([One, Other]) == f"http://testserver{shown}"
    assert code.drawn([One, Other]) in text.replace("&amp;", "&").replace("&#x27;", "'")
    opened = client.get(shown)
    assert "Rest before you feel tired." in opened.content.decode()
    assert opened["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("words", ["t0", "x1", "", "t1." * 5000, "t9999999999999999999", "\u0661"])
def test_an_address_that_is_no_code_shows_no_item(client, words):
    response = client.get(PAGE, {"show": words})

    assert response.status_code in {200, 422}
    assert "sheet-items" not in response.content.decode()
