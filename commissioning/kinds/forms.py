"""What an officer knows of a proposal’s size."""

from collections.abc import Mapping
from typing import Any

from commissioning.core.forms import ChoiceField, Form, MoneyField, NumberField, TextField
from commissioning.gates.models import GateAnswer
from commissioning.proposals.models import Proposal, Tier
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
        return None if self.chosen.data == FOLLOWS else Tier(self.chosen.data)


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
