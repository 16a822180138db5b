"""A tip may have a short form for paper."""

from django.db import migrations, models

from symptoms.models.fields import one_line


class Migration(migrations.Migration):
    dependencies = [("symptoms", "0009_one_last_edition")]

    operations = [
        migrations.AddField(
            "tip",
            "short",
            models.CharField(
                blank=True,
                help_text="For the appointment sheet, when a reader asks for short forms. Keep every warning. Empty: the text is printed.",
                max_length=280,
                validators=[one_line],
                verbose_name="short form for paper",
            ),
        ),
    ]
