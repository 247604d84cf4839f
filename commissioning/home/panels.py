"""What this chapter shows on earlier chapters' pages."""

from typing import Any

from flask import render_template


def which_route(_thing: Any, _person: Any) -> str:
    """The way to the other routes, where somebody asks if they can take a place over."""
    return render_template("home/panels/which_route.html")
