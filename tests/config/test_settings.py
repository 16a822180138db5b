import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import global_settings
from django.core.checks import run_checks
from django.core.management.utils import get_random_secret_key

from config import settings as ours
from symptoms import conf

GOOD = {
    "SECRET_KEY": get_random_secret_key(),
    "ALLOWED_HOSTS": "example.org",
    "SYMPTOMS_SITE_URL": "https://example.org",
}


def start(tmp_path, what="s.DEBUG, s.SESSION_COOKIE_NAME, s.ALLOWED_HOSTS", **environment):
    """The output of a separate process that reads the settings with exactly this environment."""
    path = {"PATH": os.environ["PATH"], "SYMPTOMS_VAR": str(tmp_path)}
    code = f"from config import settings as s; print({what})"
    return subprocess.run(
        [sys.executable, "-c", code],
        env=path | environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_a_good_environment_starts(tmp_path):
    assert start(tmp_path, **GOOD).stdout == "False __Host-sessionid ['example.org']\n"


def test_a_redis_that_is_named_may_be_away(tmp_path):
    named = start(tmp_path, "s.CACHES", CACHE_URL="rediscache://127.0.0.1:6379/0", **GOOD).stdout

    assert ast.literal_eval(named)["default"] == {
        "BACKEND": "config.fail_open_cache.RedisCache",
        "KEY_FUNCTION": "config.cache_keys.keyed",
        "LOCATION": "redis://127.0.0.1:6379/0",
        "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 1},
    }


def test_a_database_may_be_reached_by_the_socket_that_deploy_names(tmp_path):
    lines = (Path(__file__).parents[2] / "deploy/environment").read_text().splitlines()
    (url,) = [line.partition("=")[2] for line in lines if line.startswith("DATABASE_URL=")]
    named = start(tmp_path, "s.DATABASES['default']", DATABASE_URL=url, **GOOD).stdout
    database = ast.literal_eval(named)

    assert (database["HOST"], database["NAME"]) == ("/var/run/postgresql", "symptoms")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY is not set"),
        ({"SECRET_KEY": "x" * 49}, "SECRET_KEY must have at least 50 random characters"),
        ({"SECRET_KEY": "x" * 50}, "SECRET_KEY must have at least 50 random characters"),
        ({"SECRET_KEY": "changeme!" * 6}, "SECRET_KEY must have at least 50 random characters"),
        ({"ALLOWED_HOSTS": ""}, "ALLOWED_HOSTS is not set"),
        ({"ALLOWED_HOSTS": "*"}, "'*' is refused"),
        ({"DEBUG": "maybe"}, "DEBUG must be true or false"),
        ({"SYMPTOMS_SITENAME": "x"}, "Did you mean SYMPTOMS_SITE_NAME?"),
        ({"SYMPTOMS_TRUSTED_PROXIES": "one"}, "must be int"),
        ({"SYMPTOMS_SITE_URL": "example.org"}, "must look like https://example.org"),
        ({"DATABASE_URL": "oracle://x"}, "DATABASE_URL must start with one of"),
        ({"DATABASE_URL": "nonsense"}, "DATABASE_URL must start with one of"),
        ({"DATABASE_URL": "postgres://user@host:port/x"}, "DATABASE_URL is not a valid address"),
        ({"CACHE_URL": "memcache://x"}, "CACHE_URL must start with one of"),
        ({"EMAIL_URL": "pigeon://x"}, "EMAIL_URL must start with one of"),
        ({"LOG_FORMAT": "xml"}, "LOG_FORMAT must be one of plain, json"),
        ({"STORAGE_URL": "ftp://x"}, "STORAGE_URL must start with one of s3://"),
        ({"STORAGE_URL": "s3:///x"}, "STORAGE_URL is not a valid address: a bucket is missing"),
        ({"DATABASE_REPLICA_URL": "postgres://x/y"}, "needs PostgreSQL in both addresses"),
        ({"SENTRY_DSN": "nonsense"}, "SENTRY_DSN must start with one of"),
        (
            {"SYMPTOMS_HSTS_PRELOAD": "yes"},
            "SYMPTOMS_HSTS_PRELOAD needs SYMPTOMS_HSTS_SUBDOMAINS",
        ),
    ],
)
def test_a_bad_environment_fails_and_says_why(tmp_path, changes, message):
    result = start(tmp_path, **(GOOD | changes))

    assert result.returncode != 0
    assert message in result.stderr


HSTS = "s.SECURE_HSTS_SECONDS, s.SECURE_HSTS_INCLUDE_SUBDOMAINS, s.SECURE_HSTS_PRELOAD"
SUBDOMAINS = {"SYMPTOMS_HSTS_SUBDOMAINS": "yes"}
PRELOAD = {"SYMPTOMS_HSTS_PRELOAD": "yes"}


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        ({}, "63072000 False False"),
        (SUBDOMAINS, "63072000 True False"),
        (SUBDOMAINS | PRELOAD, "63072000 True True"),
        (SUBDOMAINS | PRELOAD | {"SYMPTOMS_SITE_URL": "http://127.0.0.1:8000"}, "0 False False"),
    ],
)
def test_hsts_covers_other_subdomains_only_where_the_owner_chose_it(tmp_path, chosen, said):
    assert start(tmp_path, HSTS, **(GOOD | chosen)).stdout == f"{said}\n"


