"""The admin's log loses the addresses of readers.

Locks single rows of the log, one after the other; nobody waits.
"""

from django.db import migrations


def forget_addresses(apps, schema_editor):
    """The admin's log names accounts by number, and those that are gone not at all."""
    entries = apps.get_model("admin", "LogEntry").objects.filter(
        content_type__app_label="accounts", content_type__model="user"
    )
    there = {str(pk) for pk in apps.get_model("accounts", "User").objects.values_list("pk", flat=True)}
    for object_id in set(entries.order_by().values_list("object_id", flat=True)):
        same = entries.filter(object_id=object_id)
        if object_id in there:
            same.update(object_repr=f"Account {object_id}")
        else:
            same.update(object_id=None, object_repr="An account that is deleted", change_message="")


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0004_staff_have_names"),
        ("admin", "0003_logentry_add_action_flag_choices"),
    ]

    operations = [migrations.RunPython(forget_addresses, migrations.RunPython.noop)]
