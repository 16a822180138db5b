from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from symptoms.workflow import review_due


class Command(BaseCommand):
    help = (
        "Mail reviewers 60, 30 and 0 days before the next review of a live text is due. Running it "
        "again the same day sends nothing again; run it once a day."
    )

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="Say what would be sent.")

    def handle(self, *args, dry_run=False, **options):
        due = review_due.reminders(timezone.localdate())
        failed = [review for review, days in due if self._remind(review, days, dry_run)]
        done = len(due) - len(failed)
        self.stdout.write(f"{done} {'to send' if dry_run else 'sent'}.")
        if failed:
            raise CommandError(f"{len(failed)} could not be sent. The next run tries again.")

    def _remind(self, review, days, dry_run):
        wrong = "" if dry_run else review_due.remind(review, days)
        when = f"{days} days ahead" if days else "due"
        article = review.revision.article_id
        self.stdout.write(f"article {article}, {when}{f': {wrong}' if wrong else ''}")
        return wrong
