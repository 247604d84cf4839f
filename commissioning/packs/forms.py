"""What an officer types about an item of a pack."""

from typing import Any

from commissioning.core.forms import ChoiceField, Form, LineField, NumberField, TextField
from commissioning.core.forms.words import WEB, Shape
from commissioning.packs.models import Item, ItemState, PackItem

ANSWERS = [(ItemState.GIVEN.value, "Yes, here it is"), (ItemState.NOT_HELD.value, "No")]


class ItemForm(Form):
    """Whether the council has it, and what it is or why not."""

    state = ChoiceField(
        "Does the council have it?", offer=ANSWERS, empty="Choose whether the council has it"
    )
    staff_count = NumberField("How many people work there?", most=10_000,
                              description="Everyone can read this number.")  # fmt: skip
    words = TextField("What it says, or why the council does not have it", most=8000)
    link = LineField(
        "Its web address, if it has one",
        most=300,
        validators=[Shape(WEB, "Enter a web address that starts with https://")],
    )

    @classmethod
    def of(cls, item: PackItem) -> "ItemForm":
        """The form with what was said before."""
        before = item.state.value if item.state != ItemState.WAITING else None
        form: Any = cls(
            state=before, words=item.words, link=item.link, staff_count=item.staff_count
        )
        if item.item == Item.STAFF:
            form.words.description = "Only the group and the council can read this."
            del form.link  # a list of people is on no public page
        else:
            form.words.description = "Everyone can read this when the pack is sent."
            del form.staff_count
        return form  # type: ignore[no-any-return]

    @property
    def said(self) -> dict[str, Any]:
        """What was typed, named as the operation names it."""
        answers = {name: value for name, value in self.answers.items() if value is not None}
        return {**answers, "state": ItemState(answers["state"])}
