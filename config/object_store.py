"""Pictures in an object store that speaks S3, so that several machines share them."""

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from storages.backends.s3 import S3Storage

# A store that hangs must not hold the site's few threads.
TIMES = Config(
    connect_timeout=2,
    read_timeout=10,
    retries={"max_attempts": 2, "mode": "standard"},
    signature_version="s3v4",
    s3={"addressing_style": "path"},
)
AWAY = "The object store does not answer."


def options(url: str) -> dict[str, Any]:
    """The options of `ObjectStore` for `s3://key:secret@bucket/folder?endpoint=https://…&region=…`.

    Without a key, the machine's own credentials are used. Raises ValueError without a bucket.
    """
    parts = urlsplit(url)
    bucket = parts.netloc.rpartition("@")[2]
    if parts.scheme != "s3" or not bucket:
        raise ValueError("a bucket is missing")
    query = dict(parse_qsl(parts.query))
    return {
        "access_key": unquote(parts.username or "") or None,
        "secret_key": unquote(parts.password or "") or None,
        "bucket_name": bucket,
        "location": parts.path.strip("/"),
        "endpoint_url": query.get("endpoint"),
        "region_name": query.get("region"),
    }


class ObjectStore(S3Storage):
    """Django's storage interface. An error of the store is an OSError, as one of a disk would be.

    Nothing is public in the store itself: pages decide who may see a picture.
    """

    def __init__(self, **settings):
        fixed = {"client_config": TIMES, "default_acl": None, "querystring_auth": False}
        super().__init__(**fixed, file_overwrite=True, **settings)

    def exists(self, name):
        return self._call(super().exists, name)

    def delete(self, name):
        return self._call(super().delete, name)

    def listdir(self, path):
        return self._call(super().listdir, path)

    def get_modified_time(self, name):
        return self._call(super().get_modified_time, name)

    def _open(self, name, mode="rb"):
        file = self._call(super()._open, name, mode)
        # Read it now: an error must come before the first byte of an answer.
        self._call(lambda: file.file)
        return file

    def _save(self, name, content):
        return self._call(super()._save, name, content)

    @staticmethod
    def _call(function, *arguments):
        try:
            return function(*arguments)
        except (BotoCoreError, ClientError) as error:
            raise OSError(AWAY) from error
