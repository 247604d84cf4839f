"""What a report says before anybody has written in it: words and tables from the case."""

from typing import Any, NamedTuple

from commissioning.approvals.models import Case, CaseKind, CheckResult, Heading
from commissioning.approvals.queries.cases import cases_of, subject_of
from commissioning.approvals.queries.scores import Line, agreed_lines, agreed_outcome, panel_of
from commissioning.commissions.models import Commission
from commissioning.core.pages import in_words, money, number, percent, plural
from commissioning.places.queries import costs_of
from commissioning.proposals.models import MoneyYear, Proposal, Section
from commissioning.votes.models import Vote
from commissioning.votes.queries import last_result, totals_of

ADVISORY = "The vote advises the council. It does not bind it."
PENCE = 100  # in a pound
NO_SCORES = "No scores were agreed."
OPTIONS = (
    "- Approve.\n"
    "- Approve with conditions.\n"
    "- Refuse. {}\n"
    "- Put the decision off, to a day that everyone is told."
)
YEAR_LINES = (
    ("From the council", "council_grant"),
    ("Sales and fees", "sales"),
    ("Grants from others", "grants"),
    ("Donations", "donations"),
    ("Staff", "staff"),
    ("Energy", "energy"),
    ("Building and repairs", "building"),
    ("Everything else", "other"),
    ("Payments on loans", "debt_service"),
)
INCOME = ("council_grant", "sales", "grants", "donations")


class Drafted(NamedTuple):
    """The words of each part in Markdown; the tables of those that have one, ready for JSON."""

    words: dict[Heading, str]
    tables: dict[str, Any]


def drafted(case: Case) -> Drafted:
    """The report of a case as its data stand now."""
    subject = subject_of(case)
    cases = list({each.kind: each for each in reversed(cases_of(subject))}.values())
    vote = last_result(case.subject_kind, case.subject_id)
    about = _proposal(subject) if isinstance(subject, Proposal) else _commission(subject)
    lines, scored = _scores(cases)
    words = {
        **about,
        Heading.SUMMARY: f"{subject.group.name} asks the council to decide about "
        f"“{subject.title}”. {subject.summary}".strip(),
        Heading.CHECKS: "The council checked what follows. Each result stands beside it.",
        Heading.SCORES: scored,
        Heading.ADVISERS: "Nothing has been written down here yet.",
        Heading.VOTE: _vote_words(vote),
        Heading.EQUALITY: _equality(cases),
    }
    tables = {
        Heading.MONEY: _money(subject),
        Heading.CHECKS: _checks(cases),
        Heading.SCORES: _score_table(lines),
        Heading.VOTE: _vote_table(vote),
    }
    return Drafted(words, {key.value: table for key, table in tables.items() if table})


def _table(caption: str, columns: list[str], rows: list[list[str]]) -> dict[str, Any]:
    return {"caption": caption, "columns": columns, "rows": rows}


def _proposal(proposal: Proposal) -> dict[Heading, str]:
    place = proposal.place
    costs = costs_of(place)
    cost = ""
    if costs:
        cost = f" In {costs[-1].year} it cost the council {money(costs[-1].net)}."
    risks = next((each.text for each in proposal.sections if each.section == Section.RISKS), "")
    return {
        Heading.PLACE: f"{place.name} is a {place.kind.words.lower()} in "
        f"{proposal.neighbourhood.name}.{cost}",
        Heading.PROPOSAL: f"{proposal.group.name} would run {place.name} as a mutual. "
        "Its full plan is on the page of the proposal.",
        Heading.SUPPORT: f"{plural(proposal.all_supporters_count, 'supporter')} of the "
        f"{number(proposal.support_target)} it needed, from the council’s area. "
        f"{plural(proposal.supporters_elsewhere_count, 'more supporter')} live elsewhere.",
        Heading.MONEY: _yearly(proposal),
        Heading.OPTIONS: OPTIONS.format("The place stays as it is."),
        Heading.RISKS: risks or "The plan names no risks.",
    }


def _yearly(proposal: Proposal) -> str:
    if proposal.yearly_cost is None or proposal.council_pays is None:
        return "The plan has no figures yet."
    return (
        f"Running the place would cost {money(proposal.yearly_cost)} a year. "
        f"The council would pay {money(proposal.council_pays)} of that."
    )


