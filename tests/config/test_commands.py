"""What somebody reads who asks a command what it does."""

import pytest
from django.core.management import get_commands, load_command_class

OURS = sorted(
    name
    for name, app in get_commands().items()
    if app.partition(".")[0] in {"accounts", "symptoms"}
)


def test_there_are_commands():
    assert {"backup", "createeditor", "loadcontent", "restore"} <= set(OURS)


@pytest.mark.parametrize("name", OURS)
def test_every_command_says_what_it_does(name, capsys):
    command = load_command_class(get_commands()[name], name)
    command.print_help("manage.py", name)
    said = capsys.readouterr().out

    assert " ".join(command.help.split()[:4]) in " ".join(said.split())
