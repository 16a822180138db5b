"""`manage.py forgetinactive`: tell, and a month later delete, accounts that nobody signs in to."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts import inactivity
from accounts.leaving import erase_all


class Command(BaseCommand):
    help = (
        "Mail readers who have not signed in for 23 months, and delete their accounts after 24. "
        "Running it again does nothing twice; run it once a day."
    )

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="Say how many, do nothing.")

    def handle(self, *args, dry_run=False, **options):
        now = timezone.now()
        gone = list(inactivity.to_be_deleted(now))
        told = list(inactivity.to_be_told(now))
        failed = 0 if dry_run else self._do(gone, told, now)
        verb = " would be" if dry_run else ""
        self.stdout.write(f"{len(gone)}{verb} deleted, {len(told) - failed}{verb} told.")
        if failed:
            raise CommandError(f"{failed} mails could not be sent. The next run tries again.")

    def _do(self, gone, told, now):
        erase_all(gone)
        failed = 0
        for user in told:
            try:
                inactivity.tell(user, now)
            except OSError:
                failed += 1
        return failed
