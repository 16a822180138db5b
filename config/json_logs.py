"""Log lines as JSON, for programs that collect logs: `LOG_FORMAT=json`. They contain the same as
plain lines.
"""

import json
from datetime import UTC, datetime

from config.logs import OneLineFormatter, scrubbed
from config.request_ids import current


class JsonFormatter(OneLineFormatter):
    """One object per line. `record.fields`, if there is such a dict, adds to it."""

    def format(self, record):
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": scrubbed(record.getMessage()),
            "request": current.get(),
        }
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        for name, value in getattr(record, "fields", {}).items():
            line[name] = value
        return json.dumps({name: value for name, value in line.items() if value != ""})
