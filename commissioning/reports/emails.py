"""The mails about reports, to a mutual's board."""

from commissioning.core import mail
from commissioning.reports.models import Report


def tell_due(report: Report) -> None:
    """Tell each director that the report can be written, and by when."""
    link = mail.link("reports.home", council=report.council, mutual_id=report.mutual)
    body = _words("due.txt", report, link)
    _to_board(report, f"Report for {report.of_quarter.words}", body)


def tell_reply(report: Report) -> None:
    """Tell each director that the council has replied."""
    link = mail.link(
        "reports.show", council=report.council, mutual_id=report.mutual, quarter=report.quarter
    )
    body = _words("reply.txt", report, link)
    _to_board(report, f"The council’s reply to your report for {report.of_quarter.words}", body)


def _words(name: str, report: Report, link: str) -> str:
    return mail.text(f"reports/emails/{name}", report=report, link=link)


def _to_board(report: Report, subject: str, body: str) -> None:
    for seat in report.mutual.current_board:
        mail.write(seat.person.email, subject, body)
