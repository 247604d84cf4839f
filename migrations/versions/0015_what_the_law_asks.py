"""What the law asks before a takeover: answers, the ledger of subsidies, and switches."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

KINDS = ("minimal", "spei", "other")


def made(table, *columns):
    """A new table with the columns that every table has."""
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        *columns,
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )


def to(table, column, target):
    """A foreign key with the name it has in the models."""
    name = op.f(f"fk_{table}_{column}_{target}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name)


def check(table, name, rule):
    return sa.CheckConstraint(rule, name=op.f(f"ck_{table}_{name}"))


def one(table, *columns):
    return sa.UniqueConstraint(*columns, name=op.f(f"uq_{table}_{'_'.join(columns)}"))


def need(name, kind):
    return sa.Column(name, kind, nullable=False)


def may(name, kind):
    return sa.Column(name, kind, nullable=True)


def upgrade():
    made(
        "gate_answer",
        need("proposal_id", sa.Integer()),
        need("gate", sa.String(40)),
        need("version", sa.Integer()),
        need("answers", sa.JSON()),
        need("saved_by_id", sa.Integer()),
        need("saved_on", sa.Date()),
        may("confirmed_by_id", sa.Integer()),
        may("confirmed_on", sa.Date()),
        check("gate_answer", "four_eyes", "confirmed_by_id != saved_by_id"),
        to("gate_answer", "proposal_id", "proposal"),
        to("gate_answer", "saved_by_id", "person"),
        to("gate_answer", "confirmed_by_id", "person"),
        one("gate_answer", "proposal_id", "gate", "version"),
    )
    kind = sa.Enum(*KINDS, name="kind", native_enum=False, create_constraint=True, length=40)
    made(
        "subsidy_entry",
        need("council_id", sa.Integer()),
        need("group_id", sa.Integer()),
        may("proposal_id", sa.Integer()),
        need("giver", sa.String(160)),
        need("given_on", sa.Date()),
        need("amount", sa.Integer()),
        need("kind", kind),
        need("entered_by_id", sa.Integer()),
        may("struck_on", sa.Date()),
        need("struck_because", sa.Text()),
        check("subsidy_entry", "amount", "amount > 0"),
        to("subsidy_entry", "council_id", "council"),
        to("subsidy_entry", "group_id", "neighbourhood_group"),
        to("subsidy_entry", "proposal_id", "proposal"),
        to("subsidy_entry", "entered_by_id", "person"),
    )
    op.create_index("ix_subsidy_entry_group_id_given_on", "subsidy_entry", ["group_id", "given_on"])
    made(
        "gate_switch",
        need("council_id", sa.Integer()),
        need("gate", sa.String(40)),
        need("is_on", sa.Boolean()),
        need("reason", sa.Text()),
        need("person_id", sa.Integer()),
        need("set_on", sa.Date()),
        to("gate_switch", "council_id", "council"),
        to("gate_switch", "person_id", "person"),
        one("gate_switch", "council_id", "gate"),
    )


def downgrade():
    op.drop_table("gate_switch")
    op.drop_table("subsidy_entry")
    op.drop_table("gate_answer")
