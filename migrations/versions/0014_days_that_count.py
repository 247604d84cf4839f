"""A council's own bank holidays and closed days, kept by each clock; when clocks stood still."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

NEW = {
    "council": {"closed_days": (sa.JSON(), "{}")},
    "turn": {
        "setting": (sa.String(40), ""),
        "calendar": (sa.String(20), "england-and-wales"),
        "closed": (sa.JSON(), "[]"),
    },
}


def upgrade():
    for table, columns in NEW.items():
        with op.batch_alter_table(table) as batch_op:
            for name, (kind, _first) in columns.items():
                batch_op.add_column(sa.Column(name, kind, nullable=True))
        for name, (_kind, first) in columns.items():
            op.execute(f"UPDATE {table} SET {name} = '{first}'")  # noqa: S608 - ours
        with op.batch_alter_table(table) as batch_op:
            for name, (kind, _first) in columns.items():
                batch_op.alter_column(name, existing_type=kind, nullable=False)
    op.create_table(
        "pause",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("turn_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["turn_id"], ["turn.id"], name=op.f("fk_pause_turn_id_turn")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pause")),
    )
    with op.batch_alter_table("pause") as batch_op:
        batch_op.create_index(op.f("ix_pause_turn_id"), ["turn_id"])
    op.execute(
        "INSERT INTO pause (created_at, turn_id, reason, started_on)"
        " SELECT created_at, id, pause_reason, paused_on FROM turn WHERE paused_on IS NOT NULL"
    )


def downgrade():
    op.drop_table("pause")
    for table, columns in NEW.items():
        with op.batch_alter_table(table) as batch_op:
            for name in columns:
                batch_op.drop_column(name)
