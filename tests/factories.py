"""Simple factories for test data. Every argument has a boring default, and there are no surprises.

`make_article(live=True)` takes the same steps as an editor's article: rows, revision, edition.
"""

import io
import itertools
from datetime import timedelta

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from django.utils.text import slugify
from PIL import Image

from accounts.models import Invitation
from symptoms.models import (
    Article,
    CareCallout,
    Comment,
    Contributor,
    EverydayWord,
    Feedback,
    Kind,
    Picture,
    PreviewLink,
    Question,
    Series,
    SharedLink,
    Source,
    Sponsor,
    Symptom,
    Tag,
    TermRevision,
    Tip,
    Topic,
)
from symptoms.workflow import publishing

_numbers = itertools.count(1)


def _term(model, name, **fields):
    name = name or f"{model.__name__} {next(_numbers)}"
    return model.objects.get_or_create(slug=slugify(name), defaults={"name": name, **fields})[0]


def make_symptom(name="", visibility="invisible", also=(), **fields):
    also_called = "\n".join(also)
    return _term(Symptom, name, visibility=visibility, also_called=also_called, **fields)


def make_everyday_word(words="worn out", symptom=None):
    symptom = symptom or make_symptom("Fatigue")
    return EverydayWord.objects.create(symptom=symptom, words=words)


def make_topic(name="Daily life", **fields):
    return _term(Topic, name, **fields)


def make_series(name="", **fields):
    return _term(Series, name, **fields)


def make_contributor(name="Ada Writer", kind="staff", **fields):
    return _term(Contributor, name, kind=kind, **fields)


def make_sponsor(name="Acme", makes="rolling walkers", **fields):
    return _term(Sponsor, name, makes=makes, **fields)


def make_tag(name="heat"):
    return Tag.objects.get_or_create(name=name, defaults={"slug": slugify(name)})[0]


def make_user(email="", password=None, **fields):
    email = email or f"reader{next(_numbers)}@example.org"
    return get_user_model().objects.create_user(email, password, **fields)


def picture_file(size=(40, 30), color="green", fmt="PNG", name="picture.png"):
    out = io.BytesIO()
    Image.new("RGB", size, color).save(out, fmt)
    return SimpleUploadedFile(name, out.getvalue())


def make_picture(title="A green field", alt="A green field", **fields):
    picture = Picture(title=title, alt=alt, **fields)
    picture.store(picture_file(size=(40 + next(_numbers) % 1000, 30)))
    picture.save()
    return picture


def make_article(
    title="", *, live=False, tips=0, symptoms=(), tags=(), body="<p>Body.</p>", **fields
):
    """A draft of an article; with `live`, published as well. `tips` is a number or titles."""
    title = title or f"Article {next(_numbers)}"
    defaults = {"slug": slugify(title), "standfirst": f"About {title}.", "tips_heading": "Tips"}
    defaults |= {"topic": make_topic(), "author": make_contributor(), "is_general": not symptoms}
    article = Article.objects.create(title=title, body=body, **(defaults | fields))
    Source.objects.create(article=article, title="A guideline", position=10)
    article.symptoms.set(symptoms)
    article.tags.set(tags)
    titles = [f"Tip {n} of {title}" for n in range(1, tips + 1)] if isinstance(tips, int) else tips
    for number, tip in enumerate(titles, start=1):
        make_tip(article, tip, position=number * 10)
    if live:
        publish(article)
    return article


def make_page(title="", *, live=False, body="<p>Body.</p>", **fields):
    """A draft of a page about the site; with `live`, published as well."""
    title = title or f"Page {next(_numbers)}"
    defaults = {"slug": slugify(title), "standfirst": f"About {title}.", "kind": Kind.PAGE}
    page = Article.objects.create(title=title, body=body, **(defaults | fields))
    if live:
        publish(page)
    return page


def make_tip(article, title="", body="<p>Rest before you feel tired.</p>", **fields):
    title = title or f"Tip {next(_numbers)}"
    return Tip.objects.create(article=article, title=title, body=body, **fields)


def make_callout(article, level="urgent", signs="you have a fever"):
    return CareCallout.objects.create(article=article, level=level, signs=signs)


def make_comment(article, text="Is this so?", by=None, **fields):
    by = by or make_user(is_staff=True)
    return Comment.objects.create(article=article, text=text, by=by, by_name=str(by), **fields)


def make_question(article, text="", **fields):
    return Question.objects.create(article=article, text=text or f"Why {next(_numbers)}?", **fields)


def make_feedback(article, answer="yes", comment="", **fields):
    """An answer about the live edition of `article`."""
    edition = article.editions.live().get()
    return Feedback.objects.create(edition=edition, answer=answer, comment=comment, **fields)


def make_preview_link(article, days=7, **fields):
    """A link to the newest revision of `article`."""
    end = timezone.now() + timedelta(days=days)
    revision = publishing.save_revision(article)
    return PreviewLink.objects.create(
        **{"revision": revision, "reader": "Dr. Berg", "expires_at": end} | fields
    )


def make_wording_link(term, days=7, **fields):
    """A link to the newest step in the record of `term`."""
    end = timezone.now() + timedelta(days=days)
    wording = TermRevision.objects.of(term).first()
    return PreviewLink.objects.create(
        **{"wording": wording, "reader": "Dr. Berg", "expires_at": end} | fields
    )


def make_invitation(name="Nora Nurse", email="nora@example.org", role="Writer", **fields):
    group, _ = Group.objects.get_or_create(name=role)
    return Invitation.objects.create(name=name, email=email, group=group, **fields)


def make_shared_link(collection, days=7, shows_name=False):
    return SharedLink.objects.make(collection, days=days, shows_name=shows_name)


def publish(article, at=None, by=None):
    """Record what the working copy says and publish it; returns the edition."""
    return publishing.publish(publishing.save_revision(article, by=by), by=by, at=at)
