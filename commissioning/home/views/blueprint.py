"""The pages of this chapter hang on one blueprint."""

from flask import Blueprint

bp = Blueprint("home", __name__)
