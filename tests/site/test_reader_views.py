"""What reader modes keep of a page: who paid, and who was invented."""

import re

import pytest
from readability import Document

from symptoms.workflow import reviewing
from tests.factories import make_article, make_contributor, make_sponsor, publish

pytestmark = pytest.mark.django_db
LONG = (
    "<p>Rest before you feel tired, drink some water, and sit down when it is hot outside.</p>" * 6
)
# Words in class names for which Mozilla's Readability leaves an element out, or takes it for the name
# of whoever wrote the text.
LEFT_OUT = re.compile(
    r"-ad-|banner|breadcrumbs|combx|comment|community|contact|disqus|extra|footer|header|legends|"
    r"masthead|media|menu|meta|outbrain|promo|related|remark|replies|rss|scroll|share|shoutbox|"
    r"sidebar|skyscraper|shopping|social|sponsor|supplemental|tags|widget|byline|author|dateline"
)


@pytest.fixture
def article():
    nurse = make_contributor("Nora Nurse", kind="clinician", role="MS nurse", is_fictional=True)
    made = make_article(
        "Saving energy",
        body=f"{LONG}<h2>Why</h2>{LONG}",
        tips=["Sit down"],
        author=make_contributor("Ada Writer", role="editor", is_fictional=True),
        sponsor=make_sponsor("Acme", is_fictional=True),
        sponsor_role="paid_for",
    )
    made.tips.update(body=LONG)
    reviewing.approve(publish(made).revision, nurse, reviewing.default_due())
    return made


def pages_of(client, article):
    for path in (article.get_absolute_url(), article.tips.get().get_absolute_url()):
        yield client.get(path).content.decode()


def test_who_paid_and_who_was_invented_stay_with_the_text(client, article):
    for html in pages_of(client, article):
        kept = " ".join(re.sub(r"<[^>]*>", " ", Document(html).summary()).split())

        assert "Rest before you feel tired" in kept
        assert "Paid for by Acme (an invented company, for this demonstration)." in kept
        assert kept.count("(an invented person, for this demonstration)") == 2


def test_what_has_to_stay_has_no_class_that_is_left_out(client, article):
    for html in pages_of(client, article):
        for words in ("Paid for by", "By <a", "Reviewed by"):
            before = html[: html.index(words, html.index("<main"))]
            last = re.findall(r'<(?:div|p) class="([^"]*)"', before)[-1]
            assert LEFT_OUT.search(last) is None, last
        assert 'rel="author"' not in html
