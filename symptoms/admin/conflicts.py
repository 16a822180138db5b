"""Two editors at one article: what the first saved stays where the second did not touch it.

The second form is merged with the newest text, by what both were filled from, before it is read.
Where both changed the same place in different ways, the form comes back and asks.
"""

from dataclasses import replace
from typing import Any

from django.contrib import admin, messages
from django.db import transaction

from symptoms.admin import form_content
from symptoms.admin.article_page import bounded
from symptoms.admin.preview import BUTTON
from symptoms.models import Article, Contributor, Picture, Series, Sponsor, Symptom, Topic
from symptoms.text import diff, merge
from symptoms.text.content import (
    ArticleContent,
    CalloutContent,
    PictureRef,
    QuestionContent,
    Ref,
    SourceContent,
    TipContent,
)
from symptoms.text.diff import LABELS, Change

_MODELS = {"topic": Topic, "series": Series, "author": Contributor, "sponsor": Sponsor}


class ConflictPage(admin.ModelAdmin):
    """For the ModelAdmin of articles, whose form has the hidden field `seen`, the revision that it
    was filled from, and refuses what is in the request's `conflicts`."""

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        with transaction.atomic():
            request.conflicts = []
            if request.method == "POST" and object_id:
                self._merge(request, bounded(object_id))
            return super().changeform_view(request, object_id, form_url, extra_context)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        form.meanwhile = getattr(request, "conflicts", [])
        return form

    def _merge(self, request, pk):
        """Put the merged values into what was posted."""
        article = Article.objects.select_for_update().filter(pk=pk).first()
        newest = article.revisions.first() if article else None
        seen = bounded(request.POST.get("seen") or 0)
        if not article or not newest or seen == newest.number:
            return
        base = article.revisions.filter(number=seen).first()
        theirs = ArticleContent.of(article)
        started_from = base.as_content() if base else theirs
        three = [form_content.plain(content, started_from) for content in (theirs, started_from)]
        mine = form_content.posted(request.POST, three[0])
        if base:
            merged, asked = merge.rebase(three[0], three[1], mine)
        else:
            merged, asked = mine, [n for n in LABELS if getattr(mine, n) != getattr(three[0], n)]
        request.POST = form_content.as_posted(request.POST, merged, three[0], article)
        request.POST["seen"] = str(newest.number)
        if BUTTON in request.POST:
            return
        who = newest.created_by_name or "Somebody"
        if asked:
            request.conflicts = _conflicts(theirs, mine, asked)
        self._tell(request, who, diff.changes(started_from, theirs), asked)

    def _tell(self, request, who, changes, asked):
        """What was taken over, without what is asked about."""
        taken = list(dict.fromkeys(c.label for c in changes if c.field not in asked))
        if taken:
            kept = ", ".join(taken)
            messages.info(
                request,
                f"{who} saved this article after you opened it. Kept from their text: {kept}.",
            )


def _conflicts(theirs, mine, asked) -> list[Change]:
    """What `mine`, a posted content, says otherwise than `theirs` in the fields `asked`."""
    differences = diff.changes(theirs, _named(mine, theirs))
    return [change for change in differences if change.field in asked]


def _named(mine, theirs):
    """A posted content with names for its references, to be compared with `theirs`."""
    refs = {name: _named_ref(model, getattr(mine, name)) for name, model in _MODELS.items()}
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
        tips=tuple(TipContent(_key(tip.id), "", tip.title, tip.body) for tip in mine.tips),
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
