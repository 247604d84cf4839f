"""Commissions as everyone sees them: the list, and one with its stages."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from commissioning.commissions.models import Commission
from commissioning.commissions.queries import get_commission
from commissioning.commissions.rules import may_see
from commissioning.commissions.views.blueprint import bp
from commissioning.commissions.views.standing import tracker, turn_words
from commissioning.core import turns
from commissioning.core.access import needs
from commissioning.groups.rules import is_member


@bp.get("/commissions/<numbered:commission_id>")
@needs(may_see, of=get_commission)
def show(commission: Commission) -> ResponseReturnValue:
    known = turns.turns_of(commission)
    now = known[-1] if known and known[-1].is_open else None
    return render_template(
        "commissions/show.html",
        commission=commission,
        turn=turn_words(commission, now),
        stages=tracker(commission, known),
        is_ours=is_member(current_user, commission),
    )
