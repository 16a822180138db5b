"""All addresses. Everything personal is below /favorites/ and /accounts/; what a reader chose to show to
others is below /shared/."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path

from accounts.views import SignOut

# Staff sign in where readers do, behind the same limits on guessing.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
# And they sign out where readers do, so that the browser forgets their pages as well.
admin.site.logout = lambda request, extra_context=None: SignOut.as_view()(request)  # type: ignore[method-assign, assignment]

handler400 = "config.errors.bad_request"
handler500 = "config.errors.server_error"

urlpatterns = [
    path("", include("symptoms.shelf.urls")),
    path("previews/", include("symptoms.shelf.previews")),
    path("favorites/", include("symptoms.favorites.urls")),
    path("shared/", include("symptoms.favorites.shared")),
    path("accounts/", include("accounts.urls")),
    path("admin/", admin.site.urls),
]
