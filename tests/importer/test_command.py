"""`manage.py loadcontent`: what it prints, and how it ends."""

import pytest
from django.core.management import CommandError, call_command

from symptoms.models import Article, Revision
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def run(capsys, *arguments):
    call_command("loadcontent", *map(str, arguments))
    return capsys.readouterr().out.splitlines()


def test_it_ends_with_a_summary(folder, capsys):
    assert run(capsys, folder.path)[-2:] == [
        "published article rest-well",
        "7 created, 1 published.",
    ]
    assert run(capsys, folder.path)[-1] == "8 unchanged."


def test_a_dry_run_says_that_nothing_was_written(folder, capsys):
    last = run(capsys, folder.path, "--dry-run")[-1]
    assert last == "Dry run, nothing was written: 7 created, 1 published."
    assert not Article.objects.exists()


def test_problems_are_listed_with_paths_to_click_and_the_command_fails(folder):
    folder.change("articles/rest-well.md", "kind: information", "kind: tale")
    with pytest.raises(CommandError) as caught:
        call_command("loadcontent", str(folder.path))
    assert str(caught.value).splitlines() == [
        f"{folder.path}/articles/rest-well.md:4: kind: “tale” is not one of information, story, page.",
        "Nothing was loaded: 1 to put right.",
    ]
    assert caught.value.returncode == 1


def test_a_folder_that_is_not_there_fails(folder):
    with pytest.raises(CommandError) as caught:
        call_command("loadcontent", f"{folder.path}/nowhere")
    assert str(caught.value).splitlines() == [
        f"{folder.path}/nowhere: There is no such folder.",
        "Nothing was loaded: 1 to put right.",
    ]


def test_the_history_names_the_account(folder, capsys):
    make_user("ed@example.org")
    run(capsys, folder.path, "--by", "Ed@example.org")
    assert set(Revision.objects.values_list("created_by__email", flat=True)) == {"ed@example.org"}


def test_an_unknown_account_fails(folder):
    with pytest.raises(CommandError, match=r"^There is no account with this email address\.$"):
        call_command("loadcontent", str(folder.path), by="no@example.org")
