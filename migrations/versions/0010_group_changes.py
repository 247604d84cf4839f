"""Changes that a checked group asks for, and the three people of it that the council checked."""

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


def downgrade():
    with op.batch_alter_table("membership") as batch_op:
        batch_op.drop_column("is_named")
    op.drop_table("group_change")
