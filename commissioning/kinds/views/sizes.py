"""How the council deals with a proposal, for everyone; and where officers say so."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from commissioning.core.access import needs
from commissioning.gates.queries import newest_answers
from commissioning.kinds.forms import SizeForm
from commissioning.kinds.law import not_shortened
from commissioning.kinds.rules import may_put_on_fast_track
from commissioning.kinds.views.blueprint import bp, form_page, is_done
from commissioning.people.session import current_person
from commissioning.places.settings import WORDS
from commissioning.proposals import operations as proposals
from commissioning.proposals import rules, tiers
from commissioning.proposals.models import FAST, FULL_PLAN, Proposal, Section, Tier
from commissioning.proposals.queries import closure_of, get_proposal


@bp.get("/proposals/<numbered:proposal_id>/kind")
@needs(rules.may_see, of=get_proposal)
def show(proposal: Proposal) -> ResponseReturnValue:
    size = tiers.tier_of(proposal)
    return render_template(
        "kinds/show.html",
        proposal=proposal,
        size=size,
        worked_out=proposal.size_facts,
        sections=list(Section),
        full=FULL_PLAN,
        compulsory=tiers.COMPULSORY,
        tiers=list(Tier),
        closure=closure_of(proposal.place),
        minima=not_shortened(proposal.council.settings) if proposal.is_fast else [],
        quicker=_quicker(proposal) if proposal.is_fast else [],
        rules=rules,
        may_hurry=may_put_on_fast_track(current_user, proposal),
    )


def _quicker(proposal: Proposal) -> list[tuple[str, str, str]]:
    """The council’s clocks that are shorter: words, as usual, on the fast track."""
    settings = proposal.council.settings
    return [
        (WORDS[usual], settings.promise(usual).words, settings.promise(fast).words)
        for usual, fast in FAST.items()
    ]


@bp.route("/work/proposals/<numbered:proposal_id>/size", methods=["GET", "POST"])
@needs(rules.may_set_size, of=get_proposal)
def size(proposal: Proposal) -> ResponseReturnValue:
    form = SizeForm.of(proposal, newest_answers(proposal))
    by, chosen = current_person(), form.tier
    if is_done(
        form, lambda: proposals.set_size(proposal, form.size, chosen, form.reason.data, by=by)
    ):
        flash(f"It is a {tiers.tier_of(proposal).tier.words.lower()} proposal.")
        return redirect(url_for("kinds.show", proposal_id=proposal), 303)
    return form_page("size", form, proposal=proposal)
