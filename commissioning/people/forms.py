"""What people type to sign in."""

from wtforms import HiddenField

from commissioning.core.forms import ChoiceField, EmailField, Form, LineField


class SignInForm(Form):
    """Where to send the link."""

    email = EmailField("Your email address", description="We will send you a link. No password.")
    back = HiddenField()


class NameForm(Form):
    """Who you are, when an address is new or shared."""

    name = LineField("Your name", most=80, description="Others may see it if you write something.")


class RoleForm(Form):
    """The role in which this session acts."""

    role = ChoiceField("Act as", empty="Choose a role")
