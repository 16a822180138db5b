"""What gunicorn itself writes, by the same rules: `gunicorn.conf.py` names this class."""

from gunicorn import glogging

from config.logs import OneLineFormatter

# Who asked, from where, and what for: of no use to whoever looks after the machine.
_PERSONAL = ("h", "u", "q", "f", "a")


class Logger(glogging.Logger):
    """gunicorn's own, whose lines go through our formatter, and whose access log knows nobody."""

    def setup(self, cfg):
        super().setup(cfg)
        for log, wanted, dates in (
            (self.error_log, self.error_fmt, self.datefmt),
            (self.access_log, self.access_fmt, None),
        ):
            for handler in log.handlers:
                handler.setFormatter(OneLineFormatter(wanted, dates))

    def atoms(self, resp, req, environ, request_time):
        """Without the query, the address, the referrer, the program, or any header."""
        atoms = super().atoms(resp, req, environ, request_time)
        plain = {name: value for name, value in atoms.items() if not name.startswith("{")}
        plain |= dict.fromkeys(_PERSONAL, "-")
        return plain | {"r": f"{atoms['m']} {atoms['U']} {atoms['H']}"}
