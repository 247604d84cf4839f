"""What people type to get news."""

from commissioning.core.forms import EmailField, Form


class FollowForm(Form):
    """Where to send the news."""

    email = EmailField(
        "Your email address", description="We send one email each time it moves on. You can stop."
    )