def _commission(commission: Commission) -> dict[Heading, str]:
    needs = "\n".join(f"- {each.words} ({each.source})" for each in commission.needs)
    services = "\n".join(f"- {each.name}: {each.differently}" for each in commission.services)
    return {
        Heading.PLACE: f"It is for {commission.where}. {commission.who_for}".strip(),
        Heading.PROPOSAL: f"{commission.summary}\n\nServices that are joined up:\n\n{services}",
        Heading.SUPPORT: f"What is needed:\n\n{needs}",
        Heading.MONEY: f"The budgets come to {money(commission.per_year)} a year.",
        Heading.OPTIONS: OPTIONS.format("The services stay as they are."),
        Heading.RISKS: "Nothing has been written down here yet.",
    }


def _money(subject: Any) -> dict[str, Any] | None:
    if isinstance(subject, Commission):
        rows = [[each.holder, money(each.amount)] for each in subject.lines]
        return (
            _table("What each budget gives in a year", ["Budget", "A year"], rows) if rows else None
        )
    years: list[MoneyYear] = subject.years
    if not years:
        return None
    rows = [[words, *(_pounds(getattr(each, name)) for each in years)]
            for words, name in YEAR_LINES]  # fmt: skip
    rows.append(["Left over", *(_pounds(_left(each)) for each in years)])
    return _table("The plan’s money", ["What", *(f"Year {each.year}" for each in years)], rows)


def _pounds(pence: int) -> str:
    """In whole pounds."""
    return money(round(pence / PENCE) * PENCE)


def _left(year: MoneyYear) -> int:
    """Pence left over: income less costs and loan payments."""
    signs = {name: 1 if name in INCOME else -1 for _words, name in YEAR_LINES}
    return sum(int(getattr(year, name)) * sign for name, sign in signs.items())


def _checks(cases: list[Case]) -> dict[str, Any] | None:
    rows = [
        [check.words, check.result.words if check.result else "Not done", check.public_note]
        for case in cases
        for check in case.checks
    ]
    return _table("Checks and results", ["Check", "Result", "Note"], rows) if rows else None


def _scores(cases: list[Case]) -> tuple[list[Line], str]:
    assessment = next((each for each in cases if each.kind == CaseKind.ASSESSMENT), None)
    panel = panel_of(assessment) if assessment else None
    lines = agreed_lines(assessment, panel) if assessment else []
    outcome = agreed_outcome(assessment, lines, panel) if assessment else None
    if outcome is None:
        return [], NO_SCORES
    total = number(float(outcome.total))
    return lines, f"The plan scored {total} out of 100. It needed {outcome.pass_mark}."


def _score_table(lines: list[Line]) -> dict[str, Any] | None:
    rows = [[each.criterion.words, str(each.weight), str(each.score), each.reason]
            for each in lines]  # fmt: skip
    columns = ["What", "Counts of 100", "Score of 5", "Why"]
    return _table("The scores the panel agreed on", columns, rows) if rows else None


def _vote_words(vote: Vote | None) -> str:
    if vote is None:
        return "Residents have not voted on this."
    totals = totals_of(vote)
    turnout = f" That is {percent(totals.turnout)}." if totals.turnout is not None else ""
    return (
        f"Residents were asked: “{vote.question}” Voting closed on {in_words(vote.closes_at)}. "
        f"{number(totals.papers)} of the {number(totals.electorate)} who could vote took part."
        f"{turnout} {ADVISORY}"
    )


def _vote_table(vote: Vote | None) -> dict[str, Any] | None:
    if vote is None:
        return None
    totals = totals_of(vote)
    rows = [[each.words, number(totals.chosen.get(each.key, 0))] for each in vote.options]
    rows.append(["No choice", number(totals.blank)])
    return _table("How residents voted", ["Answer", "Votes"], rows)


def _equality(cases: list[Case]) -> str:
    """What the newest equality check says to everyone."""
    found = [
        f"{check.result.words}. {check.public_note}".strip()
        for case in reversed(cases)
        for check in case.checks
        if check.key == "equality" and check.result in {CheckResult.PASSED, CheckResult.FAILED}
    ]
    says = f" The check: {found[0]}" if found else " The check has no result yet."
    return f"The council must have due regard to equality (Equality Act 2010, section 149).{says}"
