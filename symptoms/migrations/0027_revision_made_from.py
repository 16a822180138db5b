"""Which revision another one was made from. A new column and its index: on PostgreSQL saving articles waits while the
index of the revisions is built, about a second for each million; reading does not."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('symptoms', '0026_comments'),
    ]

    operations = [
        migrations.AddField(
            model_name='revision',
            name='made_from',
            field=models.ForeignKey(help_text='Whose text came back, was merged or copied; its writers wrote this one, too.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='symptoms.revision'),
        ),
    ]
