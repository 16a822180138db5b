#!/bin/sh
# The server of `make run`, and of bench/: one process, because the embedded cache lives in it.
exec "$BIN/gunicorn" config.wsgi --bind "127.0.0.1:$PORT" --workers 1 --threads 8 \
    --no-control-socket --log-level warning
