"""`manage.py restore DIR|URL`: see docs/backups.md."""

from contextlib import nullcontext
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from symptoms.operations import remote
from symptoms.operations.problem import OperationFailed
from symptoms.operations.restore import restore


class Command(BaseCommand):
    @property
    def help(self):
        return _(
            "Restores a backup, and erases again the accounts that were erased since. Stop the server first."
        )

    # The database may be empty, or older than the code.
    requires_migrations_checks = False

    def add_arguments(self, parser):
        parser.add_argument(
            "place", help=_("The folder of one backup, here or as s3://bucket/folder/backup.")
        )
        parser.add_argument(
            "--overwrite", action="store_true", help=_("Replace the content of the database.")
        )
        parser.add_argument(
            "--new-key",
            action="store_true",
            help=_("Restore although SECRET_KEY is another: erased readers may come back."),
        )

    def handle(self, *, place, overwrite, new_key, verbosity, **options):
        say = self.stdout.write if verbosity else lambda words: None
        try:
            with self._folder(place, say) as folder:
                restore(folder, say, overwrite=overwrite, new_key=new_key)
        except OperationFailed as error:
            raise CommandError(str(error)) from None
        say(_("The backup is restored. Start the server."))

    def _folder(self, place, say):
        return (
            remote.fetched(place, say)
            if place.startswith(remote.SCHEME)
            else nullcontext(Path(place))
        )
