"""Tips are found alone, and mistyped words are looked up: fills both from what was published.

It reads the stored texts as they are and calls no code of the site, which will be another one when
somebody upgrades. Words that readers may not know of do no harm here: they are never shown unasked.
"""

import json
import re
import unicodedata
from html import unescape

from django.db import migrations, models

LONGEST = 40
PUT_TIP = {
    "sqlite": "INSERT OR REPLACE INTO symptoms_search (rowid, title, standfirst, tips, body, tags)"
    " VALUES (%s, %s, '', %s, '', '')",
    "postgresql": "INSERT INTO symptoms_search (edition_id, document) VALUES (%s,"
    " setweight(to_tsvector('symptoms', %s), 'A') || setweight(to_tsvector('symptoms', %s), 'C'))"
    " ON CONFLICT (edition_id) DO UPDATE SET document = EXCLUDED.document",
}
INDEXED = {
    "sqlite": "SELECT rowid FROM symptoms_search",
    "postgresql": "SELECT edition_id FROM symptoms_search",
}
FORGET_TIPS = {
    "sqlite": "DELETE FROM symptoms_search WHERE rowid < 0",
    "postgresql": "DELETE FROM symptoms_search WHERE edition_id < 0",
}


def fill(apps, schema_editor):
    connection = schema_editor.connection
    with connection.cursor() as cursor:
        cursor.execute(INDEXED[connection.vendor])
        indexed = [row[0] for row in cursor.fetchall()]
        words = set()
        for start in range(0, len(indexed), 500):
            for content, rows in _texts(apps, indexed[start : start + 500]):
                words |= _words_anywhere(content)
                cursor.executemany(PUT_TIP[connection.vendor], rows)
        words |= {word for name in _names_of_tags(apps) for word in _words(name)}
    word_model = apps.get_model("symptoms", "IndexedWord")
    useful = sorted(w for w in words if 3 <= len(w) <= LONGEST and not w.isdigit())
    word_model.objects.bulk_create((word_model(word=word) for word in useful), batch_size=5000)


def _texts(apps, editions):
    """Of each of `editions` (ids): its content, and the rows of its tips."""
    Edition = apps.get_model("symptoms", "Edition")
    texts = Edition.objects.filter(pk__in=editions).exclude(kind="page").exclude(revision=None)
    for edition in texts.select_related("revision").prefetch_related("tips"):
        content = json.loads(edition.revision.content)
        keys = {tip.tip_id: -tip.pk for tip in edition.tips.all()}
        rows = [
            (keys[tip["id"]], *(" ".join(_words(tip[part])) for part in ("title", "body")))
            for tip in content["tips"]
        ]
        yield content, rows


def _names_of_tags(apps):
    for model in ("Tag", "Symptom"):
        yield from apps.get_model("symptoms", model).objects.values_list("name", flat=True)


def _words_anywhere(value):
    if isinstance(value, str):
        return set(_words(value))
    inner = value.values() if isinstance(value, dict) else value
    found = (_words_anywhere(one) for one in inner) if isinstance(value, dict | list) else ()
    return set().union(*found)


def _words(html):
    text = unescape(re.sub(r"<[^>]*>", " ", html))
    folded = unicodedata.normalize("NFKD", text)
    return re.findall(r"[^\W_]+", "".join(c for c in folded if not unicodedata.combining(c)).lower())


def forget(apps, schema_editor):
    schema_editor.execute(FORGET_TIPS[schema_editor.connection.vendor])


class Migration(migrations.Migration):
    dependencies = [("symptoms", "0013_shared_link")]

    operations = [
        migrations.CreateModel(
            name="IndexedWord",
            fields=[
                ("word", models.CharField(max_length=LONGEST, primary_key=True, serialize=False)),
            ],
        ),
        migrations.RunPython(fill, forget),
    ]
