"""The words of labels, help texts and messages: the tables stay as they are."""

import accounts.models
import django.db.models.functions.text
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0005_log_without_addresses'),
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='user',
            options={'verbose_name': 'user', 'verbose_name_plural': 'users'},
        ),
        migrations.AlterField(
            model_name='consent',
            name='text',
            field=models.TextField(default='I agree that this site keeps my email address and what I save here. What I save can say something about my health. Only I can see it, unless I share it myself, and I can delete it at any time.'),
        ),
        migrations.AlterField(
            model_name='consent',
            name='version',
            field=models.CharField(default='2026-11-26', max_length=20),
        ),
        migrations.AlterField(
            model_name='user',
            name='date_joined',
            field=models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='date joined'),
        ),
        migrations.AlterField(
            model_name='user',
            name='email',
            field=models.EmailField(max_length=254, unique=True, verbose_name='email address'),
        ),
        migrations.AlterField(
            model_name='user',
            name='is_active',
            field=models.BooleanField(default=True, help_text='Clear this to close an account without deleting it.', verbose_name='can sign in'),
        ),
        migrations.AlterField(
            model_name='user',
            name='is_staff',
            field=models.BooleanField(default=False, help_text='Can open the admin.', verbose_name='works on this site'),
        ),
        migrations.AlterField(
            model_name='user',
            name='name',
            field=models.CharField(blank=True, help_text='Only for people who work on this site. Colleagues and the public record see this name, or the role if it is empty.', max_length=120, validators=[accounts.models.validate_name], verbose_name='name'),
        ),
        migrations.AlterConstraint(
            model_name='user',
            name='user_email_case_insensitive',
            constraint=models.UniqueConstraint(django.db.models.functions.text.Lower('email'), name='user_email_case_insensitive', violation_error_message='An account with this email address already exists.'),
        ),
        migrations.AlterConstraint(
            model_name='user',
            name='user_only_staff_have_a_name',
            constraint=models.CheckConstraint(condition=models.Q(('is_staff', True), ('name', ''), _connector='OR'), name='user_only_staff_have_a_name', violation_error_message='Only people who work on this site can have a name.'),
        ),
    ]
