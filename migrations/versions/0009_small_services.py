"""Corrections of facts, information packs, concerns about mutuals, and flags."""

import sqlalchemy as sa
from alembic import op

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('concern',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('council_id', sa.Integer(), nullable=False),
    sa.Column('mutual_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('what', sa.Text(), nullable=False),
    sa.Column('happened', sa.String(length=200), nullable=False),
    sa.Column('wants_reply', sa.Boolean(), nullable=False),
    sa.Column('status', sa.Enum('open', 'answered', name='status', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('answer', sa.Text(), nullable=False),
    sa.Column('answered_on', sa.Date(), nullable=True),
    sa.Column('told_late_on', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['council_id'], ['council.id'], name=op.f('fk_concern_council_id_council')),
    sa.ForeignKeyConstraint(['mutual_id'], ['mutual.id'], name=op.f('fk_concern_mutual_id_mutual')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_concern_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_concern'))
    )
    with op.batch_alter_table('concern', schema=None) as batch_op:
        batch_op.create_index('ix_concern_council_id_status', ['council_id', 'status'], unique=False)
        batch_op.create_index('ix_concern_mutual_id_status', ['mutual_id', 'status'], unique=False)
        batch_op.create_index(batch_op.f('ix_concern_person_id'), ['person_id'], unique=False)

    op.create_table('correction',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('council_id', sa.Integer(), nullable=False),
    sa.Column('place_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('fact', sa.Enum('name', 'kind', 'about', 'opening', 'staffed_hours', 'unstaffed_hours', 'visits', 'running_cost', 'income', 'staff', 'repairs', 'condition', 'tenure', 'listed_grade', 'is_open_space', 'is_charity_land', 'shared_with', 'address', 'postcode', 'email', 'website', 'opened_year', 'closed_year', name='fact', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('right', sa.String(length=600), nullable=False),
    sa.Column('source', sa.Text(), nullable=False),
    sa.Column('status', sa.Enum('checking', 'accepted', 'declined', name='status', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('answer', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['council_id'], ['council.id'], name=op.f('fk_correction_council_id_council')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_correction_person_id_person')),
    sa.ForeignKeyConstraint(['place_id'], ['place.id'], name=op.f('fk_correction_place_id_place')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_correction'))
    )
    with op.batch_alter_table('correction', schema=None) as batch_op:
        batch_op.create_index('ix_correction_council_id_status', ['council_id', 'status'], unique=False)
        batch_op.create_index('ix_correction_person_id_place_id_fact', ['person_id', 'place_id', 'fact'], unique=True, sqlite_where=sa.text("status = 'checking'"), postgresql_where=sa.text("status = 'checking'"))
        batch_op.create_index('ix_correction_place_id_status', ['place_id', 'status'], unique=False)

    op.create_table('flag',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('council_id', sa.Integer(), nullable=False),
    sa.Column('said_kind', sa.Enum('question', 'comment', name='said_kind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('said_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('rule', sa.Enum('personal', 'unkind', 'off-subject', 'advert', 'law', name='rule', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('status', sa.Enum('checking', 'kept', 'hidden', name='status', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.ForeignKeyConstraint(['council_id'], ['council.id'], name=op.f('fk_flag_council_id_council')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_flag_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_flag')),
    sa.UniqueConstraint('said_kind', 'said_id', 'person_id', name=op.f('uq_flag_said_kind_said_id_person_id'))
    )
    with op.batch_alter_table('flag', schema=None) as batch_op:
        batch_op.create_index('ix_flag_council_id_status', ['council_id', 'status'], unique=False)

    op.create_table('concern_message',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('concern_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('is_councils', sa.Boolean(), nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['concern_id'], ['concern.id'], name=op.f('fk_concern_message_concern_id_concern')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_concern_message_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_concern_message'))
    )
    with op.batch_alter_table('concern_message', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_concern_message_concern_id'), ['concern_id'], unique=False)

    op.create_table('information_pack',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('council_id', sa.Integer(), nullable=False),
    sa.Column('proposal_id', sa.Integer(), nullable=False),
    sa.Column('status', sa.Enum('asked', 'sent', 'closed', name='status', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('sent_on', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['council_id'], ['council.id'], name=op.f('fk_information_pack_council_id_council')),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposal.id'], name=op.f('fk_information_pack_proposal_id_proposal')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_information_pack')),
    sa.UniqueConstraint('proposal_id', name=op.f('uq_information_pack_proposal_id'))
    )
    with op.batch_alter_table('information_pack', schema=None) as batch_op:
        batch_op.create_index('ix_information_pack_council_id_status', ['council_id', 'status'], unique=False)

    op.create_table('pack_item',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('pack_id', sa.Integer(), nullable=False),
    sa.Column('item', sa.Enum('title-plan', 'running-costs', 'servicing', 'condition', 'energy', 'asbestos', 'fire', 'staff', 'bookings', 'income', name='item', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('state', sa.Enum('waiting', 'given', 'not-held', name='state', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('link', sa.String(length=300), nullable=False),
    sa.Column('staff_count', sa.Integer(), nullable=True),
    sa.CheckConstraint('staff_count >= 0', name=op.f('ck_pack_item_staff_count')),
    sa.ForeignKeyConstraint(['pack_id'], ['information_pack.id'], name=op.f('fk_pack_item_pack_id_information_pack')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_pack_item')),
    sa.UniqueConstraint('pack_id', 'item', name=op.f('uq_pack_item_pack_id_item'))
    )


def downgrade():
    op.drop_table('pack_item')
    with op.batch_alter_table('information_pack', schema=None) as batch_op:
        batch_op.drop_index('ix_information_pack_council_id_status')

    op.drop_table('information_pack')
    with op.batch_alter_table('concern_message', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_concern_message_concern_id'))

    op.drop_table('concern_message')
    with op.batch_alter_table('flag', schema=None) as batch_op:
        batch_op.drop_index('ix_flag_council_id_status')

    op.drop_table('flag')
    with op.batch_alter_table('correction', schema=None) as batch_op:
        batch_op.drop_index('ix_correction_place_id_status')
        batch_op.drop_index('ix_correction_person_id_place_id_fact', sqlite_where=sa.text("status = 'checking'"), postgresql_where=sa.text("status = 'checking'"))
        batch_op.drop_index('ix_correction_council_id_status')

    op.drop_table('correction')
    with op.batch_alter_table('concern', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_concern_person_id'))
        batch_op.drop_index('ix_concern_mutual_id_status')
        batch_op.drop_index('ix_concern_council_id_status')

    op.drop_table('concern')
