"""Errors to a Sentry-compatible service (SENTRY_DSN): kinds and places, and nothing that is about people.

An event is built from a list of what may leave the site, so a later version of the library cannot
add to it.
"""

import logging
from typing import Any

import sentry_sdk
from sentry_sdk.integrations.logging import LoggingIntegration

from config.logs import scrubbed, summary
from config.request_ids import current

_KEPT = ("event_id", "timestamp", "level", "logger", "platform", "release")


def connect(dsn: str) -> None:
    """Raises ValueError for an address that isn't one."""
    sentry_sdk.init(
        dsn=dsn,
        default_integrations=False,
        integrations=[LoggingIntegration(level=None, event_level=logging.ERROR)],
        before_send=allowed,  # type: ignore[arg-type]
        send_default_pii=False,
        include_local_variables=False,
        max_request_body_size="never",
        max_breadcrumbs=0,
        send_client_reports=False,
        auto_session_tracking=False,
        server_name="",
        shutdown_timeout=2,
    )


def allowed(event: dict[str, Any], hint: dict[str, Any]) -> dict[str, Any]:
    """The parts of `event` that may leave the site."""
    kept = {name: event[name] for name in _KEPT if name in event}
    kept["tags"] = {"request": current.get()}
    record = hint.get("log_record")
    if record is not None:
        kept["message"] = scrubbed(record.getMessage())
    error = (hint.get("exc_info") or (None, None))[1]
    values = event.get("exception", {}).get("values", [])
    if values:
        kept["exception"] = {"values": [_exception(value, error) for value in values]}
    return kept


def _exception(value, error):
    frames = value.get("stacktrace", {}).get("frames", [])
    is_this = error is not None and value.get("type") == type(error).__name__
    return {
        "type": value.get("type", ""),
        "value": summary(error) if is_this else "",
        "stacktrace": {
            "frames": [
                {name: frame[name] for name in ("filename", "function", "lineno") if name in frame}
                for frame in frames
            ]
        },
    }
