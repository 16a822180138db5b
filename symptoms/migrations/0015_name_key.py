"""Names are told apart by how they look, on both databases. Fills the new column from the names.

It calls no code of the site, which will be another one when somebody upgrades. Two names that look
the same stay as they are; whoever saves one of them next is asked to change it.
"""

import unicodedata

import symptoms.models.name_key
from django.db import migrations, models

MODELS = ("contributor", "series", "sponsor", "symptom", "tag", "topic")


def canonical(name):
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    return " ".join("".join(c for c in folded if unicodedata.category(c) != "Cf").split())


def fill(apps, schema_editor):
    for model in MODELS:
        rows = list(apps.get_model("symptoms", model).objects.order_by("pk"))
        taken = set()
        for row in rows:
            key = canonical(row.name)
            row.name_key = f"{key} ({row.pk})" if key in taken else key
            taken.add(row.name_key)
        # Written by update, because saving would compute it anew.
        for row in rows:
            type(row).objects.filter(pk=row.pk).update(name_key=row.name_key)


class Migration(migrations.Migration):
    atomic = True
    dependencies = [("symptoms", "0014_indexed_words")]

    operations = [
        *(
            migrations.RemoveConstraint(model_name=model, name=f"{model}_name_case_insensitive")
            for model in MODELS
        ),
        *(
            migrations.AddField(
                model_name=model,
                name="name_key",
                field=symptoms.models.name_key.NameKeyField(default=""),
                preserve_default=False,
            )
            for model in MODELS
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        *(
            migrations.AddConstraint(
                model_name=model,
                constraint=models.UniqueConstraint(
                    fields=("name_key",), name=f"{model}_name_is_told_apart"
                ),
            )
            for model in MODELS
        ),
    ]
