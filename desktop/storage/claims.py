"""What other cases of the same parcel have come to in money, read from the index alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from desktop.domain.other_claims import OtherClaim, other_claim
from desktop.storage import tables as t
from desktop.storage.index import cases_of_waybill

if TYPE_CHECKING:
    from sqlalchemy import Connection


def other_claims(connection: Connection, waybill: str, but_for: str) -> list[OtherClaim]:
    """Return what other cases of a waybill have come to in money, the one registered last first."""
    rows = [row for row in cases_of_waybill(connection, waybill) if row.case_id != but_for]
    papers = select(t.papers.c.case_id, t.papers.c.amount_fen).where(
        t.papers.c.case_id.in_([row.case_id for row in rows]), t.papers.c.draft.is_(False), t.papers.c.amount_fen > 0
    )
    # The last paper of a case is the one that counts.
    issued = {case_id: fen for case_id, fen in connection.execute(papers.order_by(t.papers.c.issued_at))}
    found = (
        other_claim(row.case_id, row.number, row.settlement, row.amount_fen, issued.get(row.case_id), row.given_up_fen)
        for row in rows
    )
    return [claim for claim in found if claim is not None]
