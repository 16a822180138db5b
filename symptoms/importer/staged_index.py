"""What searches will find of a load, written before its articles are.

On SQLite, most of the time that writing an article takes goes to the index, and everybody else waits. Index rows of editions that do
not exist show nothing, so they are written in short transactions, and the last one has only the rest to do. A
file beside the database notes whose they are: the next load removes those of one that was cut off, and two
loads never run at once. PostgreSQL lets others write meanwhile, so there the index waits for the last transaction.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from django.db import connection, transaction
from django.utils.translation import gettext as _

from symptoms import search
from symptoms.models import Edition, EditionTip

_MANY = 500


class Busy(Exception):
    """Another load is under way; says so."""


class StagedIndex:
    """`keys` of the rows that were written, if any are written in advance."""

    def __init__(self, notes: IO[str] | None):
        self._notes = notes
        self.is_in_advance = notes is not None

    def put(self, rows: search.Rows) -> None:
        """Write rows whose editions come later."""
        if self._notes:
            self._notes.write("".join(f"{row[0]}\n" for row in rows))
            self._notes.flush()
            with transaction.atomic():
                search.put_rows(rows)

    def settle(self) -> None:
        """Remove the rows whose editions or tips never came, and forget all."""
        if not self._notes:
            return
        self._notes.seek(0)
        keys = [int(line) for line in self._notes if line.strip().lstrip("-").isdigit()]
        for at in range(0, len(keys), _MANY):
            some = set(keys[at : at + _MANY])
            there = set(Edition.objects.filter(pk__in=some).values_list("pk", flat=True))
            tips = EditionTip.objects.filter(pk__in=[-key for key in some if key < 0])
            gone = some - there - {-pk for pk in tips.values_list("pk", flat=True)}
            if gone:
                with transaction.atomic():
                    search.forget_rows(gone)
        self._notes.truncate(0)
        self._notes.seek(0)


@contextmanager
def staged_index() -> Iterator[StagedIndex]:
    """For one load. Raises Busy."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor != "sqlite" or "memory" in name:
        yield StagedIndex(None)
        return
    with Path(f"{name}.loading").open("a+") as notes:
        try:
            fcntl.flock(notes, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise Busy(_("Another load is under way. Wait until it has ended.")) from None
        index = StagedIndex(notes)
        index.settle()
        try:
            yield index
        finally:
            index.settle()
