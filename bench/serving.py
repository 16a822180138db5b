"""`bench/serve PORT [sqlite|postgres]`: the production server on a site with an archive of N articles.

Prints one line of JSON: `name`, `base` (the server), `front` (nginx before it; "" where there is none),
`pids`, `cookie` (of a signed-in reader) and `pages` ({name: path}). SIGTERM stops everything and deletes it.
PostgreSQL is the one of POSTGRESQL_URL, or the local one.
"""

import json
import os
import signal
import sys
import time
from pathlib import Path

from bench.nginx import Nginx
from bench.site import HOST, Site

POSTGRESQL = "postgres://postgres@127.0.0.1:5432/postgres"
MAX_ARTICLES = 100_000


class ArchiveSite(Site):
    """The site with `articles` articles. `pages`, `admin`, `reader` and `staff`: see bench.fill_archive."""

    filled_by = "bench.fill_archive"
    seconds_to_fill = 3600

    def _environment(self):
        """With a proxy in front, whose word for where a request comes from is believed."""
        return super()._environment() | {"SYMPTOMS_TRUSTED_PROXIES": "1"}

    def _take(self, made):
        self.reader, self.staff = (f"sessionid={made[name]}" for name in ("reader", "staff"))
        self.pages, self.admin = made["pages"], made["admin"]

    @property
    def base(self) -> str:
        return f"http://{HOST}:{self.port}"

    def pids(self) -> list[int]:
        """The server’s processes: gunicorn's own, and its workers."""
        return family(self.process.pid)


def family(pid: int) -> list[int]:
    """The process `pid` and all its descendants."""
    children = Path(f"/proc/{pid}/task/{pid}/children")
    found = children.read_text().split() if children.exists() else []
    return [pid, *(one for child in found for one in family(int(child)))]


def main(words):
    if not 1 <= len(words) <= 2 or not words[0].isdigit() or words[-1] in {"-h", "--help"}:
        sys.exit(__doc__)
    database = words[1] if len(words) == 2 else "sqlite"
    count = min(int(os.environ.get("N") or 200), MAX_ARTICLES)
    url = os.environ.get("POSTGRESQL_URL", POSTGRESQL) if database.startswith("postgres") else ""
    signal.signal(signal.SIGTERM, _stop)
    with (
        ArchiveSite(count, url, int(words[0])) as site,
        Nginx(site.port, site.var / "nginx") as front,
    ):
        pids = site.pids() + (family(front.process.pid) if front.process else [])
        said = {"name": f"{count} articles, {site.database}", "base": site.base, "front": front.url}
        said |= {"pids": pids, "cookie": site.reader, "pages": site.pages}
        print(json.dumps(said), flush=True)
        while site.process.poll() is None:
            time.sleep(0.5)
    sys.exit("The server ended by itself.")


def _stop(*_signal):
    """Ends the `with`s above."""
    sys.exit(0)


if __name__ == "__main__":
    main(sys.argv[1:])
