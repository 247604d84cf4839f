"""The arithmetic of a result, without a database."""

from hypothesis import given
from hypothesis import strategies as st

from commissioning.votes.counting import fairness, small_counts
from commissioning.votes.counting.outcome import Totals, has_passed, has_turnout, most_chosen

counts = st.lists(st.integers(0, 400), min_size=1, max_size=10)


@given(counts)
def test_no_small_count_is_shown(numbers):
    shown = small_counts.protect(numbers)
    assert len(shown) == len(numbers)
    for number, said in zip(numbers, shown, strict=True):
        if number < 10:
            assert said is None
        if said is not None:
            assert said % 5 == 0
            assert abs(said - number) <= 2


@given(counts)
def test_no_hidden_count_can_be_worked_out(numbers):
    """Total exact, others rounded: a hidden count may still be one of ten values or more."""
    shown = small_counts.protect(numbers)
    hidden = [n for n, said in zip(numbers, shown, strict=True) if said is None]
    if not hidden or len(hidden) == len(numbers) == 1:
        return
    others = [said for said in shown if said is not None]
    most_left = sum(numbers) - sum(said - 2 for said in others)
    if others:
        assert len(hidden) >= 2
        assert most_left >= 10, "a hidden count could be any number from 0 to this"


@given(counts)
def test_all_are_shown_where_none_is_small(numbers):
    big = [number + 10 for number in numbers]
    assert None not in small_counts.protect(big)


def totals(yes, no, blank=0, electorate=1000):
    return Totals(electorate, yes + no + blank, blank, {"yes": yes, "no": no})


def test_a_tie_is_not_a_yes():
    assert not has_passed(totals(50, 50), 1, 2)
    assert has_passed(totals(51, 50), 1, 2)
    assert not has_passed(totals(0, 0), 1, 2)


def test_blank_papers_are_not_in_the_sum_but_in_the_turnout():
    assert has_passed(totals(2, 1, blank=90), 1, 2)
    assert has_turnout(totals(2, 1, blank=47), 5)
    assert not has_turnout(totals(2, 1, blank=46), 5)
    assert has_turnout(totals(0, 0), 0)


def test_two_thirds_are_strict_too():
    assert not has_passed(totals(20, 10), 2, 3)
    assert has_passed(totals(21, 10), 2, 3)


def test_those_level_with_the_last_are_named_too():
    order = ["1", "2", "3", "4"]
    assert most_chosen({"1": 5, "2": 9, "3": 5, "4": 0}, order, 2) == ["2", "1", "3"]
    assert most_chosen({"1": 5}, order, 2) == ["1"]
    assert most_chosen({}, order, 2) == []


@given(st.permutations(["1", "2", "3", "4"]), st.lists(st.integers(0, 9), min_size=4, max_size=4))
def test_the_order_of_options_does_not_decide(order, numbers):
    chosen = dict(zip("1234", numbers, strict=True))
    assert set(most_chosen(chosen, order, 2)) == set(most_chosen(chosen, list("1234"), 2))


LEISURE_CENTRE = {  # turnout as in the story of Aldermere: 11.2% in decile 1, 32.3% in decile 9
    1: (3605, 405),
    2: (3665, 470),
    3: (3635, 570),
    8: (3825, 1150),
    9: (2570, 830),
}


def test_the_fairness_sentence_follows_from_its_figures():
    assert fairness.sentence(LEISURE_CENTRE) == (
        "No. People in the least deprived areas were about 2 and a half times as likely to vote. "
        "In our most deprived areas 13 in every 100 people voted. "
        "In our least deprived areas it was 31 in every 100."
    )


def test_the_fairness_sentence_can_be_good_news_and_can_turn():
    assert fairness.sentence({1: (1000, 200), 9: (1000, 220)}).startswith("Nearly. ")
    turned = fairness.sentence({1: (1000, 400), 9: (1000, 200)})
    assert turned.startswith(
        "No. People in the most deprived areas were about twice as likely to vote."
    )


def test_without_figures_nothing_is_said():
    assert fairness.sentence({1: (1000, None), 9: (1000, 220)}) == ""
    assert fairness.sentence({1: (1000, 100)}) == ""
    assert fairness.sentence({0: (1000, 100), 4: (10, 5)}) == ""
    assert fairness.sentence({}) == ""


def test_the_result_at_one_rate():
    parts = [
        fairness.Part(10860, 860, 645),
        fairness.Part(10120, 1035, 1180),
        fairness.Part(8940, 1040, 1550),
    ]
    share = fairness.same_rate_share(parts)
    assert round(share, 3) == 0.485
    said = fairness.same_rate_sentence(parts, False, 0.5)
    assert said.endswith("Yes would be 48.5%. The result would be the same.")
    assert fairness.same_rate_sentence(parts, True, 0.5).endswith("would be different.")
    assert fairness.same_rate_sentence(parts[:1], True, 0.5) == ""
