"""The key that distinguishes names: one spelling for all that look the same, on every database."""

from typing import Any

from django.db import models

from symptoms.text.folding import canonical


class NameKeyField(models.TextField):
    """The canonical form of the row's `name`, written whenever the row is saved."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **(kwargs | {"editable": False}))

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("editable", None)
        return name, path, args, kwargs

    def pre_save(self, model_instance: Any, add: bool) -> str:
        key = canonical(model_instance.name)
        setattr(model_instance, self.attname, key)
        return key
