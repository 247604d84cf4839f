"""“Can we?”: five questions, one a page. The answers travel in the address; nothing is stored."""

from collections.abc import Iterable
from typing import Any

from commissioning.core.forms import ChoiceField, ChoicesField, Form, PickField, TextField
from commissioning.groups.models import Group

LAND = [
    ("service", "Run the service too, with staff or volunteers"),
    ("land", "Take on the building or land only"),
]
HELP = [
    ("money", "Working out the money"),
    ("law", "Setting up a group in law"),
    ("building", "Knowing the building"),
    ("people", "Finding people"),
    ("nothing", "Nothing for now"),
]


class PlaceForm(Form):
    """Question 1."""

    place = PickField("Which place is it about?", empty="Choose a place")


class IdeaForm(Form):
    """Question 2."""

    idea = TextField("What do you want to do?", most=300, empty="Say what you want to do",
                     description="One or two sentences are enough.")  # fmt: skip


class GroupForm(Form):
    """Question 3."""

    group = ChoiceField("Who would do it?", empty="Choose who would do it")


class LandForm(Form):
    """Question 4."""

    land = ChoiceField("What would you take on?", offer=LAND, empty="Choose what you would take on")


class HelpForm(Form):
    """Question 5."""

    help = ChoicesField("What do you need help with?", offer=HELP,
                        empty="Choose what you need, or ‘Nothing for now’")  # fmt: skip


QUESTIONS: dict[str, type[Form]] = {
    "place": PlaceForm,
    "idea": IdeaForm,
    "group": GroupForm,
    "land": LandForm,
    "help": HelpForm,
}


def question_form(
    name: str, answers: Any, places: Iterable[tuple[int, str]], groups: Iterable[Group]
) -> Form:
    """The form of one question, read from an address. It changes nothing, so it has no token."""
    form = QUESTIONS[name](answers, meta={"csrf": False})
    if isinstance(form, PlaceForm):
        form.place.offer(places)
    if isinstance(form, GroupForm):
        own = [(str(each.id), each.name) for each in groups]
        form.group.offer(
            [
                *own,
                ("new", "We are three people or more, with no group here yet"),
                ("alone", "I am on my own, or there are two of us"),
            ]
        )
    return form
