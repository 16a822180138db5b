"""All paths. Personal pages are below /favorites/ and /accounts/; what readers share is below /shared/."""

from django.contrib import admin
from django.urls import include, path

from config import health

handler400 = "config.errors.bad_request"
handler500 = "config.errors.server_error"

urlpatterns = [
    path("livez", health.livez, name="livez"),
    path("readyz", health.readyz, name="readyz"),
    path("", include("symptoms.site.urls")),
    path("previews/", include("symptoms.site.previews")),
    path("favorites/", include("symptoms.favorites.urls")),
    path("shared/", include("symptoms.favorites.sharing.visitor")),
    path("updates/", include("symptoms.favorites.updates.link")),
    path("accounts/", include("accounts.urls")),
    path("admin/", admin.site.urls),
]
