"""Crisis words that were missed by the first list. Those that a site has already stay as they are.

Few rows of a small table: nothing that readers use is locked.
"""

from pathlib import Path

from django.db import migrations

from symptoms.search.crisis import shipped
from symptoms.text.folding import words_in


def add_missing(apps, schema_editor):
    phrases = apps.get_model("symptoms", "CrisisPhrase").objects
    for row in shipped(since=Path(__file__).stem):
        phrases.get_or_create(key=" ".join(words_in(row.words)), defaults=row._asdict())


class Migration(migrations.Migration):

    dependencies = [("symptoms", "0022_in_progress")]

    operations = [migrations.RunPython(add_missing, migrations.RunPython.noop)]
