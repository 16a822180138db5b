"""Restore a backup: check it, load it, and again erase accounts that were erased since."""

from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.utils.translation import gettext as _

from symptoms.operations import manifest, media
from symptoms.operations.backup import ERASED, MEDIA
from symptoms.operations.database_copy import copier
from symptoms.operations.manifest import Manifest
from symptoms.operations.problem import OperationFailed
from symptoms.operations.row_counts import has_content, rows_of_site


def restore(folder: Path, say: Callable[[str], None], *, overwrite=False, new_key=False) -> None:
    """Replace this site's data with the backup in `folder`. Accounts that were erased since stay
    erased.

    Raises OperationFailed before anything is changed if the backup is damaged or doesn't belong here.
    """
    found = Manifest.read(folder)
    say(_("Checking the backup."))
    found.check_files(folder)
    _check_site(found, overwrite, new_key)
    _load_database(folder, found, say)
    say(_("Copying pictures."))
    _copy_media(folder)
    _add_erased(folder)
    call_command("migrate", verbosity=0)
    call_command("eraseagain")
    call_command("check", databases=["default"])


def _check_site(found, overwrite, new_key):
    if found.vendor != connection.vendor:
        raise OperationFailed(
            _("This backup is of another kind of database than DATABASE_URL names.")
        )
    if found.key != manifest.fingerprint_of_key() and not new_key:
        raise OperationFailed(
            _(
                "SECRET_KEY is not the key of this backup, so readers who were erased since would come"
                " back. Set the same key, or use --new-key."
            )
        )
    if has_content() and not overwrite:
        raise OperationFailed(
            _("The database of this site has content. To replace it, use --overwrite.")
        )


def _load_database(folder, found, say):
    def report(percent):
        say(_("Database: %(percent)s%% restored.") % {"percent": percent})

    copier().load(folder / copier().FILE_NAME, report)
    if rows_of_site() != found.rows:
        raise OperationFailed(
            _("The restored database doesn't have the rows of the backup. Restore it again.")
        )


def _copy_media(folder):
    for path in sorted((folder / MEDIA).rglob("*")):
        if path.is_file():
            media.upload(path, str(path.relative_to(folder / MEDIA)))


def _add_erased(folder):
    """Merge the list of the backup and the list of this site; neither loses a line."""
    path = Path(settings.ERASED_LIST)
    here = path.read_text().split() if path.exists() else []
    missing = [line for line in (folder / ERASED).read_text().split() if line not in set(here)]
    if missing:
        with path.open("a") as file:
            file.writelines(f"{line}\n" for line in missing)
        path.chmod(0o600)
