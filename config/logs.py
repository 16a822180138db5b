"""Log formatting: one line each, without secrets or personal data.

Administrators who read the logs must not learn who reads about which symptom. An exception may contain
anything (a refused recipient, a row with somebody's note), so most are logged with only their class and
place. The remaining text goes through `scrubbed`.
"""

import logging
import re
import sys
import threading
import time
import traceback
from typing import Any

from config.secret_paths import LOGGED_WITHOUT_THEIR_REST

# Secret links, also inside another address, such as in `next`. To the end of the line, because an
# address broken by spaces could be put together again.
_SLASH = r"(?:/|%(?:25)*2F)"
_SECRET = "|".join(path.strip("/").replace("/", _SLASH) for path in LOGGED_WITHOUT_THEIR_REST)
_AT = r"(?:@|%(?:25)*40|&#0*64;|＠|﹫)"
_RULES: list[tuple[re.Pattern[str], Any]] = [
    (
        re.compile(
            rf"({_SLASH}(?:{_SECRET})(?={_SLASH}|[0-9\s]){_SLASH}?)[^\"'\r\n]*",
            re.IGNORECASE,
        ),
        r"\1…",
    ),
    # Queries: search words, and the page that somebody wanted.
    (re.compile(r"(?<=[\w/%.~-])\?(?=[^\s\"'<>])[^\s\"'<>]*"), "?…"),
    (re.compile(r"\b(?:\d{1,3}\.){3}\d{1,3}\b"), lambda found: _hide_unless_ours(found[0])),
    (
        re.compile(
            r"(?<![\w:.])(?:(?:[0-9a-f]{1,4}:){4,7}[0-9a-f]{1,4}|[0-9a-f:]*::[0-9a-f:.]*)(?!\w)",
            re.IGNORECASE,
        ),
        lambda found: _hide_unless_ours(found[0]),
    ),
    (
        re.compile(rf"(?:\"[^\"\r\n]*\"|[^\s\"'<>()\[\]{{}},;=|]+){_AT}[^\s\"'<>()\[\]{{}},;|]+"),
        "(address)",
    ),
    # Sign-in codes, and keys of sessions, links and devices.
    (re.compile(r"(?<![\d-])\d{4}-?\d{4}(?![\d-])"), "(code)"),
    (
        re.compile(r"(?<![\w-])(?!\d{4}_[a-z_]+\b)(?=[A-Za-z_-]*\d)(?=[\d_-]*[A-Za-z])[\w-]{24,}"),
        "(key)",
    ),
]
MAX_LENGTH = 2000
_CAUSED_BY = "\n\ncaused by:\n"
# The last word, which may be half an address.
_LAST_WORD = re.compile(r"(?<!\S)\S*\Z")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_OURS = {"127.0.0.1", "0.0.0.0", "::1", "::"}  # noqa: S104  (nothing is bound here)
# Their messages come from code or the system, not from what somebody typed.
_SAFE_MESSAGES = {
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


def _hide_unless_ours(address):
    return address if address in _OURS else "(address)"


def scrubbed(text: str) -> str:
    """`text` without personal data and secrets, with control characters as \\x00.

    A longer text is cut at a space within MAX_LENGTH, because the rules take quadratic time.
    """
    if len(text) > MAX_LENGTH:
        text = _LAST_WORD.sub("…", text[:MAX_LENGTH])
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    return _CONTROL.sub(lambda found: f"\\x{ord(found[0]):02x}", text)


def summary(error: BaseException) -> str:
    """The class of an exception, with its message only if that has no personal data."""
    kind = type(error).__name__
    if kind in _SAFE_MESSAGES:
        return f"{kind}: {scrubbed(str(error))}"
    code = getattr(error, "smtp_code", None)
    words = getattr(error, "strerror", None) if isinstance(error, OSError) else None
    return f"{kind}: {scrubbed(str(code or words))}" if code or words else kind


def traceback_without_messages(error: BaseException) -> str:
    """The traceback of `error` and its causes, without messages that may be about people."""
    parts = []
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        frames = traceback.extract_tb(current.__traceback__)
        lines = [f'  File "{at.filename}", line {at.lineno}, in {at.name}' for at in frames]
        parts.append("\n".join(["Traceback (most recent call last):", *lines, summary(current)]))
        current = current.__cause__ or (
            None if current.__suppress_context__ else current.__context__
        )
    return _CAUSED_BY.join(parts)


class OneLineFormatter(logging.Formatter):
    """One line for each record, so that a request can neither leak secrets nor forge a line.
    Tracebacks keep their lines, but lose the messages of exceptions."""

    def formatMessage(self, record):  # noqa: N802  (logging's name)
        return scrubbed(super().formatMessage(record))

    def formatException(self, ei):  # noqa: N802  (logging's name)
        return traceback_without_messages(ei[1]) if ei[1] else ""

    def formatStack(self, stack_info):  # noqa: N802  (logging's name)
        return "\n".join(scrubbed(line) for line in stack_info.splitlines())

    def format(self, record):
        """Don't leave the traceback's text in the record, where another handler would find it."""
        kept, record.exc_text = record.exc_text, None
        try:
            return super().format(record)
        finally:
            record.exc_text = kept


class DatabaseAwayFilter(logging.Filter):
    """While the database is away all requests fail in the same way, so log one line a second."""

    def __init__(self):
        super().__init__()
        self._logged_at = float("-inf")
        self._lock = threading.Lock()

    def filter(self, record):
        error = record.exc_info[1] if record.exc_info else None
        if error is None or type(error).__name__ not in {"OperationalError", "InterfaceError"}:
            return True
        with self._lock:
            now = time.monotonic()
            if now - self._logged_at < 1:
                return False
            self._logged_at = now
        record.msg, record.args = f"The database does not answer: {summary(error)}", ()
        record.exc_info = record.exc_text = None
        return True


def redact_uncaught() -> None:
    """Write exceptions that end a command or a thread to standard error without personal data."""
    sys.excepthook = lambda kind, error, trace: _write(error)
    threading.excepthook = lambda failure: _write(failure.exc_value)


def _write(error):
    if error is None or isinstance(error, KeyboardInterrupt | SystemExit):
        return
    if _is_unreachable(error):
        text = f"The database does not answer: {scrubbed(str(error))} (see DATABASE_URL)"
    else:
        text = traceback_without_messages(error)
    sys.stderr.write(f"{text}\n")


def _is_unreachable(error):
    """Whether no connection could be had, as opposed to a fault of what was asked."""
    frames = traceback.extract_tb(error.__traceback__)
    is_connecting = any(at.name == "get_new_connection" for at in frames)
    return is_connecting and type(error).__name__ in {"OperationalError", "InterfaceError"}
