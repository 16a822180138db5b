"""All settings, from the environment alone. `docs/settings.md` lists what can be set."""

import os
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import available_timezones

import environ
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from js_asset import Script

from config import secret_paths
from config.databases import databases
from config.environment import Environment
from config.languages import languages
from config.logging_settings import logging_settings
from config.storage_url import pictures

# Only the account that runs the site can read the files it writes, which hold reading lists and codes.
os.umask(os.umask(0o077) | 0o077)

env = Environment()
BASE_DIR = Path(__file__).resolve().parent.parent
# Everything that the site writes (database, pictures, mail) is in this folder.
VAR_DIR = Path(env("SYMPTOMS_VAR") or BASE_DIR / "var")
VAR_DIR.mkdir(parents=True, exist_ok=True)

DEBUG = env("DEBUG")
SECRET_KEY = env("SECRET_KEY")
if not DEBUG and (len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 10):
    raise ImproperlyConfigured("SECRET_KEY must have at least 50 random characters.")
ALLOWED_HOSTS = env("ALLOWED_HOSTS")
if not DEBUG and "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured("ALLOWED_HOSTS must name the site's hosts; '*' is refused.")

SITE_URL = env("SYMPTOMS_SITE_URL").rstrip("/")
if urlsplit(SITE_URL).scheme not in {"http", "https"} or not urlsplit(SITE_URL).netloc:
    raise ImproperlyConfigured("SYMPTOMS_SITE_URL must look like https://example.org")
HTTPS = SITE_URL.startswith("https://")

SYMPTOMS = {
    "SITE_NAME": env("SYMPTOMS_SITE_NAME"),
    "SITE_URL": SITE_URL,
    "CONTACT_EMAIL": env("SYMPTOMS_CONTACT_EMAIL"),
    "EMERGENCY_NUMBER": env("SYMPTOMS_EMERGENCY_NUMBER"),
    "CRISIS_LINE": env("SYMPTOMS_CRISIS_LINE"),
    "START_WITH": env("SYMPTOMS_START_WITH"),
    "WHEN_REVIEW_IS_OVERDUE": env("SYMPTOMS_WHEN_REVIEW_IS_OVERDUE"),
}
if env("SYMPTOMS_HEALTHCARE_TEAM_PROMPT"):
    SYMPTOMS["HEALTHCARE_TEAM_PROMPT"] = env("SYMPTOMS_HEALTHCARE_TEAM_PROMPT")

# --- Apps and requests ---------------------------------------------------------------------------

INSTALLED_APPS = [
    "taggit",  # before our apps, which replace its admin pages
    "symptoms",
    "accounts",
    "config.apps.SymptomsAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "admin_ordering",
    "allauth",
    "allauth.account",
    "csp",
    "django_prose_editor",
]
MIDDLEWARE = [
    "config.request_ids.RequestIdMiddleware",
    "config.cross_origin.IsolationMiddleware",
    "config.accept_encoding.AcceptEncodingMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "config.health.HealthMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.caching.CompressionMiddleware",
    "config.caching.TagMiddleware",
    "config.caching.CacheControlMiddleware",
    "config.request_limits.RequestLimitsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "config.csrf_cookie.CsrfCookieMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.suspended.SuspendedRequestMiddleware",
    "symptoms.web.last_account.LastAccountMiddleware",
    "config.unsaved_forms.UnsavedFormsMiddleware",
    "symptoms.favorites.saving.device_list.DeviceListMiddleware",
    "config.term_starts.TermStartsMiddleware",
    "symptoms.web.time_travel.TimeTravelMiddleware",
    "config.forgiving_addresses.ForgivingAddressMiddleware",
    "config.page_cache.readers.ReaderPagesMiddleware",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["symptoms.templatetags.integrity"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.context_processors.site",
            ],
        },
    }
]

# --- Data ----------------------------------------------------------------------------------------

DATABASES = databases(env, VAR_DIR)
if "replica" in DATABASES:
    DATABASE_ROUTERS = ["config.replica.router.ReplicaRouter"]
    MIDDLEWARE.append("config.replica.middleware.ReplicaMiddleware")
