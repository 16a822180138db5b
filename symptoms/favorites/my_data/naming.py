"""How an article or a tip is named outside this site, and which one is meant by a name."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.db.models import Q
from django.http.request import validate_host
from django.urls import Resolver404, resolve

from symptoms import conf
from symptoms.models import Edition, EditionTip

MAX_PATH_LENGTH = 300
_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True)
class Name:
    """How a file names one article or tip. `pk` is the number in a tip's address, otherwise 0.

    `is_ours` says whether the address is on this site. If it is not, it names something here only if
    the title is the same as well: sites that load the same texts have the same tips.
    """

    kind: str
    slug: str = ""
    pk: int = 0
    uuid: str = ""
    title: str = ""
    is_ours: bool = True


def uuids_of(items: Iterable[tuple[str, int]]) -> dict[tuple[str, int], str]:
    """(kind, id) -> uuid, for what was ever public, in two queries."""
    ids = defaultdict(set)
    for kind, pk in items:
        ids[kind].add(pk)
    articles = Edition.objects.filter(article__in=ids["article"])
    tips = EditionTip.objects.filter(tip__in=ids["tip"])
    rows = [
        ("article", *row) for row in articles.values_list("article", "article__uuid").distinct()
    ]
    rows += [("tip", *row) for row in tips.values_list("tip", "tip__uuid").distinct()]
    return {(kind, pk): str(uuid) for kind, pk, uuid in rows}


def read_address(address: str, title: str = "", uuid: str = "") -> Name | None:
    """The name in an absolute address or a path of this site; None unless it is an article or a tip."""
    try:
        parts = urlsplit(address.strip())
        is_ours = is_here(parts)
        found = resolve(_path(parts.path)) if len(parts.path) <= MAX_PATH_LENGTH else None
    except (ValueError, Resolver404):
        return None
    if found is None or found.view_name not in {"symptoms:article", "symptoms:tip"}:
        return None
    kind, slug, pk = found.url_name or "", found.kwargs["slug"], found.kwargs.get("pk", 0)
    return Name(kind, slug, pk, title=title, uuid=uuid, is_ours=is_ours)


def is_here(parts) -> bool:
    """Whether the split address is on this site: at SITE_URL, or at another of its ALLOWED_HOSTS.
    Raises ValueError for an invalid port."""
    if not parts.scheme and not parts.netloc:
        return parts.path.startswith("/")
    ours = urlsplit(conf.get("SITE_URL"))
    if parts.scheme.lower() not in _PORTS or not parts.hostname:
        return False
    hosts = [ours.hostname, *(host for host in settings.ALLOWED_HOSTS if host != "*")]
    return validate_host(parts.hostname, hosts) and _port(parts) == _port(ours)


def find(names: Iterable[Name]) -> dict[Name, tuple[str, int]]:
    """Name -> (kind, id) of what it means here, for what was ever public; in two queries, however many.

    A uuid is enough. Otherwise the slug must match, and an old slug means the article that had it. A tip's
    slug is enough where no other tip has it. A number alone names nothing.
    """
    names = list(names)
    started = Edition.objects.started()
    articles = started.articles().exclude(revision=None).filter(_asked(names, "article"))
    tips = EditionTip.objects.filter(edition__in=started).filter(_asked(names, "tip"))
    indexes = {
        "article": _Index(
            articles.values_list("article", "article__uuid", "slug", "title").distinct()
        ),
        "tip": _Index(tips.values_list("tip", "tip__uuid", "slug", "title").distinct()),
    }
    meant = {name: indexes[name.kind].pk_of(name) for name in names}
    return {name: (name.kind, pk) for name, pk in meant.items() if pk}


class _Index:
    """The ids of articles or tips by uuid and by slug, and their titles."""

    def __init__(self, rows):
        self.by_uuid, self.by_slug, self.titles = {}, defaultdict(set), defaultdict(set)
        for pk, uuid, slug, title in rows:
            self.by_uuid[str(uuid)] = pk
            self.by_slug[slug].add(pk)
            self.titles[pk].add(title)

    def pk_of(self, name):
        if name.uuid in self.by_uuid:
            return self.by_uuid[name.uuid]
        found = self.by_slug[name.slug]
        if not name.is_ours:
            found = {pk for pk in found if name.title in self.titles[pk]}
        if name.pk in found and name.is_ours:
            return name.pk
        return next(iter(found)) if len(found) == 1 else None


def _asked(names, kind):
    ours = [name for name in names if name.kind == kind]
    uuids = {name.uuid for name in ours if name.uuid}
    slugs = {name.slug for name in ours if name.slug}
    return Q(**{f"{kind}__uuid__in": uuids}) | Q(slug__in=slugs)


def _path(path):
    path = unquote(path).lower()
    return path if path.endswith("/") else f"{path}/"


def _port(parts):
    port = parts.port or _PORTS.get(parts.scheme)
    return None if port in _PORTS.values() else port
