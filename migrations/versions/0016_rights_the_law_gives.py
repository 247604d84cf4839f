"""Requests under a right the law gives, owners' notices to sell, and what others say of a request."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

BODIES = (
    "parish",
    "forum",
    "unregistered",
    "charity",
    "scio",
    "company",
    "society",
    "cic",
    "voluntary",
    "employees",
    "controlled",
)
OPEN = sa.text("status NOT IN ('sold', 'ended')")


def choice(name, *keys):
    return sa.Enum(*keys, name=name, native_enum=False, create_constraint=True, length=40)


def upgrade():
    op.create_table(
        "right_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("council_id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=True),
        sa.Column("kind", choice("kind", "nomination", "challenge", "transfer"), nullable=False),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column(
            "status",
            choice(
                "status",
                "draft",
                "check",
                "sent-back",
                "decision",
                "changes",
                "review",
                "listed",
                "accepted",
                "refused",
                "removed",
                "expired",
                "sold",
                "repeat",
                "withdrawn",
            ),
            nullable=False,
        ),
        sa.Column("scheme", choice("scheme", "la2011", "edcea2026"), nullable=False),
        sa.Column("body", choice("body", *BODIES), nullable=True),
        sa.Column("people", sa.Integer(), nullable=True),
        sa.Column("contents", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("checked_by_id", sa.Integer(), nullable=True),
        sa.Column("validated_on", sa.Date(), nullable=True),
        sa.Column("decide_by", sa.Date(), nullable=True),
        sa.Column("longer_until", sa.Date(), nullable=True),
        sa.Column("represent_by", sa.Date(), nullable=True),
        sa.Column("respond_by", sa.Date(), nullable=True),
        sa.Column("response", sa.Text(), nullable=False),
        sa.Column("changes", sa.Text(), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("grounds", sa.JSON(), nullable=False),
        sa.Column("listed_until", sa.Date(), nullable=True),
        sa.Column("review_asked_on", sa.Date(), nullable=True),
        sa.Column("review_reasons", sa.Text(), nullable=False),
        sa.Column("reviewed_by_id", sa.Integer(), nullable=True),
        sa.Column("reviewed_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "kind = 'challenge' OR place_id IS NOT NULL", name=op.f("ck_right_request_place")
        ),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["person.id"], name=op.f("fk_right_request_asked_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["checked_by_id"], ["person.id"], name=op.f("fk_right_request_checked_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["council_id"], ["council.id"], name=op.f("fk_right_request_council_id_council")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["person.id"], name=op.f("fk_right_request_decided_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["neighbourhood_group.id"],
            name=op.f("fk_right_request_group_id_neighbourhood_group"),
        ),
        sa.ForeignKeyConstraint(
            ["place_id"], ["place.id"], name=op.f("fk_right_request_place_id_place")
        ),
        sa.ForeignKeyConstraint(
            ["reviewed_by_id"], ["person.id"], name=op.f("fk_right_request_reviewed_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_right_request")),
    )
    with op.batch_alter_table("right_request") as batch_op:
        batch_op.create_index(
            "ix_right_request_council_id_kind_status", ["council_id", "kind", "status"]
        )
        batch_op.create_index(batch_op.f("ix_right_request_group_id"), ["group_id"])
        batch_op.create_index(batch_op.f("ix_right_request_place_id"), ["place_id"])
        batch_op.create_index("ix_right_request_status_listed_until", ["status", "listed_until"])

    op.create_table(
        "representation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("council_id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["council_id"], ["council.id"], name=op.f("fk_representation_council_id_council")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_representation_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["right_request.id"],
            name=op.f("fk_representation_request_id_right_request"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_representation")),
        sa.UniqueConstraint(
            "request_id", "person_id", name=op.f("uq_representation_request_id_person_id")
        ),
    )
    op.create_table(
        "sale_notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("council_id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            choice("status", "interim", "asked", "full", "protected", "sold", "ended"),
            nullable=False,
        ),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("interim_until", sa.Date(), nullable=False),
        sa.Column("full_until", sa.Date(), nullable=False),
        sa.Column("protected_until", sa.Date(), nullable=False),
        sa.Column("bidder_id", sa.Integer(), nullable=True),
        sa.Column("bidder_body", choice("bidder_body", *BODIES), nullable=True),
        sa.Column("asked_on", sa.Date(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["bidder_id"],
            ["neighbourhood_group.id"],
            name=op.f("fk_sale_notice_bidder_id_neighbourhood_group"),
        ),
        sa.ForeignKeyConstraint(
            ["council_id"], ["council.id"], name=op.f("fk_sale_notice_council_id_council")
        ),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["right_request.id"],
            name=op.f("fk_sale_notice_request_id_right_request"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sale_notice")),
    )
    with op.batch_alter_table("sale_notice") as batch_op:
        batch_op.create_index("ix_sale_notice_council_id_status", ["council_id", "status"])
        batch_op.create_index(
            "ix_sale_notice_request_id",
            ["request_id"],
            unique=True,
            sqlite_where=OPEN,
            postgresql_where=OPEN,
        )


def downgrade():
    with op.batch_alter_table("sale_notice") as batch_op:
        batch_op.drop_index("ix_sale_notice_request_id", sqlite_where=OPEN, postgresql_where=OPEN)
        batch_op.drop_index("ix_sale_notice_council_id_status")

    op.drop_table("sale_notice")
    op.drop_table("representation")
    with op.batch_alter_table("right_request") as batch_op:
        batch_op.drop_index("ix_right_request_status_listed_until")
        batch_op.drop_index(batch_op.f("ix_right_request_place_id"))
        batch_op.drop_index(batch_op.f("ix_right_request_group_id"))
        batch_op.drop_index("ix_right_request_council_id_kind_status")

    op.drop_table("right_request")
