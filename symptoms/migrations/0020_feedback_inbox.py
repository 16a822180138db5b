"""Answers of readers are unread until staff mark them as handled.

Locks the table of answers for as long as its index takes; only the form of an answer writes it.
"""

import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('symptoms', '0019_term_drafts'),
    ]

    operations = [
        migrations.AddField(
            model_name='feedback',
            name='handled_at',
            field=models.DateTimeField(editable=False, null=True, verbose_name='handled at'),
        ),
        migrations.AddField(
            model_name='feedback',
            name='handled_by_name',
            field=models.CharField(blank=True, editable=False, max_length=120),
        ),
        migrations.AddField(
            model_name='feedback',
            name='note',
            field=models.TextField(blank=True, help_text='For colleagues: what was done about it. Readers never see it.', max_length=500, validators=[django.core.validators.RegexValidator('[\\x00-\\x09\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\\u2028-\\u202e\\u2066-\\u2069\\ud800-\\udfff\\ufffe\\uffff]', 'Remove tabs and control characters. They can’t be shown.', inverse_match=True), django.core.validators.MaxLengthValidator(500)], verbose_name='note'),
        ),
        migrations.AddIndex(
            model_name='feedback',
            index=models.Index(condition=models.Q(('handled_at', None)), fields=['edition'], name='feedback_that_is_unread'),
        ),
    ]
