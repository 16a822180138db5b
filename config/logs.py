"""How log lines are written: one line each, no secret in any, and nothing about a person.

Whoever reads the logs runs the machine; who reads about which symptom is none of their business. An
exception may carry anything (a refused recipient, a row with somebody's note), so of most of them
only the kind and the place are written. What a message still holds goes through `scrubbed`.
"""

import logging
import re
import sys
import threading
import time
import traceback
from typing import Any

# In an address, or in another one that leads back to it.
# To the end of what is said of it, because an address that was torn may be put together again.
_SLASH = r"(?:/|%(?:25)*2F)"
_AT = r"(?:@|%(?:25)*40|&#0*64;|＠|﹫)"
_RULES: list[tuple[re.Pattern[str], Any]] = [
    (
        re.compile(
            rf"({_SLASH}(?:password{_SLASH}reset{_SLASH}key|shared|previews)(?={_SLASH}|[0-9\s]){_SLASH}?)[^\"'\r\n]*",
            re.IGNORECASE,
        ),
        r"\1…",
    ),
    # What was searched for, and where somebody was going.
    (re.compile(r"(?<=[\w/%.~-])\?(?=[^\s\"'<>])[^\s\"'<>]*"), "?…"),
    (re.compile(r"\b(?:\d{1,3}\.){3}\d{1,3}\b"), lambda found: _unless_ours(found[0])),
    (
        re.compile(
            r"(?<![\w:.])(?:(?:[0-9a-f]{1,4}:){4,7}[0-9a-f]{1,4}|[0-9a-f:]*::[0-9a-f:.]*)(?!\w)",
            re.IGNORECASE,
        ),
        lambda found: _unless_ours(found[0]),
    ),
    (
        re.compile(rf"(?:\"[^\"\r\n]*\"|[^\s\"'<>()\[\]{{}},;=|]+){_AT}[^\s\"'<>()\[\]{{}},;|]+"),
        "(address)",
    ),
    # Codes, and keys of sessions, links and devices.
    (re.compile(r"(?<![\d-])\d{4}-?\d{4}(?![\d-])"), "(code)"),
    (
        re.compile(r"(?<![\w-])(?!\d{4}_[a-z_]+\b)(?=[A-Za-z_-]*\d)(?=[\d_-]*[A-Za-z])[\w-]{24,}"),
        "(key)",
    ),
]
MAX_LENGTH = 2000
# The last word, which may be half of an address.
_TORN = re.compile(r"(?<!\S)\S*\Z")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_OURS = {"127.0.0.1", "0.0.0.0", "::1", "::"}  # noqa: S104  (nothing is bound here)
# Their words come from code, or from the system, and not from what somebody typed.
_TELLING = {
    "AttributeError",
    "FileNotFoundError",
    "ImportError",
    "ImproperlyConfigured",
    "ModuleNotFoundError",
    "NameError",
    "OperationalError",
    "PermissionError",
    "TemplateDoesNotExist",
    "TemplateSyntaxError",
    "TypeError",
}


def _unless_ours(address):
    return address if address in _OURS else "(address)"


def scrubbed(text: str) -> str:
    """`text` without what leads to a person or lets somebody in, control characters as \\x00.

    A longer one ends at a space within MAX_LENGTH: the work of the rules grows with its square.
    """
    if len(text) > MAX_LENGTH:
        text = _TORN.sub("…", text[:MAX_LENGTH])
    for pattern, instead in _RULES:
        text = pattern.sub(instead, text)
    return _CONTROL.sub(lambda found: f"\\x{ord(found[0]):02x}", text)


def told(error: BaseException) -> str:
    """What may be said of an exception: its kind, and its words only where they are not a person's."""
    kind = type(error).__name__
    if kind in _TELLING:
        return f"{kind}: {scrubbed(str(error))}"
    code = getattr(error, "smtp_code", None)
    words = getattr(error, "strerror", None) if isinstance(error, OSError) else None
    return f"{kind}: {scrubbed(str(code or words))}" if code or words else kind


def without_words(error: BaseException) -> str:
    """The traceback of `error` and of what led to it, without what any of them says of people."""
    parts = []
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        frames = traceback.extract_tb(current.__traceback__)
        lines = [f'  File "{at.filename}", line {at.lineno}, in {at.name}' for at in frames]
        parts.append("\n".join(["Traceback (most recent call last):", *lines, told(current)]))
        current = current.__cause__ or (
            None if current.__suppress_context__ else current.__context__
        )
    return "\n\nwhich came of:\n".join(parts)


class OneLineFormatter(logging.Formatter):
    """One line a record, so that what a request holds can neither let anybody in nor forge a line.
    Tracebacks keep their lines, and lose the words of exceptions."""

    def formatMessage(self, record):  # noqa: N802  (logging's name)
        return scrubbed(super().formatMessage(record))

    def formatException(self, ei):  # noqa: N802  (logging's name)
        return without_words(ei[1]) if ei[1] else ""

    def formatStack(self, stack_info):  # noqa: N802  (logging's name)
        return "\n".join(scrubbed(line) for line in stack_info.splitlines())

    def format(self, record):
        """The text of a traceback is not kept in the record, where another handler would find it."""
        kept, record.exc_text = record.exc_text, None
        try:
            return super().format(record)
        finally:
            record.exc_text = kept


class DatabaseAwayFilter(logging.Filter):
    """While the database is away every request fails alike: one line a second says so."""

    def __init__(self):
        super().__init__()
        self._said_at = float("-inf")
        self._lock = threading.Lock()

    def filter(self, record):
        error = record.exc_info[1] if record.exc_info else None
        if error is None or type(error).__name__ not in {"OperationalError", "InterfaceError"}:
            return True
        with self._lock:
            now = time.monotonic()
            if now - self._said_at < 1:
                return False
            self._said_at = now
        record.msg, record.args = f"The database does not answer: {told(error)}", ()
        record.exc_info = record.exc_text = None
        return True


def hush_uncaught() -> None:
    """What ends a command, or a thread, is written to standard error in the same way."""
    sys.excepthook = lambda kind, error, trace: _say(error)
    threading.excepthook = lambda failure: _say(failure.exc_value)


def _say(error):
    if error is not None and not isinstance(error, KeyboardInterrupt | SystemExit):
        sys.stderr.write(f"{without_words(error)}\n")
