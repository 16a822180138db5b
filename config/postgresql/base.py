"""Connections to PostgreSQL that fail fast while the server cannot be reached.

libpq waits two seconds at least, and every request would. So after a failure, all connections fail at once
for a moment. Then the server is first asked whether it supports TLS, which it answers immediately with one
byte. Without a failure this is skipped, because a busy server may answer late without being away.
"""

import socket
import struct
import time

from django.db.backends.postgresql import base
from django.db.utils import OperationalError

PAUSE = 1.0  # seconds
TIMEOUT = 0.7  # seconds until the server must answer
_SSL_REQUEST = struct.pack("!ii", 8, 80877103)  # of PostgreSQL's protocol


class DatabaseWrapper(base.DatabaseWrapper):
    _next_try_at = 0.0  # shared by all threads, each of which has its own connection

    def get_new_connection(self, conn_params):
        """Raises OperationalError, as Django's does."""
        shared = DatabaseWrapper
        if time.monotonic() < shared._next_try_at:
            raise OperationalError("The database was away a moment ago.")
        try:
            if shared._next_try_at:
                _check_server(conn_params)
            connection = super().get_new_connection(conn_params)
        except Exception:
            shared._next_try_at = time.monotonic() + PAUSE
            raise
        shared._next_try_at = 0.0
        return connection


def _check_server(conn_params):
    host, port = conn_params.get("host"), conn_params.get("port") or 5432
    if not host or host.startswith("/"):  # a Unix socket needs no check: it answers or is missing
        return
    try:
        with socket.create_connection((host, int(port)), TIMEOUT) as server:
            server.sendall(_SSL_REQUEST)
            if server.recv(1):
                return
    except OSError as error:
        raise OperationalError(f"The database cannot be reached: {error}.") from error
    raise OperationalError("The database closed the connection.")
