"""Articles and tips get a name that no other site or database gives to something else."""

from uuid import uuid4

from django.db import migrations, models

MODELS = ("article", "tip")


def name_all(apps, schema_editor):
    for name in MODELS:
        model = apps.get_model("symptoms", name)
        rows = list(model.objects.only("pk"))
        for row in rows:
            row.uuid = uuid4()
        model.objects.bulk_update(rows, ["uuid"], batch_size=200)


def column(name, **how):
    field = models.UUIDField(default=uuid4, editable=False, **how)
    return {"model_name": name, "name": "uuid", "field": field}


class Migration(migrations.Migration):
    dependencies = [("symptoms", "0015_name_key")]

    operations = [
        *(migrations.AddField(**column(name, null=True)) for name in MODELS),
        migrations.RunPython(name_all, migrations.RunPython.noop),
        *(migrations.AlterField(**column(name, unique=True)) for name in MODELS),
    ]
