"""What the law asks of a case, gate by gate; the ledger of subsidies; and which gates are used."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from commissioning.core.access import needs
from commissioning.core.forms import Form
from commissioning.core.forms.numbers import number_in
from commissioning.core.refusals import NotAllowed, Refused
from commissioning.gates import operations, queries, rules
from commissioning.gates.forms import StrikeForm, SubsidyForm, SwitchForm, form_for
from commissioning.gates.law import BY_KEY, GATES, Blocks, Gate
from commissioning.gates.law.table import READ_ON
from commissioning.gates.models import SubsidyEntry
from commissioning.groups.models import Group
from commissioning.groups.queries import get_group
from commissioning.people.session import current_person
from commissioning.places.models import Council
from commissioning.places.queries import get_council
from commissioning.proposals.models import Proposal
from commissioning.proposals.queries import get_proposal

bp = Blueprint("gates", __name__)
WORK = "/work/proposals/<numbered:proposal_id>/gates"
KEYS = f"any({','.join(repr(each) for each in BY_KEY)})"
LEDGER = "/work/subsidies/<numbered:group_id>"
SWITCHED = f"any({','.join(repr(each.key) for each in GATES if each.may_be_off)})"


def _page(template: str, form: Form, **words: object) -> ResponseReturnValue:
    page = render_template(f"gates/{template}.html", form=form, rules=rules, **words)
    return page, 422 if form.errors or form.form_errors else 200


@bp.get(WORK)
@needs(rules.may_see, of=get_proposal)
def show(proposal: Proposal) -> ResponseReturnValue:
    found = queries.standings(proposal)
    return render_template(
        "gates/show.html",
        proposal=proposal,
        needed=[each for each in found if each.is_needed],
        others=[each for each in found if not each.is_needed],
        counts=queries.count_settled(found),
        steps=Blocks,
        rules=rules,
    )


@bp.route(f"{WORK}/<{KEYS}:key>", methods=["GET", "POST"])
@needs(rules.may_fill, of=get_proposal)
def fill(proposal: Proposal, key: str) -> ResponseReturnValue:
    gate = BY_KEY[key]
    standing = queries.standing_of(proposal, gate)
    version = standing.answer.version if standing.answer else 0
    form = form_for(gate)(data={**standing.matter.said, "seen": version})
    if form.validate_on_submit() and _is_saved(proposal, gate, form):
        flash(f"{gate.words}: your answers are saved.")
        return redirect(url_for("gates.fill", proposal_id=proposal, key=key), 303)
    return _page(
        "gate", form, proposal=proposal, standing=standing, gate=gate, read_on=READ_ON,
        versions=queries.versions_of(proposal, gate),
        why_not_confirm=rules.why_not_confirm(current_person(), standing.answer),
    )  # fmt: skip


def _is_saved(proposal: Proposal, gate: Gate, form: Form) -> bool:
    try:
        operations.save(proposal, gate, form.answers, number_in(form.seen), by=current_person())
    except NotAllowed:
        raise
    except Refused as refusal:
        form.refuse(refusal)
        return False
    return True


@bp.post(f"{WORK}/<{KEYS}:key>/confirm")
@needs(rules.may_fill, of=get_proposal)
def confirm(proposal: Proposal, key: str) -> ResponseReturnValue:
    gate = BY_KEY[key]
    operations.confirm(proposal, gate, by=current_person())
    flash(f"{gate.words}: you confirmed the answers.")
    return redirect(url_for("gates.show", proposal_id=proposal), 303)


@bp.get(LEDGER)
@needs(rules.may_see, of=get_group)
def subsidies(group: Group) -> ResponseReturnValue:
    return _ledger(group, SubsidyForm())


@bp.post(LEDGER)
@needs(rules.may_keep_ledger, of=get_group)
def enter_subsidy(group: Group) -> ResponseReturnValue:
    form = SubsidyForm()
    form.proposal_id.offer(queries.takeovers_of(group))
    if form.validate_on_submit():
        try:
            operations.enter_subsidy(group, operations.Given(**form.given), by=current_person())
        except NotAllowed:
            raise
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash("The line is in the ledger.")
            return redirect(url_for("gates.subsidies", group_id=group), 303)
    return _ledger(group, form)


def _ledger(group: Group, form: SubsidyForm) -> ResponseReturnValue:
    form.proposal_id.offer(queries.takeovers_of(group))
    return _page("subsidies", form, group=group, lines=queries.ledger(group),
                 received=queries.received(group))  # fmt: skip


@bp.route("/work/subsidies/lines/<int:line_id>/strike", methods=["GET", "POST"])
@needs(rules.may_strike, of=queries.get_line)
def strike(entry: SubsidyEntry) -> ResponseReturnValue:
    form = StrikeForm()
    if form.validate_on_submit():
        operations.strike(entry, form.reason.data, by=current_person())
        flash("The line is struck out. It stays in the ledger, and counts no more.")
        return redirect(url_for("gates.subsidies", group_id=entry.group), 303)
    return _page("strike", form, entry=entry)


@bp.get("/setup/law")
@needs(rules.may_switch, of=get_council)
def law(council: Council) -> ResponseReturnValue:
    return render_template(
        "gates/law.html", gates=GATES, switches=queries.switches_of(council.id), read_on=READ_ON
    )


@bp.route(f"/setup/law/<{SWITCHED}:key>", methods=["GET", "POST"])
@needs(rules.may_switch, of=get_council)
def switch(council: Council, key: str) -> ResponseReturnValue:
    gate, form = BY_KEY[key], SwitchForm()
    if form.validate_on_submit():
        is_on = form.state.data == "yes"
        operations.switch(council, gate, is_on, form.reason.data, by=current_person())
        flash("Saved.")
        return redirect(url_for("gates.law"), 303)
    return _page("switch", form, gate=gate, switch=queries.switches_of(council.id).get(key))
