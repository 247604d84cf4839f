"""What people type to sign in."""

from wtforms import HiddenField, RadioField
from wtforms.validators import InputRequired

from commissioning.core.forms import EmailField, Form, LineField


class SignInForm(Form):
    """Where to send the link."""

    email = EmailField("Your email address", description="We will send you a link. No password.")
    back = HiddenField()


class NameForm(Form):
    """Who you are, when an address is new or shared."""

    name = LineField("Your name", most=80, description="Others may see it if you write something.")


class RoleForm(Form):
    """The role in which this session acts."""

    role = RadioField("Act as", validators=[InputRequired("Choose a role")])
