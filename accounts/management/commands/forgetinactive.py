"""`manage.py forgetinactive`: tell the owners of inactive accounts, and delete them a month later."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts import inactivity, invitations
from accounts.leaving import erase_all


class Command(BaseCommand):
    @property
    def help(self):
        return _(
            "Email readers who have not signed in for 23 months, and delete their accounts after 24. "
            "Delete invitations that nobody answered. Run it once a day. Running it again repeats nothing."
        )

    def add_arguments(self, parser):
        parser.add_argument(
            "--dry-run", action="store_true", help=_("Show the numbers, but change nothing.")
        )

    def handle(self, *args, dry_run=False, **options):
        now = timezone.now()
        gone = list(inactivity.to_delete(now))
        told = list(inactivity.to_notify(now))
        failed = 0 if dry_run else self._do(gone, told, now)
        report = (
            _("Would be deleted: %(deleted)s. Would be told: %(told)s.")
            if dry_run
            else _("Deleted: %(deleted)s. Told: %(told)s.")
        )
        self.stdout.write(report % {"deleted": len(gone), "told": len(told) - failed})
        if failed:
            raise CommandError(_failure(failed))

    def _do(self, gone, told, now):
        erase_all(gone)
        invitations.forget_unanswered(now)
        failed = 0
        for user in told:
            try:
                inactivity.notify(user, now)
            except OSError:
                failed += 1
        return failed


def _failure(count):
    return ngettext(
        "%(count)s email could not be sent. The next run tries again.",
        "%(count)s emails could not be sent. The next run tries again.",
        count,
    ) % {"count": count}
