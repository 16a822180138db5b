"""Readers' own questions: in order, up to three with a star, and adopted only from live articles."""

import pytest

from symptoms.models import OwnQuestion
from symptoms.models.own_question import MAX_QUESTIONS
from tests.factories import make_article, make_question, make_user, publish

pytestmark = pytest.mark.django_db
PAGE = "/favorites/questions/"


@pytest.fixture
def reader(client):
    user = make_user("reader@example.org")
    client.force_login(user)
    return user


@pytest.fixture
def three(client, reader):
    for text in ("First?", "Second?", "Third?"):
        client.post(PAGE, {"text": text})
    return list(OwnQuestion.objects.of(reader))


def texts(user):
    return list(OwnQuestion.objects.of(user).values_list("text", flat=True))


def test_questions_are_added_at_the_end_and_shown(client, reader, three):
    assert texts(reader) == ["First?", "Second?", "Third?"]
    assert "Second?" in client.get(PAGE).content.decode()


@pytest.mark.parametrize(
    ("text", "complaint"),
    [("", "Enter your question."), ("x" * 201, "at most 200"), ("two\nlines", "")],
)
def test_what_is_refused_stays_in_the_form(client, reader, text, complaint):
    response = client.post(PAGE, {"text": text})

    if text != "two\nlines":  # a one-line field joins them
        assert (response.status_code, texts(reader)) == (422, [])
        assert complaint in response.content.decode() and text in response.content.decode()


def test_there_is_an_end_to_how_many(client, reader):
    OwnQuestion.objects.bulk_create(
        OwnQuestion(user=reader, text=f"{number}?") for number in range(MAX_QUESTIONS)
    )

    assert client.post(PAGE, {"text": "One more?"}).status_code == 422
    assert OwnQuestion.objects.count() == MAX_QUESTIONS


def test_words_can_be_changed(client, reader, three):
    client.post(f"{PAGE}{three[1].pk}/", {"text": "Better?"})

    assert texts(reader) == ["First?", "Better?", "Third?"]


def test_a_star_is_set_and_taken_away_and_never_flipped(client, reader, three):
    for _ in range(2):
        client.post(f"{PAGE}{three[2].pk}/star/", {"star": "yes"})
    assert [one.star for one in OwnQuestion.objects.of(reader)] == [None, None, 1]
    for _ in range(2):
        client.post(f"{PAGE}{three[2].pk}/star/", {"star": "no"})
    assert [one.star for one in OwnQuestion.objects.of(reader)] == [None, None, None]


def test_a_fourth_star_is_refused_in_words(client, reader, three):
    fourth = OwnQuestion.objects.create(user=reader, text="Fourth?", position=9)
    for one in three:
        client.post(f"{PAGE}{one.pk}/star/", {"star": "yes"})
    page = client.post(f"{PAGE}{fourth.pk}/star/", {"star": "yes"}, follow=True)

    assert "Three questions already have a star." in page.content.decode()
    assert [one.star for one in OwnQuestion.objects.of(reader)] == [1, 2, 3, None]


@pytest.mark.parametrize(
    ("index", "to", "expected"),
    [(0, "later", "SFT"), (2, "earlier", "FTS"), (0, "earlier", "FST"), (1, "up", "FST")],
)
def test_buttons_move_a_question_by_one_place(client, reader, three, index, to, expected):
    client.post(f"{PAGE}{three[index].pk}/move/", {"to": to})

    assert "".join(text[0] for text in texts(reader)) == expected


def test_a_removed_question_can_be_put_back(client, reader, three):
    page = client.post(f"{PAGE}{three[0].pk}/remove/", follow=True).content.decode()
    assert texts(reader) == ["Second?", "Third?"]
    assert 'value="First?"' in page and "Put it back" in page
    assert "Put it back" not in client.get(PAGE).content.decode()


def test_other_peoples_questions_are_not_found_and_not_changed(client, reader):
    other = OwnQuestion.objects.create(user=make_user(), text="Secret?", position=1)
    before = list(OwnQuestion.objects.values())
    for verb in ("", "star/", "move/", "remove/"):
        data = {"text": "x", "star": "yes", "to": "later"}
        response = client.post(f"{PAGE}{other.pk}/{verb}", data, follow=True)
        assert b"Secret" not in response.content
    assert client.get(f"{PAGE}{other.pk}/").status_code == 404
    assert list(OwnQuestion.objects.values()) == before


def test_a_question_of_a_live_article_is_adopted_once(client, reader):
    article = make_article("Fatigue")
    question = make_question(article, "Why am I tired?")
    publish(article)
    assert "Add to my questions" in client.get("/articles/fatigue/").content.decode()
    for _ in range(2):
        response = client.post(f"{PAGE}adopt/{question.pk}/")

    assert response.url == "/articles/fatigue/#message"
    assert texts(reader) == ["Why am I tired?"]
    assert "Add to my questions" not in client.get("/articles/fatigue/").content.decode()


def test_adopted_words_stay_as_they_were(client, reader):
    article = make_article("Fatigue")
    question = make_question(article, "Why am I tired?")
    publish(article)
    client.post(f"{PAGE}adopt/{question.pk}/")
    question.text = "Changed?"
    question.save()
    publish(article)

    assert texts(reader) == ["Why am I tired?"]


def test_a_drafts_question_is_not_adopted(client, reader):
    article = make_article("Fatigue", live=True)
    draft = make_question(article, "Secret?")
    response = client.post(f"{PAGE}adopt/{draft.pk}/")

    assert (response.status_code, texts(reader)) == (404, [])
    assert client.post(f"{PAGE}adopt/999999/").status_code == 404


def test_the_words_of_now_are_adopted_not_those_of_a_draft(client, reader):
    article = make_article("Fatigue")
    question = make_question(article, "Public?")
    publish(article)
    question.text = "Secret?"
    question.save()
    client.post(f"{PAGE}adopt/{question.pk}/")

    assert texts(reader) == ["Public?"]


def test_nobody_signed_out_adopts(client):
    article = make_article("Fatigue")
    question = make_question(article, "Why?")
    publish(article)

    assert "Add to my questions" not in client.get("/articles/fatigue/").content.decode()
    assert client.post(f"{PAGE}adopt/{question.pk}/").status_code == 302
    assert not OwnQuestion.objects.exists()


@pytest.mark.parametrize("count", [1, 40])
def test_the_list_asks_as_much_for_one_as_for_many(
    client, reader, count, django_assert_num_queries
):
    OwnQuestion.objects.bulk_create(OwnQuestion(user=reader, text=f"{n}?") for n in range(count))
    client.get(PAGE)
    with django_assert_num_queries(6):  # one is the count in the header
        client.get(PAGE)
