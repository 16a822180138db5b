"""Cross-origin isolation: no other site embeds our pages, reads them, or shares a window with them."""


class IsolationMiddleware:
    """Sets the headers on all responses, including errors and static files. Django adds
    Cross-Origin-Opener-Policy."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.headers.setdefault("Cross-Origin-Resource-Policy", _policy(request.path))
        response.headers.setdefault("Cross-Origin-Embedder-Policy", "require-corp")
        return response


def _policy(path):
    """Feed readers show our pictures on their own pages."""
    return "cross-origin" if path.startswith("/pictures/") else "same-origin"
