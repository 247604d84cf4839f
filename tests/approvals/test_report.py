"""The officer's report for a decision is drafted from the case, edited in parts, and frozen."""

from datetime import timedelta
from io import BytesIO

import pytest
from docx import Document

from commissioning.approvals import operations, queries
from commissioning.approvals.models import CaseKind, Choose, DecisionReport, Heading, Paragraph
from commissioning.approvals.operations import Notice, Written
from commissioning.core import clock
from commissioning.core.database import db
from commissioning.core.refusals import NotAllowed, Refused
from commissioning.core.transactions import saved
from commissioning.people.models import Person, PostKind
from tests import factories
from tests.approvals import builders
from tests.approvals.builders import do, pass_checks, say_who, signed_in
from tests.browser import Browser

YES = Written(Choose.APPROVE, "Good.", "None.")


@pytest.fixture
def world(database):
    return builders.world()


def a_case(world):
    case = builders.case(world, CaseKind.DECISION)
    say_who(case, world.officer, builders.SMALL)
    return pass_checks(case, world.officer)


def report_of(case):
    db.session.rollback()
    db.session.expire_all()
    return queries.report_on(case)


def write(case, heading, words, by, version=1):
    report = report_of(case)
    with saved():
        writer = db.session.get_one(Person, by.id)
        operations.write_part(report, heading, words, version, by=writer)


def test_it_is_drafted_from_the_case(world):
    case = a_case(world)
    do(operations.draft_report, case, by=world.officer)
    report = report_of(case)
    assert list(report.parts) == list(Heading)
    assert "Canal Growers asks the council to decide" in report.parts[Heading.SUMMARY].text
    assert report.tables["money"]["columns"] == ["What", *(f"Year {year}" for year in range(1, 6))]
    assert [row[1] for row in report.tables["checks"]["rows"]] == ["Passed"]
    assert "Residents have not voted" in report.parts[Heading.VOTE].text
    with pytest.raises(Refused, match="There is a report already"):
        do(operations.draft_report, case, by=world.officer)


def test_every_version_is_kept_with_its_writer(world):
    case = a_case(world)
    do(operations.draft_report, case, by=world.officer)
    write(case, Heading.RISKS, "The roof **leaks**.", world.officer)
    with pytest.raises(Refused, match="Somebody else has saved this part"):
        write(case, Heading.RISKS, "It does not.", world.senior)
    write(case, Heading.RISKS, "The roof was mended.", world.senior, version=2)
    versions = queries.versions_of(report_of(case), Heading.RISKS)
    assert [(each.version, each.person_id) for each in versions] == [
        (3, world.senior.id), (2, world.officer.id), (1, None),
    ]  # fmt: skip
    assert "<strong>leaks</strong>" in versions[1].html


def test_whoever_wrote_in_it_does_not_decide(world):
    """Somebody with two posts is one person."""
    case = a_case(world)
    both = factories.post(world.cabinet, world.council, PostKind.OFFICER).person
    do(operations.draft_report, case, by=world.officer)
    write(case, Heading.RISKS, "There are none.", both)
    do(operations.advise, case, Choose.APPROVE, "It works.", by=world.officer)
    do(operations.declare, case, False, by=both)
    with pytest.raises(NotAllowed, match="You wrote in the report"):
        do(operations.decide, case, YES, by=both)
    do(operations.declare, case, False, by=world.leader)
    do(operations.decide, case, YES, by=world.leader)


def test_it_is_out_with_the_decision_and_does_not_change_then(world):
    case = a_case(world)
    do(operations.advise, case, Choose.APPROVE, "It works.", by=world.officer)
    do(operations.declare, case, False, by=world.cabinet)
    do(operations.decide, case, YES, by=world.cabinet)
    report = report_of(case)
    assert report.published_on is not None
    with pytest.raises(Refused, match="This case is done"):
        write(case, Heading.RISKS, "Something else.", world.officer)


