"""A Redis and an object store of a test's own."""

import shutil
import signal
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

import boto3

from tests.services.processes import HOST, end, free_port, program, running


class _Service:
    def __init__(self):
        self.port = free_port()
        self._folder = Path(tempfile.mkdtemp(prefix="symptoms-service-", dir="/tmp"))
        self._stack = ExitStack()

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *error):
        self._stack.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def start(self):
        self.process = self._stack.enter_context(
            running(self.command(), self._folder / "log", self.port, cwd=self._folder)
        )

    def stop(self):
        end(self.process)

    def freeze(self):
        self.process.send_signal(signal.SIGSTOP)

    def thaw(self):
        self.process.send_signal(signal.SIGCONT)


class Redis(_Service):
    def command(self):
        options = f"--port {self.port} --bind {HOST} --appendonly no --save"
        return [program("redis-server"), *options.split(), ""]

    @property
    def url(self):
        return f"rediscache://{HOST}:{self.port}/0"


class ObjectStore(_Service):
    """Speaks S3, and forgets everything when it stops."""

    BUCKET = "pictures"

    def command(self):
        return [sys.executable, "-m", "moto.server", "-H", HOST, "-p", str(self.port)]

    def start(self):
        super().start()
        self.client.create_bucket(Bucket=self.BUCKET)

    @property
    def endpoint(self):
        return f"http://{HOST}:{self.port}"

    @property
    def client(self):
        return boto3.client(
            "s3",
            endpoint_url=self.endpoint,
            aws_access_key_id="key",
            aws_secret_access_key="secret",
            region_name="us-east-1",
        )

    @property
    def url(self):
        return f"s3://key:secret@{self.BUCKET}/site?endpoint={self.endpoint}&region=us-east-1"

    def names(self):
        found = self.client.list_objects_v2(Bucket=self.BUCKET)
        return sorted(item["Key"] for item in found.get("Contents", []))
