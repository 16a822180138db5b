"""A symptom names its main article, and lists of a symptom part health information, stories and ads.

Locks the links of editions to symptoms while each is read and written once.
"""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Case, OuterRef, Subquery, Value, When


def fill(apps, schema_editor):
    links = apps.get_model("symptoms", "EditionSymptom").objects
    edition = apps.get_model("symptoms", "Edition").objects.filter(pk=OuterRef("edition"))
    section = Case(
        When(sponsor__isnull=False, then=Value(2)),
        When(kind="story", then=Value(1)),
        default=Value(0),
    )
    links.update(section=Subquery(edition.annotate(section=section).values("section")))


class Migration(migrations.Migration):
    dependencies = [("symptoms", "0015_titles_index")]

    operations = [
        migrations.AddField(
            model_name="symptom",
            name="main_article",
            field=models.ForeignKey(
                blank=True,
                help_text=(
                    "Leads the symptom’s page: readers see when to get help and the tips from it. "
                    "Choose a live article that has this symptom, has no sponsor, and isn’t a personal "
                    "story. Without a choice, the only live article about this symptom alone leads."
                ),
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="symptoms.article",
                verbose_name="main article",
            ),
        ),
        migrations.AddField(
            model_name="editionsymptom",
            name="section",
            field=models.PositiveSmallIntegerField(
                choices=[(0, "Articles"), (1, "Personal stories"), (2, "Sponsored articles")],
                db_default=0,
                help_text="As its edition has it.",
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RemoveIndex(
            model_name="editionsymptom", name="edition_symptom_closest_first"
        ),
        migrations.AddIndex(
            model_name="editionsymptom",
            index=models.Index(
                fields=[
                    "symptom",
                    "section",
                    "breadth",
                    "series_place",
                    "-first_live_from",
                    "-edition",
                ],
                name="edition_symptom_by_section",
            ),
        ),
    ]
