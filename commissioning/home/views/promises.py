"""Are we keeping our promises? The council’s limits, for everyone."""

from flask import render_template
from flask.typing import ResponseReturnValue

from commissioning.core.access import current_council_id, everyone
from commissioning.home import queries
from commissioning.home.views.blueprint import bp


@bp.get("/performance")
@everyone
def performance() -> ResponseReturnValue:
    found = queries.promises(current_council_id())
    return render_template("home/performance.html", found=found, pages=PAGES)


# Where a late thing has a page for everyone: its table -> endpoint and the name of its number.
PAGES = {
    "proposal": ("proposals.show", "proposal_id"),
    "commission": ("commissions.show", "commission_id"),
    "neighbourhood_group": ("groups.show", "group_id"),
}
