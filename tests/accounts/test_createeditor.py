import io
import re

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.contrib.auth.password_validation import validate_password
from django.core.management import CommandError, call_command

from accounts.management.commands.createeditor import readable_password
from tests.accounts.steps import make_reader, sign_in

pytestmark = pytest.mark.django_db
User = get_user_model()


def _run(*args):
    out = io.StringIO()
    call_command("createeditor", *args, stdout=out)
    return out.getvalue()


def test_it_prints_an_address_and_a_password_that_open_the_admin(client):
    said = _run("Editor@example.org")
    email, password = re.search(r"Email address: (\S+)\nPassword: (\S+)\n", said).groups()
    assert email == "editor@example.org"
    assert sign_in(client, email, password, next="/admin/").url == "/admin/"
    assert client.get("/admin/").status_code == 200
    user = User.objects.get()
    assert (user.is_staff, user.is_superuser, user.groups.count()) == (True, False, 0)


def test_running_it_again_changes_nothing_and_says_so():
    _run("editor@example.org")
    before = User.objects.values().get()
    said = _run("EDITOR@example.org", "--superuser")
    assert said == "An account with this email address already exists. Nothing was changed.\n"
    assert User.objects.values().get() == before


def test_it_does_not_make_an_editor_of_a_reader():
    user = make_reader()
    _run(user.email)
    user.refresh_from_db()
    assert user.is_staff is False


def test_superuser_and_groups():
    Group.objects.create(name="Publisher")
    Group.objects.create(name="Writer")
    _run("editor@example.org", "--superuser", "--group", "Writer", "--group", "Publisher")
    user = User.objects.get()
    assert user.is_superuser is True
    assert sorted(user.groups.values_list("name", flat=True)) == ["Publisher", "Writer"]


def test_an_unknown_group_is_an_error_that_names_the_known_ones():
    Group.objects.create(name="Writer")
    Group.objects.create(name="Publisher")
    with pytest.raises(CommandError) as error:
        _run("editor@example.org", "--group", "Writers")
    assert str(error.value) == "There is no group “Writers”. The groups are: Publisher, Writer."
    assert User.objects.count() == 0


def test_without_any_group_the_error_says_how_to_get_them():
    with pytest.raises(CommandError) as error:
        _run("editor@example.org", "--group", "Writer")
    assert str(error.value) == "There are no groups yet. Run createroles first."


@pytest.mark.parametrize(
    "address", ["editor", "", "a@b@c", "a\x00@example.org", "a" * 300 + "@b.org"]
)
def test_what_is_not_an_address_is_an_error(address):
    with pytest.raises(CommandError) as error:
        _run(address)
    assert str(error.value) == "Enter a full email address, like name@example.com."


def test_passwords_can_be_read_out_and_are_never_the_same():
    passwords = {readable_password() for _ in range(1000)}
    assert len(passwords) == 1000
    for password in passwords:
        assert re.fullmatch(r"([a-z]{4}-){4}[a-z]{4}", password)
        validate_password(password)
