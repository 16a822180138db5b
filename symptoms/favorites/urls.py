"""Everything personal is below /favorites/."""

from django.urls import path

from symptoms.favorites import views

app_name = "favorites"

urlpatterns = [
    path("", views.favorites, name="list"),
    path("add/", views.add, name="add"),
    path("remove/", views.remove, name="remove"),
    path("forget/", views.forget, name="forget"),
    path("sign-in/", views.sign_in_first, name="sign-in"),
]
