"""Who may open which page.

Every view names its rule with @needs, @signed_in or @everyone. A view without one is shut.
"""

from collections.abc import Callable
from functools import wraps
from inspect import signature
from typing import Any

from flask import Flask, abort, current_app, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from commissioning.core.refusals import NotAllowed
from commissioning.core.rules import Rule, Thing

View = Callable[..., ResponseReturnValue]


def everyone(view: View) -> View:
    """Anybody may open this page."""
    return _declare(view, "everyone")


def signed_in(view: View) -> View:
    """Anybody with an account may open this page."""

    @wraps(view)
    def checked(**parts: Any) -> ResponseReturnValue:
        if not current_user.is_authenticated:
            return sign_in_first()
        return view(**parts)

    return _declare(checked, "signed in")


def needs(rule: Rule[Thing] | None, of: Callable[..., Thing]) -> Callable[[View], View]:
    """Load the thing the address names, check the rule, and hand the thing to the view.

    `of` is a query. Its arguments are taken from the address by name; `council_id`, when it asks
    for it, is the council this request belongs to, so that another council's number opens nothing.
    `rule` None means that everyone may see it. A wrong or old slug is redirected to the right one.
    """
    arguments = signature(of).parameters

    def decorate(view: View) -> View:
        @wraps(view)
        def checked(**parts: Any) -> ResponseReturnValue:
            given = dict(parts)
            known = {name: parts.pop(name) for name in arguments if name in parts}
            if "council_id" in arguments:
                known["council_id"] = current_council_id()
            thing = of(**known)
            if rule is not None:
                try:
                    rule.check(current_user, thing)
                except NotAllowed:
                    if not current_user.is_authenticated:
                        return sign_in_first()
                    raise
            about(thing)
            return _right_address(thing, given) or view(thing, **parts)

        _declare(checked, rule.name if rule else "everyone")
        checked.rule, checked.of = rule, of  # type: ignore[attr-defined]
        return checked

    return decorate


def about(thing: Any) -> None:
    """Say what this page is about, once it is known that the person asking may see it."""
    g.about = thing


def may_open(endpoint: str, council_id: int) -> bool:
    """May the person who is asking open this page about the whole council, if there is one?"""
    rule = getattr(current_app.view_functions.get(endpoint), "rule", None)
    return rule is not None and rule(current_user, council_id)


def of_council(council_id: int) -> int:
    """The thing a page about the whole council is about: the council's number."""
    return council_id


def current_council_id() -> int:
    """The council this request belongs to. Aborts with 404 when there is none."""
    return int(current_app.extensions["current_council_id"]())


def _right_address(thing: Any, given: dict[str, Any]) -> ResponseReturnValue | None:
    slug = getattr(thing, "slug", None)
    if slug is None or request.method != "GET":
        return None
    for name, value in given.items():
        written = getattr(value, "slug", None)
        if written is not None and int(value) == thing.id and written != slug:
            parts: dict[str, Any] = {**request.args, **given, name: thing}
            right = url_for(request.endpoint or "", **parts)
            return redirect(right, 301)
    return None


def sign_in_first() -> ResponseReturnValue:
    """Off to the sign-in page, and back here afterwards."""
    back = request.full_path.rstrip("?") if request.method == "GET" else ""
    return redirect(url_for("people.sign_in", back=back or None))


def _declare(view: View, access: str) -> View:
    view.access = access  # type: ignore[attr-defined]
    return view


def _shut_unless_declared() -> None:
    view = current_app.view_functions.get(request.endpoint or "")
    if view and request.endpoint != "static" and not hasattr(view, "access"):
        abort(403)


def init_app(app: Flask) -> None:
    """Shut every page that does not say who may open it."""
    app.before_request(_shut_unless_declared)
