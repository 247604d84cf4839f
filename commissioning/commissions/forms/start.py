"""What a draft begins with."""

from wtforms.validators import ValidationError

from commissioning.commissions.models import FEWEST_SERVICES, MOST_ROWS
from commissioning.commissions.rules import TOO_FEW
from commissioning.core.forms import ChoicesField, Form, LineField, PickField, TextField

LONGEST_NAME = 120


class NewForm(Form):
    """A new draft."""

    group = PickField("Group", empty="Choose a group")
    title = LineField("Name of the commission", most=120, empty="Enter a name for the commission")
    summary = TextField("What would be better?", most=400, empty="Say what would be better",
                        description="Two sentences that everyone understands.")  # fmt: skip
    neighbourhoods = ChoicesField("Which neighbourhoods is it for?", empty="Choose a neighbourhood")
    services = TextField("Which services would work together?", most=2000, empty=TOO_FEW,
                         description="Two or more, one on each line, like: Library.")  # fmt: skip

    def validate_services(self, _field: TextField) -> None:
        """Two services or more, each a name."""
        names = self.named_services
        if len(names) < FEWEST_SERVICES:
            raise ValidationError(TOO_FEW)
        if len(names) > MOST_ROWS:
            raise ValidationError(f"Name {MOST_ROWS} services or fewer")
        if any(len(name) > LONGEST_NAME for name in names):
            raise ValidationError(f"Use {LONGEST_NAME} characters or fewer for each service")

    @property
    def named_services(self) -> list[str]:
        """The services, each once."""
        lines = (line.strip(" -•\t") for line in (self.services.data or "").splitlines())
        return list(dict.fromkeys(line for line in lines if line))
