"""STORAGES["default"], from STORAGE_URL: a folder of this machine, or an object store."""

from typing import Any


def pictures(env) -> dict[str, Any]:
    """Raises ImproperlyConfigured for an address that isn't one of an object store."""
    if not env("STORAGE_URL"):
        return {"BACKEND": "config.storage.WholeFiles"}
    from config import object_store  # noqa: PLC0415  (its driver is installed only where it is used)

    found = env.url("STORAGE_URL", object_store.options, ("s3",), "")
    return {"BACKEND": "config.object_store.ObjectStore", "OPTIONS": found}
