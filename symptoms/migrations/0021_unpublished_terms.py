"""New symptoms, topics and series can be drafts. All that exist are public; the column locks for an instant."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('symptoms', '0020_feedback_inbox'),
    ]

    operations = [
        migrations.AddField(
            model_name='series',
            name='is_public',
            field=models.BooleanField(default=True, editable=False, help_text='Whether it was published. A draft of a new one wasn’t yet.'),
        ),
        migrations.AddField(
            model_name='symptom',
            name='is_public',
            field=models.BooleanField(default=True, editable=False, help_text='Whether it was published. A draft of a new one wasn’t yet.'),
        ),
        migrations.AddField(
            model_name='topic',
            name='is_public',
            field=models.BooleanField(default=True, editable=False, help_text='Whether it was published. A draft of a new one wasn’t yet.'),
        ),
    ]
