"""The parts of a draft: one form for what it is, and one for a row of each list."""

from typing import Any

from wtforms import HiddenField

from commissioning.commissions.models import Direction, Part
from commissioning.core.forms import (
    ChoiceField,
    ChoicesField,
    DateField,
    EmailField,
    Form,
    LineField,
    MoneyField,
    NumberField,
    TextField,
)
from commissioning.core.pages import number

MOST_COUNTED = 1_000_000_00


class FigureField(NumberField):
    """A figure with at most two places after the point, kept as whole hundredths."""

    def __init__(self, label: str, **others: Any) -> None:
        super().__init__(label, places=2, most=MOST_COUNTED, **others)

    def _read(self, written: str) -> Any:
        return int(super()._read(written) * 100)

    def shown(self, value: Any) -> str:
        """13.4 for a sentence, from 1340."""
        return number(value / 100)

    def _value(self) -> str:
        if self.raw_data or self.data is None:
            return super()._value()
        return self.shown(self.data)


class PartForm(Form):
    """Words of a part. `seen`: a print of what stood there when the page was opened."""

    seen = HiddenField()

    @property
    def facts(self) -> dict[str, Any]:
        """What was typed, as the row keeps it."""
        others = {"seen", "neighbourhoods", "csrf_token"}  # they are no column of the row
        return {name: value for name, value in self.data.items() if name not in others}


class AboutForm(PartForm):
    """What it is and who it is for."""

    title = LineField("Name of the commission", most=120, empty="Enter a name for the commission")
    summary = TextField("What would be better?", most=400, empty="Say what would be better",
                        description="Two sentences that everyone understands.")  # fmt: skip
    who_for = TextField("Who is it for?", most=400, empty="Say who it is for")
    neighbourhoods = ChoicesField("Which neighbourhoods is it for?", empty="Choose a neighbourhood")


class NeedForm(PartForm):
    """One thing that is needed."""

    words = TextField("What is needed?", most=300, empty="Say what is needed",
                      description="One thing, with a number if there is one.")  # fmt: skip
    source = LineField("How do we know?", most=200, empty="Say where this comes from",
                       description="A report, a survey, or who told you.")  # fmt: skip
    source_on = DateField("When was it published, or when were people asked?",
                          empty="Enter the date of the source")  # fmt: skip


class ServiceForm(PartForm):
    """One service that is joined up."""

    name = LineField("Which service?", most=120, empty="Enter the name of the service")
    before = TextField("What does it do now?", most=300, empty="Say what it does now")
    differently = TextField("What will it do differently?", most=300,
                            empty="Say what it will do differently")  # fmt: skip
    answers = LineField("Who answers for it?", most=120, empty="Enter the post that answers for it",
                        description="A post, not a name, like: Head of libraries.")  # fmt: skip


class OutcomeForm(PartForm):
    """One thing that should change."""

    words = LineField("What should change?", most=200, empty="Say what should change",
                      description="Like: People back in hospital within 30 days.")  # fmt: skip
    unit = LineField("What is counted?", most=20,
                     description="Like % or people. Empty for a plain number.")  # fmt: skip
    baseline = FigureField("What is the number now?",
                           description="Leave it empty if nobody has counted.")  # fmt: skip
    direction = ChoiceField("What do you promise?", offer=Direction,
                            empty="Choose ‘At least’ or ‘At most’")  # fmt: skip
    target = FigureField("Which number do you promise?", empty="Enter the number you promise")
    how_counted = LineField(
        "How is it counted, and by whom?", most=200, empty="Say how it is counted"
    )


class LineForm(PartForm):
    """What one budget gives."""

    holder = LineField("Which budget?", most=120, empty="Enter the name of the budget",
                       description="Like: Public health.")  # fmt: skip
    amount = MoneyField("How much in a year?", least=1, empty="Enter how much it gives in a year")
    email = EmailField(
        "Email address of whoever decides about this budget",
        empty="Enter an email address",
        autocomplete="off",
        description="Not shown to the public. They get a link where they say yes or no.",
    )


class PriorityForm(PartForm):
    """One thing residents can ask to come first."""

    words = LineField("What could come first?", most=120, empty="Say what could come first")
    means = TextField("What would it mean?", most=400, empty="Say what it would mean")


FORMS: dict[Part, type[PartForm]] = {
    Part.NEEDS: NeedForm,
    Part.SERVICES: ServiceForm,
    Part.OUTCOMES: OutcomeForm,
    Part.MONEY: LineForm,
    Part.PRIORITIES: PriorityForm,
}
