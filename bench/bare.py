"""The cost of a Django view that does nothing but send the bytes of a file. Served by gunicorn like
the site (`gunicorn bench.bare:application`).
"""

import os
from pathlib import Path

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import path

settings.configure(
    ALLOWED_HOSTS=["127.0.0.1"], ROOT_URLCONF=__name__, SECRET_KEY="only-for-the-bench"
)
PAGE = Path(os.environ["BENCH_PAGE"]).read_bytes()


def page(request):
    return HttpResponse(PAGE)


urlpatterns = [path("", page)]
application = get_wsgi_application()
