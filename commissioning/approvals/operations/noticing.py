"""Before a decision: who decides it."""

from commissioning.approvals import rules
from commissioning.approvals.models import Body, Case, DecisionFacts, Land
from commissioning.approvals.operations.desk import must_be_at_work
from commissioning.approvals.operations.moving import CHANGED
from commissioning.approvals.operations.planning import restart
from commissioning.approvals.queries import facts_of, subject_of
from commissioning.approvals.scheme import Facts, higher_than, who_decides
from commissioning.core import clock, history
from commissioning.core.database import db, unique
from commissioning.core.refusals import Refused
from commissioning.people.models import Person
from commissioning.places.operations.councils import changes


def say_who_decides(
    case: Case, facts: Facts, higher: Body | None = None, because: str = "", *, by: Person
) -> DecisionFacts:
    """Write down the facts of a case and who decides by them. Can be written anew.

    `higher`: a body above the one that the council’s scheme gives, with the reason in `because`.
    Raises Refused for a lease without years, a lower body, or a higher one without a reason.
    """
    rules.may_advise.check(by, case)
    must_be_at_work(case)
    answer = who_decides(facts, case.council.settings)
    higher = _higher(case, facts, answer.body, higher, because)
    known = facts_of(case)
    if known and (known.body, known.is_key) != (higher or answer.body, answer.is_key):
        restart(case, "who decides, or whether it is key, has changed", by=by)
    row = known or DecisionFacts(case_id=case.id)
    changes(row, {
        **vars(facts),
        "scheme_body": answer.body,
        "body": higher or answer.body,
        "higher_because": because.strip() if higher else "",
        "because": answer.because.says,
        "is_key": answer.is_key,
        "key_because": answer.key_because.says,
        "recorded_by_id": by.id,
        "recorded_on": clock.today(),
    })  # fmt: skip
    if known is None:
        with unique("uq_decision_facts_case_id", says=CHANGED):
            db.session.add(row)
    kind = "a key decision" if row.is_key else "not a key decision"
    says = f"{row.body.words} decides. It is {kind}"
    history.record(subject_of(case), "say-who-decides", by=by, says=says,
                   reason=". ".join(filter(None, [row.because, row.higher_because])))  # fmt: skip
    return row


def _higher(
    case: Case, facts: Facts, lowest: Body, higher: Body | None, because: str
) -> Body | None:
    """The higher body that was chosen; None for the one that the scheme gives."""
    if facts.land == Land.LEASE and not facts.lease_years:
        raise Refused("Enter the years of the lease", "lease_years")
    if higher in {None, lowest}:
        return None
    if higher not in higher_than(lowest, case.council.settings):
        says = f"By the council’s scheme {lowest.words.lower()} decides. Choose a higher body"
        raise Refused(says, "higher")
    if not because.strip():
        raise Refused("Say why a higher body decides", "because")
    return higher
