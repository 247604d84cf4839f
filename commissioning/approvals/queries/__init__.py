"""Which cases, what is in one, and which decisions."""

from commissioning.approvals.queries.cases import (
    cases_of,
    count_told,
    days_counted,
    get_case,
    get_check,
    messages_of,
    notes_of,
    officers,
    open_case_of,
    stewards_of,
    subject_of,
)
from commissioning.approvals.queries.coming_in import (
    decisions_waiting,
    due_decisions,
    due_endings,
)
from commissioning.approvals.queries.decisions import (
    advice_on,
    decision_on,
    decisions,
    decisions_to_make,
    get_decision,
    interest_of,
)
from commissioning.approvals.queries.queue import Filters, Numbers, Row, numbers, queue
from commissioning.approvals.queries.scores import (
    Line,
    agreed_lines,
    agreed_outcome,
    has_scored,
    in_the_way,
    own_scores,
    panel_lines,
)

__all__ = [
    "Filters",
    "Line",
    "Numbers",
    "Row",
    "advice_on",
    "agreed_lines",
    "agreed_outcome",
    "cases_of",
    "count_told",
    "days_counted",
    "decision_on",
    "decisions",
    "decisions_to_make",
    "decisions_waiting",
    "due_decisions",
    "due_endings",
    "get_case",
    "get_check",
    "get_decision",
    "has_scored",
    "in_the_way",
    "interest_of",
    "messages_of",
    "notes_of",
    "numbers",
    "officers",
    "open_case_of",
    "own_scores",
    "panel_lines",
    "queue",
    "stewards_of",
    "subject_of",
]
