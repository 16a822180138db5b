"""The cost of a Django view that does nothing but send the bytes of a file. Served by gunicorn like
the site (`gunicorn bench.bare:application`).
"""

import os
from functools import cache
from pathlib import Path

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import path

if not settings.configured:
    settings.configure(
        ALLOWED_HOSTS=["127.0.0.1"], ROOT_URLCONF=__name__, SECRET_KEY="only-for-the-bench"
    )


@cache
def _bytes():
    return Path(os.environ["BENCH_PAGE"]).read_bytes()


def page(request):
    return HttpResponse(_bytes())


urlpatterns = [path("", page)]
application = get_wsgi_application()
