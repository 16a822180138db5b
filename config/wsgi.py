"""The WSGI entry point: `gunicorn config.wsgi`."""

import os
import re

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

_CHARSET = re.compile(r";\s*charset\s*=[^;]*", re.IGNORECASE)


def in_utf_8(application):
    """Everything sent to us is UTF-8. Django would take any codec that Python knows from the header,
    and fail on those that decode no text, before a middleware could answer."""

    def wrapper(environ, start_response):
        if "charset" in environ.get("CONTENT_TYPE", "").lower():
            environ["CONTENT_TYPE"] = _CHARSET.sub("", environ["CONTENT_TYPE"])
        return application(environ, start_response)

    return wrapper


application = in_utf_8(get_wsgi_application())
