"""The tables of the site, each after those that it points to."""

from django.apps import apps
from django.db.models import Model

# The triggers of each database write it: symptoms/models/site_version.py.
_NOT_MOVED = {"symptoms.SiteVersion"}


def models_in_order() -> list[type[Model]]:
    """All models with a table, parents first. Raises ValueError if two tables point to each other."""
    waiting = {model: _parents(model) for model in _models()}
    ordered: list[type[Model]] = []
    while waiting:
        ready = [model for model, parents in waiting.items() if not parents & waiting.keys()]
        if not ready:
            raise ValueError(f"These tables point to each other: {list(waiting)}")
        ordered += ready
        for model in ready:
            del waiting[model]
    return ordered


def _models():
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and model._meta.label not in _NOT_MOVED
    ]


def _parents(model):
    """A row that points to another of its own table comes in the same transaction."""
    pointed = {field.related_model for field in model._meta.concrete_fields if field.related_model}
    return {other._meta.concrete_model for other in pointed} - {model}
