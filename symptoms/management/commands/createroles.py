from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from symptoms.workflow.roles import ROLES, create_roles


class Command(BaseCommand):
    @property
    def help(self):
        return _(
            "Make the groups Writer, Medical reviewer and Publisher, or repair their permissions."
        )

    def handle(self, *args, **options):
        created = create_roles()
        for name in ROLES:
            done = _("%(role)s: created") if name in created else _("%(role)s: up to date")
            self.stdout.write(done % {"role": name})
