"""Favorites under load and failure: `python -m bench.favorites`. Exits with 1 when something fails."""

import argparse
import sys

from bench.loads import Outcome, identical, killed, steady
from bench.site import Site

SLOWEST = 1.0  # seconds, for 99 of 100 answers


def main() -> int:
    asked = _arguments()
    held = []
    with Site(asked.clients, asked.postgresql) as site:
        print(f"{site.database}, {asked.clients} clients, {len(site.items)} articles and tips")
        load = steady(site, asked.presses)
        held += [_told(f"{asked.presses} presses each", load), load.at(99) < SLOWEST]
        for verbs in ("save", "remove", "both"):
            held.append(_told(f"one reader, 64 tabs, {verbs}", identical(site, 64, verbs)))
    with Site(asked.clients, asked.postgresql) as site:
        crashes = killed(site, asked.writes, asked.kills)
        held += [_told(f"{crashes.kills} kills", crashes), crashes.kills == asked.kills]
    return 0 if all(held) else 1


def _arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=64)
    parser.add_argument("--presses", type=int, default=1000, help="of each client")
    parser.add_argument("--writes", type=int, default=10_000, help="while the server is killed")
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument(
        "--postgresql",
        default="",
        metavar="URL",
        help="a database on the server to use; a new one is made there, and dropped",
    )
    return parser.parse_args()


def _told(name: str, outcome: Outcome) -> bool:
    """Print a line about it; returns whether nothing went wrong."""
    errors, duplicates, lost = outcome.faults
    done = len(outcome.waited)
    print(
        f"{name:32} {done:6} done, {done / outcome.seconds:4.0f}/s,"
        f" p50 {outcome.at(50) * 1000:4.0f} ms, p99 {outcome.at(99) * 1000:4.0f} ms,"
        f" max {outcome.at(100) * 1000:5.0f} ms;"
        f" {errors} errors, {duplicates} duplicates, {lost} lost",
        flush=True,
    )
    for error in sorted(set(outcome.errors))[:5]:
        print(f"    {error}")
    return not any(outcome.faults)


if __name__ == "__main__":
    sys.exit(main())
