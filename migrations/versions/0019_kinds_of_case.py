"""Kinds of case: how large a proposal is, and two more sections for a complex one."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0015"
branch_labels = None
depends_on = None

NINE = (
    "idea", "need", "voices", "group", "services", "people", "money", "building", "risks",
)  # fmt: skip
ALL = (*NINE, "renewal", "exit")
TIERS = ("small", "standard", "complex")


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


def choice(name, keys):
    return sa.Enum(*keys, name=name, native_enum=False, create_constraint=True, length=40)


def allow(sections):
    """Which sections a plan may have."""
    name, known = op.f("ck_plan_section_section"), ", ".join(f"'{each}'" for each in sections)
    with op.batch_alter_table("plan_section") as batch_op:
        batch_op.drop_constraint(name, type_="check")
        batch_op.create_check_constraint(name, sa.text(f"section IN ({known})"))


def upgrade():
    allow(ALL)
    made(
        "size_facts",
        need("proposal_id", sa.Integer()),
        may("value", sa.Integer()),
        may("licence_years", sa.Integer()),
        need("has_pool", sa.Boolean()),
        need("moves_staff", sa.Boolean()),
        need("is_paid", sa.Boolean()),
        need("worked_out", choice("worked_out", TIERS)),
        need("because", sa.String(300)),
        may("chosen", choice("chosen", TIERS)),
        need("chosen_because", sa.Text()),
        need("set_by_id", sa.Integer()),
        need("set_on", sa.Date()),
        check("size_facts", "value", "value >= 0"),
        check("size_facts", "licence_years", "licence_years >= 0"),
        to("size_facts", "proposal_id", "proposal"),
        to("size_facts", "set_by_id", "person"),
        one("size_facts", "proposal_id"),
    )


def downgrade():
    op.drop_table("size_facts")
    allow(NINE)
