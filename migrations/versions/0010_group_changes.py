"""Changes that a checked group asks for, and the three people of it that the council checked.

Letters to print, paper votes to agree and results to publish have turns from here on: those that
wait already get theirs.
"""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

# Those who came first are the three that the council checked.
NAMED = """
UPDATE membership SET is_named = CASE WHEN (
    SELECT count(*) FROM membership AS earlier
    WHERE earlier.group_id = membership.group_id AND earlier.id < membership.id
) < 3 AND group_id IN (
    SELECT id FROM neighbourhood_group WHERE status = 'checked'
) THEN {yes} ELSE {no} END
"""

TURN = """
INSERT INTO turn (
    created_at, council_id, neighbourhood_id, title, subject_kind, subject_id, stage, whose, unit,
    count, basis, source, started_on, due_on, pause_reason, paused_days, late_reason
)
SELECT :now, {council}, {where}, {title}, '{kind}', {number}, '{stage}', 'council', 'working-days',
    {days}, 'default', '', :today, :today, '', 0, ''
FROM {waiting}
AND NOT EXISTS (
    SELECT 1 FROM turn AS own
    WHERE own.subject_kind = '{kind}' AND own.subject_id = {number} AND own.ended_on IS NULL
)
"""
LETTERS = {
    "council": "place.council_id",
    "where": "place.id",
    "title": """'Address letters for ' || place.name || ': ' || (
        SELECT count(*) FROM address_code WHERE neighbourhood_id = place.id
        AND printed_at IS NULL AND ended_at IS NULL)""",
    "kind": "neighbourhood",
    "number": "place.id",
    "stage": "letters",
    "days": 1,
    "waiting": """neighbourhood AS place WHERE place.id IN (
        SELECT neighbourhood_id FROM address_code
        WHERE printed_at IS NULL AND ended_at IS NULL)""",
}
PAPER = {
    "council": "vote.council_id",
    "where": "batch.neighbourhood_id",
    "title": "'V' || vote.id || ' paper votes, batch ' || batch.number",
    "kind": "paper_batch",
    "number": "batch.id",
    "stage": "agree",
    "days": 1,
    "waiting": """paper_batch AS batch JOIN vote ON vote.id = batch.vote_id
        WHERE batch.agreed_by_id IS NULL""",
}
RESULTS = {
    "council": "commission.council_id",
    "where": "CAST(NULL AS integer)",
    "title": """'C' || commission.id || ' ' || commission.title || ': ' || CASE substr(quarter, 6, 2)
        WHEN 'q1' THEN 'January to March ' WHEN 'q2' THEN 'April to June '
        WHEN 'q3' THEN 'July to September ' ELSE 'October to December ' END
        || substr(quarter, 1, 4)""",
    "kind": "results",
    "number": "results.id",
    "stage": "publish",
    "days": 5,
    "waiting": """results JOIN commission ON commission.id = results.commission_id
        WHERE results.published_at IS NULL""",
}


def begin_turns():
    """A turn for each thing that waits and has none, due at once: it has waited already."""
    now = datetime.now(UTC).replace(tzinfo=None)
    types = (
        sa.bindparam("now", now, sa.DateTime()),
        sa.bindparam("today", now.date(), sa.Date()),
    )
    for waiting in (LETTERS, PAPER, RESULTS):
        op.execute(sa.text(TURN.format(**waiting)).bindparams(*types))


def upgrade():
    op.create_table(
        "group_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("council_id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column(
            "what",
            sa.Enum(
                "name",
                "neighbourhood",
                "person",
                name="what",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("new_name", sa.String(length=120), nullable=False),
        sa.Column("new_neighbourhood_id", sa.Integer(), nullable=True),
        sa.Column("leaving_id", sa.Integer(), nullable=True),
        sa.Column("joining_id", sa.Integer(), nullable=True),
        sa.Column(
            "status",
            sa.Enum(
                "asked",
                "agreed",
                "refused",
                "withdrawn",
                name="status",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("answer", sa.Text(), nullable=False),
        *[
            sa.ForeignKeyConstraint(
                [column], [f"{table}.id"], name=op.f(f"fk_group_change_{column}_{table}")
            )
            for column, table in (
                ("council_id", "council"),
                ("group_id", "neighbourhood_group"),
                ("asked_by_id", "person"),
                ("new_neighbourhood_id", "neighbourhood"),
                ("leaving_id", "membership"),
                ("joining_id", "membership"),
            )
        ],
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_change")),
    )
    with op.batch_alter_table("group_change") as batch_op:
        batch_op.create_index("ix_group_change_council_id_status", ["council_id", "status"])
        batch_op.create_index(
            "ix_group_change_group_id",
            ["group_id"],
            unique=True,
            sqlite_where=sa.text("status = 'asked'"),
            postgresql_where=sa.text("status = 'asked'"),
        )
    with op.batch_alter_table("membership") as batch_op:
        batch_op.add_column(sa.Column("is_named", sa.Boolean()))
    yes, no = ("1", "0") if op.get_bind().dialect.name == "sqlite" else ("true", "false")
    op.execute(NAMED.format(yes=yes, no=no))
    with op.batch_alter_table("membership") as batch_op:
        batch_op.alter_column("is_named", existing_type=sa.Boolean(), nullable=False)
    begin_turns()


def downgrade():
    with op.batch_alter_table("membership") as batch_op:
        batch_op.drop_column("is_named")
    op.drop_table("group_change")
