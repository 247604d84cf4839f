"""Writing one section: the editor, the preview, two people at once, versions."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from commissioning.core import text
from commissioning.core.access import needs
from commissioning.core.addresses import key
from commissioning.core.refusals import NotHere
from commissioning.people.session import current_person
from commissioning.proposals import differences, operations
from commissioning.proposals.forms import GUIDANCE, SectionForm, merged
from commissioning.proposals.models import PlanSection, Proposal, Section
from commissioning.proposals.operations import SavedMeanwhile, Written
from commissioning.proposals.queries import (
    get_proposal,
    get_version,
    others_writing,
    section_of,
    versions,
)
from commissioning.proposals.rules import may_edit, may_read_own
from commissioning.proposals.views.blueprint import bp

NAMES = ",".join(repr(each.value) for each in Section)
HERE = f"/proposals/<numbered:proposal_id>/edit/<any({NAMES}):name>"


@bp.get(HERE, endpoint="section")
@needs(may_edit, of=get_proposal)
def open_section(proposal: Proposal, name: str) -> ResponseReturnValue:
    kept = section_of(proposal, Section(name))
    form = SectionForm(
        formdata=None,
        data={
            "text": kept.text,
            "finished": "yes" if kept.is_finished else "no",
            "version": str(kept.version),
        },
    )
    page = _editor(proposal, kept, form)
    operations.note_open(kept, current_person())
    return page


def _editor(proposal: Proposal, kept: PlanSection, form: SectionForm, **more: object) -> str:
    others = [o for o in others_writing(proposal, current_person()) if o.section == kept.section]
    return render_template(
        "proposals/edit/section.html",
        proposal=proposal,
        kept=kept,
        form=form,
        others=others,
        guidance=GUIDANCE[kept.section],
        place=_place_of(proposal, kept.section),
        **{"shown": "", **more},
    )


def _place_of(proposal: Proposal, section: Section) -> tuple[int, int]:
    """Which of the sections of this proposal it is, of how many."""
    there = [each.section for each in proposal.sections]
    return [each for each in Section if each in there].index(section) + 1, len(there)


@bp.post(HERE, endpoint="save_section")
@needs(may_edit, of=get_proposal)
def save_section(proposal: Proposal, name: str) -> ResponseReturnValue:
    kept = section_of(proposal, Section(name))
    form = SectionForm()
    asked = request.form.get("do", "save")
    if not form.validate():
        return _editor(proposal, kept, form), 422
    if asked == "preview":
        return _editor(proposal, kept, form, shown=text.to_html(form.text.data))
    if asked == "together":
        return _together(proposal, kept, form)
    written = Written(form.text.data, form.base_version, form.finished.data == "yes")
    try:
        operations.save_section(proposal, kept.section, written, by=current_person())
    except SavedMeanwhile as refusal:
        return _conflict(proposal, kept, form, str(refusal)), 409
    flash(f"“{kept.section.words}” is saved.")
    return redirect(url_for("proposals.edit", proposal_id=proposal), 303)


def _together(proposal: Proposal, kept: PlanSection, form: SectionForm) -> str:
    """Both texts in one box, to be edited; saved over the newest version."""
    both = SectionForm(
        formdata=None,
        data={
            "text": merged(kept.text, form.text.data),
            "finished": form.finished.data,
            "version": str(kept.version),
        },
    )
    return _editor(proposal, kept, both)


def _conflict(proposal: Proposal, kept: PlanSection, form: SectionForm, says: str) -> str:
    return render_template(
        "proposals/edit/conflict.html",
        proposal=proposal,
        kept=kept,
        says=says,
        mine=form.text.data,
        finished=form.finished.data,
        pieces=differences.pieces(kept.text, form.text.data),
    )


@bp.get(f"{HERE}/versions")
@needs(may_read_own, of=get_proposal)
def section_versions(proposal: Proposal, name: str) -> ResponseReturnValue:
    kept = section_of(proposal, Section(name))
    found = versions(kept)
    before = [*[each.text for each in found[1:]], ""]
    return render_template(
        "proposals/edit/versions.html",
        proposal=proposal,
        kept=kept,
        versions=[
            (each, differences.counted(older, each.text))
            for each, older in zip(found, before, strict=True)
        ],
        is_editable=may_edit(current_person(), proposal),
    )


@bp.get(f"{HERE}/versions/<int:first>..<int:second>")
@needs(may_read_own, of=get_proposal)
def compare(proposal: Proposal, name: str, first: int, second: int) -> ResponseReturnValue:
    kept = section_of(proposal, Section(name))
    older, newer = get_version(kept, min(first, second)), get_version(kept, max(first, second))
    return render_template(
        "proposals/edit/compare.html",
        proposal=proposal,
        kept=kept,
        older=older,
        newer=newer,
        pieces=differences.pieces(older.text, newer.text),
        counted=differences.counted(older.text, newer.text),
    )


@bp.get(f"{HERE}/versions/compare", endpoint="choose_versions")
@needs(may_read_own, of=get_proposal)
def choose_versions(proposal: Proposal, name: str) -> ResponseReturnValue:
    first = request.args.get("first", type=key)
    second = request.args.get("second", type=key)
    if not first or not second:
        raise NotHere
    return redirect(
        url_for("proposals.compare", proposal_id=proposal, name=name, first=first, second=second)
    )


@bp.post(f"{HERE}/versions/<int:version>/put-back")
@needs(may_edit, of=get_proposal)
def put_back(proposal: Proposal, name: str, version: int) -> ResponseReturnValue:
    kept = section_of(proposal, Section(name))
    operations.put_back(proposal, kept.section, get_version(kept, version), by=current_person())
    flash(f"Version {version} is back. The other versions are still here.")
    return redirect(url_for("proposals.section_versions", proposal_id=proposal, name=name), 303)
