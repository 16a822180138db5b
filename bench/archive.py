"""A large archive, written in bulk: the same rows as publishing one article after another, which
would take hours.

Runs inside the site (`manage.py shell`), on a migrated, empty database. Each article has two
editions (the second one is live), five tips, terms, an approval, and rows in the index. `check`
proves on a sample that publishing would have written the same.
"""

import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import islice

from django.core.management.color import no_style
from django.db import connection, transaction

from symptoms.models import (
    Address,
    Article,
    Contributor,
    Edition,
    EditionSymptom,
    EditionTag,
    EditionTip,
    IndexedWord,
    Review,
    Revision,
    Series,
    Source,
    Symptom,
    Tag,
    Tip,
    Topic,
)
from symptoms.models.live import FOREVER
from symptoms.search import backends
from symptoms.search.words import words_of, words_of_tip
from symptoms.text.content import (
    ArticleContent,
    Byline,
    Ref,
    SourceContent,
    TipContent,
)
from symptoms.workflow import publishing

BATCH = 500
TIPS = 5
START = datetime(2020, 1, 1, tzinfo=UTC)
DUE = date(2028, 1, 1)
WORDS = [
    "rest",
    "walk",
    "heat",
    "cool",
    "plan",
    "ask",
    "balance",
    "muscle",
    "stiff",
    "sleep",
    "night",
    "morning",
    "pace",
    "energy",
    "bladder",
    "tingle",
    "numb",
    "vision",
    "blur",
    "memory",
    "focus",
    "mood",
    "worry",
    "pain",
    "spasm",
    "tremor",
    "speech",
    "swallow",
    "dizzy",
    "fall",
    "stairs",
    "bath",
    "kitchen",
    "work",
    "friend",
    "family",
    "nurse",
    "doctor",
    "exercise",
    "stretch",
    "chair",
    "cane",
    "rail",
    "light",
    "noise",
    "phone",
    "diary",
    "break",
    "water",
    "food",
]


def fill(count: int) -> None:
    """Write `count` articles. The same `count` gives the same archive."""
    dice = random.Random(count)
    terms = _terms()
    numbers = iter(range(1, count + 1))
    words: set[str] = set()
    while batch := list(islice(numbers, BATCH)):
        with transaction.atomic():
            words |= _write([_content(number, dice, terms) for number in batch])
    IndexedWord.objects.add(words)
    _reset_sequences()


def check(sample: int = 5) -> None:
    """Raises AssertionError if saving or publishing an article again would write anything new."""
    for article in Article.objects.order_by("?")[:sample]:
        newest = article.revisions.first()
        assert newest and publishing.save_revision(article) == newest, article
        live = article.editions.live().get()
        assert publishing.publish(newest) == live, article
        assert set(live.tips.values_list("tip", flat=True)) == {t.id for t in live.content.tips}


def _terms():
    def made(model, names, **fields):
        rows = [model(name=name, slug=name.lower().replace(" ", "-"), **fields) for name in names]
        for row in rows:
            row.save()
        return rows

    symptoms = made(Symptom, [f"Symptom {word}" for word in WORDS[:20]], visibility="both")
    return {
        "symptoms": [Ref.of(row) for row in symptoms],
        "topics": [Ref.of(row) for row in made(Topic, [f"Topic {n}" for n in range(8)])],
        "tags": [Ref.of(row) for row in made(Tag, [f"tag {word}" for word in WORDS])],
        "authors": [
            Byline.of(row) for row in made(Contributor, ["Ada Writer", "Bo Writer"], kind="staff")
        ],
        "nurse": made(Contributor, ["Nora Nurse"], kind="clinician")[0],
        "series": made(Series, ["A series"]),
    }


def _text(dice, sentences):
    return " ".join(
        f"{' '.join(dice.choices(WORDS, k=9)).capitalize()} and the rest of the day."
        for _ in range(sentences)
    )


def _content(number, dice, terms):
    title = f"{' '.join(dice.sample(WORDS, 3)).capitalize()} {number}"
    first_tip = (number - 1) * TIPS + 1
    tips = tuple(
        TipContent(
            pk,
            f"tip-{pk}",
            f"{' '.join(dice.sample(WORDS, 4)).capitalize()} {pk}",
            f"<p>{_text(dice, 3)}</p>",
        )
        for pk in range(first_tip, first_tip + TIPS)
    )
    content = ArticleContent(
        slug=f"article-{number}",
        title=title,
        standfirst=_text(dice, 1),
        kind="information",
        topic=dice.choice(terms["topics"]),
        series=None,
        series_part=None,
        symptoms=tuple(
            sorted(dice.sample(terms["symptoms"], dice.choice([1, 1, 2])), key=lambda r: r.id)
        ),
        is_general=False,
        tags=tuple(sorted(dice.sample(terms["tags"], 2), key=lambda r: r.id)),
        author=dice.choice(terms["authors"]),
        sponsor=None,
        sponsor_role="",
        picture=None,
        body="".join(
            f"<h2>{' '.join(dice.sample(WORDS, 2)).capitalize()}</h2><p>{_text(dice, 6)}</p>"
            for _ in range(4)
        ),
        tips_heading="Tips",
        tips_intro="",
        tips=tips,
        closing="",
        callouts=(),
        questions=(),
        sources=(SourceContent("A guideline", "", None, ""),),
        related=(),
    )
    return number, content, terms["nurse"]


