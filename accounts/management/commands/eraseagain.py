"""`manage.py eraseagain`: after restoring a backup, erase the accounts that were erased since."""

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts import erased
from accounts.leaving import erase_all
from accounts.models import User


class Command(BaseCommand):
    @property
    def help(self):
        return _(
            "Erase the accounts that a restored backup brought back. Run it after every restore, before "
            "the site is opened. Running it again changes nothing."
        )

    def handle(self, *args, **options):
        back = erased.among(User.objects.filter(is_staff=False).iterator())
        erase_all(back)
        if back or options["verbosity"] > 1:
            said = ngettext(
                "Erased %(count)s account again.", "Erased %(count)s accounts again.", len(back)
            )
            self.stdout.write(said % {"count": len(back)})
