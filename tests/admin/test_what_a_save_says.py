"""What the forms say about links and about everything that a text can't contain."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from symptoms.models import Source, Symptom
from tests.admin.forms import posted
from tests.factories import make_article, make_symptom, make_topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def save(client, sign_in):
    """Save the form of a row with changes; returns the response and the messages."""
    sign_in("superuser")

    def post(row, **changes):
        url = reverse(f"admin:symptoms_{row._meta.model_name}_change", args=[row.pk])
        response = client.post(url, posted(client.get(url), **changes))
        return response, [str(message) for message in get_messages(response.wsgi_request)]

    return post


def link_to(address):
    return f'<p><a href="{address}">how to rest</a></p>'


@pytest.mark.parametrize("field", ["body", "tips_intro", "closing"])
def test_a_link_that_nobody_understands_is_an_error_beside_its_field(save, field):
    article = make_article("Fatigue")
    response, _ = save(article, **{field: link_to("javascript:alert(1)")})

    errors = response.context["adminform"].form.errors
    assert list(errors) == [field]
    assert "“javascript:alert(1)”" in errors[field][0]


def test_a_tip_and_a_term_say_it_too(save):
    article = make_article("Fatigue", tips=["Rest"])
    response, _ = save(article, tips__0__body=link_to("htp://example.org"))
    tips = response.context["inline_admin_formsets"][0].formset

    assert "“htp://example.org”" in str(tips.errors)
    symptom = make_symptom("Numbness", summary="<p>It tingles.</p>")
    response, _ = save(symptom, summary=link_to("C:\\\\x.pdf"))
    assert list(response.context["adminform"].form.errors) == ["summary"]
    assert Symptom.objects.get().summary == "<p>It tingles.</p>"


def test_what_was_typed_stays_in_a_refused_form(save):
    response, _ = save(make_article("Fatigue"), body=link_to("data:text/html,x"))

    assert "data:text/html,x" in response.context["adminform"].form["body"].value()


def test_addresses_are_completed_when_saved(save):
    article = make_article("Fatigue")
    save(article, body=link_to(" www.example.org:8080/e"), closing=link_to("ann@example.org"))
    article.refresh_from_db()

    assert article.body == link_to("https://www.example.org:8080/e")
    assert article.closing == link_to("mailto:ann@example.org")


def test_a_draft_may_link_to_what_is_not_live_and_is_told(save):
    _, said = save(make_article("Fatigue"), body=link_to("/articles/sleep/"))

    assert any("how to rest" in words and "/articles/sleep/" in words for words in said)


def test_a_term_is_public_at_once_so_a_dead_link_is_refused(save):
    topic = make_topic("Work", description="<p>Working.</p>")
    response, _ = save(topic, description=link_to("/articles/sleep/"))
    assert "/articles/sleep/" in response.context["adminform"].form.errors["description"][0]

    make_article("Sleep", live=True)
    response, said = save(topic, description=link_to("/articles/sleep/"))
    assert response.status_code == 302
    assert not any("Check the text" in words for words in said)


@pytest.mark.parametrize(
    ("typed", "kept", "told"),
    [
        ('<p>a<img src="/x.png">b</p>', "<p>ab</p>", "a picture"),
        ("<p>10<sup>2</sup> mg</p>", "<p>10² mg</p>", "superscript"),
        ("<p>10<sup>x</sup></p>", "<p>10x</p>", "superscript"),
        ("<p>CO<sub>2</sub></p>", "<p>CO₂</p>", "subscript"),
        (
            '<p><a href="/" title="Home">the start</a></p>',
            '<p><a href="/">the start</a></p>',
            "title",
        ),
        ('<p class="big">x</p>', "<p>x</p>", "a class name"),
        ('<p style="color:red" onclick="x()">x</p>', "<p>x</p>", "a style, a script"),
        ('<p><span style="color:red">x</span></p>', "<p>x</p>", "styled words"),
        ("<p>x</p><script>y</script>", "<p>x</p>", "a script"),
        ("<p><s>old</s> new</p>", "<p>old new</p>", "strikethrough"),
        ("<p><u>x</u><u>y</u></p>", "<p>xy</p>", "underlining"),
        ("<h1>x</h1><h4>y</h4>", "xy", "2 headings"),
        ("<p>x</p><hr>", "<p>x</p>", "a line across the page"),
        ("<p>x<!-- y --></p>", "<p>x</p>", "a hidden comment"),
        ("<marquee>x</marquee>", "x", "“marquee”"),
    ],
)
def test_whatever_is_taken_out_is_told_with_its_field(save, typed, kept, told):
    article = make_article("Fatigue")
    _, said = save(article, closing=typed)
    article.refresh_from_db()

    assert article.closing == kept
    assert [words for words in said if words.startswith("Closing") and told in words], said


def test_a_tip_is_named(save):
    _, said = save(make_article("Fatigue", tips=["Rest"]), tips__0__body="<p>x<u>y</u></p>")

    assert [words for words in said if words.startswith("Rest – Body") and "underlining" in words]


def test_cells_of_a_table_stay_apart_where_there_are_no_tables(save):
    article = make_article("Fatigue")
    _, said = save(
        article, closing="<table><tr><td>cell 1</td><td>cell 2</td></tr></table><p>x</p>"
    )
    article.refresh_from_db()

    assert article.closing == "cell 1 cell 2 <p>x</p>"
    assert any("a table, 2 table cells" in words for words in said)


def test_nothing_is_said_when_nothing_was_taken_out(save):
    body = (
        '<p>Rest <b>often</b>.<br><a href="https://example.org/" rel="noopener">more words</a></p>'
    )
    _, said = save(make_article("Fatigue"), body=body + "<ul><li><p>One</p></li></ul><p></p>")

    assert not any("taken out" in words for words in said)


def test_a_preview_leaves_no_message_behind(save):
    _, said = save(make_article("Fatigue"), closing="<p><u>x</u></p>", _preview="1")

    assert said == []


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("www.example.org/x", "https://www.example.org/x"),
        (" HTTPS://example.org ", "https://example.org"),
        ("", ""),
    ],
)
def test_the_address_of_a_source_is_completed(save, typed, kept):
    article = make_article("Fatigue")
    Source.objects.filter(article=article).delete()
    source = Source.objects.create(article=article, title="x", url="https://old.example.org")
    save(article, sources__0__url=typed)
    source.refresh_from_db()

    assert source.url == kept


@pytest.mark.parametrize("typed", ["ann@example.org", "file:///x", "https://user:p@example.org"])
def test_the_address_of_a_source_is_refused_in_words(save, typed):
    article = make_article("Fatigue")
    Source.objects.get_or_create(article=article, defaults={"title": "x"})
    response, _ = save(article, sources__0__url=typed)
    errors = [inline.formset.errors for inline in response.context["inline_admin_formsets"]]

    assert f"“{typed}”" in str(errors)


def test_a_table_as_the_editor_writes_it_loses_nothing(save):
    cell = '<td colspan="1" rowspan="1"><p>5 mg</p></td>'
    article = make_article("Fatigue")
    _, said = save(article, body=f"<table><tbody><tr>{cell}</tr></tbody></table>")
    article.refresh_from_db()

    assert article.body == "<table><tbody><tr><td><p>5 mg</p></td></tr></tbody></table>"
    assert not any("taken out" in words for words in said)
