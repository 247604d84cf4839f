"""The pages a person sees when something cannot be done. Their words are never lost."""

import logging
from typing import Any

from flask import Flask, Response, g, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DBAPIError, InterfaceError, NoResultFound, OperationalError
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.exceptions import HTTPException

from commissioning.core.database import db
from commissioning.core.refusals import NotAllowed, NotHere, Refused

log = logging.getLogger("commissioning")
NOT_KEPT = {"csrf_token", "once"}
LONGEST_KEY = 40  # what is longer was written, not chosen from a list

# code -> (heading, what the page says)
PAGES = {
    400: ("We could not read that", "Go back and try again."),
    403: ("You cannot see this page", "This page is not open to you."),
    404: ("Page not found", "Check the address, or look for it in the search."),
    405: ("You cannot do that here", "Go back and use the button on the page."),
    409: ("That cannot be done now", ""),
    410: ("This has been taken down", "It is no longer here."),
    413: ("That is too big", "Send a file of 10 MB or less, or fewer words."),
    429: ("Too many tries", "Wait a few minutes, then try again."),
    500: (
        "Sorry, there is a problem with the service",
        "Nothing you did was half saved. Try again later.",
    ),
    503: (
        "The service is busy",
        "Nothing was saved and nothing you wrote is lost. Wait a moment, then press the button.",
    ),
}
OLD_PAGE = "Your page was open too long. Nothing was saved. Press the button to send it again."


def error_page(code: int, message: str = "", kept: bool = False, written: bool = False) -> Response:
    """The page for this code.

    `kept`: show what the person sent, with a button to send it again. `written`: show only what
    they wrote, for copying. A choice is not repeated: it is quickly made again, and may be a vote.
    """
    heading, words = PAGES.get(code, PAGES[500 if code >= 500 else 400])
    response = make_response(
        render_template(
            "errors/error.html",
            code=code,
            heading=heading,
            message=message or words,
            kept=_sent() if kept else [],
            written=[pair for pair in _sent() if len(pair[1]) > LONGEST_KEY] if written else [],
            number=g.get("request_number", ""),
        ),
        code,
    )
    if code in {429, 503}:
        response.headers["Retry-After"] = "5" if code == 503 else "60"
    return response


def _sent() -> list[tuple[str, str]]:
    return [
        (name, value)
        for name, values in request.form.lists()
        if name not in NOT_KEPT
        for value in values
    ]


def database_error(error: DBAPIError) -> Response:
    """A database that is busy, full or gone is a 503 with the words kept; the rest is our fault."""
    code = 503 if isinstance(error, OperationalError | InterfaceError) else 500
    log.error("database error", exc_info=error)
    return error_page(code, kept=code == 503)


def _database_error(error: DBAPIError) -> ResponseReturnValue:
    db.session.rollback()
    return database_error(error)


def _http_error(error: HTTPException) -> ResponseReturnValue:
    if error.response is not None:
        return error.response
    if error.code == 413:
        request.form = ImmutableMultiDict()  # the page must not try to read it again
    response = error_page(error.code or 500, kept=error.code == 429)
    for name, value in error.get_headers():
        if name.lower() in {"allow", "retry-after"}:
            response.headers[name] = value
    return response


def _refused(refusal: Refused) -> ResponseReturnValue:
    return error_page(403 if isinstance(refusal, NotAllowed) else 409, str(refusal), written=True)


def _crashed(error: Exception) -> ResponseReturnValue:
    log.error("crashed", exc_info=error)
    return error_page(500)


def init_app(app: Flask) -> None:
    """Give every kind of refusal and failure its page."""
    handlers: list[tuple[Any, Any]] = [
        (HTTPException, _http_error),
        (CSRFError, lambda _error: error_page(400, OLD_PAGE, kept=True)),
        (NoResultFound, lambda _error: error_page(404)),
        (NotHere, lambda _error: error_page(404)),
        (Refused, _refused),
        (DBAPIError, _database_error),
        (500, _crashed),
    ]
    for kind, handler in handlers:
        app.register_error_handler(kind, handler)
