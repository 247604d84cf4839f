"""Agreeing to what one has read."""

from wtforms import HiddenField

from commissioning.core.forms import Form


class AgreeForm(Form):
    """Which state of the plan was read."""

    seen = HiddenField()
