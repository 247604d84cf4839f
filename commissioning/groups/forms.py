"""What people type about groups."""

from collections.abc import Sequence
from typing import Any, TypeVar

from commissioning.core.forms import ChoiceField, EmailField, Form, LineField, PickField, TextField
from commissioning.groups.models import Group, GroupRole, Membership
from commissioning.places.models import Neighbourhood

KINDS = [
    ("not registered", "Not registered yet"),
    ("charity", "A charity"),
    ("community company", "A community interest company"),
    ("society", "A co-operative or community benefit society"),
    ("other", "Something else"),
]
WHOLE_AREA = "whole"
Row = TypeVar("Row", Neighbourhood, Membership)


def chosen_of(rows: Sequence[Row], number: str | None) -> Row | None:
    """The row with the number that was picked; None for the whole council area."""
    return next((each for each in rows if str(each.id) == number), None)


class DescriptionForm(Form):
    """What a group says of itself."""

    name = LineField("Name of the group", most=120, empty="Enter the name of the group")
    where = PickField("Neighbourhood", empty="Choose a neighbourhood")
    kind = ChoiceField("What is your group in law?", offer=KINDS, empty="Choose what your group is")
    about = TextField("About the group", most=2000, empty="Say what the group is about",
                      description="Who you are and what you care for.")  # fmt: skip
    rules_text = TextField(
        "How the group decides",
        most=2000,
        empty="Say how the group decides",
        description="Who can join, and how you make a decision together.",
    )

    def offer(self, neighbourhoods: list[Neighbourhood]) -> None:
        """The neighbourhoods one can choose from, and the whole area."""
        known = [(str(each.id), each.name) for each in neighbourhoods]
        self.where.offer([*known, (WHOLE_AREA, "The whole council area")])

    def leave_out_what_is_checked(self) -> None:
        """Another name or neighbourhood is asked for on a page of its own."""
        del self.name, self.where

    def description(self, neighbourhoods: list[Neighbourhood]) -> dict[str, Any]:
        """The answers, named as the operation names them."""
        own = {name: self[name].data for name in ("kind", "about", "rules_text")}
        if "name" not in self:
            return {**own, "name": "", "neighbourhood": None}
        chosen = chosen_of(neighbourhoods, self.where.data)
        return {**own, "name": self.name.data, "neighbourhood": chosen}


class StartForm(DescriptionForm):
    """A new group, with the two people who start it with you."""

    second_name = LineField("Name of the second person", most=80, empty="Enter their name")
    second_email = EmailField("Email of the second person", empty="Enter their email address",
                              autocomplete="off")  # fmt: skip
    third_name = LineField("Name of the third person", most=80, empty="Enter their name")
    third_email = EmailField("Email of the third person", empty="Enter their email address",
                             autocomplete="off")  # fmt: skip

    @property
    def invited(self) -> list[tuple[str, str]]:
        """The two others: name and e-mail."""
        return [
            (self.second_name.data, self.second_email.data),
            (self.third_name.data, self.third_email.data),
        ]


class InviteForm(Form):
    """Somebody to invite."""

    name = LineField("Their name", most=80, empty="Enter their name")
    email = EmailField("Their email address", empty="Enter their email address", autocomplete="off")
    role = ChoiceField(
        "What may they do?",
        offer=GroupRole,
        empty="Choose what they may do",
        hints={
            GroupRole.STEWARD: "Leads the group: invites, sends, withdraws",
            GroupRole.WRITER: "Writes the plan",
            GroupRole.READER: "Reads the plan before it is public",
        },
    )


class RoleForm(Form):
    """Another role for a member."""

    role = PickField("Role", offer=GroupRole, empty="Choose a role")


class JoinForm(Form):
    """Why somebody wants to join."""

    why = TextField("Why do you want to join?", most=1000, empty="Say why you want to join")


class ReasonForm(Form):
    """Why the council sends a group back or closes it."""

    reason = TextField("Say why", most=2000, empty="Say why, so that people can understand",
                       description="Everyone can read this.")  # fmt: skip


def why_field() -> TextField:
    """Why a group asks for a change: the last box of each of the three forms."""
    return TextField("Why?", most=1000, empty="Say why", description="Only the council reads this.")


class NameForm(Form):
    """Another name."""

    name = LineField("New name", most=120, empty="Enter the new name")
    why = why_field()


class WhereForm(Form):
    """Another neighbourhood."""

    where = PickField("New neighbourhood", empty="Choose a neighbourhood")
    why = why_field()

    def offer(self, neighbourhoods: list[Neighbourhood]) -> None:
        """The neighbourhoods one can choose from, and the whole area."""
        known = [(str(each.id), each.name) for each in neighbourhoods]
        self.where.offer([*known, (WHOLE_AREA, "The whole council area")])


class PersonForm(Form):
    """Another named person."""

    leaving = PickField("Who is no longer named?", empty="Choose who is no longer named")
    joining = PickField("Who is named instead?", empty="Choose who is named instead",
                        description="They have to be in the group already.")  # fmt: skip
    why = why_field()

    def offer(self, group: Group) -> None:
        """Those who are named, and the members who are not."""
        self.leaving.offer([(str(each.id), each.person.name) for each in group.named])
        others = [each for each in group.current_members if not each.is_named]
        self.joining.offer([(str(each.id), each.person.name) for each in others])
