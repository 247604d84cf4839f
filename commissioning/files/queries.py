"""Which files a thing has, and which of them somebody reads."""

from datetime import timedelta
from typing import Any

from sqlalchemy import or_, select

from commissioning.core import clock
from commissioning.core.attached import holders
from commissioning.core.database import db
from commissioning.core.refusals import NotHere
from commissioning.files.models import File, Held

MOST = 200  # of one thing


def get_holder(kind: str, number: int, council_id: int) -> Held:
    """The thing a file is added to; `kind` as addresses write it. Raises NotHere, NoResultFound."""
    holder = holders().get(kind.replace("-", "_"))
    if holder is None:
        raise NotHere
    return Held(holder.get(number, council_id), holder)


def get_file(file_id: int, council_id: int) -> Held:
    """One file of this council with the thing it belongs to. Raises NoResultFound."""
    file = db.session.scalars(
        select(File).where(File.id == file_id, File.council_id == council_id)
    ).one()
    holder = holders()[file.subject_kind]
    return Held(holder.get(file.subject_id, council_id), holder, file)


def files_of(thing: Any) -> list[File]:
    """All files of a thing, the removed ones too, in the order in which they came."""
    query = select(File).where(
        File.subject_kind == thing.__tablename__, File.subject_id == thing.id
    )
    return list(db.session.scalars(query.order_by(File.id).limit(MOST)))


def kept_names() -> set[str]:
    """The names under which content is still kept: a removed file goes after a day."""
    yesterday = clock.today() - timedelta(days=1)
    query = select(File.kept_as).where(or_(File.removed_on.is_(None), File.removed_on >= yesterday))
    return set(db.session.scalars(query))
