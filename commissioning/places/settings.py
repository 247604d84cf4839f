"""What a council may change: numbers, never the order the law gives. Frozen, with defaults."""

from collections.abc import Collection
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from commissioning.core.calendar import WorkingDays
from commissioning.core.choices import Choice
from commissioning.core.pages import plural
from commissioning.core.turns import Basis, Promise, Unit


class GovernanceModel(Choice):
    """How a council takes its decisions (Local Government Act 2000, Part 1A)."""

    LEADER_CABINET = "leader-cabinet", "A leader and a cabinet"
    MAYOR_CABINET = "mayor-cabinet", "A mayor and a cabinet"
    COMMITTEE = "committee", "Committees"
    PRESCRIBED = "prescribed", "Another way that the law allows"

    @property
    def is_executive(self) -> bool:
        """Has it a cabinet, so that SI 2012/2089 applies: key decisions and their notices?"""
        return self in {GovernanceModel.LEADER_CABINET, GovernanceModel.MAYOR_CABINET}


class YesNo(Choice):
    """Whether a rule holds."""

    YES = "yes", "Yes"
    NO = "no", "No"


class Nation(Choice):
    """Whose laws give residents their rights, and whose bank holidays count for them."""

    ENGLAND = "england-and-wales", "England"  # keys are those of core.calendar
    SCOTLAND = "scotland", "Scotland"
    ELSEWHERE = "northern-ireland", "Wales or Northern Ireland, which have no such rights"


class ListingScheme(Choice):
    """Under which Act places are listed as assets of community value."""

    LA2011 = "la2011", "Localism Act 2011"
    EDCEA2026 = "edcea2026", "English Devolution and Community Empowerment Act 2026"


