"""A page made for a visitor is kept, and given to the next visitor as long as it is true.

Every change of state is an event, so a page stays true until there is another event. Some pages
also tell the time, so none is kept for longer than a minute. Who has a cookie gets a page of their
own, and a page that sets one (a form does) is never kept.
"""

from collections import OrderedDict
from hashlib import sha256
from typing import Any, NamedTuple

from flask import Flask, Response, current_app, g, request, session

from commissioning.core import clock, history

MOST_PAGES = 500
MOST_BYTES = 100_000
SECONDS = 60
# The browser keeps it too, and asks each time whether it is still true (RFC 9111, section 5.2.2.4).
HEADERS = {"Cache-Control": "no-cache", "Vary": "Cookie"}

Version = tuple[int, int]  # how many events there were, and the minute


class Kept(NamedTuple):
    """A page as it was made, and the headers it had."""

    version: Version
    body: bytes
    headers: list[tuple[str, str]]


class Pages(OrderedDict[tuple[str, ...], Kept]):
    """The pages that were made last, by address."""

    def keep(self, address: tuple[str, ...], page: Kept) -> None:
        """Keep this page, and let the one go that was made longest ago if there are too many."""
        self[address] = page
        self.move_to_end(address)
        if len(self) > MOST_PAGES:
            self.popitem(last=False)


def always_new(view: Any) -> Any:
    """Declare that a page is made each time: it shows what the record does not hold."""
    view.is_always_new = True
    return view


def _give() -> Response | None:
    """The page that was kept, if nothing has happened since."""
    view = current_app.view_functions.get(request.endpoint or "")
    if request.environ.get("HTTP_COOKIE") or request.method != "GET" or view is None:
        return None  # other ways of asking have other answers, some of them empty
    if request.endpoint == "static" or getattr(view, "is_always_new", False):
        return None
    version = history.size(), int(clock.now().timestamp()) // SECONDS
    page = _pages().get(_address())
    if page is not None and page.version == version:
        return _unless_known(Response(page.body, headers=page.headers))
    g.version = version
    return None


def _keep(response: Response) -> Response:
    """Keep a page that says the same to every visitor; give its fingerprint to their browser."""
    version = g.pop("version", None)
    if version is None or not _is_same_for_all(response):
        return response
    body = response.get_data()
    response.headers.update(HEADERS)
    response.headers["ETag"] = f'"{sha256(body).hexdigest()[:32]}"'
    if len(body) <= MOST_BYTES:
        _pages().keep(_address(), Kept(version, body, list(response.headers)))
    return _unless_known(response)


def _is_same_for_all(response: Response) -> bool:
    is_page = response.status_code == 200 and response.mimetype == "text/html"
    return is_page and not session.modified


def _unless_known(response: Response) -> Response:
    """The page, or 304 when the browser has it."""
    if request.environ.get("HTTP_IF_NONE_MATCH"):
        response.make_conditional(request)
    return response


def _address() -> tuple[str, ...]:
    asked = request.environ
    names = ("wsgi.url_scheme", "HTTP_HOST", "SCRIPT_NAME", "PATH_INFO", "QUERY_STRING")
    return tuple(asked.get(name, "") for name in names)


def _pages() -> Pages:
    pages: Pages = current_app.extensions["kept_pages"]
    return pages


def init_app(app: Flask) -> None:
    """Keep pages, unless the settings say not to: tests change rows behind the record's back."""
    app.extensions["kept_pages"] = Pages()
    if app.config["KEEP_PAGES"]:
        app.before_request(_give)
        app.after_request(_keep)
