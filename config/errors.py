"""The one error page whose default Django renders without the request, and so without our shell."""

from django.shortcuts import render


def bad_request(request, exception):
    return render(request, "400.html", status=400)
