"""How log lines are written: one line each, and no secret in any."""

import logging
import re

# In an address, or in another one that leads back to it.
# To the end of what is said of it, because an address that was torn may be put together again.
_SLASH = r"(?:/|%(?:25)*2F)"
_SECRETS = re.compile(
    rf"({_SLASH}(?:password{_SLASH}reset{_SLASH}key|shared|previews)(?={_SLASH}|[0-9\s]){_SLASH}?)[^\"'\r\n]*",
    re.IGNORECASE,
)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


class OneLineFormatter(logging.Formatter):
    """Hides what opens an account, a shared list or a preview, and writes control characters as
    \\x00, so that what a request holds can neither let anybody in nor forge a line. Tracebacks keep
    their lines."""

    def formatMessage(self, record):  # noqa: N802  (logging's name)
        line = _SECRETS.sub(r"\1…", super().formatMessage(record))
        return _CONTROL.sub(lambda found: f"\\x{ord(found[0]):02x}", line)