def _write(batch):
    contents = [(number, content) for number, content, _nurse in batch]
    _write_rows(contents)
    _write_versions(batch)
    return _write_index(contents)


def _write_rows(contents):
    """Write the working copies."""
    Article.objects.bulk_create(
        Article(
            pk=number,
            slug=c.slug,
            title=c.title,
            standfirst=c.standfirst,
            kind=c.kind,
            topic_id=c.topic.id,
            author_id=c.author.id,
            body=c.body,
            tips_heading=c.tips_heading,
        )
        for number, c in contents
    )
    Article.symptoms.through.objects.bulk_create(
        Article.symptoms.through(article_id=n, symptom_id=ref.id)
        for n, c in contents
        for ref in c.symptoms
    )
    through = Article.tags.through
    through.objects.bulk_create(
        through(content_object_id=n, tag_id=ref.id) for n, c in contents for ref in c.tags
    )
    Tip.objects.bulk_create(
        Tip(
            pk=tip.id,
            article_id=n,
            slug=tip.slug,
            title=tip.title,
            body=tip.body,
            position=10 * place,
        )
        for n, c in contents
        for place, tip in enumerate(c.tips, start=1)
    )
    Source.objects.bulk_create(
        Source(article_id=n, title="A guideline", position=10) for n, _c in contents
    )
    Address.objects.bulk_create(Address(slug=c.slug, article_id=n) for n, c in contents)


def _write_versions(batch):
    """Write two revisions of each article, one approval, and two editions: a first one and an
    update.
    """
    revisions, editions, reviews = [], [], []
    for number, content, nurse in batch:
        first = START + timedelta(minutes=5 * number)
        older = replace(content, title=f"{content.title} before")
        for version, said in ((1, older), (2, content)):
            pk = 2 * number - 2 + version
            revisions.append(
                Revision(
                    pk=pk,
                    article_id=number,
                    number=version,
                    content=said.to_json(),
                    clinical_hash=said.clinical_hash(),
                )
            )
            editions.append(
                Edition(
                    pk=pk,
                    article_id=number,
                    revision_id=pk,
                    live_from=first + timedelta(days=version - 1),
                    live_until=first + timedelta(days=1) if version == 1 else FOREVER,
                    is_first=version == 1,
                    next_review=DUE if version == 2 else None,
                    **publishing.columns_of(said) | {"first_live_from": first},
                )
            )
            reviews.append(
                Review(
                    revision_id=pk,
                    verdict="approved",
                    reviewer=nurse,
                    checked_on=date(2026, 1, 1),
                    next_due=DUE,
                )
            )
    Revision.objects.bulk_create(revisions)
    Edition.objects.bulk_create(editions)
    Review.objects.bulk_create(reviews)
    _link(list(_with_contents(editions, batch)))


def _with_contents(editions, batch):
    return zip(editions, (content for _n, content, _nurse in batch for _ in range(2)), strict=True)


def _link(pairs):
    EditionSymptom.objects.bulk_create(
        link for edition, c in pairs for link in EditionSymptom.of(edition, c.symptoms)
    )
    EditionTag.objects.bulk_create(
        link for edition, c in pairs for link in EditionTag.of(edition, c.tags)
    )
    EditionTip.objects.bulk_create(
        EditionTip(
            pk=(edition.pk - 1) * TIPS + place,
            edition_id=edition.pk,
            tip_id=tip.id,
            number=place,
            slug=tip.slug,
            title=tip.title,
            text_hash=tip.text_hash(),
        )
        for edition, c in pairs
        for place, tip in enumerate(c.tips, start=1)
    )


def _write_index(contents):
    """Write rows of the live editions only, because publishing deletes those of superseded ones."""
    rows, words = [], set()
    for number, content in contents:
        edition = 2 * number
        texts = words_of(content)
        words |= {word for text in texts for word in text.split()}
        rows.append((edition, *texts))
        rows += [
            (-((edition - 1) * TIPS + n), *words_of_tip(tip))
            for n, tip in enumerate(content.tips, start=1)
        ]
    backends.write(rows)
    return words


def _reset_sequences():
    models = [
        Article,
        Tip,
        Revision,
        Edition,
        EditionTip,
        Review,
        Source,
        Address,
        EditionSymptom,
        EditionTag,
    ]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)
