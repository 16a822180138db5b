"""A whole content folder: every page, and every problem that can be found without the database."""

import difflib
import re
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext as _

from symptoms.importer import article_checks, body_pictures, frontmatter
from symptoms.importer.article_pages import ArticlePage, read_article
from symptoms.importer.frontmatter import Page, Problem, Unreadable
from symptoms.importer.pages import TERMS, PicturePage, TermPage, read_picture, read_term

FOLDERS = (*TERMS, "pictures", "articles", "updates")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_IGNORED = {"README.md"}


@dataclass(slots=True)
class Folder:
    """What the files say. `slugs` are the names of the files of each kind, bad files included.

    `pages` are all readable files, with their problems; `strays` are other problems.
    """

    terms: list[TermPage] = field(default_factory=list)
    pictures: list[PicturePage] = field(default_factory=list)
    articles: list[ArticlePage] = field(default_factory=list)
    updates: list[ArticlePage] = field(default_factory=list)
    slugs: dict[str, set[str]] = field(default_factory=dict)
    pages: list[Page] = field(default_factory=list)
    strays: list[Problem] = field(default_factory=list)
    _pictures_by_name: dict[str, str] = field(default_factory=dict)

    def pictures_by_name(self) -> dict[str, str]:
        """The names of all pictures, which are read before texts. Unreadable ones included: their problems are
        reported with their own files."""
        if not self._pictures_by_name:
            unread = self.slugs.get("pictures", set()) - {picture.slug for picture in self.pictures}
            self._pictures_by_name = {name: "" for slug in unread for name in (slug, f"{slug}.md")}
            self._pictures_by_name |= body_pictures.known(self.pictures)
        return self._pictures_by_name

    @property
    def problems(self) -> list[Problem]:
        """All problems noted so far, sorted."""
        noted = (problem for page in self.pages for problem in page.problems)
        return sorted({*self.strays, *noted})


def read(directory: Path) -> Folder:
    """Everything in `directory`; paths in problems are relative to it."""
    folder = Folder()
    if not directory.is_dir():
        folder.strays.append(Problem("", 0, "", _("There is no such folder.")))
        return folder
    _refuse_strangers(folder, directory)
    for name in FOLDERS:
        for path in _files(folder, directory, name):
            folder.slugs.setdefault(name, set()).add(path.stem)
            _read_file(folder, directory, name, path)
    if not folder.slugs and not folder.strays:
        message = _("There is nothing to load here. Put files into %(folders)s.") % {
            "folders": ", ".join(FOLDERS)
        }
        folder.strays.append(Problem("", 0, "", message))
    _refuse_same_pictures(folder)
    return folder


def _refuse_strangers(folder, directory):
    for path in _visible(directory):
        if path.name in FOLDERS and path.is_dir() or path.name in _IGNORED:
            continue
        close = difflib.get_close_matches(path.name, FOLDERS, n=1, cutoff=0.75)
        known = (
            _("Did you mean “%(folder)s”?") % {"folder": close[0]}
            if close
            else _("We read %(folders)s.") % {"folders": ", ".join(FOLDERS)}
        )
        folder.strays.append(
            Problem(
                _name(path), 0, "", _("We do not know what this is. %(advice)s") % {"advice": known}
            )
        )


def _files(folder, directory, name):
    """The .md files of one folder, by name; anything else in it is a problem."""
    if not (directory / name).is_dir():
        return
    for path in _visible(directory / name):
        if path.suffix == ".md" and path.is_file():
            yield path
        elif name != "pictures":
            message = _("We do not know what this is. Only files that end in .md stand here.")
            folder.strays.append(Problem(f"{name}/{_name(path)}", 0, "", message))


def _visible(directory):
    return sorted(path for path in directory.iterdir() if not path.name.startswith("."))


def _name(path):
    return path.name.encode("utf-8", "replace").decode()


def _read_file(folder, directory, name, path):
    where = f"{name}/{_name(path)}"
    slug = path.stem if _SLUG.fullmatch(path.stem) else ""
    if not slug:
        message = _(
            "Name the file with a–z, 0–9 and single hyphens: it becomes the page’s address."
        )
        folder.strays.append(Problem(where, 0, "file name", message))
    try:
        page = frontmatter.parse(where, _bytes(path))
    except Unreadable as error:
        folder.strays.append(error.args[0])
        return
    except OSError as error:
        folder.strays.append(
            Problem(
                where,
                0,
                "",
                _("The file cannot be read: %(reason)s.") % {"reason": error.strerror},
            )
        )
        return
    folder.pages.append(page)
    _sort_in(folder, directory, name, page, slug)


def _bytes(path):
    with path.open("rb") as file:
        return file.read(frontmatter.MAX_BYTES + 1)


def _sort_in(folder, directory, name, page, slug):
    if name in {"articles", "updates"}:
        page.pictures = folder.pictures_by_name()
    if name == "articles":
        folder.articles.append(read_article(page, slug))
        article_checks.check(folder.articles[-1])
        page.forget_source()
    elif name == "updates":
        folder.updates.append(read_article(page, slug, is_update=True))
        article_checks.check(folder.updates[-1])
    elif name == "pictures":
        if picture := read_picture(page, slug, directory / name):
            folder.pictures.append(picture)
    else:
        folder.terms.append(read_term(page, TERMS[name], slug))


def _refuse_same_pictures(folder):
    first: dict[str, str] = {}
    for picture in folder.pictures:
        other = first.setdefault(picture.name, picture.page.path)
        if other != picture.page.path:
            message = _("This is the same picture as in %(other)s. Keep one of the two.") % {
                "other": other
            }
            picture.page.report("file", message)
