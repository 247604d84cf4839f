"""What people type to sign in."""

from wtforms import HiddenField

from commissioning.core.forms import (
    ChoiceField,
    EmailField,
    Form,
    LineField,
    PickField,
    PostcodeField,
    YesField,
)


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


class LetterForm(Form):
    """Where to send the letter with the code."""

    postcode = PostcodeField("Your postcode")
    address = LineField("Your address, without the postcode", most=300, empty="Enter your address",
                        autocomplete="street-address",
                        description="We forget it when you enter the code.")  # fmt: skip
    neighbourhood = PickField("Your neighbourhood, if we do not know your postcode",
                              nothing="Find it by my postcode")  # fmt: skip
    is_old_enough = YesField("I am 16 or over and live at this address",
                             empty="You have to be 16 or over and live there")  # fmt: skip


class CodeForm(Form):
    """The code from the letter."""

    code = LineField("The code in your letter", most=20, empty="Enter the code, like 7K4M-2Q9D")


class DeskForm(Form):
    """Somebody who stands at the desk with a paper that shows who they are and where they live."""

    email = EmailField("Their email address")
    name = LineField("Their name, as on the paper they showed", most=80, empty="Enter their name",
                     autocomplete="off")  # fmt: skip
    postcode = PostcodeField("Their postcode", autocomplete="off")
    neighbourhood = PickField("Their neighbourhood, if we do not know the postcode",
                              nothing="Find it by the postcode")  # fmt: skip
    has_shown = YesField("They are 16 or over and showed a paper with their name and address",
                         empty="Look at the paper first, then tick the box")  # fmt: skip
