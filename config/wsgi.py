"""The WSGI entry point: `gunicorn config.wsgi`."""

import os
import re

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
_django = get_wsgi_application()

from django.conf import settings  # noqa: E402  (the application must be loaded first)

from config.page_cache.layer import PageCache  # noqa: E402

_CHARSET = re.compile(r";\s*charset\s*=[^;]*", re.IGNORECASE)


def in_utf_8(application):
    """Decode all requests as UTF-8. Django would use any codec of Python that the header names, and fail
    on codecs that are not for text before a middleware could respond."""

    def wrapper(environ, start_response):
        if "charset" in environ.get("CONTENT_TYPE", "").lower():
            environ["CONTENT_TYPE"] = _CHARSET.sub("", environ["CONTENT_TYPE"])
        return application(environ, start_response)

    return wrapper


application = in_utf_8(_django)
if settings.PAGE_CACHE_BYTES:
    application = PageCache(application, settings.PAGE_CACHE_BYTES)
