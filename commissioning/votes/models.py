"""A vote, its options and rules, its roll, its ballot papers, paper batches and result.

A ballot paper names its entry on the roll and no person. Nothing but the paper holds the choice:
no event, mail, log line or address does.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from commissioning.core import addresses, clock
from commissioning.core.choices import Choice
from commissioning.core.database import Model, short, stored_choice
from commissioning.core.sentences import listed
from commissioning.groups.models import Group
from commissioning.people.models import Person
from commissioning.places.models import Council, Neighbourhood

AT_VOTE = "vote"  # the stage of a proposal or commission at which residents vote
BLANK = "blank"  # a paper that chooses nothing: it counts as taking part


class Status(Choice):
    """Where a vote stands."""

    ANNOUNCED = "announced", "Announced"
    OPEN = "open", "Open"
    CLOSED = "closed", "Closed"
    COUNTED = "counted", "Counted"
    PUBLISHED = "published", "Result published"
    CALLED_OFF = "called-off", "Called off"


NOT_CLOSED = (Status.ANNOUNCED, Status.OPEN)


class Method(Choice):
    """How people answer."""

    YES_NO = "yes-no", "Yes or No"
    CHOOSE = "choose", "Choose up to a number"


class Vote(Model):
    """One question put to the residents of some neighbourhoods. Frozen when it is announced."""

    __tablename__ = "vote"
    __table_args__ = (
        Index("ix_vote_council_id_status_closes_at", "council_id", "status", "closes_at"),
        Index("ix_vote_subject_kind_subject_id", "subject_kind", "subject_id"),
        CheckConstraint("opens_at < closes_at", name="opens_before_it_closes"),
        CheckConstraint("threshold_of > 0 AND most > 0", name="whole_rule"),
    )

    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"))
    subject_kind: Mapped[str] = mapped_column(short(40))
    subject_id: Mapped[int]
    group_id: Mapped[int] = mapped_column(ForeignKey("neighbourhood_group.id"))  # that asks
    question: Mapped[str] = mapped_column(short(200))
    about: Mapped[str] = mapped_column(Text, default="")
    method: Mapped[Method] = mapped_column(stored_choice(Method, "method"))
    most: Mapped[int] = mapped_column(default=1)  # how many options one paper may choose
    threshold_over: Mapped[int] = mapped_column(default=1)  # yes needs more than over/of...
    threshold_of: Mapped[int] = mapped_column(default=2)  # ...of yes and no together
    turnout_percent: Mapped[int] = mapped_column(default=0)  # of the electorate; 0: no rule
    age: Mapped[int] = mapped_column(default=16)
    announced_on: Mapped[date]
    opens_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    electorate: Mapped[int]  # adults in the neighbourhoods when it was announced
    roll_count: Mapped[int] = mapped_column(default=0)  # on the roll when it was announced
    scrutineer: Mapped[str] = mapped_column(short(120), default="")  # empty: none
    digest: Mapped[str] = mapped_column(short(64), default="")  # of everything frozen
    status: Mapped[Status] = mapped_column(
        stored_choice(Status, "status"), default=Status.ANNOUNCED
    )
    counted_at: Mapped[datetime | None]
    counted_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    happens_next: Mapped[str] = mapped_column(Text, default="")  # the council's outcome statement
    published_at: Mapped[datetime | None]

    council: Mapped[Council] = relationship()
    group: Mapped[Group] = relationship()
    options: Mapped[list["Option"]] = relationship(
        back_populates="vote", order_by="Option.position", lazy="selectin"
    )
    neighbourhoods: Mapped[list[Neighbourhood]] = relationship(
        secondary="vote_neighbourhood", order_by="Neighbourhood.name", lazy="selectin"
    )

    @property
    def slug(self) -> str:
        """For addresses."""
        return addresses.slug(self.question)

    @property
    def reference(self) -> str:
        """What people quote: V9."""
        return f"V{self.id}"

    @property
    def is_open(self) -> bool:
        """Can a vote be cast this moment? The times decide, to the second, not the clock's step."""
        return self.has_opened and not self.has_closed

    @property
    def has_opened(self) -> bool:
        """Has voting begun, whether or not it is over?"""
        return self.opens_at <= clock.now()

    @property
    def has_closed(self) -> bool:
        """Is voting over? Once the close is recorded it stays so, whatever a clock says later."""
        return self.status not in NOT_CLOSED or self.closes_at <= clock.now()

    @property
    def is_coming(self) -> bool:
        """Will voting still begin?"""
        return not (self.has_opened or self.has_closed)

    @property
    def is_called_off(self) -> bool:
        """Did what it was about end first? Then nothing is counted."""
        return self.status == Status.CALLED_OFF

    @property
    def where(self) -> str:
        """The neighbourhoods in words."""
        return listed([each.name for each in self.neighbourhoods])

    @property
    def frozen(self) -> dict[str, Any]:
        """Everything that may not change after the announcement, for its fingerprint."""
        return {
            "v": 1,
            "about": self.about,
            "age": self.age,
            "closes": f"{self.closes_at:%Y-%m-%dT%H:%M:%SZ}",
            "electorate": self.electorate,
            "method": str(self.method),
            "most": self.most,
            "neighbourhoods": sorted(each.id for each in self.neighbourhoods),
            "opens": f"{self.opens_at:%Y-%m-%dT%H:%M:%SZ}",
            "options": [[each.key, each.words, each.means] for each in self.options],
            "question": self.question,
            "scrutineer": self.scrutineer,
            "threshold": [self.threshold_over, self.threshold_of],
            "turnout": self.turnout_percent,
        }


