"""What reviews and complaints show elsewhere: the routes after a refusal, and how to complain."""

from typing import Any

from flask import render_template

from commissioning.approvals.models import Choose, Decision
from commissioning.approvals.queries import subject_of
from commissioning.reviews import queries, rules


def after_refusal(subject: Any, _person: Any) -> str | None:
    """On what was refused: the review, then the complaint, with their dates."""
    refusal = queries.refusal_of(subject)
    if refusal is None:
        return None
    settings = subject.council.settings
    return render_template(
        "reviews/panels/after_refusal.html",
        refusal=refusal,
        subject=subject,
        part_of=queries.part_of,
        asking=settings.promise("ask_review_days"),
        answering=settings.promise("refusal_review_days"),
        complaining=settings.promise("complaint_days"),
        complaints=queries.complaints_about(subject),
        rules=rules,
    )


def after_decision(decision: Decision, person: Any) -> str | None:
    """The same on the page of a decision that refused something."""
    if decision.choice != Choose.REFUSE or decision.is_pending:
        return None
    drawn = after_refusal(subject_of(decision.case), person)
    review = None if drawn else queries.review_after(decision)
    return render_template("reviews/panels/reviewed.html", review=review) if review else drawn


def my_complaints(_person: Any, person: Any) -> str | None:
    """On somebody's account: what they complained about, and the answers."""
    found = queries.complaints_of(person)
    return render_template("reviews/panels/mine.html", complaints=found) if found else None


def complain(subject: Any, _person: Any) -> str:
    """On the page of what the council did: how to complain, and how many did."""
    return render_template(
        "reviews/panels/complain.html",
        subject=subject,
        part_of=queries.part_of,
        complaining=subject.council.settings.promise("complaint_days"),
        complaints=queries.complaints_about(subject),
    )
