"""Respect refused content codings: `gzip;q=0` means not acceptable (RFC 9110, 12.5.3)."""

import re

_REFUSED = re.compile(r";\s*q\s*=\s*0(?:\.0{0,3})?\s*$", re.IGNORECASE)


class AcceptEncodingMiddleware:
    """Removes refused codings from the header, because Django's compression and WhiteNoise only look for
    the names."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if asked := request.META.get("HTTP_ACCEPT_ENCODING"):
            wanted = [coding for coding in asked.split(",") if not _REFUSED.search(coding)]
            request.META["HTTP_ACCEPT_ENCODING"] = ",".join(wanted)
        return self.get_response(request)
