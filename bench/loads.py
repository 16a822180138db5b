"""Loads on the site: many readers at once, one reader many times at once, and crashes in between.

Each load ends by itself and leaves no thread behind. Afterwards the database is compared, row by row,
with what the site confirmed to readers.
"""

import random
import threading
import time
from dataclasses import dataclass, field

from bench.reader import LOST, Reader, Refused
from bench.site import Site

LONGEST = 1800
MAX_PAUSE_SECONDS = 120


@dataclass
class Outcome:
    """`errors` as text; `duplicates` and `lost` are numbers of rows that are saved or missing by
    mistake.
    """

    errors: list[str] = field(default_factory=list)
    duplicates: int = 0
    lost: int = 0
    waited: list[float] = field(default_factory=list)
    seconds: float = 0.0
    kills: int = 0

    def at(self, percent: float) -> float:
        """The seconds within which this percentage of the answers arrived."""
        if not self.waited:
            return 0.0
        ordered = sorted(self.waited)
        return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))]

    @property
    def faults(self) -> tuple[int, int, int]:
        return len(self.errors), self.duplicates, self.lost


def steady(site: Site, presses: int) -> Outcome:
    """Every reader of the site presses save or remove `presses` times, without a pause."""
    readers = [Reader(site.port, *reader) for reader in site.readers]
    outcome = Outcome()

    def press(reader):
        chance = random.Random(reader.user)
        for _ in range(presses):
            try:
                _press_something(reader, site, chance)
            except (Refused, *LOST) as error:
                outcome.errors.append(repr(error))

    _run(outcome, readers, press)
    _compare(site, readers, outcome)
    return outcome


def identical(site: Site, tabs: int, verbs: str) -> Outcome:
    """The first reader presses the same button in so many tabs at once.

    `verbs` is "save", "remove", or "both", with the opposite in every second tab. The result may be
    either; after a last save there must be exactly one.
    """
    reader, item = site.readers[0], site.items[0]
    last, outcome = Reader(site.port, *reader), Outcome()
    if verbs != "save":
        last.save(item)
    open_tabs = [Reader(site.port, *reader) for _ in range(tabs)]
    start = threading.Barrier(tabs)

    def press(tab):
        is_save = verbs == "save" or (verbs == "both" and open_tabs.index(tab) % 2 == 0)
        start.wait(MAX_PAUSE_SECONDS)
        try:
            (tab.save if is_save else tab.remove)(item, as_json=open_tabs.index(tab) % 4 < 2)
        except (Refused, *LOST) as error:
            outcome.errors.append(repr(error))

    _run(outcome, open_tabs, press)
    if verbs != "both":
        _compare(site, open_tabs[:1], outcome)
    last.save(item)
    _compare(site, [last], outcome)
    last.close()
    return outcome


def killed(site: Site, writes: int, kills: int) -> Outcome:
    """All readers press until `writes` were acknowledged; meanwhile the server is killed `kills`
    times. After each kill, and at the end, every acknowledged write must be there; others may or
    may not be.
    """
    return _Crashes(site, writes, kills).run()


class _Crashes:
    def __init__(self, site, writes, kills):
        self.site, self.writes, self.kills = site, writes, kills
        self.readers = [Reader(site.port, *reader) for reader in site.readers]
        self.outcome = Outcome()
        # After `dying`, losing the connection is not an error; after `dead`, nobody presses.
        self.dying, self.dead = threading.Event(), threading.Event()
        self.meeting = threading.Barrier(len(self.readers) + 1)

    def run(self):
        crashes = threading.Thread(target=self._crash_now_and_then, daemon=True)
        crashes.start()
        _run(self.outcome, self.readers, self._press_on)
        crashes.join(MAX_PAUSE_SECONDS)
        _compare(self.site, self.readers, self.outcome)
        return self.outcome

    def _press_on(self, reader):
        chance = random.Random(reader.user)
        while self._acknowledged() < self.writes or self.outcome.kills < self.kills:
            try:
                _press_something(reader, self.site, chance)
            except Refused as error:
                self.outcome.errors.append(repr(error))
            except LOST as error:
                if not self.dying.is_set():
                    self.outcome.errors.append(repr(error))
                self.dead.wait(MAX_PAUSE_SECONDS)
            if self.dead.is_set():
                self._meet()

    def _crash_now_and_then(self):
        try:
            for number in range(1, self.kills + 1):
                self._wait_for(self.writes * number // (self.kills + 1))
                self.dying.set()
                self.site.kill()
                self.dead.set()
                self.meeting.wait(MAX_PAUSE_SECONDS)
                _compare(self.site, self.readers, self.outcome)
                self.site.start()
                self.dying.clear()
                self.dead.clear()
                self.outcome.kills = number
                self.meeting.wait(MAX_PAUSE_SECONDS)
        except Exception as error:
            self.outcome.errors.append(repr(error))
            self.kills = 0
            self.meeting.abort()

    def _meet(self):
        """Wait until all readers have noticed the crash, and then until the site is back."""
        self.meeting.wait(MAX_PAUSE_SECONDS)
        self.meeting.wait(MAX_PAUSE_SECONDS)

    def _acknowledged(self):
        return sum(len(reader.waited) for reader in self.readers)

    def _wait_for(self, writes):
        deadline = time.monotonic() + LONGEST
        while self._acknowledged() < writes:
            if time.monotonic() > deadline:
                raise TimeoutError(f"{writes} writes took too long.")
            time.sleep(0.005)


def _press_something(reader, site, chance):
    """Usually press something that makes a change; every fifth time something that changes nothing."""
    item = chance.choice(site.items)
    is_kept = reader.believes.get(item, False)
    is_save = bool(is_kept) == (chance.random() < 0.2)
    (reader.save if is_save else reader.remove)(item, as_json=chance.random() < 0.5)


def _run(outcome, readers, press):
    """Call `press(reader)` for all of them at once; records how long it took and what was raised."""

    def run(reader):
        try:
            press(reader)
        except Exception as error:
            outcome.errors.append(repr(error))
        finally:
            reader.close()

    threads = [threading.Thread(target=run, args=[reader], daemon=True) for reader in readers]
    start = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(max(0, start + LONGEST - time.monotonic()))
    if any(thread.is_alive() for thread in threads):
        outcome.errors.append(f"Not done after {LONGEST} seconds.")
    outcome.seconds = time.monotonic() - start
    outcome.waited = [seconds for reader in readers for seconds in reader.waited]


def _compare(site, readers, outcome):
    """Count what is there twice, and what differs from what the site confirmed."""
    rows = site.rows()
    there = set(rows)
    outcome.duplicates += len(rows) - len(there)
    outcome.lost += sum(
        is_kept is not None and is_kept != ((reader.user, *item) in there)
        for reader in readers
        for item, is_kept in reader.believes.items()
    )