CHOICES: dict[str, type[Choice]] = {
    "governance_model": GovernanceModel,
    "urgent_exempt": YesNo,
    "nation": Nation,
    "listing_scheme": ListingScheme,
}
WORDS = {
    "support_target": "Supporters a proposal needs",
    "support_weeks": "Weeks to gather support",
    "support_restart_days": "Days before a proposal can gather support again",
    "send_in_weeks": "Weeks for the group to send its proposal in, once it has its supporters",
    "check_days": "Working days for the council’s check",
    "change_days": "Working days to answer a group that asks for a change",
    "pack_days": "Working days for the place information pack",
    "plan_weeks": "Weeks for the group’s full plan",
    "assessment_days": "Working days for the council’s assessment",
    "answer_days": "Working days for the group to answer questions",
    "most_paused_days": "Working days for which questions may stop the council’s clock at a stage",
    "announce_days": "Working days to announce a vote",
    "vote_notice_days": "Days of notice before a vote opens",
    "vote_open_days": "Days a vote is open",
    "vote_turnout_percent": "Turnout a vote needs, in percent (0 for none)",
    "vote_age": "Age from which residents may vote",
    "count_days": "Working days to publish the result after a vote closes",
    "send_on_days": "Working days to take the result to the council for its decision",
    "decision_days": "Working days to publish a decision",
    "call_in_days": "Working days for call-in",
    "min_requesters": "Scrutiny councillors who have to ask for a call-in",
    "urgent_exempt": "Are urgent decisions free from call-in?",
    "hearing_max_days": "Working days for scrutiny to hear a call-in",
    "ask_review_days": "Working days for a group to ask for a review of a refusal",
    "refusal_review_days": "Working days for the review of a refusal",
    "complaint_days": "Working days to answer a complaint",
    "handover_weeks": "Weeks for the handover",
    "report_days": "Days to send a report after the quarter ends",
    "reply_days": "Working days for the council’s reply to a report",
    "correction_days": "Working days to check a correction",
    "concern_days": "Working days for a mutual to answer a concern",
    "concern_read_days": "Working days to read what a mutual wrote about a concern",
    "flag_days": "Working days to check a comment that was flagged",
    "letter_days": "Working days to print the letters that check an address",
    "paper_days": "Working days for a second person to agree paper votes",
    "comment_weeks": "Weeks for comments on a commission",
    "holder_days": "Working days for a budget holder to answer",
    "revise_weeks": "Weeks for the group to answer comments, or a no, and change its draft",
    "provider_weeks": "Weeks to find who will run a commission",
    "results_days": "Working days to publish results of a commission that were entered",
    "review_days": "Working days for the review of a commission",
    "pass_mark": "Score a plan needs, out of 100",
    "weight_money": "Money works: how much it counts",
    "weight_governance": "The group can run it: how much it counts",
    "weight_need": "It is needed and helps people: how much it counts",
    "weight_support": "Local people support it: how much it counts",
    "weight_building": "Building and safety: how much it counts",
    "weight_equality": "Fair to everyone: how much it counts",
    "weight_value": "Good for the council and the wider area: how much it counts",
    "floor_money": "Money works: the least score it needs (0 for none)",
    "floor_governance": "The group can run it: the least score it needs (0 for none)",
    "floor_need": "It is needed and helps people: the least score it needs (0 for none)",
    "floor_support": "Local people support it: the least score it needs (0 for none)",
    "floor_building": "Building and safety: the least score it needs (0 for none)",
    "floor_equality": "Fair to everyone: the least score it needs (0 for none)",
    "floor_value": "Good for the council and the wider area: the least it needs (0 for none)",
    "repeat_months": "Months before the same proposal may come again",
    "governance_model": "How the council decides",
    "key_decision_threshold_gbp": "Pounds from which a decision is key",
    "key_decision_ward_count": "Neighbourhoods from which a decision is key",
    "officer_property_limit_gbp": "Pounds up to which an officer may decide",
    "officer_lease_limit_years": "Years of a lease up to which an officer may decide",
    "forward_notice_clear_days": "Clear days of notice before a key or private decision",
    "agenda_clear_days": "Clear working days between the agenda and the meeting",
    "objection_days": "Days to object after the second notice about open space",
    "charity_notice_days": "Days to answer a notice about land held for a charity",
    "consultation_weeks": "Weeks to ask the public about a place",
    "library_consultation_weeks": "Weeks to ask the public about a library",
    "staff_information_days": "Days before staff move by which the mutual is told about them",
    "spei_limit_gbp": "Pounds of subsidy in 3 years for a service the public needs",
    "nation": "Whose laws and bank holidays hold here",
    "right_check_days": "Working days to check that a request under a right is complete",
    "bid_check_days": "Working days to check a group that asks for time to bid",
    "challenge_opens_month": "First month of the year for challenges, 1 to 12 (0: at any time)",
    "challenge_closes_month": "Last month of the year for challenges, 1 to 12 (0: at any time)",
    "challenge_tell_days": "Days to tell a group when its challenge will be decided",
    "challenge_weeks": "Weeks to decide about a challenge",
    "represent_days": "Working days for others to say what they think of a transfer request",
    "respond_days": "Working days for the group to answer what others think of its request",
    "transfer_review_days": "Working days to ask for a review about a transfer request",
    "listing_scheme": "The Act under which places are listed",
    "new_scheme_decision_weeks": "2026 Act: weeks to decide about a nomination (0: not known)",
    "new_scheme_review_weeks": "2026 Act: weeks for an owner’s review (0: not known)",
    "new_scheme_listing_years": "2026 Act: years that a listing lasts (0: not known)",
    "new_scheme_interim_weeks": "2026 Act: weeks for a group to come forward (0: not known)",
    "new_scheme_full_months": "2026 Act: months for a group to buy",
    "new_scheme_protected_months": "2026 Act: months without another wait (0: not known)",
}
RIGHTS = tuple(WORDS)[list(WORDS).index("nation") :]  # set on a page of their own
NEW_SCHEME = tuple(name for name in WORDS if name.startswith("new_scheme_"))


