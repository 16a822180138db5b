"""A preview link may show a wording of a term. Few rows, and no lock that readers notice."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("symptoms", "0023_more_crisis_words")]

    operations = [
        migrations.AlterField(
            model_name="previewlink",
            name="revision",
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name="preview_links", to="symptoms.revision"),
        ),
        migrations.AddField(
            model_name="previewlink",
            name="wording",
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name="preview_links", to="symptoms.termrevision"),
        ),
        migrations.AddConstraint(
            model_name="previewlink",
            constraint=models.CheckConstraint(
                condition=models.Q(("revision__isnull", True)) ^ models.Q(("wording__isnull", True)),
                name="preview_link_shows_one_text",
            ),
        ),
    ]
