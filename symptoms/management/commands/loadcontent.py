"""Load a folder of Markdown files: `manage.py loadcontent DIR`. See docs/content-folders.md."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from symptoms.importer.loading import BadFolder, load


class Command(BaseCommand):
    @property
    def help(self):
        return _(
            "Loads symptoms, topics, pictures and articles from a folder, and publishes them. With --verbosity 0, what is unchanged is left out."
        )

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path, help=_("For example symptoms/demo."))
        parser.add_argument("--dry-run", action="store_true", help=_("Say what would happen."))
        parser.add_argument("--by", metavar="EMAIL", help=_("Whose name the history shows."))

    def handle(self, *, folder, dry_run, by, verbosity, **options):
        try:
            changes = load(folder, by=self._user(by), dry_run=dry_run)
        except BadFolder as error:
            raise CommandError(self._report(folder, error.problems)) from None
        for change in changes:
            if verbosity or change.what != "unchanged":
                self.stdout.write(str(change))
        counts = Counter(change.what for change in changes)
        summary = ", ".join(f"{count} {what}" for what, count in counts.items())
        self.stdout.write(
            _("Dry run, nothing was written: %(summary)s.") % {"summary": summary}
            if dry_run
            else f"{summary}."
        )

    def _user(self, email):
        if not email:
            return None
        users = get_user_model()
        try:
            return users.objects.get_by_natural_key(email)
        except users.DoesNotExist:
            raise CommandError(_("There is no account with this email address.")) from None

    def _report(self, folder, problems):
        lines = [str(replace(problem, path=str(folder / problem.path))) for problem in problems]
        return "\n".join(
            [*lines, _("Nothing was loaded: %(count)s to put right.") % {"count": len(lines)}]
        )
