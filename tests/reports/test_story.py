"""The demo’s three mutuals are told through the operations, and their figures come out right."""

from datetime import date
from types import SimpleNamespace

import pytest

from commissioning.agreements.queries import promises_of
from commissioning.core import clock
from commissioning.mutuals.models import MutualStatus
from commissioning.people.models import PostKind
from commissioning.places.models import PlaceKind
from commissioning.proposals.models import Status
from commissioning.reports import figures
from commissioning.reports.queries import published, waiting_for_reply
from seed.story import mutuals, reports
from tests import factories
from tests.architecture.test_status import assert_history_is_true

KINDS = {"PL6": PlaceKind.PARK, "PL3": PlaceKind.LIBRARY, "PL5": PlaceKind.SWIMMING_POOL,
         "PL11": PlaceKind.YOUTH_CENTRE}  # fmt: skip


def a_world():
    """What the chapters before have told: three groups with a yes, a fourth since ten weeks."""
    with clock.set_to(clock.london(date(2024, 6, 3), 9)):
        council = factories.council()
        where = factories.neighbourhood(council)
        places = {key: factories.place(where, key, kind) for key, kind in KINDS.items()}
        people = {
            "demo.officer": factories.staff(council, PostKind.OFFICER),
            "demo.seniorofficer": factories.staff(council, PostKind.SENIOR_OFFICER),
            "demo.cabinet": factories.staff(council, PostKind.DECISION_MAKER),
        }
        young = factories.person("Young Steward", where)
        groups = {key: factories.group(where, f"Group {key}") for key in ("G1", "G4", "G6")}
        groups["G7"] = factories.group(where, "Group G7", stewards=[young])
        pairs = {
            "P1": ("PL6", "G1"),
            "P2": ("PL3", "G4"),
            "P3": ("PL5", "G6"),
            "P4": ("PL11", "G7"),
        }
        proposals = {
            key: factories.proposal_at(
                places[place], groups[group], Status.HANDOVER, f"Proposal {key}"
            )
            for key, (place, group) in pairs.items()
        }
    return SimpleNamespace(
        council=council, places=places, people=people, groups=groups, proposals=proposals
    )


@pytest.fixture(autouse=True)
def _on_the_demos_day():
    with clock.set_to(clock.london(date(2026, 11, 23), 10)):
        yield


def test_eight_quarters_of_three_mutuals(database):
    world = a_world()
    reports.tell(world)
    baths = mutuals.society_of(world, mutuals.BATHS)
    assert baths.status == MutualStatus.RUNNING
    assert baths.opened_on == date(2024, 10, 1)
    assert baths.members_count == 3344
    told = published([baths.id])[baths.id]
    assert [each.quarter for each in told][::7] == ["2024-q4", "2026-q3"]
    assert told[-1].bank == 87_400_00
    assert told[4].bank == 23_800_00
    assert not any(each.was_late for each in told)
    promises = promises_of([baths.id])[baths.id]
    assert figures.kept_of(promises, told[-1]) == (4, 5)
    assert sum(each.money_in for each in told[4:]) == 742_000_00
    assert len(waiting_for_reply(world.council.id)) == 3
    assert world.proposals["P3"].status == Status.RUNNING
    assert world.proposals["P4"].status == Status.HANDOVER
    assert_history_is_true(database)
