"""The digest of a static file is that of the served bytes, and is computed once."""

import base64
import hashlib
from pathlib import Path

from django.core.management import call_command

from config.storage import StaticFiles


def test_the_digest_is_that_of_the_collected_file(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "config.storage.StaticFiles"}
    }
    call_command("collectstatic", "--noinput", verbosity=0)
    storage = StaticFiles(location=tmp_path, base_url="/static/")
    said = storage.integrity("css/site.css")
    served = (Path(tmp_path) / storage.stored_name("css/site.css")).read_bytes()

    assert said == f"sha384-{base64.b64encode(hashlib.sha384(served).digest()).decode()}"
    assert storage.integrity("css/nothing-such.css") is None
    assert tmp_path == settings.STATIC_ROOT
