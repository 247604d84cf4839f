"""People: those with an account, the visitor who has none, and the service itself.

A person is an e-mail and a name: couples may share a mailbox. There are no passwords.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from commissioning.core import clock
from commissioning.core.choices import Choice
from commissioning.core.database import Model, short, stored_choice
from commissioning.places.models import Council, Neighbourhood, SmallArea

MOST_TRIES = 5  # of a code from a letter


class PostKind(Choice):
    """What a person does for a council."""

    OFFICER = "officer", "Council officer"
    SENIOR_OFFICER = "senior-officer", "Senior officer"
    ADVISER = "adviser", "Adviser"
    PANEL = "panel", "Panel member"
    RETURNING_OFFICER = "returning-officer", "Returning officer"
    DESK = "desk", "Desk officer"
    DECISION_MAKER = "decision-maker", "Decision-maker"
    SCRUTINY = "scrutiny", "Scrutiny councillor"
    SCRUTINEER = "scrutineer", "Scrutineer"
    HELPER = "helper", "Helper for groups"
    ADMINISTRATOR = "administrator", "Administrator"


class Person(Model):
    """Somebody with an account."""

    __allow_unmapped__ = True  # the last two attributes are the session's, not the table's

    __tablename__ = "person"
    __table_args__ = (
        UniqueConstraint("email", "name"),
        CheckConstraint("email = lower(email)", name="email_is_lower"),
    )

    name: Mapped[str] = mapped_column(short(80))
    email: Mapped[str] = mapped_column(short(254), index=True)
    council_id: Mapped[int | None] = mapped_column(ForeignKey("council.id"), index=True)
    neighbourhood_id: Mapped[int | None] = mapped_column(ForeignKey("neighbourhood.id"))
    small_area_id: Mapped[int | None] = mapped_column(ForeignKey("small_area.id"))
    postcode: Mapped[str] = mapped_column(short(8), default="")
    is_old_enough: Mapped[bool] = mapped_column(default=False)  # 16 or over; no date of birth
    address_checked_on: Mapped[date | None]
    address_check: Mapped[str] = mapped_column(short(20), default="")  # letter, desk or list
    show_name: Mapped[bool] = mapped_column(default=False)
    is_service: Mapped[bool] = mapped_column(default=False)  # the clock, not a human being

    neighbourhood: Mapped[Neighbourhood | None] = relationship()
    small_area: Mapped[SmallArea | None] = relationship()
    posts: Mapped[list["Post"]] = relationship(
        back_populates="person", lazy="selectin", order_by="Post.id"
    )

    is_authenticated = True
    is_active = True
    is_anonymous = False
    acting_as: PostKind | str | None = None  # "resident", or a post, in this session
    session_key: str = ""  # set at sign-in; what the cookie carries

    def get_id(self) -> str:
        """What the signed cookie carries: the session's key, never the person's number."""
        return self.session_key

    @property
    def is_address_checked(self) -> bool:
        """Has somebody or something checked that this person lives where they say?"""
        return self.address_checked_on is not None

    def holds(self, *kinds: PostKind, council_id: int | None) -> bool:
        """Does this person act in one of these posts, for this council, now?"""
        if self.acting_as == "resident":
            return False
        return any(
            post.kind in kinds
            and post.council_id == council_id
            and post.is_current
            and (self.acting_as in (None, post.kind))
            for post in self.posts
        )

    @property
    def current_posts(self) -> list["Post"]:
        """The posts held today."""
        return [post for post in self.posts if post.is_current]

    @property
    def is_staff(self) -> bool:
        """Does this person work for a council, in the role they act in now?"""
        return self.acting_as != "resident" and bool(self.current_posts)

    @property
    def role_words(self) -> str:
        """The role in which this person acts, for the record: never a name."""
        if self.is_service:
            return "The service"
        if self.acting_as == "resident" or not self.current_posts:
            return "A resident"
        for post in self.current_posts:
            if self.acting_as in (None, post.kind):
                return post.kind.words
        return "A resident"


class Post(Model):
    """A post somebody holds at a council, from a day to a day."""

    __tablename__ = "post"
    __table_args__ = (UniqueConstraint("person_id", "council_id", "kind", "started_on"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"), index=True)
    kind: Mapped[PostKind] = mapped_column(stored_choice(PostKind, "kind"))
    started_on: Mapped[date]
    ended_on: Mapped[date | None]

    person: Mapped[Person] = relationship(back_populates="posts")
    council: Mapped[Council] = relationship()

    @property
    def is_current(self) -> bool:
        """Held today?"""
        return self.ended_on is None or self.ended_on > clock.today()


class Visitor:
    """Nobody in particular. A rule can ask a visitor anything it asks a person."""

    id = None
    name = "Visitor"
    email = ""
    council_id = None
    neighbourhood_id = None
    posts: tuple[Post, ...] = ()
    current_posts: tuple[Post, ...] = ()
    is_staff = False
    is_service = False
    is_address_checked = False
    is_old_enough = False
    acting_as = None
    role_words = "A visitor"

    is_authenticated = False
    is_active = False
    is_anonymous = True

    def get_id(self) -> None:
        """A visitor has no session."""
        return

    def holds(self, *_kinds: Any, council_id: int | None) -> bool:
        """A visitor holds no post."""
        return False


class SignInLink(Model):
    """A link sent by e-mail. Only its hash is kept; it works once, for a day."""

    __tablename__ = "sign_in_link"

    token_hash: Mapped[str] = mapped_column(short(64), unique=True)
    email: Mapped[str] = mapped_column(short(254), index=True)
    back: Mapped[str] = mapped_column(short(500), default="")
    used_at: Mapped[datetime | None]


class SignIn(Model):
    """A session on the server: it ends at sign-out, whatever cookie somebody kept."""

    __tablename__ = "sign_in"

    key_hash: Mapped[str] = mapped_column(short(64), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    acting_as: Mapped[str] = mapped_column(short(20), default="")
    seen_at: Mapped[datetime] = mapped_column(default=clock.now)
    ended_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship(lazy="joined")


class AddressCode(Model):
    """A letter with a code to an address that somebody says they live at. It works once.

    The code is made from `nonce` and the site's secret key, so that the database alone opens
    nothing; it is shown on the print page until the letter is marked as printed.
    """

    __tablename__ = "address_code"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    nonce: Mapped[str] = mapped_column(short(64))  # goes when the letter is printed
    code_hash: Mapped[str] = mapped_column(short(64), unique=True)
    postcode: Mapped[str] = mapped_column(short(8))
    address: Mapped[str] = mapped_column(short(300))  # goes when the letter is answered
    small_area_id: Mapped[int | None] = mapped_column(ForeignKey("small_area.id"))
    neighbourhood_id: Mapped[int] = mapped_column(ForeignKey("neighbourhood.id"))
    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"), index=True)
    tries: Mapped[int] = mapped_column(default=0)
    printed_at: Mapped[datetime | None]
    used_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]  # answered, given up, or too old: nothing opens it any more

    person: Mapped[Person] = relationship()
    neighbourhood: Mapped[Neighbourhood] = relationship()
    small_area: Mapped[SmallArea | None] = relationship()

    @property
    def tries_left(self) -> int:
        """How often a code may still be entered."""
        return max(MOST_TRIES - self.tries, 0)
