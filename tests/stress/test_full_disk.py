"""A disk that is full, or read-only: everything can be read, what was typed comes back, and limits hold."""

import html
import io
import os
import re
import shutil
import signal

import pytest
from PIL import Image

from symptoms.admin.picture import NOT_STORED
from tests.services.databases import PostgreSQL
from tests.services.disks import Disk
from tests.services.processes import free_port, wait_until
from tests.services.tier import NO_PAGE_CACHE, Embedded, Prepared, Tier
from tests.services.visitor import Visitor, hidden_fields
from tests.stress.test_faults import PAGES, Load, guess

pytestmark = pytest.mark.services
ADD_PICTURE, ARTICLE = "/admin/symptoms/picture/add/", "/admin/symptoms/article/1/change/"
QUESTIONS, SAVE = "/favorites/questions/", "/favorites/add/"
ONLY_READ = "This site can’t save anything right now. You can still read everything."
# Rows of this length soon need more space, wherever a database had some left.
LONG = "Why am I so tired? " * 10


def noise(side):
    """A picture of `side` × `side` pixels that no format makes smaller."""
    file = io.BytesIO()
    Image.frombytes("RGB", (side, side), os.urandom(side * side * 3)).save(file, "PNG")
    return file.getvalue()


def described(picture):
    return {"upload": picture, "title": "A tree", "alt": "An old tree by a lake"}


@pytest.fixture(scope="module")
def disk():
    with Disk(64) as disk:
        yield disk


@pytest.fixture(scope="module")
def tier(disk, tmp_path_factory):
    """All files of nginx and of the site on one small disk: logs, database, pictures, measurements."""
    with Tier(
        Prepared(Embedded(), tmp_path_factory.mktemp("embedded")),
        folder=disk.folder,
        DATABASE_URL="",
        METRICS_PORT=str(free_port()),
        TMPDIR=str(disk.folder),
        **NO_PAGE_CACHE,
    ) as tier:
        yield tier


@pytest.fixture(scope="module")
def reader(tier):
    return Visitor.signed_in(tier, "reader@example.org")


@pytest.fixture(scope="module")
def editor(tier):
    return Visitor.signed_in(tier, "editor@example.org", tier.get)


@pytest.fixture
def full(disk, reader, editor):
    disk.fill()
    yield disk
    disk.free()


def counts(tier):
    """How many questions, pictures, and revisions are stored."""
    code = (
        "from symptoms.models import OwnQuestion, Picture, Revision;"
        "print(*(m.objects.count() for m in (OwnQuestion, Picture, Revision)))"
    )
    return [int(word) for word in tier.manage("shell", "-v", "0", "-c", code).split()]


def picture_of(tier):
    return re.search(r'"(/pictures/[^" ]+)', tier.ask("/articles/saving-energy/").text)[1]


def test_on_a_full_disk_everything_can_be_read(tier, full):
    """The first time, and by people who are behind nginx, which has not stored these pages either."""
    with Load(tier.ask) as direct, Load(tier.get) as behind_nginx:
        direct.during(3)
        picture = tier.get(picture_of(tier))

    assert direct.statuses == behind_nginx.statuses == {200}
    assert len(direct.answers) > len(PAGES)
    assert (picture.status, picture.headers["Content-Type"][:6]) == (200, "image/")


def test_on_a_full_disk_what_was_typed_comes_back_and_can_be_sent_again(tier, disk, reader, full):
    before = counts(tier)
    disk.fill()
    refused = reader.post(QUESTIONS, {"text": LONG.strip()})
    assert (refused.status, refused.headers["Retry-After"]) == (503, "60")
    assert ONLY_READ in html.unescape(refused.text)
    disk.free()
    again = reader.post(QUESTIONS, hidden_fields(refused.text), page="")

    assert hidden_fields(refused.text)["text"] == LONG.strip()
    assert again.status == 302
    assert counts(tier) == [before[0] + 1, *before[1:]]


def test_on_a_full_disk_no_form_is_a_server_error(tier, full, reader):
    stranger = Visitor(tier.ask)
    person = {"email": "new@example.org", "password1": "a-long-password-9", "consent": "on"}
    item = {"kind": "article", "id": "1"}
    answers = [
        stranger.post("/accounts/signup/", person),
        stranger.post(SAVE, item, page=""),
        reader.post(SAVE, item, page=""),
        reader.post("/favorites/collections/", {"name": "For my next visit"}),
    ]

    assert [answer.status for answer in answers] == [503] * 4
    assert all(ONLY_READ in html.unescape(answer.text) for answer in answers)
    assert "a-long-password-9" not in answers[0].text


