"""`manage.py movedata`: see docs/scale.md."""

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from symptoms.operations.moving.move import move
from symptoms.operations.problem import OperationFailed


class Command(BaseCommand):
    @property
    def help(self):
        return _(
            "Moves everything from the database in DATABASE_MOVE_FROM_URL into the empty one in DATABASE_URL."
            " Stop the server first. After an interruption, run it again: it continues."
        )

    requires_migrations_checks = False

    def handle(self, *, verbosity, **options):
        try:
            move(self.stdout.write if verbosity else lambda words: None)
        except OperationFailed as error:
            raise CommandError(str(error)) from None
        self.stdout.write(_("Everything was moved, and both databases hold the same."))