class VoteNeighbourhood(Model):
    """A neighbourhood whose residents may vote."""

    __tablename__ = "vote_neighbourhood"
    __table_args__ = (UniqueConstraint("vote_id", "neighbourhood_id"),)

    vote_id: Mapped[int] = mapped_column(ForeignKey("vote.id"))
    neighbourhood_id: Mapped[int] = mapped_column(ForeignKey("neighbourhood.id"))


class Option(Model):
    """One answer, in the order in which everybody sees it."""

    __tablename__ = "vote_option"
    __table_args__ = (UniqueConstraint("vote_id", "key"), UniqueConstraint("vote_id", "position"))

    vote_id: Mapped[int] = mapped_column(ForeignKey("vote.id"))
    position: Mapped[int]
    key: Mapped[str] = mapped_column(short(20))
    words: Mapped[str] = mapped_column(short(120))
    means: Mapped[str] = mapped_column(short(400), default="")  # what happens if it wins

    vote: Mapped[Vote] = relationship(back_populates="options")


class Electorate(Model):
    """How many adults could vote, by neighbourhood and deprivation decile, when announced."""

    __tablename__ = "electorate"
    __table_args__ = (UniqueConstraint("vote_id", "neighbourhood_id", "decile"),)

    vote_id: Mapped[int] = mapped_column(ForeignKey("vote.id"))
    neighbourhood_id: Mapped[int] = mapped_column(ForeignKey("neighbourhood.id"))
    decile: Mapped[int]  # 1 most deprived; 0 not known
    adults: Mapped[int]


class RollEntry(Model):
    """Somebody who may vote. Made when the vote is announced, or when their address is checked."""

    __tablename__ = "roll_entry"
    __table_args__ = (UniqueConstraint("vote_id", "person_id"),)

    vote_id: Mapped[int] = mapped_column(ForeignKey("vote.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    neighbourhood_id: Mapped[int] = mapped_column(ForeignKey("neighbourhood.id"))
    decile: Mapped[int] = mapped_column(default=0)

    person: Mapped[Person] = relationship()


class BallotPaper(Model):
    """What one voter cast last. One for each entry on the roll: the database says so."""

    __tablename__ = "ballot_paper"
    __table_args__ = (
        UniqueConstraint("vote_id", "roll_entry_id"),
        UniqueConstraint("vote_id", "receipt"),
    )

    vote_id: Mapped[int] = mapped_column(ForeignKey("vote.id"))
    roll_entry_id: Mapped[int] = mapped_column(ForeignKey("roll_entry.id"))
    receipt: Mapped[str] = mapped_column(short(9))  # kept when the vote is changed
    choice: Mapped[str] = mapped_column(short(400))  # keys with commas, or "blank"
    salt: Mapped[str] = mapped_column(short(64))  # opens the commitment in the record


class ReplacedPaper(Model):
    """What a voter had cast before they changed it: opens an older commitment, never counted."""

    __tablename__ = "replaced_paper"

    ballot_paper_id: Mapped[int] = mapped_column(ForeignKey("ballot_paper.id"), index=True)
    choice: Mapped[str] = mapped_column(short(400))
    salt: Mapped[str] = mapped_column(short(64))


class VoteDay(Model):
    """How many people voted for the first time on one day: the only figure shown while open."""

    __tablename__ = "vote_day"
    __table_args__ = (UniqueConstraint("vote_id", "day"),)

    vote_id: Mapped[int] = mapped_column(ForeignKey("vote.id"))
    day: Mapped[date]
    voted: Mapped[int] = mapped_column(default=0)


class PaperBatch(Model):
    """Paper votes counted by the returning officer for one neighbourhood; a second person agrees.

    `decile` is set when the papers were sorted by the streets they came from.
    """

    __tablename__ = "paper_batch"
    __table_args__ = (UniqueConstraint("vote_id", "number"),)

    vote_id: Mapped[int] = mapped_column(ForeignKey("vote.id"))
    number: Mapped[int]
    neighbourhood_id: Mapped[int] = mapped_column(ForeignKey("neighbourhood.id"))
    decile: Mapped[int] = mapped_column(default=0)
    papers: Mapped[int]
    blank: Mapped[int]
    chosen: Mapped[dict[str, int]] = mapped_column(JSON)  # option key -> how often
    entered_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    agreed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    agreed_at: Mapped[datetime | None]

    vote: Mapped[Vote] = relationship()
    neighbourhood: Mapped[Neighbourhood] = relationship()
    entered_by: Mapped[Person] = relationship(foreign_keys=[entered_by_id])

    @property
    def name(self) -> str:
        """What a queue calls it: V9 paper votes, batch 1."""
        return f"{self.vote.reference} paper votes, batch {self.number}"

    @property
    def council_id(self) -> int:
        """Its vote's council."""
        return self.vote.council_id

    @property
    def group(self) -> Group:
        """The group that asks residents to vote."""
        return self.vote.group


class Tally(Model):
    """The count: how many papers of one kind, neighbourhood and decile chose what."""

    __tablename__ = "tally"
    __table_args__ = (UniqueConstraint("vote_id", "neighbourhood_id", "decile", "channel"),)

    vote_id: Mapped[int] = mapped_column(ForeignKey("vote.id"))
    neighbourhood_id: Mapped[int] = mapped_column(ForeignKey("neighbourhood.id"))
    decile: Mapped[int]
    channel: Mapped[str] = mapped_column(short(10))  # online or paper
    papers: Mapped[int]
    blank: Mapped[int]
    chosen: Mapped[dict[str, int]] = mapped_column(JSON)
