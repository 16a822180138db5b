"""The version of the public site.

A new table: nothing that exists is locked.
"""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('symptoms', '0012_article_by_title'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='SiteVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token', models.BigIntegerField(help_text='Random.')),
                ('at', models.DateTimeField(help_text='When it was written.')),
            ],
        ),
        migrations.AddIndex(
            model_name='edition',
            index=models.Index(condition=models.Q(('canceled_at', None)), fields=['live_from'], name='edition_by_start'),
        ),
    ]
