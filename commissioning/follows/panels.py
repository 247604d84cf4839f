"""What this chapter shows on other pages: how to get news of a thing, and what one follows."""

from typing import Any

from flask import render_template

from commissioning.follows import queries


def get_updates(thing: Any, person: Any) -> str | None:
    """On the page of anything that can be followed: a press, or a way to the form."""
    if not getattr(thing, "is_public", True):
        return None
    follow = queries.follow_of(thing, person.email) if person.is_authenticated else None
    return render_template("follows/panel.html", thing=thing, follow=follow)


def what_i_follow(_thing: Any, _person: Any) -> str | None:
    """On a person's account."""
    return render_template("follows/account_panel.html")
