"""The index of what starts next serves nothing else, so that no list is sorted by it.

Locks the editions against writing for as long as it takes to read them once.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("symptoms", "0016_main_article")]

    operations = [
        migrations.RemoveIndex(model_name="edition", name="edition_by_start"),
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(
                fields=["is_first", "live_from"],
                condition=models.Q(("canceled_at", None)),
                name="edition_by_start",
            ),
        ),
    ]
