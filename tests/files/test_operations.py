"""Files on things: who reads which, what is kept back, what is removed, and what is swept away."""

import os
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from commissioning import cli
from commissioning.approvals.models import CaseKind
from commissioning.core import clock
from commissioning.core.database import db
from commissioning.core.history import Event, Visibility
from commissioning.core.refusals import NotAllowed, NotHere, Refused
from commissioning.core.transactions import saved
from commissioning.files import operations, queries, rules, store
from commissioning.files.models import Paragraph, Readers, Terms
from commissioning.people.models import Visitor
from tests.approvals import builders

PUBLIC, PARTIES = Terms(Readers.PUBLIC), Terms(Readers.PARTIES)
EXEMPT = Terms(Readers.EXEMPT, Paragraph.THREE, "The price is still being talked about.")


@pytest.fixture
def world(database):
    made = builders.world()
    made.case = builders.case(made, CaseKind.DECISION)
    return made


def held(world, kind="council-case", number=None):
    db.session.expire_all()
    return queries.get_holder(kind, number or world.case.id, world.council.id)


def attach(world, terms=PUBLIC, by=None, name="survey.txt"):
    with saved():
        return operations.attach(held(world), name, b"The wall is safe.", terms,
                                 by=by or world.officer)  # fmt: skip


def reads(person, world, file):
    return rules.may_read(person, queries.get_file(file.id, world.council.id))


def heard(thing):
    """What a visitor hears of."""
    return rules.heard_of(Visitor(), thing, queries.files_of(thing))


def event():
    return db.session.scalars(select(Event).order_by(Event.id.desc()).limit(1)).one()


def test_everyone_reads_a_public_file_the_parties_theirs_and_the_desk_what_is_kept_back(world):
    files = [attach(world, terms) for terms in (PUBLIC, PARTIES, EXEMPT)]
    people = {
        Visitor(): [True, False, False],
        world.steward: [True, True, False],
        world.panel: [True, True, False],
        world.cabinet: [True, True, True],
        world.officer: [True, True, True],
    }
    for person, expected in people.items():
        assert [reads(person, world, each) for each in files] == expected
    assert [(each.readers, may) for each, may in heard(world.case)] == [
        ("public", True),
        ("exempt", False),
    ]


def test_the_record_says_that_a_file_came_but_not_its_name(world):
    made = attach(world, EXEMPT, name="Ann Smith pay.txt")
    assert event().visibility == Visibility.PUBLIC
    assert event().says == "A file is kept back. Paragraph 3: somebody’s money or business"
    assert event().details == {"file": made.id, "digest": made.digest}
    attach(world, PARTIES)
    assert event().visibility == Visibility.PARTIES
    assert db.session.scalar(select(Event).where(Event.says.contains("Ann"))) is None


@pytest.mark.parametrize(
    ("terms", "field"),
    [
        (Terms(Readers.EXEMPT, None, "Why"), "paragraph"),
        (Terms(Readers.EXEMPT, Paragraph.ONE, "  "), "public_interest"),
    ],
)
def test_what_is_kept_back_needs_a_ground_and_a_reason(world, terms, field):
    with pytest.raises(Refused) as refusal:
        attach(world, terms)
    assert refusal.value.field == field
    file = attach(world, EXEMPT)
    file.public_interest = ""
    with pytest.raises(IntegrityError):
        db.session.flush()


def test_a_group_adds_to_its_proposal_and_keeps_nothing_back(world):
    about = held(world, "proposal", world.case.subject_id)
    with pytest.raises(Refused, match="Nothing can be kept back here"):
        operations.attach(about, "a.txt", b"x", EXEMPT, by=world.writer)
    for person in (world.officer, world.panel):
        with pytest.raises(NotAllowed):
            operations.attach(about, "a.txt", b"x", PUBLIC, by=person)
    with saved():
        made = operations.attach(about, "a.txt", b"x", PUBLIC, by=world.writer)
    assert [each.name for each, _ in heard(about.thing)] == [made.name]


def test_a_removed_file_leaves_its_row_and_its_content_goes_a_day_later(world):
    file = attach(world)
    with pytest.raises(NotAllowed):
        operations.remove(queries.get_file(file.id, world.council.id), "No", by=world.panel)
    found = queries.get_file(file.id, world.council.id)
    with pytest.raises(Refused, match="Say why"):
        operations.remove(found, " ", by=world.officer)
    with saved():
        operations.remove(found, "It names a person", by=world.officer)
    with pytest.raises(NotAllowed, match="removed already"):
        operations.remove(queries.get_file(file.id, world.council.id), "No", by=world.officer)
    assert operations.sweep() == 0
    with clock.set_to(clock.now() + 3 * clock.DAY):
        assert operations.sweep() == 1
    assert [each.removed_because for each in queries.files_of(world.case)] == ["It names a person"]


def test_content_without_a_row_is_swept_away_after_an_hour(world):
    kept, lost = attach(world).kept_as, store.keep(b"nobody")
    db.session.rollback()
    assert operations.sweep() == 0
    with clock.set_to(clock.now() + 2 * clock.HOUR):
        assert operations.sweep() == 1
    assert store.read(kept) == b"The wall is safe."
    with pytest.raises(FileNotFoundError):
        store.read(lost)


def test_files_are_kept_under_names_nobody_can_guess_and_read_by_us_alone(world, site):
    path = next(store.folder().glob("*/*")) if attach(world) else None
    assert "survey" not in path.name
    assert len(path.name) == 48
    assert os.stat(path).st_mode & 0o077 == 0
    assert str(site.static_folder) not in str(path)


def test_another_council_opens_nothing(world):
    file, elsewhere = attach(world), builders.factories.council("Bexmoor Council")
    with pytest.raises(Exception, match="No row"):
        queries.get_file(file.id, elsewhere.id)
    with pytest.raises(NotHere):
        queries.get_holder("person", world.officer.id, world.council.id)


def test_a_backup_holds_the_files_and_a_restore_puts_them_back(world, site, tmp_path):
    if db.engine.dialect.name != "sqlite":
        return  # pg_dump is not among the programs here
    file = attach(world)
    db.session.rollback()
    target = tmp_path / "copy.db"
    options = cli.parser().parse_args(["backup", str(target)])
    cli.backup(options)
    with pytest.raises(SystemExit, match="holds files"):
        cli.restore(options)
    site.config["FILES"] = str(tmp_path / "new")
    with pytest.raises(SystemExit, match="holds data"):
        cli.restore(options)
    assert not (tmp_path / "new").exists()
    database = Path(db.engine.url.database)
    db.session.remove()
    db.engine.dispose()
    for each in database.parent.glob(f"{database.name}*"):
        each.unlink()
    cli.restore(options)
    assert store.read(file.kept_as) == b"The wall is safe."
    assert [each.name for each in queries.files_of(world.case)] == ["survey.txt"]
