"""Finding who will run a commission: the end of its last case."""

from commissioning.approvals import rules
from commissioning.approvals.models import Case
from commissioning.approvals.operations.desk import finish, must_be_at_work
from commissioning.approvals.queries import in_the_way, subject_of
from commissioning.commissions import operations as commissions
from commissioning.commissions.operations import Award
from commissioning.core.refusals import Refused
from commissioning.people.models import Person


def name_provider(case: Case, award: Award, *, by: Person) -> None:
    """Say who will run the commission, when every check is passed. The case is done then.

    Raises Refused, beside its field, when something is missing or stands in the way; NotAllowed.
    """
    rules.may_name_provider.check(by, case)
    must_be_at_work(case)
    obstacles = in_the_way(case)
    if obstacles:
        raise Refused(" ".join(obstacles))
    commissions.name_provider(subject_of(case), award, by=by)
    finish(case, by=by, outcome="provider-named")
