"""`manage.py createeditor`: a first account for somebody who works on the site."""

import secrets

from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction

from accounts.addresses import confirm_address
from accounts.models import User

# Syllables that can be read out over a telephone: 75 of them, ten in a password, 62 bits.
_SYLLABLES = [consonant + vowel for consonant in "bdfghjkmnprstvz" for vowel in "aeiou"]


class Command(BaseCommand):
    help = (
        "Create a staff account with a confirmed address, and print its password once. "
        "An account that exists is left as it is."
    )

    def add_arguments(self, parser):
        parser.add_argument("email")
        parser.add_argument("--superuser", action="store_true", help="may do everything")
        parser.add_argument(
            "--group", action="append", default=[], metavar="NAME", help="may be repeated"
        )

        parser.add_argument(
            "--name", default="", help="what colleagues and the public record call this person"
        )

    def handle(self, *args, email, superuser, group, name="", **options):
        email, name = _valid_address(email), _valid_name(name)
        groups = [_group_named(name) for name in group]
        if User.objects.filter(email=email).exists():
            self.stdout.write("There is an account with this address already. Nothing was changed.")
            return
        password = readable_password()
        with transaction.atomic():
            user = User.objects.create_user(
                email, password, name=name, is_staff=True, is_superuser=superuser
            )
            user.groups.set(groups)
            confirm_address(user)
        self.stdout.write(f"E-mail address: {email}\nPassword:       {password}")
        self.stdout.write("The password is not shown again. Change it after the first sign-in.")


def readable_password() -> str:
    """Five short words that mean nothing, such as dofu-kena-risi-mabo-tuve."""
    return "-".join(secrets.choice(_SYLLABLES) + secrets.choice(_SYLLABLES) for _ in range(5))


def _valid_address(email):
    email = email.strip().lower()
    try:
        validate_email(email)
        User._meta.get_field("email").run_validators(email)
    except ValidationError:
        raise CommandError("This is not an e-mail address.") from None
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
    raise CommandError(
        f"There is no group {name!r}. "
        + (f"The groups are: {known}." if known else "There are no groups yet: run createroles.")
    )
