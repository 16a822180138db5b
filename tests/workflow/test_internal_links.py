import pytest
from django.urls import get_resolver, reverse

from symptoms.models import Tip
from symptoms.text.content import ArticleContent
from symptoms.workflow import checklist, internal_links, publishing
from symptoms.workflow.internal_links import leads_somewhere
from tests.factories import (
    make_article,
    make_contributor,
    make_page,
    make_series,
    make_symptom,
    make_tag,
    make_topic,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def live():
    return make_article(
        "Fatigue",
        live=True,
        tips=["Rest"],
        tags=[make_tag("heat")],
        symptoms=[make_symptom("Numbness")],
        author=make_contributor("Ada Writer"),
        series=make_series("Basics"),
        series_part=1,
    )


def test_pages_with_something_on_them_lead_somewhere(live):
    make_page("Privacy", live=True)
    tip = live.tips.get()
    for path in (
        "/", "/search/?q=rest", "/symptoms/", "/feed/", "/robots.txt", "/accounts/", "/accounts/login/",
        "/favorites/", "/favorites/sheet/", "/sitemap.xml", "/articles/fatigue/#tips", "/about/privacy/",
        f"/tips/{tip.pk}-rest/", f"/tips/{tip.pk}-another-name/", f"/feedback/{live.pk}/",
        "/symptoms/numbness/", "/symptoms/numbness/articles/", "/symptoms/numbness/feed/", "/series/basics/", "/topics/daily-life/",
        "/topics/daily-life/feed/", "/tags/heat/", "/contributors/ada-writer/",
    ):  # fmt: skip
        assert leads_somewhere(path), path


def test_what_is_not_there_leads_nowhere(live):
    draft = make_article("Draft", tips=["Walk"], tags=[make_tag("cold")])
    make_contributor("Bo Reviewer")
    walk = Tip.objects.get(title="Walk")
    for path in (
        "/nonsense/page/", "/articles/", "/articles/draft/", "/about/fatigue/", "/articles/nothing/",
        "/tips/999999-x/", f"/tips/{walk.pk}-walk/", f"/feedback/{draft.pk}/", "/symptoms/nothing/",
        "/symptoms/nothing/feed/", "/series/nothing/", "/topics/nothing/", "/tags/no-such-tag/",
        "/tags/cold/", "/contributors/bo-reviewer/", "/favorites/12/", "/favorites/add/",
        "/shared/1/abc/", "/previews/1/abc/", "/admin/", "/pictures/" + "0" * 64 + ".webp", "/static/x.css",
    ):  # fmt: skip
        assert not leads_somewhere(path), path


def test_an_old_address_leads_on_while_the_article_is_live(live):
    live.slug = "tiredness"
    live.save()
    publishing.publish(publishing.save_revision(live))

    assert leads_somewhere("/articles/fatigue/")
    publishing.withdraw(live, reason="It is wrong.")
    assert not leads_somewhere("/articles/fatigue/")
    assert not leads_somewhere("/articles/tiredness/")


def test_the_pages_that_are_always_there_can_be_opened(client, settings):
    settings.SYMPTOMS = settings.SYMPTOMS | {"CONTACT_EMAIL": "hello@example.org"}
    for path in _without_arguments():
        if leads_somewhere(path):
            assert client.get(path, follow=True).status_code == 200, path


def test_every_page_that_a_reader_can_open_leads_somewhere(client, live):
    """Except those that make no sense without what came before."""
    apart = {"/favorites/offline/copy/", "/favorites/worker.js", "/accounts/deleted/"}
    apart |= {
        "/accounts/signed-out/",
        "/accounts/inactive/",
        "/favorites/forget/",
        "/livez",
        "/readyz",
    }
    for path in _without_arguments():
        answer = client.get(path)
        if answer.status_code == 200 and path not in apart and "/done/" not in path:
            assert leads_somewhere(path), path


def _without_arguments(resolver=None, start="/"):
    for pattern in (resolver or get_resolver()).url_patterns:
        path = start + str(pattern.pattern)
        if path.startswith("/admin") or "<" in path or "^" in path:
            continue
        if hasattr(pattern, "url_patterns"):
            yield from _without_arguments(pattern, path)
        else:
            yield path


def test_a_text_may_link_to_what_goes_live_with_it():
    article = make_article("New", tips=["Rest"], tags=[make_tag("cold")])
    content = ArticleContent.of(article)
    tip = article.tips.get()
    words = "".join(
        f'<p><a href="{path}">where {number}</a></p>'
        for number, path in enumerate(
            ["/articles/new/", reverse("symptoms:tip", args=[tip.pk, tip.slug]), "/tags/cold/",
             f"/contributors/{article.author.slug}/"]
        )
    )  # fmt: skip

    assert checklist.dead_links_of(words) != []
    assert checklist.dead_links_of(words, internal_links.going_live_with(content)) == []


def test_a_link_costs_a_bounded_number_of_questions(live, django_assert_max_num_queries):
    for path in ("/articles/fatigue/", "/tags/heat/", "/contributors/ada-writer/", "/tips/1-x/"):
        with django_assert_max_num_queries(2):
            leads_somewhere(path)


@pytest.mark.parametrize(
    "path",
    ["/nonsense/page/", "/tips/999999-x/", "/tags/no-such-tag/", "https://user:x@example.org/"],
)
def test_the_checklist_blocks_links_that_lead_nowhere(path):
    article = make_article("New", body=f'<p><a href="{path}">how to rest</a></p>')
    blocks = checklist.blocks(ArticleContent.of(article))

    assert [block.field for block in blocks if path in block.sentence] == ["body"]


@pytest.mark.parametrize(
    "path", ["/robots.txt", "/accounts/", "/accounts/login/", "/topics/daily-life/"]
)
def test_the_checklist_lets_links_to_pages_pass(path):
    make_topic("Daily life")
    article = make_article("New", body=f'<p><a href="{path}">how to rest</a></p>')

    assert not [b for b in checklist.blocks(ArticleContent.of(article)) if path in b.sentence]
