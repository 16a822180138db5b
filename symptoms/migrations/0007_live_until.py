"""Each edition says until when it lasts, so that one row tells whether readers see it.

Locks the editions while each row is written and two constraints are checked: some seconds for a
million.
"""

import datetime

from django.db import migrations, models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

FOREVER = datetime.datetime(9999, 1, 1, tzinfo=datetime.UTC)


def fill(apps, schema_editor):
    editions = apps.get_model("symptoms", "Edition").objects.filter(canceled_at=None)
    later = editions.filter(article=OuterRef("article"), live_from__gt=OuterRef("live_from"))
    following = later.order_by("live_from").values("live_from")[:1]
    editions.update(live_until=Coalesce(Subquery(following), FOREVER))


class Migration(migrations.Migration):
    dependencies = [("symptoms", "0006_words")]

    operations = [
        migrations.AddField(
            "edition",
            "live_until",
            models.DateTimeField(
                default=FOREVER,
                help_text="When the next edition of its article starts; of a canceled one without meaning.",
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AddConstraint(
            "edition",
            models.UniqueConstraint(
                fields=["article", "live_until"],
                condition=Q(canceled_at=None),
                name="edition_one_end_at_a_moment",
            ),
        ),
        migrations.AddConstraint(
            "edition",
            models.CheckConstraint(
                condition=Q(live_until__gt=F("live_from")), name="edition_ends_after_it_starts"
            ),
        ),
    ]
