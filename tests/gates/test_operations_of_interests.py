"""Who declared an interest takes no part in what the law asks either."""

import pytest

from commissioning.approvals import operations as approvals
from commissioning.approvals.models import CaseKind
from commissioning.approvals.queries import subject_of
from commissioning.core.refusals import NotAllowed
from commissioning.core.transactions import saved
from commissioning.gates import operations
from commissioning.gates.law import BY_KEY
from seed.story import gates
from tests.approvals import builders
from tests.approvals.builders import again


def test_who_declared_an_interest_answers_no_gate_and_confirms_none(database):
    world = builders.world()
    case = builders.case(world, CaseKind.ASSESSMENT)
    with saved():
        gates.answer(subject_of(case), "deal", by=world.officer)
        approvals.declare_interest(again(case), "My brother leads it", by=world.senior)
    with pytest.raises(NotAllowed, match="You declared an interest"):
        gates.answer(subject_of(again(case)), "equality", by=world.senior)
    with saved():
        gates.answer(subject_of(again(case)), "equality", by=world.officer)
    with pytest.raises(NotAllowed, match="You declared an interest"):
        operations.confirm(subject_of(again(case)), BY_KEY["equality"], by=world.senior)
