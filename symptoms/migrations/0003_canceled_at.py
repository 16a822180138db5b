"""One word for one thing: what was canceled before it started has `canceled_at`.

Locks the editions while two constraints are checked: a second for a million rows.
"""

from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [("symptoms", "0002_search_index")]

    operations = [
        migrations.RemoveConstraint("edition", "edition_dropped_before_it_starts"),
        migrations.RemoveConstraint("edition", "edition_one_start_at_a_moment"),
        migrations.RenameField("edition", "dropped_at", "canceled_at"),
        migrations.AlterField(
            "edition",
            "canceled_at",
            models.DateTimeField(
                null=True, help_text="When it was canceled, always before it would have started."
            ),
        ),
        migrations.AddConstraint(
            "edition",
            models.CheckConstraint(
                condition=Q(canceled_at=None) | Q(canceled_at__lt=F("live_from")),
                name="edition_canceled_before_it_starts",
            ),
        ),
        migrations.AddConstraint(
            "edition",
            models.UniqueConstraint(
                fields=["article", "live_from"],
                condition=Q(canceled_at=None),
                name="edition_one_start_at_a_moment",
            ),
        ),
    ]
