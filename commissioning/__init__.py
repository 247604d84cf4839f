"""Neighbourhoods take over and commission their own public services."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from flask import Flask
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from commissioning.agreements import panels as agreement_panels
from commissioning.agreements import views as agreements
from commissioning.agreements.models import Agreement, HandoverTask
from commissioning.approvals import operations as approvals_operations
from commissioning.approvals import panels as approvals_panels
from commissioning.approvals import queries as approvals_queries
from commissioning.approvals import rules as approvals_rules
from commissioning.approvals import views as approvals
from commissioning.approvals.models import Case, Condition, Decision, DecisionReport, PlanEntry
from commissioning.commissions import operations as commissions_operations
from commissioning.commissions import panels as commissions_panels
from commissioning.commissions import views as commissions
from commissioning.commissions.models import Commission, Results
from commissioning.commissions.operations import running as commissions_running
from commissioning.commissions.queries import holders as commissions_holders
from commissioning.commissions.queries import running as commissions_running_queries
from commissioning.concerns import operations as concerns_operations
from commissioning.concerns import panels as concerns_panels
from commissioning.concerns import queries as concerns_queries
from commissioning.concerns import views as concerns
from commissioning.config import Settings
from commissioning.core import (
    access,
    addresses,
    database,
    errors,
    kept_pages,
    logs,
    pages,
    security,
    standing,
    transactions,
)
from commissioning.core.attached import Holder
from commissioning.core.clock import Due
from commissioning.core.desk import Kind
from commissioning.corrections import panels as corrections_panels
from commissioning.corrections import views as corrections
from commissioning.discussion.models import Comment, Question
from commissioning.files import panels as files_panels
from commissioning.files import views as files
from commissioning.flags import panels as flags_panels
from commissioning.flags import queries as flags_queries
from commissioning.flags import views as flags
from commissioning.flags.models import Flagged
from commissioning.follows import panels as follows_panels
from commissioning.follows import views as follows
from commissioning.gates import views as gates
from commissioning.groups import panels as groups_panels
from commissioning.groups import views as groups
from commissioning.home import panels as home_panels
from commissioning.home import views as home
from commissioning.kinds import panels as kinds_panels
from commissioning.kinds import views as kinds
from commissioning.mutuals import panels as mutuals_panels
from commissioning.mutuals import views as mutuals
from commissioning.packs import operations as packs_operations
from commissioning.packs import panels as packs_panels
from commissioning.packs import queries as packs_queries
from commissioning.packs import rules as packs_rules
from commissioning.packs import views as packs
from commissioning.packs.models import InformationPack
from commissioning.people import operations as people_operations
from commissioning.people import queries as people_queries
from commissioning.people import session
from commissioning.people import views as people
from commissioning.people.rules import is_desk_officer, is_officer, is_senior_officer
from commissioning.places import panels as places_panels
from commissioning.places import views as places
from commissioning.proposals import operations as proposals_operations
from commissioning.proposals import panels as proposals_panels
from commissioning.proposals import queries as proposals_queries
from commissioning.proposals import rules as proposals_rules
from commissioning.proposals import views as proposals
from commissioning.proposals.models import Proposal
from commissioning.proposals.operations import support
from commissioning.proposals.queries import support as support_queries
from commissioning.record import views as record
from commissioning.reports import operations as report_operations
from commissioning.reports import panels as report_panels
from commissioning.reports import queries as report_queries
from commissioning.reports import views as reports
from commissioning.reviews import panels as reviews_panels
from commissioning.reviews import queries as reviews_queries
from commissioning.reviews import views as reviews
from commissioning.reviews.models import Complaint, RefusalReview
from commissioning.reviews.queries import Refusal
from commissioning.rights import operations as rights_operations
from commissioning.rights import panels as rights_panels
from commissioning.rights import queries as rights_queries
from commissioning.rights import views as rights
from commissioning.votes import operations as vote_operations
from commissioning.votes import panels as vote_panels
from commissioning.votes import queries as vote_queries
from commissioning.votes import views as votes
from commissioning.votes.models import PaperBatch, Vote
from commissioning.votes.rules import is_second_person

PACKAGE = Path(__file__).parent
# In a wheel the templates lie inside the package, in a checkout beside it.
ROOT = PACKAGE if (PACKAGE / "templates").is_dir() else PACKAGE.parent

# Before a request in this order; after it in the opposite one.
FOUNDATIONS = (
    logs,
    addresses,
    database,
    access,
    security,
    transactions,
    kept_pages,
    session,
    pages,
    standing,
    errors,
)
CHAPTERS = (
    record,
    places,
    people,
    corrections,
    files,
    follows,
    groups,
    mutuals,
    concerns,
    proposals,
    packs,
    commissions,
    flags,
    rights,
    votes,
    gates,
    approvals,
    kinds,
    reviews,
    agreements,
    reports,
    home,
)

# What later chapters show on a page: endpoint -> functions of the page's thing and the person.
PANELS: dict[str, tuple[Callable[[Any, Any], str | None], ...]] = {
    "home.index": (
        places_panels.find,
        proposals_panels.open_now,
        commissions_panels.open_now,
        places_panels.overview,
    ),
    "people.account": (
        groups_panels.my_groups,
        follows_panels.what_i_follow,
        commissions_panels.my_commissions,
        mutuals_panels.my_mutuals,
        reviews_panels.my_complaints,
    ),
    "places.neighbourhood": (
        proposals_panels.neighbourhoods_proposals,
        commissions_panels.neighbourhoods_commissions,
        follows_panels.get_updates,
    ),
    "places.show": (
        kinds_panels.on_place,
        corrections_panels.something_wrong,
        proposals_panels.places_proposals,
        rights_panels.on_place,
    ),
    "groups.show": (
        reviews_panels.after_refusal,
        proposals_panels.groups_proposals,
        commissions_panels.groups_commissions,
        rights_panels.on_group,
    ),
    "groups.members_home": (
        packs_panels.on_group,
        proposals_panels.groups_proposals,
        commissions_panels.groups_commissions,
        rights_panels.on_group,
    ),
    "rights.show": (follows_panels.get_updates,),
    "mutuals.index": (report_panels.league,),
    "mutuals.show": (
        report_panels.dashboard,
        concerns_panels.on_mutual,
        agreement_panels.on_mutual,
        follows_panels.get_updates,
    ),
    "reports.home": (concerns_panels.to_answer,),
    "approvals.show": (
        vote_panels.what_residents_said,
        kinds_panels.on_case,
        files_panels.files_of,
    ),
    "approvals.decision": (vote_panels.what_residents_said, reviews_panels.after_decision),
    "approvals.council": (reviews_panels.complain,),
    "commissions.comment": (flags_panels.flag_it,),
    "proposals.question": (flags_panels.flag_it,),
    "commissions.show": (
        reviews_panels.after_refusal,
        vote_panels.votes_of,
        approvals_panels.council_side,
        follows_panels.get_updates,
    ),
    "packs.show": (files_panels.files_of,),
    "packs.case": (files_panels.files_of,),
    "proposals.start": (home_panels.which_route,),
    "proposals.result": (home_panels.which_route,),
    "proposals.show": (
        reviews_panels.after_refusal,
        vote_panels.votes_of,
        approvals_panels.hand_in,
        kinds_panels.on_proposal,
        packs_panels.on_proposal,
        approvals_panels.council_side,
        files_panels.files_of,
        agreement_panels.on_proposal,
        proposals_panels.latest_questions,
        follows_panels.get_updates,
    ),
}


def _with_stages(subject: Any) -> Any:
    """The proposal or commission itself; None for a group, which passes no stages."""
    return subject if isinstance(subject, Proposal | Commission) else None


# The proposal or commission behind what a page is about, with whose turn such a page opens.
BEHIND: dict[type[Any], Callable[[Any], Any]] = {
    Proposal: lambda proposal: proposal,
    Commission: lambda commission: commission,
    Results: lambda results: results.commission,
    Vote: vote_queries.subject_of,
    PaperBatch: lambda batch: vote_queries.subject_of(batch.vote),
    Case: approvals_queries.subject_of,
    Decision: approvals_queries.subject_of,
    DecisionReport: lambda report: approvals_queries.subject_of(report.case),
    Condition: lambda condition: approvals_queries.subject_of(condition.decision),
    Refusal: lambda refusal: _with_stages(refusal.subject),
    RefusalReview: lambda review: _with_stages(reviews_queries.subject_of(review)),
    Complaint: lambda complaint: _with_stages(reviews_queries.subject_of(complaint)),
    PlanEntry: lambda entry: approvals_queries.subject_of(entry.case),
    Agreement: lambda agreement: agreement.proposal,
    HandoverTask: lambda task: task.agreement.proposal,
    InformationPack: lambda pack: pack.proposal,
    Question: flags_queries.subject_of,
    Comment: flags_queries.subject_of,
    Flagged: lambda flagged: flagged.subject,
}

# What files are attached to: table of the thing -> who reads, adds and removes them, and its page.
FILES_OF: dict[str, Holder] = {
    "proposal": Holder(
        proposals_queries.get_proposal, proposals_rules.may_see, proposals_rules.may_read_file,
        proposals_rules.may_add_file, proposals_rules.may_remove_file,
        "proposals.show", "proposal_id",
    ),
    "information_pack": Holder(
        packs_queries.get_pack, packs_rules.may_see_file, packs_rules.may_read_file,
        packs_rules.may_fill, packs_rules.may_remove_file, "packs.case", "pack_id",
    ),
    "council_case": Holder(
        approvals_queries.get_case, None, approvals_rules.may_read_file,
        approvals_rules.may_add_file, approvals_rules.may_work, "approvals.show", "case_id",
        approvals_rules.may_read_exempt,
    ),
}  # fmt: skip

# How much waits where people work, if not what is OWED there: endpoint -> a count for a council.
WAITING: dict[str, Callable[[int], int]] = {
    "approvals.to_decide": approvals_queries.count_decisions_to_make,
    "votes.work": vote_queries.count_waiting,
    "commissions.work": commissions_running_queries.count_results_to_check,
    "concerns.work": concerns_queries.count_waiting,
    "people.addresses": people_queries.count_letters_to_print,
}

# What the council owes and so has in its queue: table of the thing -> its words and pages.
OWED: dict[str, Kind] = {
    "proposal": Kind(
        "Proposals", is_officer, "approvals.queue", "proposals.show", "proposal_id"
    ),
    "commission": Kind(
        "Commissions", is_officer, "approvals.queue", "commissions.show", "commission_id"
    ),
    "results": Kind(
        "Results to publish", is_officer, "commissions.work", "commissions.publish", "results_id",
        "commissions.publish",
    ),
    "neighbourhood_group": Kind(
        "Group checks", is_officer, "groups.queue", "groups.case", "group_id", "groups.check"
    ),
    "group_change": Kind(
        "Group changes", is_officer, "groups.queue", "groups.change_case", "change_id",
        "groups.agree_change",
    ),
    "report": Kind(
        "Reports of mutuals", is_officer, "reports.work", "reports.reply", "report_id",
        "reports.reply",
    ),
    "information_pack": Kind(
        "Information packs", is_officer, "packs.work", "packs.case", "pack_id", "packs.fill"
    ),
    "competition_question": Kind(
        "Questions about a competition", is_officer, "kinds.work", "kinds.answer", "question_id",
        "kinds.answer",
    ),
    "correction": Kind(
        "Corrections", is_officer, "corrections.work", "corrections.case", "correction_id",
        "corrections.accept",
    ),
    "concern_message": Kind(
        "Concerns about mutuals", is_officer, "concerns.work", "concerns.read", "message_id",
        "concerns.read",
    ),
    "paper_batch": Kind(
        "Paper votes", is_second_person, "votes.work", "votes.batch", "batch_id",
        "votes.agree_paper",
    ),
    "neighbourhood": Kind(  # whose address letters wait
        "Address letters", is_desk_officer, "people.addresses", "people.print_letters",
        "neighbourhood",
    ),
    "right_request": Kind(
        "Requests under a right", is_officer, "rights.work", "rights.case", "right_id",
        "rights.answer",
    ),
    "sale_notice": Kind(
        "Groups that want to bid", is_officer, "rights.work", "rights.answer_bid", "notice_id",
        "rights.answer_bid",
    ),
    "refusal_review": Kind(
        "Reviews of refusals", is_senior_officer, "reviews.work", "reviews.show", "review_id",
        "reviews.decide",
    ),
    "complaint": Kind(
        "Complaints", is_officer, "reviews.work", "reviews.complaint", "complaint_id",
        "reviews.answer",
    ),
    "flag": Kind(
        "Comments to check", is_officer, "flags.work", "flags.case", "flag_id", "flags.keep"
    ),
}  # fmt: skip

# What time does: (what is due, take the step of one). The worker calls them in order.
CLOCKS: tuple[tuple[Callable[[], list[Due]], Callable[[int], object]], ...] = (
    (approvals_queries.due_to_take_effect, approvals_operations.take_effect),
    (approvals_queries.due_decisions, approvals_operations.open_due_decision),
    (approvals_queries.due_commissions, approvals_operations.open_due_commission),
    (approvals_queries.due_endings, approvals_operations.close_ended),
    (approvals_queries.due_to_run_again, approvals_operations.run_again),
    (approvals_queries.due_to_chase, approvals_operations.chase_advice),
    # Before plans run out of time, so that none does while it waits for the council.
    (packs_queries.due_to_give_back, packs_operations.give_back),
    (proposals_queries.due_plans, proposals_operations.run_out),
    (concerns_queries.due_to_close, concerns_operations.close),
    (concerns_queries.due_to_tell_late, concerns_operations.tell_late),
    (packs_queries.due_to_close, packs_operations.close),
    (support_queries.due_to_close, support.close_support),
    (support_queries.due_reminders, support.remind),
    (report_queries.due_reports, report_operations.fall_due),
    (commissions_holders.due_to_close_comments, commissions_operations.close_comments),
    (commissions_holders.due_reminders, commissions_operations.remind),
    (commissions_running_queries.due_to_start, commissions_running.start_due),
    (commissions_running_queries.due_to_review, commissions_running.review_due),
    (rights_queries.due_to_expire, rights_operations.expire),
    (rights_queries.due_to_move_on, rights_operations.move_on),
    (people_queries.letters_to_forget, people_operations.forget_letter),
    (vote_queries.due_to_call_off, vote_operations.call_off),
    (vote_queries.due_to_open, vote_operations.open_due),
    (vote_queries.due_to_close, vote_operations.close_due),
)


class Site(Flask):
    """Flask with our templates."""

    jinja_environment = pages.Templates

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """The function itself: nothing here is async, and Flask would look at twenty a request."""
        return func


def create_app(settings: Settings | None = None) -> Flask:
    """Build the site: the foundations, then the chapters in the order of the story."""
    app = Site(
        __name__, template_folder=str(ROOT / "templates"), static_folder=str(ROOT / "static")
    )
    app.config.from_object(settings or Settings.from_environment())
    app.config["ROOT"] = ROOT
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    if proxies := app.config["PROXIES"]:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=proxies)  # type: ignore[method-assign]
    for foundation in FOUNDATIONS:
        foundation.init_app(app)
    app.extensions["panels"] = PANELS
    app.extensions["behind"] = BEHIND
    app.extensions["files_of"] = FILES_OF
    app.extensions["waiting"] = WAITING
    app.extensions["owed"] = OWED
    app.extensions["clocks"] = CLOCKS
    for chapter in CHAPTERS:
        app.register_blueprint(chapter.bp)
    return app
