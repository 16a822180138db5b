"""Editors' comments: a new table, which locks nothing."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('symptoms', '0025_article_by_kind'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Comment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('step', models.CharField(choices=[('said', 'Commented'), ('resolved', 'Resolved'), ('reopened', 'Opened again')], default='said', max_length=10)),
                ('place', models.CharField(blank=True, max_length=80)),
                ('quote', models.TextField(blank=True, max_length=500)),
                ('text', models.TextField(blank=True, max_length=2000)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('by_name', models.CharField(blank=True, max_length=254)),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='comments', to='symptoms.article')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('thread', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='symptoms.comment')),
            ],
            options={
                'ordering': ['pk'],
                'default_permissions': ['add'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('step', 'said'), _negated=True), models.Q(('text', ''), _negated=True), _connector='OR'), name='comment_says_something'), models.CheckConstraint(condition=models.Q(models.Q(('step', 'said'), ('thread', None)), models.Q(('place', ''), ('quote', ''), ('thread__isnull', False)), _connector='OR'), name='comment_begins_a_thread_or_answers')],
            },
        ),
    ]
