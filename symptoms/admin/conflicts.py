"""Two editors of one article: what the first saved stays where the second did not change it.

The second form is merged with the newest text, by what both were filled from, before it is read.
Where both changed the same place in different ways, the form comes back and asks.
"""

from dataclasses import replace

from django.contrib import messages
from django.utils.translation import gettext as _

from symptoms.admin import form_content
from symptoms.admin.article_page import bounded
from symptoms.admin.preview import BUTTON
from symptoms.admin.typed import TERMS
from symptoms.models import Article, Picture, Symptom
from symptoms.text import diff, merge
from symptoms.text.content import (
    ArticleContent,
    CalloutContent,
    PictureRef,
    QuestionContent,
    Ref,
    SourceContent,
)
from symptoms.text.diff import Change
from symptoms.text.parts import names_of


def merge_posted(request, pk) -> list[Change]:
    """Put the newest text of the article `pk` into what was posted, where the form did not change it.

    The form's hidden field `seen` is the number of the revision it was filled from. Returns the
    differences in the places that both changed: the form asks about them.
    """
    article = Article.objects.select_for_update().filter(pk=pk).first()
    newest = article.revisions.first() if article else None
    seen = bounded(request.POST.get("seen") or 0)
    if not article or not newest or seen == newest.number:
        return []
    base = article.revisions.filter(number=seen).first()
    theirs = ArticleContent.of(article)
    started_from = base.as_content() if base else theirs
    shown, first = (form_content.plain(content, started_from) for content in (theirs, started_from))
    mine = form_content.posted(request.POST, shown)
    merged, asked = _merged(shown, first, mine, is_known=base is not None)
    request.POST = form_content.as_posted(request.POST, merged, shown, article)
    request.POST["seen"] = str(newest.number)
    if BUTTON in request.POST:
        return []
    _say_what_was_kept(request, newest, diff.changes(started_from, theirs), asked)
    return _conflicts(theirs, mine, asked) if asked else []


def _merged(theirs, started_from, mine, *, is_known):
    """The merged content, and the fields that both changed: all that differ, unless it `is_known` what
    the form was filled from."""
    if is_known:
        return merge.rebase(theirs, started_from, mine)
    return mine, _different(mine, theirs)


def _say_what_was_kept(request, newest, changes, asked):
    """Name what was taken over from the other editor, without what is asked about."""
    kept = dict.fromkeys(str(change.label) for change in changes if change.field not in asked)
    if kept:
        who = newest.created_by_name or _("Someone")
        said = _(
            "%(person)s saved this article after you opened it. Their changes were kept in: %(fields)s."
        )
        messages.info(request, said % {"person": who, "fields": ", ".join(kept)})


def _different(mine, theirs):
    return [name for name in names_of(mine) if getattr(mine, name) != getattr(theirs, name)]


def _conflicts(theirs, mine, asked) -> list[Change]:
    """What `mine`, a posted content, says otherwise than `theirs` in the fields `asked`."""
    differences = diff.changes(theirs, named(mine, theirs))
    return [change for change in differences if change.field in asked]


def named(mine, theirs):
    """A posted content with names for its references, to be compared with `theirs`."""
    refs = {name: _named_ref(model, getattr(mine, name)) for name, model in TERMS.items()}
    symptoms = Symptom.objects.filter(pk__in=[bounded(ref.id) for ref in mine.symptoms])
    picture = mine.picture and Picture.objects.filter(pk=bounded(mine.picture.id)).first()
    return replace(
        mine,
        **refs,
        symptoms=tuple(Ref.of(symptom) for symptom in symptoms.order_by("pk")),
        tags=tuple(Ref(ref.id, "", ref.name) for ref in mine.tags)
        if {ref.name for ref in mine.tags} != {ref.name for ref in theirs.tags}
        else theirs.tags,
        picture=picture and PictureRef.of(picture),
        tips=tuple(replace(tip, id=_key(tip.id)) for tip in mine.tips),
        questions=tuple(QuestionContent(_key(q.id), q.text) for q in mine.questions),
        callouts=tuple(CalloutContent(c.id, tuple(c.signs.split("\n"))) for c in mine.callouts),
        sources=tuple(SourceContent(s.title, s.publisher, s.year, s.url) for s in mine.sources),
        related=tuple(_key(pick.id) for pick in mine.related),
    )


def _named_ref(model, ref):
    term = ref and model.objects.filter(pk=bounded(ref.id)).first()
    return term and Ref.of(term)


def _key(text):
    return bounded(text) or text
