"""The sentences of a vote's pages, made from its rules and its figures."""

from commissioning.core.pages import in_words, number, percent, plural, when
from commissioning.votes.counting import outcome
from commissioning.votes.counting.outcome import Totals
from commissioning.votes.models import Method, Status, Vote

HALF = (1, 2)


def tag(vote: Vote) -> tuple[str, str]:
    """The word for where a vote stands, and its colour."""
    if vote.is_called_off:
        return "Called off", "grey"
    if vote.is_open:
        return "Open", ""
    if vote.is_coming:
        return "Coming", "yellow"
    return ("Result", "green") if vote.status == Status.PUBLISHED else ("Closed", "grey")


def rules(vote: Vote) -> list[str]:
    """The rules of a vote in sentences, for everybody to read before it opens."""
    found = [
        roll_sentence(vote),
        f"Voting opens at {when(vote.opens_at)} and closes at {when(vote.closes_at)}.",
        "You can change your vote until then. Your last vote counts.",
        *_how_it_is_decided(vote),
    ]
    if vote.turnout_percent:
        found.append(
            f"At least {vote.turnout_percent}% of the {number(vote.electorate)} people who can "
            "vote must take part. Otherwise the result does not count."
        )
    watcher = vote.scrutineer or "Nobody"
    found.append(f"{watcher} checks the count from outside the council.")
    return [*found, "The vote advises the council. The council must say how it used the result."]


def roll_sentence(vote: Vote) -> str:
    """Who may vote, in a sentence."""
    day = in_words(vote.announced_on)
    return (
        f"People of {vote.age} or over who lived in {vote.where} on {day}, "
        "when the vote was announced."
    )


def _how_it_is_decided(vote: Vote) -> list[str]:
    if vote.method is Method.CHOOSE:
        return [
            f"You can choose up to {plural(vote.most, 'thing')}.",
            f"The {vote.most} chosen most often come first.",
            "You can leave your vote blank. You are then counted as taking part.",
        ]
    part = (vote.threshold_over, vote.threshold_of)
    half = "half" if part == HALF else f"{part[0]} in every {part[1]}"
    return [
        f"Yes wins if more than {half} of the Yes and No votes are Yes. Level is not enough.",
        "You can leave your vote blank. A blank vote counts as taking part, not as Yes or No.",
    ]


def speaks_for_it(vote: Vote, totals: Totals) -> bool:
    """Did enough people vote, and did they say Yes where that was asked?"""
    has_passed = vote.method is Method.CHOOSE or outcome.has_passed(
        totals, vote.threshold_over, vote.threshold_of
    )
    return has_passed and outcome.has_turnout(totals, vote.turnout_percent)


def result_sentence(vote: Vote, totals: Totals) -> str:
    """The result in a few sentences: the first words are the answer."""
    if not outcome.has_turnout(totals, vote.turnout_percent):
        lead = "Too few people voted, so the result does not count."
    elif vote.method is Method.CHOOSE:
        return _most_chosen(vote, totals)
    elif outcome.has_passed(totals, vote.threshold_over, vote.threshold_of):
        lead = "Yes. Most people who chose said Yes."
    else:
        lead = "No. This did not pass."
    return f"{lead} {_figures(vote, totals)}"


def _figures(vote: Vote, totals: Totals) -> str:
    blank = f"{number(totals.blank)} {'was' if totals.blank == 1 else 'were'} blank."
    if vote.method is Method.CHOOSE:
        return blank
    pairs = [("Yes", totals.yes), ("No", totals.no)]
    (first, most), (second, least) = sorted(pairs, key=lambda pair: -pair[1])
    people = plural(most, "person", "people")
    return f"{people} voted {first} and {number(least)} voted {second}. {blank}"


def _most_chosen(vote: Vote, totals: Totals) -> str:
    order = [option.key for option in vote.options]
    said = {option.key: option.words for option in vote.options}
    first = outcome.most_chosen(totals.chosen, order, vote.most)
    if not first:
        return f"Nobody chose anything. {_figures(vote, totals)}"
    listed = ", ".join(f"{said[key]} ({number(totals.chosen[key])})" for key in first)
    level = " The last of these are level." if len(first) > vote.most else ""
    return f"Chosen most often: {listed}.{level} {_figures(vote, totals)}"


def turnout_sentence(vote: Vote, totals: Totals) -> str:
    """How many took part, and whether that was enough."""
    said = (
        f"{number(totals.papers)} of {number(totals.electorate)} people voted "
        f"({percent(totals.turnout)})."
    )
    if not vote.turnout_percent:
        return said
    enough = outcome.has_turnout(totals, vote.turnout_percent)
    return (
        f"{said} At least {vote.turnout_percent}% had to vote, so the result "
        f"{'counts' if enough else 'does not count'}."
    )


def shown(count: int | None) -> int | str:
    """A count of a breakdown in a table."""
    return "hidden" if count is None else count
