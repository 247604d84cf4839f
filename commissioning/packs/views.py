"""The page of a pack, which everyone sees, and the officer's pages where it is filled."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from commissioning.core import access, turns
from commissioning.core.access import needs
from commissioning.core.refusals import NotAllowed, NotHere, Refused
from commissioning.core.standing import words_of
from commissioning.packs import operations, queries, rules
from commissioning.packs.forms import ItemForm
from commissioning.packs.models import InformationPack, Item, PackItem
from commissioning.packs.operations import Answer
from commissioning.packs.queries import get_pack
from commissioning.people.rules import is_officer
from commissioning.people.session import current_person
from commissioning.proposals.models import Proposal
from commissioning.proposals.queries import get_proposal
from commissioning.proposals.rules import may_see

bp = Blueprint("packs", __name__)
PAGE = "/proposals/<numbered:proposal_id>/information-pack"
WORK = "/work/information-packs"
PACK = f"{WORK}/<int:pack_id>"
ITEMS = f"any({','.join(repr(each.value) for each in Item)})"


@bp.get(PAGE)
@needs(may_see, of=get_proposal)
def show(proposal: Proposal) -> ResponseReturnValue:
    pack = queries.pack_of(proposal)
    known = turns.turns_of(pack) if pack else []
    return render_template(
        "packs/show.html",
        proposal=proposal,
        pack=pack,
        turn=words_of(pack, known[-1] if known[-1].is_open else None) if pack else None,
        late=known[-1].days_late if known else 0,
        reads_all=pack is not None and rules.may_read_all(current_user, pack),
        rules=rules,
        promised=proposal.promise("pack_days"),
    )


@bp.post(PAGE)
@needs(rules.may_ask, of=get_proposal)
def ask(proposal: Proposal) -> ResponseReturnValue:
    operations.ask(proposal, by=current_person())
    flash("The council has your request. You can see here how far it is.", "success")
    return redirect(url_for("packs.show", proposal_id=proposal), 303)


@bp.get(WORK)
@needs(is_officer, of=access.of_council)
def work(council_id: int) -> ResponseReturnValue:
    return render_template(
        "packs/work.html",
        waiting=queries.waiting(council_id),
        count=queries.count_waiting(council_id),
    )


@bp.get(PACK)
@needs(is_officer, of=get_pack)
def case(pack: InformationPack) -> ResponseReturnValue:
    return render_template("packs/case.html", pack=pack, turn=turns.turn_of(pack), rules=rules)


@bp.route(f"{PACK}/items/<{ITEMS}:item>", methods=["GET", "POST"])
@needs(rules.may_fill, of=get_pack)
def fill(pack: InformationPack, item: str) -> ResponseReturnValue:
    found = _item(pack, item)
    form = ItemForm.of(found)
    if form.validate_on_submit():
        try:
            operations.answer(found, Answer(**form.said), by=current_person())
        except NotAllowed:
            raise
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash("Saved.", "success")
            return redirect(url_for("packs.case", pack_id=pack.id), 303)
    page = render_template("packs/item.html", pack=pack, item=found, form=form)
    return page, 422 if form.errors or form.form_errors else 200


def _item(pack: InformationPack, key: str) -> PackItem:
    for each in pack.items:
        if each.item.value == key:
            return each
    raise NotHere


@bp.post(f"{PACK}/send")
@needs(rules.may_send, of=get_pack)
def send(pack: InformationPack) -> ResponseReturnValue:
    operations.send(pack, by=current_person())
    flash("The group has the pack.", "success")
    return redirect(url_for("packs.work"), 303)
