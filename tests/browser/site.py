"""A small site with every kind of page, and the people who read it."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils import timezone

from accounts.models import Invitation
from symptoms.models import (
    Article,
    CareCallout,
    Collection,
    Favorite,
    OwnQuestion,
    PreviewLink,
    Question,
    SharedLink,
    Source,
    Tip,
    UpdateEmail,
)
from symptoms.workflow import publishing, reviewing, term_drafts
from tests.accounts.steps import PASSWORD, make_reader
from tests.factories import (
    make_article,
    make_callout,
    make_contributor,
    make_invitation,
    make_page,
    make_picture,
    make_preview_link,
    make_question,
    make_series,
    make_shared_link,
    make_sponsor,
    make_symptom,
    make_tag,
    make_topic,
    make_user,
    make_wording_link,
    publish,
)

SECTIONS = (
    "<p>What it is.</p><h2>Why it happens</h2><p>See <a href='/symptoms/'>all symptoms</a>.</p>"
)


@dataclass
class Site:
    """What addresses of the table name in braces, such as `/feedback/{full.pk}/`."""

    full: Article
    story: Article
    gone: Article
    tip: Tip
    retired: Tip
    link: PreviewLink
    ended: PreviewLink
    wording: PreviewLink | None = None
    people: dict = field(default_factory=dict)
    favorite: Favorite | None = None
    collection: Collection | None = None
    empty: Collection | None = None
    shared: SharedLink | None = None
    question: OwnQuestion | None = None
    emails: UpdateEmail | None = None
    invitation: Invitation | None = None
    invited: Invitation | None = None

    def at(self, address):
        return address.format(**vars(self))


def build():
    """Everything that readers can see, each kind at least once, and some of it taken away again."""
    full = _full_article()
    shared = {"symptoms": full.symptoms.all(), "tags": full.tags.all(), "body": SECTIONS}
    make_symptom("Fatigue", "invisible", summary="<p>A heavy lack of energy.</p>")
    make_topic("Work")
    story = make_article("My story", kind="story", **shared)
    publish(story)
    make_article("A third article", live=True, tips=1, **shared)
    make_page("Privacy", body="<h2>What we keep</h2><ul><li>Very little</li></ul>", live=True)
    make_page("Consumer health data", live=True)
    site = Site(
        full=full,
        story=story,
        gone=_withdrawn(),
        tip=full.tips.first(),
        retired=_retired_tip(),
        link=make_preview_link(make_article("Not yet public", **shared)),
        ended=make_preview_link(full, closed_at=timezone.now()),
    )
    site.wording = _wording(full.symptoms.get())
    site.people = {name: make(site) for name, make in READERS.items()}
    return site


def _wording(symptom):
    """A link to a draft of words that readers don't see."""
    symptom.summary = "<p>Muscles stay tight, or jump.</p>"
    term_drafts.save(symptom)
    return make_wording_link(symptom)


def _full_article():
    """One with everything that an article can have."""
    symptom = make_symptom(
        "Spasticity", "both", also=["stiff legs"], summary="<p>Muscles stay tight.</p>"
    )
    full = make_article(
        "Easing stiff muscles",
        tips=["Stretch slowly", "Rest before you feel tired", "Name one thing to change"],
        series=make_series("Symptom Series", intro="<p>One symptom at a time.</p>"),
        series_part=2,
        sponsor=make_sponsor(is_fictional=True),
        sponsor_role="paid_for_and_wrote",
        picture=make_picture(credit="Drawn by hand"),
        author=make_contributor("Mei Lin", "clinician", role="MS nurse", is_fictional=True),
        symptoms=[symptom],
        tags=[make_tag("heat")],
        body=SECTIONS,
        closing="<p>Keep what works.</p>",
        tips_intro="<p>Try one.</p>",
    )
    Source.objects.create(
        article=full, title="A review", publisher="A journal", year=2024, url="https://example.org"
    )
    for level in CareCallout.Level:
        make_callout(full, level, "you have a fever\nyour legs give way")
    make_question(full, "Would a splint help me?")
    make_question(full, "Which medicine is right for me?")
    revision = publishing.save_revision(full)
    nurse = make_contributor("Sam Okoro", "clinician", role="neurologist", is_fictional=True)
    reviewing.approve(revision, nurse, date.today() + timedelta(days=365))
    publishing.publish(revision)
    return full


def _withdrawn():
    gone = make_article("Cooling vests", live=True)
    publishing.withdraw(gone, reason="It is out of date.")
    return gone


def _retired_tip():
    """A tip that its live article has no more."""
    article = make_article("Walking further", tips=["Take a stick", "Take a break"], live=True)
    tip = article.tips.get(title="Take a stick")
    tip.retire()
    publish(article)
    return tip


def _reader_with_a_list(site):
    """Has kept, noted, sorted and asked. What was kept was changed since, or withdrawn."""
    reader = make_reader("reader@example.org")
    for item in ({"article": site.full.pk}, {"tip": site.tip.pk}, {"article": site.gone.pk}):
        Favorite.objects.save_item(reader, **item)
    Favorite.objects.save_item(reader, article=site.story.pk)
    site.favorite = Favorite.objects.get(user=reader, tip=site.tip)
    Favorite.objects.filter(pk=site.favorite.pk).update(note="A note.\n\nAnd more.")
    Article.objects.filter(pk=site.story.pk).update(body="<p>I learned more since.</p>")
    publish(Article.objects.get(pk=site.story.pk))
    site.collection = Collection.objects.create(user=reader, name="Hot days")
    site.empty = Collection.objects.create(user=reader, name="Nothing yet")
    lent = Collection.objects.create(user=reader, name="To show my sister")
    for favorite in Favorite.objects.of(reader)[:3]:
        site.collection.put(favorite)
        lent.put(favorite)
    site.shared = make_shared_link(lent, shows_name=True)
    site.emails = UpdateEmail.objects.create(user=make_user())
    site.invitation = make_invitation(contributor=make_contributor("Nora Nurse", "clinician"))
    site.invited = make_invitation("Robin", reader.email)
    site.question = OwnQuestion.objects.create(user=reader, text="May I swim?", star=1, position=1)
    adopted = Question.objects.filter(article=site.full).first()
    OwnQuestion.objects.create(user=reader, text=adopted.text, adopted=adopted, position=2)
    OwnQuestion.objects.create(user=reader, text="Who can I call?", position=3)
    return reader


READERS = {
    "reader": _reader_with_a_list,
    "newcomer": lambda site: make_reader("new@example.org"),
    "without a password": lambda site: make_reader("codes@example.org", password=None),
    "staff": lambda site: make_reader("staff@example.org", PASSWORD, is_staff=True),
}
