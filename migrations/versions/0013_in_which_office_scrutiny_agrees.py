"""In which office somebody agrees that a decision is urgent; when a notice last changed."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

OFFICES = ("scrutiny-chair", "council-chair", "vice-chair")


def upgrade():
    office = sa.Enum(
        *OFFICES, name="agreed_as", native_enum=False, create_constraint=True, length=40
    )
    with op.batch_alter_table("plan_entry") as batch_op:
        batch_op.add_column(sa.Column("agreed_as", office, nullable=True))
        batch_op.add_column(sa.Column("changed_at", sa.DateTime(), nullable=True))
    op.execute("UPDATE plan_entry SET changed_at = created_at")
    with op.batch_alter_table("plan_entry") as batch_op:
        batch_op.alter_column("changed_at", existing_type=sa.DateTime(), nullable=False)


def downgrade():
    with op.batch_alter_table("plan_entry") as batch_op:
        batch_op.drop_constraint(op.f("ck_plan_entry_agreed_as"), type_="check")
        batch_op.drop_column("changed_at")
        batch_op.drop_column("agreed_as")
