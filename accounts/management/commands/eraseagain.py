"""`manage.py eraseagain`: after a backup was restored, erase again whoever had been erased since."""

from django.core.management.base import BaseCommand

from accounts import erased
from accounts.leaving import erase_all
from accounts.models import User


class Command(BaseCommand):
    help = (
        "Erase the accounts that a restored backup brought back. Run it after every restore, before "
        "the site is opened; running it again changes nothing."
    )

    def handle(self, *args, **options):
        back = erased.among(User.objects.filter(is_staff=False).iterator())
        erase_all(back)
        if back or options["verbosity"] > 1:
            count = "1 account" if len(back) == 1 else f"{len(back)} accounts"
            self.stdout.write(f"Erased again: {count}.")
