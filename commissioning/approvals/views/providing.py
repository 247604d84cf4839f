"""Saying who will run a commission, at the end of the case about it."""

from flask import flash
from flask.typing import ResponseReturnValue

from commissioning.approvals import operations, queries, rules
from commissioning.approvals.forms import ProviderForm
from commissioning.approvals.models import Case
from commissioning.approvals.views.blueprint import bp, form_page, is_done, to_case
from commissioning.commissions.operations import Award
from commissioning.core.access import needs
from commissioning.people.session import current_person


@bp.route("/work/cases/<int:case_id>/provider", methods=["GET", "POST"])
@needs(rules.may_name_provider, of=queries.get_case)
def name_provider(case: Case) -> ResponseReturnValue:
    form = ProviderForm()
    by = current_person()
    if is_done(form, lambda: operations.name_provider(case, Award(**form.answers), by=by)):
        flash(f"Everyone can now see who will run {case.title}.")
        return to_case(case)
    return form_page(
        "provider",
        form,
        case=case,
        # Once it is sent, the summary says what is in the way, and the words stay in their boxes.
        obstacles=[] if form.is_submitted() else queries.in_the_way(case),
        mails=queries.count_told(case, queries.subject_of(case)),
    )
