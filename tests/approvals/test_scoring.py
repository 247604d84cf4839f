"""The score sheet’s sum, worked by hand."""

from fractions import Fraction

import pytest

from commissioning.approvals.models import Criterion
from commissioning.approvals.scoring import WEIGHTS, outcome


def sheet(score=3, **others):
    return {**dict.fromkeys(WEIGHTS, score), **others}


def test_the_weights_make_a_hundred_and_name_every_criterion():
    assert sum(weight for weight, _ in WEIGHTS.values()) == 100
    assert list(WEIGHTS) == [each.value for each in Criterion]


@pytest.mark.parametrize(("score", "total"), [(0, 0), (3, 60), (4, 80), (5, 100)])
def test_the_same_score_everywhere(score, total):
    assert outcome(sheet(score), 60).total == total


def test_a_sheet_worked_by_hand():
    # 25*4/5 + 20*3/5 + 20*5/5 + 10*2/5 + 10*3/5 + 5*1/5 + 10*4/5 = 20+12+20+4+6+1+8
    scores = {"money": 4, "governance": 3, "need": 5, "support": 2, "building": 3,
              "equality": 1, "value": 4}  # fmt: skip
    assert outcome(scores, 60).total == Fraction(71)
    assert outcome(scores, 60).is_pass


def test_sixty_passes_and_less_does_not():
    assert outcome(sheet(), 60).is_pass
    just_under = outcome(sheet(equality=2), 60)
    assert just_under.total == 59
    assert not just_under.is_pass


@pytest.mark.parametrize("criterion", ["money", "governance", "building"])
def test_a_high_total_does_not_help_where_there_is_a_floor(criterion):
    result = outcome(sheet(5, **{criterion: 2}), 60)
    assert result.total >= 60
    assert result.under_floor == {criterion: 3}
    assert not result.is_pass


@pytest.mark.parametrize("criterion", ["need", "support", "equality", "value"])
def test_the_others_have_no_floor(criterion):
    assert outcome(sheet(5, **{criterion: 0}), 60).is_pass


def test_a_score_that_does_not_exist_or_is_missing_is_refused():
    with pytest.raises(ValueError, match="0 to 5"):
        outcome(sheet(6), 60)
    with pytest.raises(KeyError):
        outcome({"money": 3}, 60)
