"""Every combination of answers leads to exactly one route, and nothing in the guide is dead."""

from collections import defaultdict
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from commissioning.core.turns import Basis
from commissioning.home.guide import elsewhere, services, taking_over
from commissioning.home.guide.choosing import TABLE, route_for
from commissioning.home.guide.facts import READ_ON, Route, holding
from commissioning.home.guide.questions import BY_NAME, QUESTIONS, fits, tidy
from commissioning.places.settings import CouncilSettings
from tests.home.reading import LONGEST, grade, longest_sentence

ROUTES = {
    each.name: each
    for module in (taking_over, services, elsewhere)
    for each in vars(module).values()
    if isinstance(each, Route)
}
PARTS = ("needs", "decides", "clocks", "traps")


def walk(answers):
    """All ways through the questions from here."""
    answers, still_open = tidy(answers)
    if still_open is None:
        yield answers
        return
    for key in still_open.offer:
        yield from walk({**answers, still_open.name: key})


@pytest.fixture(scope="module")
def ways():
    """Every complete set of answers, and the route of each."""
    return [(answers, route_for(answers)) for answers in walk({})]


def texts(route):
    yield route.lede
    for point in (*route.needs, *route.decides, *route.traps):
        yield point.says


def test_every_way_ends_on_one_route_that_says_everything(ways):
    assert len(ways) > 10_000
    for answers, route in ways:
        assert 2 <= len(answers) <= 12
        for part in PARTS:
            assert holding(getattr(route, part), answers, READ_ON), (route.name, part, answers)


def test_there_are_twelve_questions_and_a_takeover_is_asked_ten(ways):
    assert len(QUESTIONS) == len(BY_NAME) == 12
    takeovers = {len(answers) for answers, route in ways if route is taking_over.TRANSFER}
    assert takeovers == {10}


def test_every_route_and_every_line_of_the_table_is_reached(ways):
    assert {route.name for _, route in ways} == set(ROUTES)
    first = {
        next(n for n, (when, _) in enumerate(TABLE) if fits(when, answers)) for answers, _ in ways
    }
    assert first == set(range(len(TABLE)))


def test_every_point_and_clock_is_shown_to_somebody(ways):
    answers_of = defaultdict(list)
    for answers, route in ways:
        answers_of[route.name].append(answers)
    for name, route in ROUTES.items():
        for part in PARTS:
            for fact in getattr(route, part):
                assert any(fits(fact.when, answers) for answers in answers_of[name]), (name, fact)


def facts():
    return [fact for found in ROUTES.values() for part in PARTS for fact in getattr(found, part)]


def test_cases_speak_of_real_questions():
    cases = [when for each in QUESTIONS for when in each.when]
    cases += [when for when, _route in TABLE] + [fact.when for fact in facts()]
    for when in cases:
        for name, keys in when.items():
            assert keys <= set(BY_NAME[name].offer), (name, keys)


def test_a_question_depends_only_on_earlier_ones():
    earlier = set()
    for question in QUESTIONS:
        assert all(set(when) <= earlier for when in question.when), question.name
        earlier.add(question.name)


ODD = some.text("aé <0", max_size=6)


@given(
    some.fixed_dictionaries(
        {},
        optional={
            each.name: some.one_of(some.sampled_from(list(each.offer)), ODD) for each in QUESTIONS
        },
    )
)
def test_whatever_stands_in_the_address_there_is_a_next_question_or_one_route(typed):
    answers, still_open = tidy(typed)
    assert all(BY_NAME[name].offer[answer] for name, answer in answers.items())
    assert tidy(answers) == (answers, still_open)
    if still_open is None:
        assert route_for(answers).name in ROUTES
    else:
        assert still_open.name not in answers


def test_what_is_law_or_sure_has_a_source_and_defaults_are_not_called_law():
    known = vars(CouncilSettings())
    for route in ROUTES.values():
        for clock in route.clocks:
            assert bool(clock.time) is not bool(clock.setting), clock
            assert not clock.setting or clock.setting in known
            if clock.time:
                assert (clock.basis is Basis.LAW) is bool(clock.source), clock


