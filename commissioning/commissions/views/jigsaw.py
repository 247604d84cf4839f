"""Where the money comes from: what each budget gives, and what its holder said."""

from dataclasses import dataclass, replace
from typing import Any

from commissioning.commissions.models import Answer, BudgetLine, Commission
from commissioning.core import charts
from commissioning.core.pages import in_words, money, plural
from commissioning.core.sentences import listed


@dataclass(frozen=True)
class Piece:
    """One budget of a draft. `line`: the row with its holder's answer, while it says the same."""

    holder: str
    amount: int
    line: BudgetLine | None

    @property
    def key(self) -> str:
        """yes, no, waiting or not-asked."""
        if self.line is None or self.line.asked_on is None:
            return "not-asked"
        return self.line.answer.value if self.line.answer else "waiting"

    @property
    def words(self) -> str:
        """What its holder said, and when."""
        if self.line is None or self.line.asked_on is None:
            return "Not asked yet"
        if self.line.answer is None:
            return f"Waiting, asked on {in_words(self.line.asked_on)}"
        return f"{self.line.answer.words}, {in_words(self.line.answered_on)}"

    @property
    def cells(self) -> tuple[object, ...]:
        """For a CSV file: pounds, and what was said."""
        pounds = f"{self.amount / 100:.2f}".removesuffix(".00")
        line = self.line
        if line is None or line.answer is None:
            return (self.holder, pounds, self.key, "", "", "")
        answered_on = line.answered_on.isoformat() if line.answered_on else ""
        return (self.holder, pounds, self.key, answered_on, line.answered_by, line.reason)


@dataclass(frozen=True)
class Jigsaw:
    """The budgets of a draft, together."""

    pieces: list[Piece]

    @property
    def total(self) -> int:
        """Pence a year."""
        return sum(each.amount for each in self.pieces)

    @property
    def sentence(self) -> str:
        """The finding: how much from how many, and who has agreed."""
        if not self.pieces:
            return "Nobody has said yet where the money comes from."
        where = plural(len(self.pieces), "budget")
        keys = [each.key for each in self.pieces]
        if set(keys) == {Answer.YES}:
            said = "All agreed" if len(keys) > 1 else "It agreed"
        else:
            said = listed([f"{keys.count(key)} {words}" for key, words in SAID if key in keys])
        return f"{money(self.total)} a year from {where}. {said}."

    @property
    def bars(self) -> charts.Bars:
        """A bar for each budget, with its holder's answer under its name."""
        drawn = charts.bars([(each.holder, each.amount) for each in self.pieces], words=money)
        rows = [
            replace(bar, note=piece.words)
            for bar, piece in zip(drawn.rows, self.pieces, strict=True)
        ]
        return replace(drawn, rows=rows)

    @property
    def rows(self) -> list[tuple[str, ...]]:
        """What each holder said, for a table."""
        return [
            (each.holder, each.words, *((each.line.answered_by, each.line.reason)
                                        if each.line else ("", "")))
            for each in self.pieces
        ]  # fmt: skip


SAID = (
    (Answer.YES, "agreed"),
    (Answer.NO, "refused"),
    ("waiting", "still to answer"),
    ("not-asked", "not asked yet"),
)


def jigsaw(commission: Commission, content: dict[str, Any]) -> Jigsaw:
    """The budgets of a draft, each with its row while that still says what the draft says."""
    rows = {(line.id, line.holder, line.amount): line for line in commission.lines}
    return Jigsaw(
        [
            Piece(
                each["holder"],
                each["amount"],
                rows.get((each["id"], each["holder"], each["amount"])),
            )
            for each in content["lines"]
        ]
    )
