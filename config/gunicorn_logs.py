"""gunicorn's logs, by the same rules; `gunicorn.conf.py` names this class."""

import os

from gunicorn import glogging

from config.json_logs import JsonFormatter
from config.logs import OneLineFormatter
from config.request_ids import given

# Client address, user, query, referrer and user agent: administrators don't need them.
_PERSONAL = ("h", "u", "q", "f", "a")
_PROBES = ("/livez", "/readyz")


class Logger(glogging.Logger):
    """gunicorn's logger with our formatter, and with an access log that identifies nobody."""

    def setup(self, cfg):
        super().setup(cfg)
        self._is_json = os.environ.get("LOG_FORMAT") == "json"
        kind = JsonFormatter if self._is_json else OneLineFormatter
        for log, wanted, dates in (
            (self.error_log, self.error_fmt, self.datefmt),
            (self.access_log, self.access_fmt, None),
        ):
            for handler in log.handlers:
                handler.setFormatter(kind(wanted, dates))

    def access(self, resp, req, environ, request_time):
        """Probes come every few seconds and say nothing."""
        if environ.get("PATH_INFO") in _PROBES:
            return
        if not self._is_json:
            super().access(resp, req, environ, request_time)
        elif self.cfg.accesslog:
            atoms = self.atoms(resp, req, environ, request_time)
            fields = {
                "status": int(atoms["s"]),
                "bytes": int(atoms["B"] or 0),
                "seconds": request_time.total_seconds(),
                "request": given(environ),
            }
            self.access_log.info("%s %s", atoms["m"], atoms["U"], extra={"fields": fields})

    def atoms(self, resp, req, environ, request_time):
        """Without the query, client address, referrer, user agent, or any header."""
        atoms = super().atoms(resp, req, environ, request_time)
        plain = {name: value for name, value in atoms.items() if not name.startswith("{")}
        plain |= dict.fromkeys(_PERSONAL, "-")
        return plain | {"r": f"{atoms['m']} {atoms['U']} {atoms['H']}"}
