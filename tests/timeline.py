"""A simple model of publishing: a dictionary of starts, and one line for each rule. It has no
database, locks or content; `test_sequences.py` runs it alongside publishing.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

INSTANT = timedelta(microseconds=1)


class Refused(Exception):
    pass


@dataclass
class Timeline:
    now: datetime
    texts: list[tuple[str, str]] = field(default_factory=list)  # revisions, by number - 1
    starts: dict[datetime, int | None] = field(default_factory=dict)  # None: withdrawn

    def at(self, moment):
        """The number of the text that is live at `moment`, or None."""
        begun = [start for start in self.starts if start <= moment]
        return self.starts[max(begun)] if begun else None

    def text_at(self, moment):
        number = self.at(moment)
        return None if number is None else self.texts[number]

    def scheduled(self):
        return sorted(start for start in self.starts if start > self.now)

    def record(self, text):
        if not self.texts or self.texts[-1] != text:
            self.texts.append(text)

    def publish(self, at=None, then=None, number=None):
        number = len(self.texts) - 1 if number is None else number
        is_live_already = at is None and self.text_at(self.now) == self.texts[number]
        start = self.now if is_live_already else self._start(at)
        waiting = self._waiting(start, number)
        if waiting and then is None and not is_live_already:
            raise Refused
        if then == "cancel":
            for update in waiting:
                del self.starts[update]
        if not is_live_already:
            self.starts[start] = number

    def withdraw(self, at=None):
        start = self._start(at)
        brought_back = any(s > start and n is not None for s, n in self.starts.items())
        if self.at(start) is None or brought_back:
            raise Refused
        self.starts[start] = None

    def cancel(self, start):
        if start <= self.now:
            raise Refused
        del self.starts[start]

    def move(self, start, at):
        before = dict(self.starts)
        number = self.starts[start]
        try:
            self.cancel(start)
            self.withdraw(at) if number is None else self.publish(at, "keep", number)
        except Refused:
            self.starts = before
            raise

    def rebase(self, at=None):
        """Publish the newest text, and write what is scheduled after it anew on top of it."""
        onto, moment = self.texts[-1], at or self.now
        updates = [(s, self.texts[n]) for s, n in self._waiting_pairs(moment)]
        base = self.text_at(moment) or onto
        self.publish(at, "cancel")
        clean = True
        for start, theirs in updates:
            pairs = list(zip(base, theirs, onto, strict=True))
            clean = clean and all(t in (b, o) or o == b for b, t, o in pairs)
            merged = tuple(o if t in (b, o) or o != b else t for b, t, o in pairs)
            self.record(merged)
            if clean:
                self.publish(start, "keep")
            base, onto = theirs, merged

    def _start(self, at):
        begun = [start for start in self.starts if start <= self.now]
        if at is None:
            return max([self.now, *(start + INSTANT for start in begun)])
        if at <= self.now or at in self.starts:
            raise Refused
        return at

    def _waiting(self, start, number):
        """Other texts that start after `start`: what says the same, whatever its number, undoes nothing."""
        text = self.texts[number]
        later = [(s, n) for s, n in self.starts.items() if s > start and n is not None]
        return [s for s, n in later if self.texts[n] != text]

    def _waiting_pairs(self, moment):
        number = len(self.texts) - 1
        return [(s, self.starts[s]) for s in sorted(self._waiting(moment, number))]
