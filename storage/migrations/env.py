"""Run by alembic: migrates over the connection that it is given, in that one's transaction."""

from __future__ import annotations

from alembic import context

from storage.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    transactional_ddl=True,
    render_as_batch=True,
)
context.run_migrations()