def route(**answers):
    whole, still_open = tidy(answers)
    assert still_open is None, still_open
    return route_for(whole), whole


def traps(found, answers, on=READ_ON):
    return " ".join(each.says for each in holding(found.traps, answers, on))


TAKEOVER = {
    "nation": "england", "want": "run", "kind": "library", "owner": "council", "sale": "closing",
    "group": "informal", "term": "long", "workers": "yes", "payment": "contract",
    "control": "residents",
}  # fmt: skip


def test_a_library_with_staff_and_a_contract():
    found, answers = route(**TAKEOVER)
    assert found is taking_over.TRANSFER
    said = traps(found, answers)
    for words in ("stay the council’s duty", "more than 7 years", "not a “public service mutual”",
                  "now move to you", "£663,540"):  # fmt: skip
        assert words in said, words
    assert "open land" not in said


def test_a_lease_of_seven_years_is_told_apart_from_a_longer_one():
    found, answers = route(**TAKEOVER | {"term": "seven"})
    assert "up to 7 years is simpler" in traps(found, answers)
    assert "land register" not in traps(found, answers)


def test_a_threshold_is_not_told_after_its_last_day():
    found, answers = route(**TAKEOVER)
    last = date(2027, 12, 31)
    assert "£663,540" in traps(found, answers, last)
    assert "£663,540" not in traps(found, answers, last + timedelta(days=1))


@pytest.mark.parametrize(
    ("name", "answers"),
    [
        ("adviser", {"nation": "wales", "want": "unsure"}),
        ("short-use", {"nation": "scotland", "want": "use"}),
        ("short-use", TAKEOVER | {"term": "year"}),
        ("adviser", TAKEOVER | {"group": "alone"}),
        ("nominate", TAKEOVER | {"owner": "private", "listed": "no"}),
        ("bid", TAKEOVER | {"owner": "private", "listed": "yes"}),
        ("nominate", {"nation": "england", "want": "keep", "kind": "other", "owner": "unknown",
                      "sale": "selling", "listed": "unknown", "group": "informal"}),
        ("scottish", TAKEOVER | {"nation": "scotland"}),
        ("adviser", TAKEOVER | {"nation": "scotland", "owner": "private"}),
        ("wales", TAKEOVER | {"nation": "wales"}),
        ("northern-ireland", TAKEOVER | {"nation": "northern-ireland"}),
        ("challenge", {"nation": "england", "want": "service", "group": "body", "services": "one",
                       "workers": "no", "payment": "contract", "control": "residents"}),
        ("commission", {"nation": "england", "want": "joined", "group": "body",
                        "services": "several"}),
        ("adviser", {"nation": "england", "want": "joined", "group": "body", "services": "other"}),
        ("spin-out", {"nation": "england", "want": "staff", "workers": "yes",
                      "payment": "contract", "control": "staff"}),
    ],
)  # fmt: skip
def test_known_answers(name, answers):
    assert route(**answers)[0].name == name


def test_the_traps_that_cost_groups_most():
    assert "starts a contest" in services.CHALLENGE.lede
    assert any("building is not part" in each.says for each in services.CHALLENGE.traps)
    found, answers = route(
        nation="england", want="keep", kind="other", owner="private", sale="selling",
        listed="no", group="informal",
    )  # fmt: skip
    said = traps(found, answers)
    assert "cannot ask for the 6 months" in said
    assert "does not cover the service" in said
    assert "not in force as far as we know" in said


@pytest.mark.parametrize("name", sorted(ROUTES))
def test_a_route_is_easy_to_read(name):
    said = list(texts(ROUTES[name]))
    assert grade(" ".join(said)) <= 6, grade(" ".join(said))
    for each in said:
        assert each.endswith(".")
        assert longest_sentence(each) <= LONGEST, each
