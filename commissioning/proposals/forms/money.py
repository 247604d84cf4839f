"""The money table: a box for each line and year."""

from wtforms import HiddenField

from commissioning.core.forms import CsvField, Form, MoneyField
from commissioning.core.forms.numbers import number_in
from commissioning.proposals.money import LINES, ONCE, Figures
from commissioning.proposals.viability import YEARS

BOXES = {
    f"{line}_{year}": f"{words}, year {year}"
    for line, words in LINES.items()
    for year in range(1, YEARS + 1)
}


class MoneyForm(Form):
    """The whole table."""

    version = HiddenField()

    @property
    def base_version(self) -> int:
        """The version of the table that was on the page."""
        return number_in(self.version)

    @property
    def figures(self) -> Figures:
        """What stands in the boxes, in pence."""
        return {name: self[name].data for name in [*BOXES, *ONCE]}


# Written out as a class these would be 57 lines that differ in a word and a number.
for _name, _words in {**BOXES, **ONCE}.items():
    setattr(MoneyForm, _name, MoneyField(_words))


class UploadForm(Form):
    """The table as a file."""

    file = CsvField("Your table as a CSV file", empty="Choose a CSV file")