def test_on_a_full_disk_guessing_stays_limited(tier, full):
    found = [guess(tier, "guessed@example.org") for _ in range(13)]

    assert 5 <= found.count(True) <= 10


def test_on_a_full_disk_an_article_comes_back_whole_and_nothing_of_it_is_stored(
    tier, disk, editor, full
):
    before = counts(tier)
    disk.fill()
    text = f"<p>{'A long night. ' * 3000}</p>"
    refused = editor.post(ARTICLE, {"title": "Saving more energy", "body": text})

    assert refused.status == 503
    assert hidden_fields(refused.text)["body"] == text
    assert counts(tier) == before
    assert "Saving more energy" not in tier.ask("/articles/saving-energy/").text


def test_on_a_full_disk_a_picture_is_refused_in_words_and_leaves_nothing_behind(tier, editor, full):
    media = tier.var / "media"
    before = sorted(path.name for path in media.rglob("*"))
    refused = editor.post(ADD_PICTURE, described(noise(200)))
    too_large_for_memory = editor.post(ADD_PICTURE, described(noise(1100)))

    assert refused.status == 200
    assert str(NOT_STORED) in html.unescape(refused.text)
    assert 'value="An old tree by a lake"' in refused.text
    assert (too_large_for_memory.status, too_large_for_memory.headers["Retry-After"]) == (503, "60")
    assert "your browser still has what you typed" in too_large_for_memory.text
    assert sorted(path.name for path in media.rglob("*")) == before


def test_on_a_full_disk_the_server_can_be_restarted(tier, full):
    with Load(tier.ask, readers=1) as load:
        tier.process.send_signal(signal.SIGHUP)
        load.during(8)
    tier.stop()
    full.fill()
    tier.start()

    assert load.statuses == {200}
    assert [tier.ask(page).status for page in PAGES] == [200] * len(PAGES)


def test_while_pictures_are_read_only_pages_go_on_and_an_upload_is_refused_in_words(
    tier, editor, tmp_path
):
    media = tier.var / "media"
    saved = shutil.copytree(media, tmp_path / "media")
    picture = picture_of(tier)
    stored = tier.ask(picture)
    missing = re.sub(r"\.\w+$", "-480.avif", picture)
    with Disk(8, media) as place:
        shutil.copytree(saved, media, dirs_exist_ok=True)
        (original,) = [p for p in media.iterdir() if re.fullmatch(r"[0-9a-f]{64}\.webp", p.name)]
        for copy in set(media.iterdir()) - {original}:
            copy.unlink()
        place.make_read_only()
        with Load(tier.ask) as load:
            load.during(2)
            instead = tier.ask(picture)
            absent = tier.ask(missing)
            refused = editor.post(ADD_PICTURE, described(noise(200)))
            load.during(2)

    assert stored.status == 200
    assert load.statuses == {200}
    # The picture itself instead of a copy that cannot be made; no copy is wider than the picture.
    assert (instead.status, instead.headers["Content-Type"]) == (200, "image/webp")
    assert absent.status == 404
    assert refused.status == 200
    assert str(NOT_STORED) in html.unescape(refused.text)


@pytest.fixture(scope="module")
def postgresql_on_a_disk():
    with (
        Disk(160) as disk,
        PostgreSQL("-c max_wal_size=64MB -c min_wal_size=32MB", folder=disk.folder) as server,
    ):
        yield server, disk


def test_on_a_full_disk_of_postgresql_pages_go_on_and_forms_come_back(
    postgresql_on_a_disk, tmp_path
):
    server, disk = postgresql_on_a_disk
    prepared = Prepared(server, tmp_path)
    with Tier(
        prepared, with_nginx=False, DATABASE_URL=prepared.database("site"), **NO_PAGE_CACHE
    ) as tier:
        reader = Visitor.signed_in(tier, "reader@example.org")
        server.execute("CREATE TABLE filler (words text)", "site")
        disk.fill()
        before = server.execute("SELECT count(*) FROM symptoms_ownquestion", "site")
        answers = send_until_refused(reader)
        with Load(tier.ask) as load:
            load.during(2)
        disk.free()
        again = reader.post(QUESTIONS, hidden_fields(answers[-1].text), page="")
        after = server.execute("SELECT count(*) FROM symptoms_ownquestion", "site")

    assert ONLY_READ in html.unescape(answers[-1].text)
    assert load.statuses == {200}
    assert again.status == 302
    assert after[0][0] == before[0][0] + len(answers)


def send_until_refused(reader):
    """Questions until the space that the table still had is used up; what was answered."""
    answers = []

    def is_refused():
        answers.append(reader.post(QUESTIONS, {"text": f"{len(answers)}: {LONG}".strip()}))
        return answers[-1].status == 503

    wait_until(is_refused, 60, "A full table")
    return answers
