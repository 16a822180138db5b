"""The thesaurus, and the crisis words that every site starts with.

New tables, filled from small lists: nothing that readers use is locked.
"""

import django.core.validators
import django.db.models.deletion
import symptoms.models.fields
from django.db import migrations, models

from symptoms.search.crisis import shipped
from symptoms.text.folding import words_in


def add_shipped(apps, schema_editor):
    phrases = apps.get_model("symptoms", "CrisisPhrase").objects
    for row in shipped():
        phrases.create(key=" ".join(words_in(row.words)), **row._asdict())


class Migration(migrations.Migration):

    dependencies = [
        ('symptoms', '0013_site_version'),
    ]

    operations = [
        migrations.CreateModel(
            name='CrisisPhrase',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.CharField(help_text='A word or a few words in their order, such as “chest pain” or “want to die”. Small words between them, other forms, and one wrong letter are understood.', max_length=60, validators=[django.core.validators.RegexValidator('[\\x00-\\x1f\\x7f-\\x9f\\u2028-\\u202e\\u2066-\\u2069\\ud800-\\udfff\\ufffe\\uffff]', 'Remove control characters. They can’t be shown.', inverse_match=True)], verbose_name='words')),
                ('harmless', symptoms.models.fields.LinesField(blank=True, help_text='Phrases that mean something else, one on each line: “stroke of luck”. A search with one of them does not show the card for these words.', verbose_name='except in')),
                ('is_alone', models.BooleanField(default=False, help_text='Only when nothing else is typed, for words that mean other things in a sentence: “help”.', verbose_name='only alone')),
                ('key', models.CharField(editable=False, max_length=120, unique=True)),
            ],
            options={
                'verbose_name': 'crisis words',
                'verbose_name_plural': 'crisis words',
                'ordering': ['key'],
                'constraints': [models.CheckConstraint(condition=models.Q(('key', ''), _negated=True), name='crisis_phrase_has_letters')],
            },
        ),
        migrations.CreateModel(
            name='EverydayWord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.CharField(help_text='A word or a few words that people type for the symptom, such as “pee” or “brain fog”. Other forms, such as “peeing”, are found as well.', max_length=60, validators=[django.core.validators.RegexValidator('[\\x00-\\x1f\\x7f-\\x9f\\u2028-\\u202e\\u2066-\\u2069\\ud800-\\udfff\\ufffe\\uffff]', 'Remove control characters. They can’t be shown.', inverse_match=True)], verbose_name='words')),
                ('key', models.CharField(editable=False, max_length=120)),
                ('symptom', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='everyday_words', to='symptoms.symptom', verbose_name='symptom')),
            ],
            options={
                'verbose_name': 'everyday word',
                'verbose_name_plural': 'everyday words',
                'ordering': ['key', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('key', 'symptom'), name='everyday_word_once_a_symptom'), models.CheckConstraint(condition=models.Q(('key', ''), _negated=True), name='everyday_word_has_letters')],
            },
        ),
        migrations.RunPython(add_shipped, migrations.RunPython.noop),
    ]
