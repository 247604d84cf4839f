"""The pages of proposals hang on this."""

from flask import Blueprint

bp = Blueprint("proposals", __name__)
