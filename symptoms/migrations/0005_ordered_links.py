"""Links from editions to symptoms and tags repeat what their lists are ordered by, with indexes for it.

Locks the links of editions while their rows are written and indexes are built: some seconds for a
million. Readers wait for no more than the last step.
"""

import datetime
from django.db import migrations, models
from django.db.models import Case, Count, OuterRef, Subquery, Value, When
from django.db.models.functions import Coalesce


def fill(apps, schema_editor):
    symptoms = apps.get_model("symptoms", "EditionSymptom").objects
    tags = apps.get_model("symptoms", "EditionTag").objects
    edition = apps.get_model("symptoms", "Edition").objects.filter(pk=OuterRef("edition"))
    is_paid = Case(When(sponsor__isnull=False, then=Value(True)), default=Value(False))
    common = {
        "first_live_from": Subquery(edition.values("first_live_from")),
        "is_sponsored": Subquery(edition.annotate(is_paid=is_paid).values("is_paid")),
    }
    others = symptoms.filter(edition=OuterRef("edition")).order_by().values("edition")
    symptoms.update(
        breadth=Subquery(others.annotate(count=Count("pk")).values("count")),
        series_place=Coalesce(Subquery(edition.values("series_part")), 32767),
        **common,
    )
    tags.update(**common)


class Migration(migrations.Migration):

    dependencies = [
        ('symptoms', '0004_revision_picture'),
    ]

    operations = [
        migrations.AddField(
            model_name='editionsymptom',
            name='breadth',
            field=models.PositiveSmallIntegerField(db_default=1, help_text='How many symptoms its edition is about.'),
        ),
        migrations.AddField(
            model_name='editionsymptom',
            name='first_live_from',
            field=models.DateTimeField(db_default=datetime.datetime(1970, 1, 1, 0, 0, tzinfo=datetime.timezone.utc), help_text='As its edition has it.'),
        ),
        migrations.AddField(
            model_name='editionsymptom',
            name='is_sponsored',
            field=models.BooleanField(db_default=False, help_text='Whether its edition has a sponsor.'),
        ),
        migrations.AddField(
            model_name='editionsymptom',
            name='series_place',
            field=models.PositiveSmallIntegerField(db_default=32767, help_text='The part of the series; NO_PLACE outside of one.'),
        ),
        migrations.AddField(
            model_name='editiontag',
            name='first_live_from',
            field=models.DateTimeField(db_default=datetime.datetime(1970, 1, 1, 0, 0, tzinfo=datetime.timezone.utc), help_text='As its edition has it.'),
        ),
        migrations.AddField(
            model_name='editiontag',
            name='is_sponsored',
            field=models.BooleanField(db_default=False, help_text='Whether its edition has a sponsor.'),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name='edition',
            index=models.Index(condition=models.Q(('sponsor__isnull', False)), fields=['topic', '-first_live_from', '-id'], name='edition_sponsored_by_topic'),
        ),
        migrations.AddIndex(
            model_name='editionsymptom',
            index=models.Index(fields=['symptom', '-first_live_from', '-edition'], name='edition_symptom_newest'),
        ),
        migrations.AddIndex(
            model_name='editionsymptom',
            index=models.Index(condition=models.Q(('is_sponsored', True)), fields=['symptom', '-first_live_from', '-edition'], name='edition_symptom_sponsored'),
        ),
        migrations.AddIndex(
            model_name='editionsymptom',
            index=models.Index(fields=['symptom', 'breadth', 'series_place', '-first_live_from', '-edition'], name='edition_symptom_closest_first'),
        ),
        migrations.AddIndex(
            model_name='editiontag',
            index=models.Index(fields=['tag', '-first_live_from', '-edition'], name='edition_tag_newest'),
        ),
        migrations.AddIndex(
            model_name='editiontag',
            index=models.Index(condition=models.Q(('is_sponsored', True)), fields=['tag', '-first_live_from', '-edition'], name='edition_tag_sponsored'),
        ),
    ]
