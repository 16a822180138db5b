"""Signing in and up, with allauth's paths and names.

Our paths come first; allauth's list then adds those we don't change. It has no paths for phones,
passkeys or emailed confirmation links, because the settings switch them off.
"""

from allauth.account import urls
from django.urls import path

from accounts import views
from accounts.invitation_link import invitation

urlpatterns = [
    path("", views.account_home, name="account_home"),
    path("delete/", views.delete_account, name="account_delete"),
    path("deleted/", views.account_deleted, name="account_deleted"),
    path("login/", views.SignIn.as_view(), name="account_login"),
    path("logout/", views.SignOut.as_view(), name="account_logout"),
    path("signed-out/", views.signed_out, name="account_signed_out"),
    path("confirm-email/", views.ConfirmAddress.as_view(), name="account_email_verification_sent"),
    path("login/code/", views.RequestCode.as_view(), name="account_request_login_code"),
    path("login/code/confirm/", views.ConfirmCode.as_view(), name="account_confirm_login_code"),
    path("password/reset/", views.ForgottenPassword.as_view(), name="account_reset_password"),
    path("password/set/", views.FirstPassword.as_view(), name="account_set_password"),
    path("invitation/<row:pk>/<slug:signature>/", invitation, name="account_invitation"),
    path(
        "reauthenticate/code/",
        views.RequestCodeOnceMore.as_view(),
        name="account_request_reauthentication_code",
    ),
    path(
        "reauthenticate/code/confirm/",
        views.ConfirmCodeOnceMore.as_view(),
        name="account_confirm_reauthentication_code",
    ),
    *urls.urlpatterns,
]
