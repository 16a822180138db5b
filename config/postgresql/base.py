"""Connections to PostgreSQL that fail fast while the server cannot be reached.

libpq waits two seconds at least, and every request would. So after a failure, all connections fail at once
for a moment. Then the server is first asked whether it supports TLS, which it answers immediately with one
byte. Without a failure this is skipped, because a busy server may answer late without being away.
"""

import socket
import struct
import time
from typing import ClassVar

from django.db.backends.postgresql import base
from django.db.utils import OperationalError

PAUSE = 1.0  # seconds
TIMEOUT = 0.7  # seconds until the server must answer
_SSL_REQUEST = struct.pack("!ii", 8, 80877103)  # of PostgreSQL's protocol


class DatabaseWrapper(base.DatabaseWrapper):
    # By server, because a replica that is away must not keep anybody from the primary. Shared by all
    # threads, each of which has its own connection.
    _next_try_at: ClassVar[dict[tuple, float]] = {}

    def get_new_connection(self, conn_params):
        """Raises OperationalError, as Django's does."""
        tries = DatabaseWrapper._next_try_at
        server = (conn_params.get("host"), conn_params.get("port"))
        if time.monotonic() < tries.get(server, 0.0):
            raise OperationalError("The database was away a moment ago.")
        try:
            if server in tries:
                _check_server(conn_params)
            connection = super().get_new_connection(conn_params)
        except Exception:
            tries[server] = time.monotonic() + PAUSE
            raise
        tries.pop(server, None)
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
