"""Threads that start together, each with its own database connections."""

import threading

from django.db import connections

LONGEST = 240  # seconds


def run_together(*functions):
    """Run the functions at the same time; returns the exceptions that any of them raised."""
    start = threading.Barrier(len(functions))
    failures = []

    def runner(function):
        try:
            start.wait(30)
            function()
        except Exception as error:
            failures.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=runner, args=[f], daemon=True) for f in functions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(LONGEST)
    assert not any(thread.is_alive() for thread in threads), "A thread hangs."
    return failures
