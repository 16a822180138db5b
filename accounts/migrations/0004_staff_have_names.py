"""Staff have a name, readers have none, and a constraint says so.

Locks the accounts while the constraint is checked: a second for a million rows.
"""

import accounts.models
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_consent_of_sharing'),
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        migrations.AddField(
            model_name='user',
            name='name',
            field=models.CharField(blank=True, help_text='Of somebody who works on this site. Colleagues and the public record call them by it, and by their role as long as it is empty.', max_length=120, validators=[accounts.models.validate_name]),
        ),
        migrations.AddConstraint(
            model_name='user',
            constraint=models.CheckConstraint(condition=models.Q(('is_staff', True), ('name', ''), _connector='OR'), name='user_only_staff_have_a_name', violation_error_message='Only people who work on this site have a name here.'),
        ),
    ]
