"""`manage.py backup DIR|URL`: see docs/backups.md."""

from argparse import ArgumentTypeError
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from symptoms.operations import backup, remote
from symptoms.operations.problem import OperationFailed


def _at_least_one(text):
    if not text.isdecimal() or int(text) < 1:
        raise ArgumentTypeError(_("Enter a whole number from 1 up."))
    return int(text)


class Command(BaseCommand):
    @property
    def help(self):
        return _(
            "Copies the database, the pictures and the settings without secrets into a new folder, here or in an object store. The site"
            " can stay open meanwhile."
        )

    def add_arguments(self, parser):
        parser.add_argument(
            "place", help=_("Where backups are kept: a folder, or s3://bucket/folder.")
        )
        parser.add_argument(
            "--keep",
            type=_at_least_one,
            metavar="N",
            help=_("Keep the newest N backups, and delete older ones."),
        )

    def handle(self, *, place, keep, verbosity, **options):
        say = self.stdout.write if verbosity else lambda words: None
        try:
            if place.startswith(remote.SCHEME):
                made = remote.make(place, say, keep)
            else:
                made = backup.make(Path(place), say, keep)
        except OperationFailed as error:
            raise CommandError(str(error)) from None
        say(_("The backup is complete: %(folder)s") % {"folder": made})