# What the law leaves of a number: a council may give more days of notice, never fewer.
LEAST = {
    "forward_notice_clear_days": 28,  # SI 2012/2089, regs 5 and 9
    "agenda_clear_days": 5,  # SI 2012/2089, reg. 7; Local Government Act 1972, s. 100B
}
MOST = {"key_decision_ward_count": 2}  # SI 2012/2089, reg. 8
MONTHS = ("challenge_opens_month", "challenge_closes_month")


WEIGHT, FLOOR = "weight_", "floor_"
SCORES = tuple(name for name in WORDS if name == "pass_mark" or name.startswith((WEIGHT, FLOOR)))
MOST_FLOOR = 5


def why_not_whole(settings: "CouncilSettings") -> tuple[str, str] | None:
    """Which number does not fit the others, and why: (sentence, name); None when all do."""
    total = sum(weight for weight, _floor in settings.score_weights.values())
    if total != 100:
        return f"The weights come to {total}. They have to make 100", f"{WEIGHT}money"
    for each, (_weight, floor) in settings.score_weights.items():
        if floor > MOST_FLOOR:
            return f"The highest score is {MOST_FLOOR}", f"{FLOOR}{each}"
    if settings.pass_mark > 100:
        return "Nobody can score more than 100", "pass_mark"
    return None


def why_unlawful(name: str, value: Any) -> str | None:
    """Why a number is against the law, or no number of its kind; None when it is neither."""
    if name in MONTHS and value > 12:
        return "Enter a month from 1 to 12, or 0 for any time"
    if name in LEAST and value < LEAST[name]:
        return f"The law asks for {LEAST[name]} or more"
    if name in MOST and value > MOST[name]:
        return f"The law asks for {MOST[name]} or less"
    return None


def why_not_together(settings: "CouncilSettings") -> tuple[str, str] | None:
    """Why numbers do not fit each other: a sentence, and the name of the one to change."""
    unknown = [name for name in NEW_SCHEME if not getattr(settings, name)]
    if settings.listing_scheme == ListingScheme.EDCEA2026 and unknown:
        return "Enter every time of the 2026 Act first, as its regulations give it", unknown[0]
    opens, closes = (getattr(settings, name) for name in MONTHS)
    if bool(opens) != bool(closes):
        return "Enter both months for challenges, or 0 for both", MONTHS[1]
    return None