# How many seconds the replica may be behind and is still read.
REPLICA_LAG_SECONDS = env("SYMPTOMS_REPLICA_LAG_SECONDS")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

_shared_cache = "config.shared_cache.SharedCache"
environ.Env.CACHE_SCHEMES["sqlitecache"] = _shared_cache
CACHES = {
    "default": env.url(
        "CACHE_URL",
        environ.Env.cache_url_config,
        ("sqlitecache", "locmemcache", "rediscache", "dbcache"),
        "sqlitecache://",
    )
}
CACHES["default"]["KEY_FUNCTION"] = "config.cache_keys.keyed"
if "redis" in CACHES["default"]["BACKEND"].lower():
    # People who sign in don't wait for a Redis that is away.
    CACHES["default"] |= {
        "BACKEND": "config.fail_open_cache.RedisCache",
        "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 1},
    }
else:
    # The cache holds the limits on guessing; 300 entries, Django's default, would soon be culled.
    CACHES["default"]["OPTIONS"] = {"MAX_ENTRIES": 100_000}
if CACHES["default"]["BACKEND"] == _shared_cache:
    CACHES["default"]["LOCATION"] = VAR_DIR / "cache.sqlite3"
if "DatabaseCache" in CACHES["default"]["BACKEND"]:
    CACHES["default"]["BACKEND"] = "config.fail_open_cache.DatabaseCache"

# Public pages kept by each process: config/page_cache/. Templates change while they are written.
PAGE_CACHE_BYTES = 0 if DEBUG else 1024 * 1024 * env("SYMPTOMS_PAGE_CACHE_MIB")

# Anybody who has a link to these paths may open it: symptoms/web/secret_links.py.
SECRET_LINK_PATHS = secret_paths.LINKS

# Keyed hashes of erased accounts: accounts/erased.py. A restored database must not replace the file.
ERASED_LIST = VAR_DIR / "erased.txt"

MEDIA_ROOT = VAR_DIR / "media"
STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "config.stylesheet.StylesheetFinder",
    "config.reading_script.ReadingScriptFinder",
]
STORAGES = {
    "default": pictures(env),
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "config.storage.StaticFiles"
    },
}
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_ALLOW_ALL_ORIGINS = False

TAGGIT_CASE_INSENSITIVE = True

# Our own script starts the editor, instead of the library's.
DJANGO_PROSE_EDITOR_PRESETS = {"articles": [Script("js/admin-editor.js", type="module")]}

# --- Language and time ----------------------------------------------------------------------------

LANGUAGE_CODE, LANGUAGES = languages(env("LANGUAGE_CODE"), env("LANGUAGES"))
LOCALE_PATHS = [BASE_DIR / "config" / "locale"]
FORMAT_MODULE_PATH = ["config.formats"]
TIME_ZONE = env("SYMPTOMS_TIME_ZONE")
if TIME_ZONE not in available_timezones():
    raise ImproperlyConfigured(f"SYMPTOMS_TIME_ZONE must be like Europe/London, not {TIME_ZONE!r}.")