def test_it_is_out_with_the_papers_and_does_not_change_then(world):
    case = builders.case(world, CaseKind.DECISION)
    say_who(case, world.officer, builders.FACTS)
    day = clock.today() + timedelta(days=9)
    notice = Notice("A lease", "Cllr Cara", day, "A report", "Here", "Write")
    do(operations.publish_entry, case, notice, by=world.officer)
    do(operations.advise, case, Choose.APPROVE, "It works.", by=world.officer)
    do(operations.draft_report, case, by=world.officer)
    before = report_of(case).tables["checks"]
    pass_checks(case, world.officer)
    do(operations.publish_papers, case, by=world.officer)
    report = report_of(case)
    assert report.published_on == clock.today()
    assert report.tables["checks"] != before  # the figures are those of that day
    with pytest.raises(Refused, match="The report is out for everyone"):
        write(case, Heading.RISKS, "Something else.", world.officer)


def test_who_may_draft_and_write(world):
    case = a_case(world)
    with pytest.raises(NotAllowed):
        do(operations.draft_report, case, by=world.cabinet)
    mole = factories.post(world.steward, world.council, PostKind.OFFICER).person
    with pytest.raises(NotAllowed):
        do(operations.draft_report, case, by=mole)
    do(operations.draft_report, case, by=world.officer)
    for person in (world.cabinet, mole):
        with pytest.raises(NotAllowed):
            write(case, Heading.RISKS, "None.", person)
    with pytest.raises(Refused) as refused:
        write(case, Heading.RISKS, " ", world.officer)
    assert refused.value.field == "words"


def test_it_is_written_in_the_browser_and_read_by_everyone_when_it_is_out(world, site):
    case = a_case(world)
    number, steward = case.id, world.steward
    page = signed_in(site, world.officer).get(f"/work/cases/{number}")
    page = page.press("Draft the report from this case")
    assert "A draft. Only officers and decision-makers can see it" in page.text
    report = db.session.query(DecisionReport).one().id
    address = f"/decisions/reports/{report}"
    assert "is not out yet" in signed_in(site, steward).get(address).text
    page = page.follow("Edit risks").press("Save this part", {"What this part says": " "})
    assert page.problems == ["Write this part"]
    page = page.press("Save this part", {"What this part says": "- The roof\n- The drains"})
    assert "The drains" in page.text
    do(operations.advise, case, Choose.APPROVE, "It works.", by=world.officer)
    do(operations.keep_back, case, Paragraph.THREE, "It names prices", "£1", by=world.officer)
    do(operations.declare, case, False, by=world.cabinet)
    do(operations.decide, case, YES, by=world.cabinet)
    public = Browser(site).get(address).text
    for words in ("The drains", "Recommendation: approve", "Paragraph 3", "It names prices"):
        assert words in public
    assert "£1" not in public.split("A part is kept back")[1]


def test_the_document_can_be_read_by_everyone(world, site):
    case = a_case(world)
    do(operations.draft_report, case, by=world.officer)
    words = "See **this** and [that](https://example.org).\n\n# More\n\n1. One\n2. Two"
    write(case, Heading.OPTIONS, words, world.officer)
    do(operations.advise, case, Choose.APPROVE, "It works.", by=world.officer)
    do(operations.keep_back, case, Paragraph.THREE, "It names prices", "£77", by=world.officer)
    do(operations.declare, case, False, by=world.cabinet)
    do(operations.decide, case, YES, by=world.cabinet)
    number = report_of(case).id
    db.session.rollback()
    answer = site.test_client().get(f"/decisions/reports/{number}/report.docx")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    document = Document(BytesIO(answer.data))
    about = document.core_properties
    assert (about.title, about.language) == ("Report: Canal Gardens growing hub", "en-GB")
    styles = [(each.style.name, each.text) for each in document.paragraphs]
    assert [words for style, words in styles if style == "Heading 1"] == [about.title]
    assert [words for style, words in styles if style == "Heading 2"] == [
        *(each.words for each in Heading), "A part is kept back", "Recommendation: approve",
    ]  # fmt: skip
    assert ("Heading 3", "More") in styles
    assert ("List Number", "Two") in styles
    assert any("See this and that (https://example.org)." in words for _style, words in styles)
    assert document.tables[0].rows[0].cells[1].text == "Year 1"
    assert 'w:tblHeader w:val="true"' in document.tables[0].rows[0]._tr.xml
    assert not any("£77" in words for _style, words in styles)
    parts = {str(part.partname) for part in document.part.package.iter_parts()}
    assert not any("vba" in name or "media" in name for name in parts)
