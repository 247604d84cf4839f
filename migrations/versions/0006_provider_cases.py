"""Cases in which the council finds who will run a commission."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

BEFORE = ("proposal-check", "assessment", "decision")
AFTER = (*BEFORE, "provider")


def choice(name, *keys):
    return sa.Enum(*keys, name=name, native_enum=False, create_constraint=True, length=40)


def change(before, after):
    with op.batch_alter_table("council_case") as batch_op:
        batch_op.alter_column(
            "kind",
            existing_type=choice("kind", *before),
            type_=choice("kind", *after),
            existing_nullable=False,
        )


def upgrade():
    change(BEFORE, AFTER)


def downgrade():
    change(AFTER, BEFORE)