# --- Accounts ------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/favorites/"
LOGOUT_REDIRECT_URL = "account_signed_out"
PASSWORD_RESET_TIMEOUT = 60 * 60
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "add_email": "accounts.forms.AddEmailForm",
    "change_password": "accounts.forms.ChangePasswordForm",
    "confirm_email_verification_code": "accounts.forms.ConfirmAddressForm",
    "confirm_login_code": "accounts.forms.ConfirmLoginCodeForm",
    "confirm_reauthentication_code": "accounts.forms.ConfirmReauthenticationCodeForm",
    "login": "accounts.forms.LoginForm",
    "reauthenticate": "accounts.forms.ReauthenticateForm",
    "request_login_code": "accounts.forms.RequestLoginCodeForm",
    "reset_password": "accounts.forms.ForgottenPasswordForm",
    "reset_password_from_key": "accounts.forms.ChooseNewPasswordForm",
    "set_password": "accounts.forms.SetPasswordForm",
    "signup": "accounts.forms.SignupForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ACCOUNT_REAUTHENTICATION_METHODS = ("password", "code")
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
# accounts/forms.py asks the opposite: whether the device is shared.
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
# A code can be read on one device and entered on another; a link can't. Digits are easiest to type,
# eight are too many to guess, and an hour leaves time for a rest.
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_FORMAT = {"numeric": True, "length": 8}
ACCOUNT_LOGIN_BY_CODE_FORMAT = {"numeric": True, "length": 8}
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_MAX_ATTEMPTS = ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 60 * 60
ACCOUNT_LOGIN_TIMEOUT = 60 * 60
# accounts/throttle.py counts these instead, so that strangers can't use up somebody's limit.
ACCOUNT_RATE_LIMITS = dict.fromkeys(
    ("confirm_email", "login", "login_failed", "request_login_code", "reset_password")
)
ALLAUTH_TRUSTED_PROXY_COUNT = env("SYMPTOMS_TRUSTED_PROXIES")

# All mail is stored in the outbox and sent after the response (symptoms/mail/outbox.py).
EMAIL_BACKEND = "symptoms.mail.outbox.Backend"
# Until EMAIL_URL names a server, mail is written to files, and the account pages say where.
MAIL_DIR = VAR_DIR / "mail"
DEFAULT_FROM_EMAIL = env("SYMPTOMS_MAIL_FROM")
if env("EMAIL_URL"):
    _email = env.url(
        "EMAIL_URL", environ.Env.email_url_config, ("smtp", "smtp+tls", "smtp+ssl"), ""
    )
    OUTBOX_BACKEND = _email["EMAIL_BACKEND"]
    EMAIL_HOST = _email["EMAIL_HOST"]
    EMAIL_PORT = _email["EMAIL_PORT"]
    EMAIL_HOST_USER = _email["EMAIL_HOST_USER"]
    EMAIL_HOST_PASSWORD = _email["EMAIL_HOST_PASSWORD"]
    EMAIL_USE_TLS = _email.get("EMAIL_USE_TLS", False)
    EMAIL_USE_SSL = _email.get("EMAIL_USE_SSL", False)
    EMAIL_TIMEOUT = 10
else:
    OUTBOX_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = MAIL_DIR

# --- Security ------------------------------------------------------------------------------------

SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^(?:livez|readyz)\Z"]  # probers ask the server itself: config/health.py
SECURE_HSTS_SECONDS = 63_072_000 if HTTPS else 0
# Browsers would refuse plain http on every other subdomain for two years, so the owner chooses that,
# and `check --deploy` doesn't ask for it.
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS and env("SYMPTOMS_HSTS_SUBDOMAINS")
SECURE_HSTS_PRELOAD = HTTPS and env("SYMPTOMS_HSTS_PRELOAD")
if env("SYMPTOMS_HSTS_PRELOAD") and not env("SYMPTOMS_HSTS_SUBDOMAINS"):
    raise ImproperlyConfigured("SYMPTOMS_HSTS_PRELOAD needs SYMPTOMS_HSTS_SUBDOMAINS as well.")
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
if env("SYMPTOMS_TRUSTED_PROXIES"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-sessionid" if HTTPS else "sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken" if HTTPS else "csrftoken"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_AGE = 14 * 24 * 60 * 60  # as long as a session
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],  # the nonce is sent only for pages that use it
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    feature: []
    for feature in (
        "accelerometer",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "usb",
    )
}

# --- Logs ----------------------------------------------------------------------------------------

LOGGING = logging_settings(env)
ERROR_MAIL = env("ERROR_MAIL")
if env("SENTRY_DSN"):
    from config import error_reports  # its library is installed only where it is used

    env.url("SENTRY_DSN", error_reports.connect, ("http", "https"), "")
if env("METRICS_PORT"):
    MIDDLEWARE.insert(1, "config.metrics.MetricsMiddleware")
