"""What a gate is: its law, when it is needed, what an officer answers, and when it is settled."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from commissioning.core.choices import Choice
from commissioning.core.pages import in_words
from commissioning.places.settings import CouncilSettings

READ_ON = date(2026, 11, 23)  # when the sources were last read
PENCE = 100


class Certainty(Choice):
    """How sure we are of what a gate says."""

    OURS = "ours", "This is our own question. It is not in the law."
    READ = "read", f"We compared this with its source on {in_words(READ_ON)}."
    CHECK = "check", "We wrote this from memory. Check it with your lawyers before you rely on it."
    UNCONFIRMED = (
        "unconfirmed",
        "We are not sure that this is in force. It is off until an administrator says that it is.",
    )


class Blocks(Choice):
    """The first step that waits for a gate; all later steps wait for it too."""

    ASSESSMENT = "assessment", "moving to the residents’ vote"
    PAPERS = "papers", "publishing the papers"
    DECISION = "decision", "the decision"
    COMPLETION = "completion", "signing the agreement and opening"


class Kind(Choice):
    """What is typed into a field."""

    LINE = "line", "A line"
    TEXT = "text", "Some lines"
    MONEY = "money", "Pounds, kept as pence"
    NUMBER = "number", "A whole number"
    DATE = "date", "A date"
    CHOICE = "choice", "One of a few"


YES_NO = (("yes", "Yes"), ("no", "No"))


class Field(NamedTuple):
    """One question of a gate. `offer`: key and words of what may be chosen."""

    key: str
    label: str
    kind: Kind = Kind.TEXT
    hint: str = ""
    offer: tuple[tuple[str, str], ...] = ()


def yes_no(key: str, label: str, hint: str = "") -> Field:
    """A question that is answered with yes or no."""
    return Field(key, label, Kind.CHOICE, hint, YES_NO)


class Instrument(Choice):
    """By what right the mutual would have the place."""

    FREEHOLD = "freehold", "It would own it (the freehold)"
    LEASE = "lease", "It would rent it (a lease)"
    LICENCE = "licence", "It would have permission to use it (a licence)"


Said = Mapping[str, Any]
NOTHING: Said = {}


@dataclass(frozen=True)
class Facts:
    """What of a case says which gates it needs. `years`: of a lease. `undervalue`: pence."""

    instrument: Instrument = Instrument.LEASE
    years: int | None = None
    is_library: bool = False
    is_open_space: bool = False
    is_charity_land: bool = False
    moves_staff: bool = False
    pays: bool = False
    consults: bool = False
    subsidy_route: str = ""

    @property
    def gives_land(self) -> bool:
        """Is it a disposal of land? A licence gives no right in it."""
        return self.instrument != Instrument.LICENCE


@dataclass(frozen=True)
class Matter:
    """A gate's answers, and what else its rule may look at.

    `others`: the answers of the other gates, by key. `received`: pence of small subsidies of the
    group in this UK financial year and the two before, without what is given by this takeover.
    """

    said: Said
    facts: Facts
    today: date
    settings: CouncilSettings = field(default_factory=CouncilSettings)
    others: Mapping[str, Said] = field(default_factory=dict)
    received: int = 0

    def first_empty(self, *asks: tuple[str, str]) -> str | None:
        """The sentence of the first of these fields that has no answer. `asks`: key, sentence."""
        empty = (None, "")
        return next((says for key, says in asks if self.said.get(key) in empty), None)

    def is_later(self, *keys: str) -> bool:
        """Is one of these dates still to come?"""
        return any(self.said[key] > self.today for key in keys if self.said.get(key))


Note = tuple[str, str]


def needed_always(_facts: Facts) -> str | None:
    """Every case needs it."""
    return None


def no_notes(_matter: Matter) -> list[Note]:
    """Nothing is worked out."""
    return []


@dataclass(frozen=True)
class Gate:
    """One thing the law asks for.

    `why_not_needed` says, of the facts, why a case does not need it; None when it does.
    `problem` says, of the answers, why it is not settled; None when it is. `notes`: what is worked
    out of the answers, as name and words. `second`: another officer has to confirm it.
    """

    key: str
    words: str
    law: str
    certainty: Certainty
    blocks: Blocks
    about: str
    fields: tuple[Field, ...]
    problem: Callable[[Matter], str | None]
    why_not_needed: Callable[[Facts], str | None] = needed_always
    notes: Callable[[Matter], list[Note]] = no_notes
    second: bool = False

    @property
    def may_be_off(self) -> bool:
        """Can a council switch it? Never one whose law we have read, nor our first question."""
        return self.certainty in {Certainty.CHECK, Certainty.UNCONFIRMED}

    @property
    def is_on(self) -> bool:
        """Does it hold where a council has said nothing?"""
        return self.certainty != Certainty.UNCONFIRMED
