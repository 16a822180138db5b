"""The list of articles in the admin is in the order of an index.

Locks writing of articles while an index is built: less than a second for 100,000.
"""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('symptoms', '0011_update_emails'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='article',
            index=models.Index(fields=['title', '-id'], name='article_by_title'),
        ),
    ]
