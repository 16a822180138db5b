from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils.translation import gettext as _

from symptoms import search


class Command(BaseCommand):
    @property
    def help(self):
        return _("Index all that is live or scheduled anew, for example after restoring a backup.")

    def handle(self, *args, **options):
        with transaction.atomic():
            count = search.rebuild()
        self.stdout.write(_("%(count)s editions can be found.") % {"count": count})
