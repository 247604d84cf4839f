"""Agreeing to what one has read, and giving up."""

from wtforms import HiddenField

from commissioning.core.forms import Form, TextField


class AgreeForm(Form):
    """Which state of the draft was read."""

    seen = HiddenField()


class WithdrawForm(Form):
    """Why a group gives up."""

    reason = TextField("Why do you withdraw it?", most=2000,
                       empty="Say why, so that people can understand",
                       description="Everyone can read this.")  # fmt: skip
