"""Only one edition of an article lasts for ever; an index of series without the editions that are in none.

Locks writing of editions while an index is built: a second for a million rows.
"""

import datetime
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('symptoms', '0008_autosave'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='edition',
            name='edition_one_end_at_a_moment',
        ),
        migrations.RemoveIndex(
            model_name='edition',
            name='edition_by_series',
        ),
        migrations.AddIndex(
            model_name='edition',
            index=models.Index(condition=models.Q(('series__isnull', False)), fields=['series', 'series_part'], name='edition_by_series'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.UniqueConstraint(condition=models.Q(('canceled_at', None), ('live_until', datetime.datetime(9999, 1, 1, 0, 0, tzinfo=datetime.timezone.utc))), fields=('article',), name='edition_one_last'),
        ),
    ]
