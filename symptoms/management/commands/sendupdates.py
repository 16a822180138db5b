"""`manage.py sendupdates`: email readers who asked to be told when something they saved changes."""

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from symptoms.favorites.updates import sending


class Command(BaseCommand):
    @property
    def help(self):
        return _(
            "Email readers who asked for it when something on their list has changed, at most once a week "
            "each. Run it once a day. Running it again sends nothing again."
        )

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help=_("Say what would be sent."))

    def handle(self, *args, dry_run=False, **options):
        count = sending.send_all(timezone.now(), dry_run)
        said = _("%(count)s to send.") if dry_run else _("%(count)s sent.")
        self.stdout.write(said % {"count": count})
