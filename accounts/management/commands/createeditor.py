"""`manage.py createeditor`: create the first account of somebody who works on the site."""

import secrets

from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.addresses import confirm_address
from accounts.models import User

# Syllables that are easy to read out by phone: 75 of them, ten in a password, 62 bits.
_SYLLABLES = [consonant + vowel for consonant in "bdfghjkmnprstvz" for vowel in "aeiou"]


class Command(BaseCommand):
    @property
    def help(self):
        return _(
            "Create a staff account with a confirmed email address, and print its password once. "
            "An existing account is not changed."
        )

    def add_arguments(self, parser):
        parser.add_argument("email")
        parser.add_argument("--superuser", action="store_true", help=_("give all permissions"))
        parser.add_argument(
            "--group",
            action="append",
            default=[],
            metavar="NAME",
            help=_("add the account to this group; may be repeated"),
        )
        parser.add_argument(
            "--name", default="", help=_("the name that colleagues and the public record see")
        )

    def handle(self, *args, email, superuser, group, name="", **options):
        email, name = _valid_address(email), _valid_name(name)
        groups = [_group_named(name) for name in group]
        if User.objects.filter(email=email).exists():
            self.stdout.write(
                _("An account with this email address already exists. Nothing was changed.")
            )
            return
        password = readable_password()
        with transaction.atomic():
            user = User.objects.create_user(
                email, password, name=name, is_staff=True, is_superuser=superuser
            )
            user.groups.set(groups)
            confirm_address(user)
        self.stdout.write(_("Email address: %(email)s") % {"email": email})
        self.stdout.write(_("Password: %(password)s") % {"password": password})
        self.stdout.write(_("The password won’t be shown again. Change it after you sign in."))


def readable_password() -> str:
    """Five meaningless short words, such as dofu-kena-risi-mabo-tuve."""
    return "-".join(secrets.choice(_SYLLABLES) + secrets.choice(_SYLLABLES) for _ in range(5))


def _valid_address(email):
    email = email.strip().lower()
    try:
        validate_email(email)
        User._meta.get_field("email").run_validators(email)
    except ValidationError:
        raise CommandError(_("Enter a full email address, like name@example.com.")) from None
    return email


def _valid_name(name):
    name = name.strip()
    try:
        User._meta.get_field("name").run_validators(name)
    except ValidationError as error:
        raise CommandError(" ".join(error.messages)) from None
    return name


def _group_named(name):
    found = Group.objects.filter(name=name).first()
    if found:
        return found
    known = ", ".join(Group.objects.order_by("name").values_list("name", flat=True))
    if not known:
        raise CommandError(_("There are no groups yet. Run createroles first."))
    raise CommandError(
        _("There is no group “%(name)s”. The groups are: %(groups)s.")
        % {"name": name, "groups": known}
    )
