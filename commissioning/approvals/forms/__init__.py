"""What officers, panel members, decision-makers and groups type into a case."""

from collections.abc import Mapping
from typing import Any

from commissioning.approvals.models import (
    Body,
    CaseQuestion,
    CheckResult,
    Choose,
    Criterion,
    DecisionFacts,
    Ground,
    Land,
    LateReason,
    SendBackGround,
)
from commissioning.approvals.queries import Band
from commissioning.approvals.scheme import Facts
from commissioning.approvals.scoring import Weights
from commissioning.core.forms import (
    ChoiceField,
    ChoicesField,
    DateField,
    Form,
    LineField,
    MoneyField,
    NumberField,
    PickField,
    TextField,
)

SAY_WHY = "Say why, so that people can understand"
EVERYONE = "Everyone will see this."
STAFF = "Only staff will see this."
UNASSIGNED = "unassigned"
BANDS = (*((band.value, band.words) for band in Band), (UNASSIGNED, "Nobody looks after it"))
SCORES = ((0, "0 none"), (1, "1 poor"), (2, "2 weak"), (3, "3 acceptable"), (4, "4 good"),
          (5, "5 excellent"))  # fmt: skip
ALSO = (  # facts of a case that are true or not: key of scheme.Facts -> words
    ("is_undervalue", "The council would get less than the full price"),
    ("is_charity_land", "The council holds the land for a charity"),
    ("changes_libraries", "It changes how the council runs its libraries"),
    ("is_outside_framework", "It is outside the council’s budget or policy framework"),
)


class FilterForm(Form):
    """What to show in a list, from its address."""

    def chosen(self, name: str) -> Any:
        """The answer of one field, or None when it is not on offer."""
        answer = self[name].data
        offered = {str(each.value) for each in self[name].choices}
        return answer if answer not in (None, "") and str(answer) in offered else None


class QueueForm(FilterForm):
    """What to show in the queue."""

    kind = PickField("Kind", nothing="Every kind")
    neighbourhood = PickField("Neighbourhood", nothing="Every neighbourhood")
    owner = PickField("Looked after by", nothing="Everyone")
    band = PickField("When", offer=BANDS, nothing="Any time")


class DecisionsForm(FilterForm):
    """Which decisions to show."""

    neighbourhood = PickField("Neighbourhood", nothing="Every neighbourhood")
    choice = PickField("What was decided", offer=Choose, nothing="Everything")


class OwnerForm(Form):
    """Who looks after a case."""

    owner = PickField("Officer", empty="Choose an officer")


class HandOverForm(Form):
    """Who looks after what was ticked."""

    owner = PickField("Who looks after this?", empty="Choose a person, or nobody")


class CheckForm(Form):
    """How a check came out."""

    result = ChoiceField("Result", offer=CheckResult, empty="Choose a result")
    reason = TextField("Why", most=2000, empty=SAY_WHY, description=STAFF)
    public_note = TextField("What the public may read about it", most=1000, description=EVERYONE)


class QuestionsForm(Form):
    """Up to three questions to the group at once."""

    first = TextField("Question 1", most=1000, empty="Write at least one question")
    second = TextField("Question 2", most=1000)
    third = TextField("Question 3", most=1000)

    @property
    def questions(self) -> list[str]:
        """Those that were written."""
        return [each.data for each in (self.first, self.second, self.third) if each.data]


class MessageForm(Form):
    """A message, and who can read it."""

    words = TextField("Message", most=4000, empty="Write your message")
    readers = ChoiceField(
        "Who should see this?",
        offer=(("everyone", "Everyone"), ("parties", "Only the group and the council")),
        empty="Choose who should see this",
    )


class NoteForm(Form):
    """A note for other staff."""

    words = TextField("Note", most=4000, empty="Write your note", description=STAFF)


class LateForm(Form):
    """Why the council is late, and by when it will be done."""

    reason = ChoiceField("Why is it late?", offer=LateReason, empty="Choose a reason")
    words = TextField("Say it in a sentence", most=500, empty=SAY_WHY)
    new_date = DateField("New date", empty="Enter the new date")


class SendBackForm(Form):
    """Why it goes back to the group."""

    ground = ChoiceField("Why does it go back?", offer=SendBackGround, empty="Choose a reason")
    words = TextField("What the group has to do", most=2000, empty=SAY_WHY, description=EVERYONE)


