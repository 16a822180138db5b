"""A term with other words than its row has: those of a draft, or of an earlier time. Nothing here is stored."""

from typing import Any

from django.apps import apps
from django.db import models

from symptoms.models.term_revision import TermRevision

Words = dict[str, Any]


def editable(model: type[models.Model]) -> list[Any]:
    """The fields that the form of a term asks for."""
    return [
        field for field in model._meta.concrete_fields if field.editable and not field.primary_key
    ]


def put(term: Any, words: Words) -> None:
    """Write `words` into the unsaved `term`. A row that was deleted since is left out."""
    for field in editable(type(term)):
        if field.name in words:
            value = words[field.name]
            if value is not None and field.is_relation:
                there = field.related_model._default_manager.filter(pk=value)
                value = value if there.exists() else None
            setattr(term, field.attname, value)


def term_of(step: TermRevision) -> Any:
    """The term that `step` is of, with the words of that step; an unsaved one if it was deleted."""
    model: Any = apps.get_model("symptoms", step.kind)
    term = model._default_manager.filter(pk=step.term_id).first() or model(pk=step.term_id)
    put(term, step.as_words())
    return term
