from django.core.management.base import BaseCommand
from django.db import transaction

from symptoms import search


class Command(BaseCommand):
    help = "Index all that is live or scheduled anew, for example after restoring a backup."

    def handle(self, *args, **options):
        with transaction.atomic():
            count = search.rebuild()
        self.stdout.write(f"{count} editions can be found.")