class RefuseForm(Form):
    """Why it should be refused."""

    ground = ChoiceField("Reason", offer=Ground, empty="Choose a reason")
    words = TextField(
        "Say it in a sentence or two",
        most=2000,
        empty=SAY_WHY,
        description="Everyone will see this when a second officer has signed it.",
    )


class ConfirmForm(Form):
    """A button."""


class WhoDecidesForm(Form):
    """The facts that say who decides."""

    value = MoneyField(
        "What is it worth in all?",
        empty="Enter what it is worth, or 0",
        description="What the council spends, saves or gives up, over all its years together.",
    )
    neighbourhoods = NumberField(
        "How many neighbourhoods does it touch?", least=1, most=1000,
        empty="Enter how many neighbourhoods it touches",
    )  # fmt: skip
    land = ChoiceField(
        "What would the council give of a building or land?",
        offer=Land,
        empty="Choose what the council would give",
    )
    lease_years = NumberField("If it is a lease, for how many years?", most=999)
    also = ChoicesField("Which of these are true?", offer=ALSO)
    higher = PickField("Should a higher body decide?", nothing="No, as the scheme says")
    because = TextField("If so, why?", most=500, description=EVERYONE)

    @property
    def facts(self) -> Facts:
        """What was typed, as the scheme reads it."""
        true = dict.fromkeys(self.also.data or [], True)
        years = self.lease_years.data if self.land.data == Land.LEASE else None
        value, touched = self.value.data or 0, self.neighbourhoods.data or 1
        return Facts(value, touched, self.land.data, lease_years=years, **true)

    @property
    def chosen(self) -> Body | None:
        """The higher body, if one was chosen."""
        return Body(self.higher.data) if self.higher.data else None

    @staticmethod
    def of(known: DecisionFacts) -> dict[str, Any]:
        """What the form shows first: what was written down before."""
        return {
            "value": known.value,
            "neighbourhoods": known.neighbourhoods,
            "land": known.land,
            "lease_years": known.lease_years,
            "also": [key for key, _words in ALSO if getattr(known, key)],
            "higher": known.body if known.body != known.scheme_body else None,
            "because": known.higher_because,
        }


class ProviderForm(Form):
    """Who will run a commission, all of it public."""

    provider = LineField("Who will run it", most=160, empty="Say who will run it")
    how_chosen = TextField(
        "How they were chosen",
        most=4000,
        empty="Say how they were chosen, so that people can understand",
        description="Who could offer, how the offers were compared, and why this one.",
    )
    starts_on = DateField("It starts on", empty="Enter the day it starts")
    ends_on = DateField("It ends on", empty="Enter the day it ends")


def _sheet() -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for each in Criterion:
        fields[f"{each.value}_score"] = ChoiceField(
            each.words, offer=SCORES, empty="Choose a score from 0 to 5"
        )
        fields[f"{each.value}_reason"] = TextField(
            f"Why this score: {each.words.lower()}", most=2000, empty=SAY_WHY
        )
    return fields


class SheetForm(type("_Sheet", (Form,), _sheet())):  # type: ignore[misc]
    """A score and a reason for every criterion."""

    @property
    def sheet(self) -> dict[Criterion, tuple[int, str]]:
        """What was given, as the operations want it."""
        answers = self.answers
        return {
            each: (answers[f"{each.value}_score"], answers[f"{each.value}_reason"])
            for each in Criterion
        }

    def explain(self, counts: Weights) -> None:
        """Say beside each score what it counts."""
        for each, (weight, floor) in counts.items():
            least = f". {floor} is the least it needs" if floor else ""
            self[f"{each}_score"].description = f"Counts {weight} of 100{least}."

    @staticmethod
    def of(given: Mapping[Criterion, Any]) -> dict[str, Any]:
        """What the form shows first: scores that were given before."""
        shown: dict[str, Any] = {}
        for criterion, score in given.items():
            shown[f"{criterion.value}_score"] = score.score
            shown[f"{criterion.value}_reason"] = score.reason
        return shown


def answers_form(questions: list[CaseQuestion]) -> Form:
    """A form with a text for every question that waits for an answer."""
    fields = {
        f"answer_{each.number}": TextField(
            f"{each.number}. {each.question}", most=4000, empty="Answer every question"
        )
        for each in questions
    }
    form: Form = type("AnswersForm", (Form,), fields)()
    return form
