"""What editors still have to do, and when each text is due for its next review, each found by an index.

Locks the editions against writing while each is read and written once; that takes a minute for 100,000
articles.
"""

from datetime import date

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

NEVER_REVIEWED = date.min
BATCH = 500


def fill_next_review(apps, schema_editor):
    approvals = apps.get_model("symptoms", "Review").objects.filter(
        verdict="approved",
        revision__article=OuterRef("article_id"),
        revision__clinical_hash=Subquery(
            apps.get_model("symptoms", "Revision")
            .objects.filter(pk=OuterRef(OuterRef("revision_id")))
            .values("clinical_hash")
        ),
    )
    due = Subquery(approvals.order_by("-pk").values("next_due")[:1])
    texts = apps.get_model("symptoms", "Edition").objects.filter(
        revision__isnull=False, canceled_at=None, live_until__gt=timezone.now()
    )
    texts.exclude(kind="page").update(next_review=Coalesce(due, NEVER_REVIEWED))


def fill_in_progress(apps, schema_editor):
    rows = apps.get_model("symptoms", "InProgress").objects
    revisions = apps.get_model("symptoms", "Revision").objects
    editions = apps.get_model("symptoms", "Edition").objects
    reviews = apps.get_model("symptoms", "Review").objects
    newer = revisions.filter(article=OuterRef("article"), number__gt=OuterRef("number"))
    out = editions.filter(
        article=OuterRef("article"), canceled_at=None, revision__content=OuterRef("content")
    )
    waiting = revisions.filter(~Exists(newer), ~Exists(out)).defer("content").order_by("pk")
    made = []
    for revision in waiting.iterator(BATCH):
        decisions = reviews.filter(
            revision__article=revision.article_id, revision__clinical_hash=revision.clinical_hash
        ).order_by("-pk")
        decision = decisions.first()
        submitted = decisions.filter(verdict="submitted").first()
        made.append(
            rows.model(
                article_id=revision.article_id,
                step=decision.verdict if decision else "draft",
                since=decision.at if decision else revision.created_at,
                edited_by_id=revision.created_by_id,
                submitted_by_id=submitted and submitted.by_id,
            )
        )
    rows.bulk_create(made, batch_size=BATCH)


class Migration(migrations.Migration):

    dependencies = [
        ('symptoms', '0021_unpublished_terms'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='InProgress',
            fields=[
                ('article', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='in_progress', serialize=False, to='symptoms.article')),
                ('step', models.CharField(choices=[('draft', 'Draft'), ('submitted', 'In review'), ('approved', 'Approved'), ('changes', 'Changes requested')], max_length=10)),
                ('since', models.DateTimeField(help_text='When the text was saved, or the decision made.')),
            ],
            options={
                'verbose_name': 'article in progress',
                'verbose_name_plural': 'articles in progress',
                'ordering': ['-since', '-article'],
            },
        ),
        migrations.AddField(
            model_name='edition',
            name='next_review',
            field=models.DateField(help_text='When the newest approval of its text ends, or NEVER_REVIEWED; empty once it has ended.', null=True),
        ),
        migrations.RunPython(fill_next_review, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name='edition',
            index=models.Index(condition=models.Q(('next_review__isnull', False)), fields=['next_review', 'live_until'], name='edition_by_next_review'),
        ),
        migrations.AddField(
            model_name='inprogress',
            name='edited_by',
            field=models.ForeignKey(help_text='Who saved the newest text.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='inprogress',
            name='submitted_by',
            field=models.ForeignKey(help_text='Who asked for its review last.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddIndex(
            model_name='inprogress',
            index=models.Index(fields=['step', '-since', '-article'], name='in_progress_by_step'),
        ),
        migrations.RunPython(fill_in_progress, migrations.RunPython.noop),
    ]
