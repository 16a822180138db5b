"""Invitations to work on the site. Locks nothing: the table is new."""

import accounts.models
import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0006_words'),
        ('auth', '0012_alter_user_first_name_max_length'),
        ('symptoms', '0001_schema'),
    ]

    operations = [
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('email', models.EmailField(error_messages={'unique': 'This person has been invited already. Send that invitation again.'}, max_length=254, unique=True, verbose_name='email address')),
                ('name', models.CharField(help_text='Colleagues and the public record see this name.', max_length=120, validators=[accounts.models.validate_name], verbose_name='name')),
                ('contributor', models.ForeignKey(blank=True, help_text='What readers see this person called, if that is in the list already.', limit_choices_to={'account': None}, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='symptoms.contributor', verbose_name='public name')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='auth.group', verbose_name='role')),
            ],
            options={
                'verbose_name': 'invitation',
                'verbose_name_plural': 'invitations',
                'ordering': ['-created_at'],
            },
        ),
    ]
