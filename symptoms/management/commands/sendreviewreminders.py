from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from symptoms.workflow import review_due


class Command(BaseCommand):
    @property
    def help(self):
        return _(
            "Mail reviewers 60, 30 and 0 days before the next review of a live text is due. Running it again the same day sends nothing again; run it once a day."
        )

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help=_("Say what would be sent."))

    def handle(self, *args, dry_run=False, **options):
        due = review_due.reminders(timezone.localdate())
        failed = [review for review, days in due if self._remind(review, days, dry_run)]
        done = len(due) - len(failed)
        said = _("%(count)s to send.") if dry_run else _("%(count)s sent.")
        self.stdout.write(said % {"count": done})
        if failed:
            raise CommandError(
                _("%(count)s could not be sent. The next run tries again.") % {"count": len(failed)}
            )

    def _remind(self, review, days, dry_run):
        wrong = "" if dry_run else review_due.remind(review, days)
        when = _("%(days)s days ahead") % {"days": days} if days else _("due")
        article = review.revision.article_id
        said = _("article %(id)s, %(when)s: %(wrong)s") if wrong else _("article %(id)s, %(when)s")
        self.stdout.write(said % {"id": article, "when": when, "wrong": wrong})
        return wrong
