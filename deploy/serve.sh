#!/bin/sh
# The server of `make run` and bench/: processes and threads as gunicorn.conf.py says.
# Started as a module, because the script in bin/ breaks when the folder is moved.
exec "$BIN/python" -m gunicorn config.wsgi --bind "127.0.0.1:$PORT" --no-control-socket --log-level warning
