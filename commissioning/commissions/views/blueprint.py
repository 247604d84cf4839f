"""The pages of this chapter stand together under one name."""

from flask import Blueprint

bp = Blueprint("commissions", __name__)
