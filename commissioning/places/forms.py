"""What people type to find a neighbourhood, and choose to narrow a list of places."""

from typing import Any

from werkzeug.datastructures import MultiDict

from commissioning.core.forms import Form, PickField, PostcodeField
from commissioning.places.models import Operator, PlaceKind


class PostcodeForm(Form):
    """A postcode in the address of a page: it changes nothing and is kept nowhere."""

    postcode = PostcodeField("Your postcode", description="Like AM1 2BX. We do not keep it.")

    @classmethod
    def of(cls, asked: MultiDict[str, str]) -> "PostcodeForm":
        """The form as the page's address fills it."""
        return cls(asked, meta={"csrf": False})


class PlacesForm(Form):
    """How to narrow a list of places. What cannot be read narrows nothing."""

    kind = PickField("Type", offer=PlaceKind, nothing="All types")
    neighbourhood = PickField("Neighbourhood", nothing="All neighbourhoods")
    operator = PickField("Run by", offer=Operator, nothing="Anybody")
    state = PickField("Open or closed", offer=[("closed", "Closed for good")], nothing="Open")

    @classmethod
    def of(cls, asked: MultiDict[str, str], neighbourhoods: list[tuple[int, str]]) -> "PlacesForm":
        """The form as the page's address fills it, with a council's neighbourhoods to choose."""
        form = cls(asked, meta={"csrf": False})
        form.neighbourhood.offer(neighbourhoods)
        form.validate()
        return form

    @property
    def chosen(self) -> dict[str, Any]:
        """What was chosen, by the name of the field; only what was on offer."""
        fields = (self.kind, self.neighbourhood, self.operator, self.state)
        return {field.name: field.data for field in fields if field.data and not field.errors}