def test_check_deploy_asks_nobody_to_cover_subdomains(settings):
    settings.SECURE_HSTS_SECONDS, settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = 63_072_000, False
    settings.SECURE_HSTS_PRELOAD = False
    found = run_checks(include_deployment_checks=True)

    assert [one.id for one in found if "HSTS" in one.msg and not one.is_silenced()] == []


def test_every_setting_is_known_to_django_or_to_a_library_we_use():
    libraries = ("ACCOUNT_", "ALLAUTH_", "DJANGO_PROSE_EDITOR_", "WHITENOISE_", "TAGGIT_")
    own = {
        "BASE_DIR", "VAR_DIR", "SITE_URL", "HTTPS", "SYMPTOMS", "MAIL_DIR", "SECRET_LINK_PATHS", "OUTBOX_BACKEND",
        "ERASED_LIST", "ERROR_MAIL", "PAGE_CACHE_BYTES", "REPLICA_LAG_SECONDS",
        "CONTENT_SECURITY_POLICY", "PERMISSIONS_POLICY", "NONCE", "NONE", "SELF",
        "ROOT_URLCONF", "EMAIL_FILE_PATH",  # Django's, without a default
    }  # fmt: skip
    names = {name for name in dir(ours) if name.isupper() and not name.startswith("_")}
    unknown = {
        n for n in names - own if not hasattr(global_settings, n) and not n.startswith(libraries)
    }

    assert unknown == set()


@pytest.mark.parametrize(
    ("chosen", "ids"),
    [
        ({}, []),
        ({"SITE_NAME": "Ours", "CARDS_PER_PAGE": 6}, []),
        ({"SITE_NAM": "Ours"}, ["symptoms.E002"]),
        ({"SITE_NAME": 5}, ["symptoms.E003"]),
        ({"CARDS_PER_PAGE": "6"}, ["symptoms.E003"]),
        ({"CARDS_PER_PAGE": True}, ["symptoms.E003"]),
        ({"CARDS_PER_PAGE": 0}, ["symptoms.E004"]),
        (["SITE_NAME"], ["symptoms.E001"]),
        ({"EMERGENCY_NUMBER": "112"}, []),
        ({"EMERGENCY_NUMBER": "+49 30 1234-56"}, []),
        ({"EMERGENCY_NUMBER": "call us"}, ["symptoms.E006"]),
        ({"EMERGENCY_NUMBER": "1"}, ["symptoms.E006"]),
        ({"WHEN_REVIEW_IS_OVERDUE": "notice"}, []),
        ({"WHEN_REVIEW_IS_OVERDUE": "hide"}, ["symptoms.E008"]),
    ],
)
def test_the_products_settings_are_checked_at_start(settings, chosen, ids):
    settings.SYMPTOMS = chosen
    found = conf.check_settings(None)

    assert [error.id for error in found] == ids
    assert all(error.hint for error in found if error.id != "symptoms.E001")


@pytest.mark.parametrize(("number", "ids"), [("", ["symptoms.E007"]), ("112", [])])
def test_a_site_without_an_emergency_number_is_not_ready_to_deploy(settings, number, ids):
    settings.SYMPTOMS = {"EMERGENCY_NUMBER": number}
    found = [error.id for error in run_checks(include_deployment_checks=True)]

    assert [pk for pk in found if pk.startswith("symptoms")] == ids


def test_a_wrong_key_gets_the_right_one_as_a_hint(settings):
    settings.SYMPTOMS = {"SITE_NAM": "x"}

    assert conf.check_settings(None)[0].hint == "Did you mean SITE_NAME?"


def test_what_the_site_writes_is_for_its_own_account(tmp_path):
    folder = tmp_path / "new"
    code = (
        "__import__('pathlib').Path(s.VAR_DIR, 'x').touch() or oct(s.VAR_DIR.stat().st_mode & 0o77)"
    )
    said = start(tmp_path, code, **GOOD, **{"SYMPTOMS_VAR": str(folder)})

    assert (said.stdout, (folder / "x").stat().st_mode & 0o77) == ("0o0\n", 0)


@pytest.mark.parametrize(
    ("site", "proxies", "ids"),
    [
        ("https://example.org", 0, ["accounts.E001"]),
        ("https://example.org", 1, []),
        ("http://127.0.0.1:8000", 0, []),
    ],
)
def test_a_site_with_https_says_how_many_proxies_are_in_front(settings, site, proxies, ids):
    settings.SITE_URL, settings.ALLAUTH_TRUSTED_PROXY_COUNT = site, proxies
    found = [error.id for error in run_checks(include_deployment_checks=True)]

    assert [one for one in found if one.startswith("accounts.E")] == ids


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/", "/nowhere/", "/feed/", "/static/css/site.css", "/admin/", "/accounts/login/"]
)
def test_every_answer_is_kept_apart_from_other_sites(client, path):
    headers = client.get(path).headers

    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Cross-Origin-Embedder-Policy"] == "require-corp"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
