from django.core.management.base import BaseCommand

from symptoms.workflow.roles import ROLES, create_roles


class Command(BaseCommand):
    help = "Make the groups Writer, Medical reviewer and Publisher, or repair their permissions."

    def handle(self, *args, **options):
        created = create_roles()
        for name in ROLES:
            self.stdout.write(f"{name}: {'created' if name in created else 'as it should be'}")
