"""What browsers keep apart: no other site shows our pages, reads them, or shares a window with them."""


class IsolationMiddleware:
    """Says so on every answer, errors and static files too. Django adds Cross-Origin-Opener-Policy."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.headers.setdefault("Cross-Origin-Resource-Policy", _policy(request.path))
        response.headers.setdefault("Cross-Origin-Embedder-Policy", "require-corp")
        return response


def _policy(path):
    """Programs that read feeds show their pictures on pages of their own."""
    return "cross-origin" if path.startswith("/pictures/") else "same-origin"
