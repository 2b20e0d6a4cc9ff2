"""Schema 4: the indexes that lists of work are read by, and what the rules came to. The journal stays as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from alembic.operations import Operations

_CHANGES = """
ALTER TABLE cases ADD COLUMN computed_fen INTEGER;
DROP INDEX ix_cases_owner;
CREATE INDEX ix_cases_owner ON cases (owner, status, registered_at);
CREATE INDEX ix_cases_due_promise ON cases (due_promise, status, registered_at);
CREATE INDEX ix_cases_settlement ON cases (settlement, last_at);
DROP INDEX ix_tasks_due_at;
CREATE INDEX ix_tasks_waiting ON tasks (waiting, due_at);
CREATE INDEX ix_tasks_person_id ON tasks (person_id, waiting, due_at);
CREATE INDEX ix_tasks_escalated ON tasks (escalated, due_at);
CREATE INDEX ix_settled_decided_at ON settled (decided_at)
"""


def upgrade(op: Operations) -> None:
    """Change the tables; without its mark the index is made anew from the journal before anybody works with it."""
    for statement in _CHANGES.split(";"):
        op.execute(statement.strip())
    op.execute("DELETE FROM local WHERE key = 'timing'")
