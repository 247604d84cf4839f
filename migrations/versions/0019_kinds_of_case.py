"""Kinds of case: how large a proposal is, and two more sections for a complex one."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

NINE = (
    "idea", "need", "voices", "group", "services", "people", "money", "building", "risks",
)  # fmt: skip
ALL = (*NINE, "renewal", "exit")
COMPETITION = ("open", "decided", "called-off")
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


def indexed(table, *columns):
    for column in columns:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


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
    _competitions()
    _fast_track()


def _fast_track():
    made(
        "closure",
        need("council_id", sa.Integer()),
        need("place_id", sa.Integer()),
        need("announced_on", sa.Date()),
        need("closes_on", sa.Date()),
        need("reason", sa.Text()),
        need("source", sa.String(300)),
        need("written_by_id", sa.Integer()),
        may("taken_back_on", sa.Date()),
        need("taken_back_because", sa.Text()),
        check("closure", "closes_on", "closes_on > announced_on"),
        to("closure", "council_id", "council"),
        to("closure", "place_id", "place"),
        to("closure", "written_by_id", "person"),
    )
    stands = sa.text("taken_back_on IS NULL")
    op.create_index("uq_closure_open_place", "closure", ["place_id"], unique=True,
                    sqlite_where=stands, postgresql_where=stands)  # fmt: skip
    indexed("closure", "council_id")
    made(
        "fast_track",
        need("proposal_id", sa.Integer()),
        need("closure_id", sa.Integer()),
        may("mothball_money", sa.Integer()),
        may("licence_from", sa.Date()),
        may("licence_until", sa.Date()),
        need("put_by_id", sa.Integer()),
        need("put_on", sa.Date()),
        check("fast_track", "mothball_money", "mothball_money >= 0"),
        check("fast_track", "licence_until", "licence_until > licence_from"),
        to("fast_track", "proposal_id", "proposal"),
        to("fast_track", "closure_id", "closure"),
        to("fast_track", "put_by_id", "person"),
        one("fast_track", "proposal_id"),
    )
    indexed("fast_track", "closure_id")


def _competitions():
    made(
        "competition",
        need("council_id", sa.Integer()),
        need("place_id", sa.Integer()),
        need("status", choice("status", COMPETITION)),
        need("rules", sa.Text()),
        need("last_day", sa.Date()),
        need("opened_by_id", sa.Integer()),
        need("opened_on", sa.Date()),
        may("chosen_id", sa.Integer()),
        may("asked_by_id", sa.Integer()),
        may("signed_by_id", sa.Integer()),
        may("ended_on", sa.Date()),
        check("competition", "four_eyes", "signed_by_id != asked_by_id"),
        to("competition", "council_id", "council"),
        to("competition", "place_id", "place"),
        to("competition", "opened_by_id", "person"),
        to("competition", "chosen_id", "proposal"),
        to("competition", "asked_by_id", "person"),
        to("competition", "signed_by_id", "person"),
    )
    is_open = sa.text("status = 'open'")
    op.create_index("uq_competition_open_place", "competition", ["place_id"], unique=True,
                    sqlite_where=is_open, postgresql_where=is_open)  # fmt: skip
    indexed("competition", "council_id", "place_id")
    made(
        "competitor",
        need("competition_id", sa.Integer()),
        need("proposal_id", sa.Integer()),
        need("reason", sa.Text()),
        to("competitor", "competition_id", "competition"),
        to("competitor", "proposal_id", "proposal"),
        one("competitor", "proposal_id"),
    )
    indexed("competitor", "competition_id")
    made(
        "competition_question",
        need("competition_id", sa.Integer()),
        need("question", sa.Text()),
        need("answer", sa.Text()),
        need("asked_by_id", sa.Integer()),
        may("answered_on", sa.Date()),
        to("competition_question", "competition_id", "competition"),
        to("competition_question", "asked_by_id", "person"),
    )
    indexed("competition_question", "competition_id")


def downgrade():
    op.drop_table("fast_track")
    op.drop_table("closure")
    op.drop_table("competition_question")
    op.drop_table("competitor")
    op.drop_table("competition")
    op.drop_table("size_facts")
    allow(NINE)
