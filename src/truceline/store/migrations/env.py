"""Run migrations on the connection that the program hands over; Alembic calls this file by its name."""

from alembic import context

from truceline.store.schema import METADATA

context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA)
with context.begin_transaction():
    context.run_migrations()
