"""Terms have drafts, and words that start later. What readers see stays as it is.

Locks the record of terms' wordings for as long as it takes to read it once; no public page reads it.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('symptoms', '0018_set_aside'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='TermStart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=20)),
                ('term_id', models.PositiveBigIntegerField()),
                ('starts', models.DateTimeField(db_index=True)),
                ('words', models.TextField()),
                ('name_key', models.CharField(max_length=400)),
                ('slug', models.SlugField(max_length=100)),
                ('by_name', models.CharField(blank=True, max_length=254)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='termrevision',
            name='term_revision_approval_has_a_name',
        ),
        migrations.RemoveConstraint(
            model_name='termrevision',
            name='term_revision_says_why',
        ),
        migrations.AddField(
            model_name='termrevision',
            name='starts',
            field=models.DateTimeField(help_text='From when readers were to see what was scheduled.', null=True),
        ),
        migrations.AlterField(
            model_name='termrevision',
            name='step',
            field=models.CharField(choices=[('saved', 'Readers saw it'), ('proposed', 'Waiting for a medical reviewer'), ('sent_back', 'Came back with a note'), ('taken_back', 'Taken back'), ('approved', 'Approved; readers saw it'), ('draft', 'Saved as a draft'), ('submitted', 'Draft submitted for review'), ('returned', 'Draft came back with a note'), ('signed', 'Draft approved; readers didn’t see it yet'), ('published', 'Draft published; readers saw it'), ('scheduled', 'Draft scheduled'), ('canceled', 'Schedule canceled; it is a draft again'), ('started', 'Started as scheduled; readers saw it'), ('discarded', 'Draft discarded')], max_length=10),
        ),
        migrations.AddConstraint(
            model_name='termrevision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('reviewer__isnull', False), ('step__in', ['approved', 'signed'])), models.Q(models.Q(('step__in', ['approved', 'signed']), _negated=True), ('reviewer', None)), _connector='OR'), name='term_revision_approval_has_a_name'),
        ),
        migrations.AddConstraint(
            model_name='termrevision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(models.Q(('step__in', ['sent_back', 'returned']), _negated=True), ('is_own_text', False)), models.Q(('reason', ''), _negated=True), _connector='OR'), name='term_revision_says_why'),
        ),
        migrations.AddField(
            model_name='termstart',
            name='by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='termstart',
            constraint=models.UniqueConstraint(fields=('kind', 'term_id'), name='term_start_one_a_term'),
        ),
        migrations.AddConstraint(
            model_name='termstart',
            constraint=models.UniqueConstraint(fields=('kind', 'slug'), name='term_start_address_once'),
        ),
        migrations.AddConstraint(
            model_name='termstart',
            constraint=models.UniqueConstraint(fields=('kind', 'name_key'), name='term_start_name_once'),
        ),
    ]
