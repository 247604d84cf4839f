"""What is asked of a group that becomes a mutual, and of its board."""

from typing import Any

from commissioning.core.forms import (
    ChoiceField,
    ChoicesField,
    Form,
    LineField,
    MoneyField,
    NumberField,
    PickField,
    YesField,
)
from commissioning.mutuals.models import LegalForm, Office


class FormMutualForm(Form):
    """The society: its name, form, number, lock and first board."""

    name = LineField("The mutual’s name", most=120, empty="Enter the mutual’s name")
    place = PickField("The place it will run", empty="Choose the place it will run")
    legal_form = ChoiceField(
        "What it is in law", offer=LegalForm, empty="Choose what the mutual is in law"
    )
    register_number = LineField(
        "Its register number",
        most=30,
        empty="Enter its register number",
        description="From the Financial Conduct Authority, Companies House or charity register",
    )
    has_asset_lock = YesField(
        "It has an asset lock: what it owns can never be shared out among its members"
    )
    board = ChoicesField(
        "The first board",
        empty="Choose 3 people or more for the board",
        description="At least 3 people from your group. The first you choose is the chair.",
    )

    def offer(self, places: list[tuple[int, str]], people: list[tuple[int, str]]) -> None:
        """What may be chosen: the group's places and people."""
        self.place.offer(places)
        self.board.offer(people)


class OpeningForm(Form):
    """What the first report will start from."""

    bank = MoneyField("Money in the bank on the day you open", empty="Enter the money in the bank")
    seats = NumberField(
        "Seats on the board", empty="Enter how many seats the board has", least=3, most=30
    )


class SeatForm(Form):
    """A member for the board."""

    person = PickField("Member", empty="Choose a member")
    office = ChoiceField("What they will do", offer=Office, empty="Choose what they will do")

    def __init__(self, people: list[tuple[int, str]], **others: Any) -> None:
        super().__init__(**others)
        self.person.offer(people)
