"""Connections to PostgreSQL: a server that cannot be reached is noticed soon, and not asked at every step.

libpq waits two seconds at the least, and every request would. So after a failure all connections fail at
once for a moment, and then the server is first asked whether it speaks TLS, which it answers at once
with one letter. While all is well nobody asks: a busy server may take longer, and is not away.
"""

import socket
import struct
import time

from django.db.backends.postgresql import base
from django.db.utils import OperationalError

PAUSE = 1.0  # seconds
PATIENCE = 0.7  # seconds until the server has to answer
_DO_YOU_SPEAK_TLS = struct.pack("!ii", 8, 80877103)  # SSLRequest, in the protocol of PostgreSQL


class DatabaseWrapper(base.DatabaseWrapper):
    _asked_again_at = 0.0  # of all threads, which have a connection each

    def get_new_connection(self, conn_params):
        """Raises OperationalError, as Django's does."""
        here = DatabaseWrapper
        if time.monotonic() < here._asked_again_at:
            raise OperationalError("The database was away a moment ago.")
        try:
            if here._asked_again_at:
                _knock(conn_params)
            connection = super().get_new_connection(conn_params)
        except Exception:
            here._asked_again_at = time.monotonic() + PAUSE
            raise
        here._asked_again_at = 0.0
        return connection


def _knock(conn_params):
    host, port = conn_params.get("host"), conn_params.get("port") or 5432
    if not host or host.startswith("/"):  # a socket in a folder answers or is not there
        return
    try:
        with socket.create_connection((host, int(port)), PATIENCE) as server:
            server.sendall(_DO_YOU_SPEAK_TLS)
            if server.recv(1):
                return
    except OSError as error:
        raise OperationalError(f"The database cannot be reached: {error}.") from error
    raise OperationalError("The database hangs up.")
