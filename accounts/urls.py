"""Signing in and up, at allauth's addresses and names."""

from allauth.account import urls

urlpatterns = urls.urlpatterns
