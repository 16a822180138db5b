from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from symptoms.mail import outbox
from symptoms.models import OutgoingMail


class Command(BaseCommand):
    @property
    def help(self):
        return _(
            "Send the mail that waits. The server does it by itself; run this once a day, and where the site is served by something else than gunicorn. Two at once send nothing twice."
        )

    def handle(self, *args, **options):
        sent = 0
        while now := outbox.deliver():
            sent += now
        self.stdout.write(f"{sent} sent, {OutgoingMail.objects.count()} waiting.")
