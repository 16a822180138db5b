import pytest
from django.contrib.auth.models import Group

from symptoms.workflow.roles import create_roles
from tests.factories import make_user


@pytest.fixture
def sign_in(client):
    """Call with a role's name, or "superuser", to have the client signed in as a person of that role."""

    def as_role(role):
        create_roles()
        user = make_user(is_staff=True, is_superuser=role == "superuser")
        if role != "superuser":
            user.groups.add(Group.objects.get(name=role))
        client.force_login(user)
        return user

    return as_role
