"""A proposal’s size; a competition and its choice; a closure and the fast track."""

from collections.abc import Mapping
from typing import Any

from commissioning.core.forms import (
    ChoiceField,
    DateField,
    Form,
    LineField,
    MoneyField,
    NumberField,
    TextField,
)
from commissioning.gates.models import GateAnswer
from commissioning.proposals.models import Competition, Proposal, Status, Tier
from commissioning.proposals.tiers import Size

YES_NO = (("yes", "Yes"), ("no", "No"))
FOLLOWS = "follows"
SIZES = ((FOLLOWS, "The one that follows from these facts"), *((t.value, t.words) for t in Tier))
SAY_WHY = "Say why, so that people can understand"


class SizeForm(Form):
    """The facts, and the tier where an officer sets another."""

    value = MoneyField("What is the place worth?", description="Leave this empty if nobody knows.")
    licence_years = NumberField(
        "If it would be a licence, for how many years?", most=999,
        description="Leave this empty for a lease, or if the mutual would own it.",
    )  # fmt: skip
    has_pool = ChoiceField("Is there a swimming pool?", offer=YES_NO, empty="Choose yes or no")
    moves_staff = ChoiceField(
        "Would people who work there move to the mutual?", offer=YES_NO, empty="Choose yes or no"
    )
    is_paid = ChoiceField(
        "Would the council pay the mutual for a service?", offer=YES_NO, empty="Choose yes or no"
    )
    chosen = ChoiceField("Which size is it?", offer=SIZES, empty="Choose a size")
    reason = TextField("If you set another size: why?", most=1000,
                       description="Everyone can read this.")  # fmt: skip

    @classmethod
    def of(cls, proposal: Proposal, gates: Mapping[str, GateAnswer]) -> "SizeForm":
        """The form with what was written down before, else with what the gates say already."""
        facts = proposal.size_facts
        if facts is None:
            return cls(data={**_from_gates(gates), "chosen": FOLLOWS})
        kept = Size(**{name: getattr(facts, name) for name in Size._fields})._asdict()
        said = {name: _yes_no(each) if isinstance(each, bool) else each
                for name, each in kept.items()}  # fmt: skip
        chosen = facts.chosen.value if facts.chosen else FOLLOWS
        return cls(data={**said, "chosen": chosen, "reason": facts.chosen_because})

    @property
    def size(self) -> Size:
        """The facts that were typed."""
        asked = (self.has_pool, self.moves_staff, self.is_paid)
        return Size(self.value.data, self.licence_years.data, *(e.data == "yes" for e in asked))

    @property
    def tier(self) -> Tier | None:
        """The tier that was chosen; None for the one that follows."""
        return Tier(self.chosen.data) if self.chosen.data in list(Tier) else None


def _yes_no(answer: bool) -> str:
    return "yes" if answer else "no"


def _from_gates(gates: Mapping[str, GateAnswer]) -> dict[str, Any]:
    deal = gates["deal"].answers if "deal" in gates else {}
    price = gates["best-consideration"].answers if "best-consideration" in gates else {}
    return {
        "value": price.get("worth"),
        "licence_years": deal.get("years") if deal.get("instrument") == "licence" else None,
        "moves_staff": deal.get("staff"),
        "is_paid": deal.get("pays"),
    }


class CompetitionForm(Form):
    """The rules and the last day, the same for every group."""

    words = TextField("What are the rules?", most=8000, empty="Write the rules",
                      description="How the plans are compared, and by whom. Every group gets "
                      "them today, and everyone can read them.")  # fmt: skip
    last_day = DateField("Last day to send a full plan", empty="Enter a last day")


class LastDayForm(Form):
    """A later last day for all."""

    later = DateField("New last day for every group", empty="Enter the new last day")
    reason = TextField("Why?", most=1000, empty=SAY_WHY, description="Everyone can read this.")


class AskForm(Form):
    """A question about the rules."""

    words = TextField("Your question", most=2000, empty="Write your question",
                      description="Everyone can read it. Do not say who you are, or what is in "
                      "your plan.")  # fmt: skip


class AnswerForm(Form):
    """Its answer."""

    words = TextField("Answer", most=4000, empty="Write the answer",
                      description="Every group gets it, and everyone can read it.")  # fmt: skip


class CallOffForm(Form):
    """Why there is no competition any more."""

    reason = TextField("Why?", most=1000, empty=SAY_WHY, description="Everyone can read this.")


class ChooseForm(Form):
    """Which one goes on; a reason about each other is asked for beside it."""

    chosen = ChoiceField("Which proposal goes on?", empty="Choose one of the proposals")

    @property
    def reasons(self) -> dict[int, str]:
        """Why not, by the number of the proposal."""
        return {
            int(name.removeprefix("reason_")): field.data or ""
            for name, field in self._fields.items()
            if name.startswith("reason_")
        }


def choose_form(competition: Competition) -> ChooseForm:
    """The form for the proposals that sent a plan, with what was asked for before."""
    entered = [e for e in competition.competitors if e.proposal.status == Status.ASSESSMENT]
    asked = {f"reason_{each.proposal_id}": each.reason for each in entered}
    fields = {
        f"reason_{each.proposal_id}": TextField(
            f"If it is not {each.proposal.reference}: why?", most=2000,
            description="The group and everyone can read this.",
        )
        for each in entered
    }  # fmt: skip
    chosen = str(competition.chosen_id) if competition.chosen_id else None
    form: ChooseForm = type("FormOfChoice", (ChooseForm,), fields)(data={"chosen": chosen, **asked})
    form.chosen.offer([(str(e.proposal_id), e.proposal.name) for e in entered])
    return form


class ClosureForm(Form):
    """What the council said about closing a place."""

    announced_on = DateField("When did the council say so?", empty="Enter the day it said so")
    closes_on = DateField("When would the place close?", empty="Enter the day it would close")
    reason = TextField("Why?", most=2000, empty=SAY_WHY, description="Everyone can read this.")
    source = LineField("Where did the council say so?", most=300,
                       empty="Say where the council said so",
                       description="A web address, or the name and date of a paper.")  # fmt: skip


class FastTrackForm(Form):
    """What the council gives while the place is shut, or before the decision."""

    mothball_money = MoneyField(
        "Money to keep the place safe while it is shut",
        description="Paid once. Leave this empty if there is none.",
    )
    licence_from = DateField("If the group may use the place for a time: from when?")
    licence_until = DateField("Until when?")
