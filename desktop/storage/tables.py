"""The tables of ``office.db``.

``entries`` and ``bodies`` are the journal, the truth; ``heads`` names the last entry of each device's log, so that a
missing tail is seen. ``drafts`` holds what nobody has said for good yet, ``local`` what belongs to this copy of the
database alone. All others are indexes: ``desktop.storage.index`` rebuilds them from the journal. Numbers of cases and
papers are not unique there: two machines may each have given the same one before their logs met.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)

if TYPE_CHECKING:
    from sqlalchemy import Dialect

#: PRAGMA user_version of a database this program writes.
SCHEMA = 5


class Fen(TypeDecorator[int]):
    """Whole fen; SQLite would take a real number without a word."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: int | None, dialect: Dialect) -> int | None:
        """Refuse what is not a whole number."""
        if value is not None and type(value) is not int:
            raise TypeError(f"fen are whole numbers, not {type(value).__name__}")
        return value


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

entries = Table(
    "entries",
    metadata,
    Column("entry_id", Text, primary_key=True),
    Column("case_id", Text, nullable=False, index=True),
    Column("kind", Text, nullable=False),
    Column("time", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("device", Text, nullable=False),
    Column("number", Integer, nullable=False),
    Column("previous", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("signature", LargeBinary, nullable=False),
    UniqueConstraint("device", "number"),
)

bodies = Table(
    "bodies",
    metadata,
    Column("entry_id", Text, ForeignKey("entries.entry_id"), primary_key=True),
    Column("body", LargeBinary, nullable=False),
)

heads = Table(
    "heads",
    metadata,
    Column("device", Text, primary_key=True),
    Column("number", Integer, nullable=False),
    Column("hash", Text, nullable=False),
)

erasures = Table(
    "erasures",
    metadata,
    Column("entry_id", Text, ForeignKey("entries.entry_id"), primary_key=True),
    Column("erased_by", Text, ForeignKey("entries.entry_id"), nullable=False),
)

local = Table("local", metadata, Column("key", Text, primary_key=True), Column("value", Text, nullable=False))

drafts = Table(
    "drafts",
    metadata,
    Column("draft_id", Text, primary_key=True),
    Column("person_id", Text, nullable=False, index=True),
    Column("saved_at", Text, nullable=False),
    Column("content", LargeBinary, nullable=False),
)

cases = Table(
    "cases",
    metadata,
    Column("case_id", Text, primary_key=True),
    Column("number", Text, nullable=False, index=True),
    Column("status", Text, nullable=False, index=True),
    Column("settlement", Text, nullable=False),
    Column("stale", Text, nullable=False),
    Column("waybill", Text, nullable=False, index=True),
    Column("complainant", Text, nullable=False),
    Column("phone", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("level", Integer, nullable=False),
    Column("registered_at", Text, nullable=False, index=True),
    Column("registered_by", Text, nullable=False),
    Column("owner", Text, nullable=False),
    Column("waiting", Boolean(create_constraint=False), nullable=False),
    Column("proposed_at", Text, nullable=False),
    Column("last_at", Text, nullable=False),
    Column("amount_fen", Fen),
    Column("due_at", Text, nullable=False),
    Column("due_promise", Text, nullable=False),
    Column("alone", Boolean(create_constraint=False), nullable=False),
    Column("entries", Integer, nullable=False),
    Column("computed_fen", Fen),
    # What of the approved amount the customer neither has nor will get, for they took goods that were found.
    Column("given_up_fen", Fen, nullable=False, server_default="0"),
    # What is still to come back for goods found, or may come back while nobody has asked the customer.
    Column("open_back_fen", Fen, nullable=False, server_default="0"),
)
Index("ix_cases_due_at", cases.c.due_at, cases.c.registered_at.desc())
Index("ix_cases_owner", cases.c.owner, cases.c.status, cases.c.registered_at)
Index("ix_cases_due_promise", cases.c.due_promise, cases.c.status, cases.c.registered_at)
Index("ix_cases_settlement", cases.c.settlement, cases.c.last_at)
Index("ix_cases_open_back_fen", cases.c.open_back_fen)

tasks = Table(
    "tasks",
    metadata,
    Column("case_id", Text, nullable=False, index=True),
    Column("task", Text, nullable=False),
    Column("ref", Text, nullable=False),
    Column("due_at", Text, nullable=False),
    Column("person_id", Text, nullable=False),
    Column("department", Text, nullable=False),
    Column("statutory", Boolean(create_constraint=False), nullable=False),
    Column("waiting", Boolean(create_constraint=False), nullable=False),
    Column("escalated", Boolean(create_constraint=False), nullable=False),
    PrimaryKeyConstraint("case_id", "task", "ref"),
)
Index("ix_tasks_waiting", tasks.c.waiting, tasks.c.due_at)
Index("ix_tasks_person_id", tasks.c.person_id, tasks.c.waiting, tasks.c.due_at)
Index("ix_tasks_escalated", tasks.c.escalated, tasks.c.due_at)

traces = Table(
    "traces",
    metadata,
    Column("case_id", Text, nullable=False, index=True),
    Column("trace", Text, nullable=False),
    Column("value", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("registered_at", Text, nullable=False),
    PrimaryKeyConstraint("case_id", "trace", "value"),
)
Index("ix_traces_value", traces.c.trace, traces.c.value, traces.c.registered_at)

papers = Table(
    "papers",
    metadata,
    Column("number", Text, nullable=False, index=True),
    Column("case_id", Text, nullable=False, index=True),
    Column("entry_id", Text, primary_key=True),
    Column("paper", Text, nullable=False),
    Column("issued_at", Text, nullable=False, index=True),
    Column("issued_by", Text, nullable=False),
    Column("draft", Boolean(create_constraint=False), nullable=False),
    Column("amount_fen", Fen),
    Column("stored_as", Text, nullable=False),
)

settled = Table(
    "settled",
    metadata,
    Column("case_id", Text, primary_key=True),
    Column("number", Text, nullable=False),
    Column("event", Text, nullable=False),
    Column("cover", Text, nullable=False),
    Column("currency", Text, nullable=False),
    Column("band", Integer, nullable=False),
    Column("value_fen", Fen),
    Column("terms", Text, nullable=False),
    Column("amount_fen", Fen, nullable=False),
    Column("decided_at", Text, nullable=False, index=True),
)
# All of what a comparison reads, so that it need not look up the rows themselves.
Index(
    "ix_settled_alike",
    *(settled.c[name] for name in ("event", "cover", "currency", "band")),
    *(settled.c[name] for name in ("case_id", "number", "terms", "value_fen", "amount_fen", "decided_at")),
)

#: Every index that ``verify`` compares with the journal, with the columns that identify a row.
INDEXES = {
    cases: ("case_id",),
    papers: ("entry_id",),
    settled: ("case_id",),
    tasks: ("case_id", "task", "ref"),
    traces: ("case_id", "trace", "value"),
    erasures: ("entry_id",),
}
