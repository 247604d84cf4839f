"""Who scores a plan, and why somebody’s scores are not waited for."""

from collections.abc import Sequence
from typing import Any

from commissioning.approvals import rules
from commissioning.approvals.models import Case, Panel
from commissioning.core.forms import ChoicesField, Form, PickField, TextField
from commissioning.people.models import Person


class PanelForm(Form):
    """Who scores, and who moderates."""

    moderator = PickField(
        "Who moderates?",
        empty="Choose who moderates",
        description="An officer who does not score. They write down the scores that count.",
    )
    people = ChoicesField("Who scores?", empty="Choose at least one person who scores")
    barred: dict[str, str]

    @classmethod
    def of(cls, panel: Panel | None, case: Case, staff: Sequence[Person]) -> "PanelForm":
        """The form with those who can be chosen; `barred` says of the others why not."""
        known = {"moderator": panel.moderator_id, "people": list(panel.people)} if panel else {}
        form: Any = cls(data=known)
        why = {each: rules.may_score.why_not(each, case) for each in staff}
        form.people.offer([(each.id, each.name) for each in staff if not why[each]])
        moderators = [each for each in staff if rules.may_agree_scores(each, case)]
        form.moderator.offer([(each.id, each.name) for each in moderators])
        form.barred = {each.name: reason for each, reason in why.items() if reason}
        return form  # type: ignore[no-any-return]


class CloseForm(Form):
    """Why the moderator goes on."""

    reason = TextField("Why do you go on without them?", most=500,
                       empty="Say why, so that people can understand")  # fmt: skip
