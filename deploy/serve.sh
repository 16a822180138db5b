#!/bin/sh
# The server of `make run` and bench/: one process, because the embedded cache is inside it.
# Started as a module, because the script in bin/ breaks when the folder is moved.
exec "$BIN/python" -m gunicorn config.wsgi --bind "127.0.0.1:$PORT" --workers 1 --threads 8 \
    --no-control-socket --log-level warning
