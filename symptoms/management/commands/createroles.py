from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from symptoms.workflow.roles import ROLES, create_roles


class Command(BaseCommand):
    help = gettext_lazy(  # type: ignore[assignment]
        "Make the groups Writer, Medical reviewer and Publisher, or repair their permissions."
    )

    def handle(self, *args, **options):
        created = create_roles()
        for name in ROLES:
            done = _("%(role)s: created") if name in created else _("%(role)s: up to date")
            self.stdout.write(done % {"role": name})
