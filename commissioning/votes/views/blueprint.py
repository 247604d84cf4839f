"""Where the pages of votes are registered."""

from flask import Blueprint

bp = Blueprint("votes", __name__)