@dataclass(frozen=True)
class CouncilSettings:
    """A council's numbers. Defaults: domain study 5.8, and our own where it is silent."""

    support_target: int = 21
    support_weeks: int = 8
    support_restart_days: int = 28
    send_in_weeks: int = 8
    check_days: int = 20
    change_days: int = 10
    pack_days: int = 20
    plan_weeks: int = 26
    assessment_days: int = 20
    answer_days: int = 15
    most_paused_days: int = 15
    announce_days: int = 20
    vote_notice_days: int = 14
    vote_open_days: int = 28
    vote_turnout_percent: int = 5
    vote_age: int = 16
    count_days: int = 5
    send_on_days: int = 5
    decision_days: int = 30
    call_in_days: int = 5
    min_requesters: int = 5
    urgent_exempt: YesNo = YesNo.YES
    hearing_max_days: int = 20
    ask_review_days: int = 20
    refusal_review_days: int = 20
    complaint_days: int = 10
    handover_weeks: int = 26
    report_days: int = 30
    reply_days: int = 20
    correction_days: int = 10
    concern_days: int = 10
    concern_read_days: int = 5
    flag_days: int = 3
    letter_days: int = 1
    paper_days: int = 1
    comment_weeks: int = 4
    holder_days: int = 20
    revise_weeks: int = 8
    provider_weeks: int = 26
    results_days: int = 5
    review_days: int = 40
    closed_days: frozenset[date] = frozenset()  # the council's own, besides bank holidays
    pass_mark: int = 60
    weight_money: int = 25
    weight_governance: int = 20
    weight_need: int = 20
    weight_support: int = 10
    weight_building: int = 10
    weight_equality: int = 5
    weight_value: int = 10
    floor_money: int = 3
    floor_governance: int = 3
    floor_need: int = 0
    floor_support: int = 0
    floor_building: int = 3
    floor_equality: int = 0
    floor_value: int = 0
    repeat_months: int = 24
    governance_model: GovernanceModel = GovernanceModel.LEADER_CABINET
    key_decision_threshold_gbp: int = 500_000
    key_decision_ward_count: int = 2
    officer_property_limit_gbp: int = 50_000
    officer_lease_limit_years: int = 7
    forward_notice_clear_days: int = 28
    agenda_clear_days: int = 5
    objection_days: int = 14
    charity_notice_days: int = 30
    consultation_weeks: int = 6
    library_consultation_weeks: int = 12
    staff_information_days: int = 28
    spei_limit_gbp: int = 725_000
    nation: Nation = Nation.ENGLAND
    right_check_days: int = 10
    bid_check_days: int = 5
    challenge_opens_month: int = 0
    challenge_closes_month: int = 0
    challenge_tell_days: int = 30
    challenge_weeks: int = 26
    represent_days: int = 20
    respond_days: int = 20
    transfer_review_days: int = 20
    listing_scheme: ListingScheme = ListingScheme.LA2011
    # Of the 2026 Act only the 12 months are known; the rest stays 0 until somebody confirms it.
    new_scheme_decision_weeks: int = 0
    new_scheme_review_weeks: int = 0
    new_scheme_listing_years: int = 0
    new_scheme_interim_weeks: int = 0
    new_scheme_full_months: int = 12
    new_scheme_protected_months: int = 0

    @classmethod
    def of(cls, changed: dict[str, Any], closed: Collection[str] = ()) -> "CouncilSettings":
        """The defaults with a council's own numbers over them, but those that are unlawful.

        `closed`: its own closed days, as in 2026-12-24.
        """
        known = {field.name for field in fields(cls)}
        own = {name: value for name, value in changed.items() if name in known}
        for name in CHOICES.keys() & own.keys():
            own[name] = CHOICES[name](own[name])
        lawful = {name: value for name, value in own.items() if not why_unlawful(name, value)}
        return replace(cls(), **lawful, closed_days=frozenset(map(date.fromisoformat, closed)))

    @property
    def working_days(self) -> WorkingDays:
        """The days that count at this council."""
        return WorkingDays(self.nation.value, self.closed_days)

    @property
    def score_weights(self) -> dict[str, tuple[int, int]]:
        """What each score of a plan counts, of 100, and the least it needs (0: none)."""
        keys = [name.removeprefix(WEIGHT) for name in SCORES if name.startswith(WEIGHT)]
        return {key: (getattr(self, WEIGHT + key), getattr(self, FLOOR + key)) for key in keys}

    def basis(self, name: str) -> Basis:
        """Whether a number is this council's own, our default, or the least that the law asks."""
        own = getattr(self, name) != getattr(CouncilSettings(), name)
        if name in LEAST and not own:
            return Basis.LAW
        return Basis.COUNCIL if own else Basis.DEFAULT

    def promise(self, name: str) -> Promise:
        """One of the numbers ending in _days or _weeks as a promise with its basis."""
        unit = Unit.WEEKS if name.endswith("_weeks") else Unit.WORKING_DAYS
        basis, days = self.basis(name), self.working_days
        return Promise(getattr(self, name), unit, basis, days=days, setting=name)

    def limit(self, name: str) -> str:
        """One of them in words, for what is still to come: Up to 20 working days; "" for none."""
        return self.promise(name).words if name else ""

    @property
    def vote_limit(self) -> str:
        """The same for a vote, which the council announces and counts and residents vote in."""
        notice, days = self.vote_notice_days, self.vote_open_days
        return f"Open for {plural(days, 'day')}, after {plural(notice, 'day')} of notice"
