"""What this office paid in alike cases, and what other cases of the same waybill have come to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from desktop.domain.similar import NEAREST, compare, likeness
from desktop.storage import claims, index

if TYPE_CHECKING:
    from desktop.actions.desk import Desk
    from desktop.domain.case import Case
    from desktop.domain.other_claims import OtherClaim
    from desktop.domain.similar import Comparison


@dataclass(frozen=True)
class Beside:
    """What stands beside a case in this office.

    Attributes:
        case_id: of that case.
        comparison: with alike cases; None where it is not known what to compare by.
        others: claims of other cases of the same waybill.
    """

    case_id: str
    comparison: Comparison | None = None
    others: tuple[OtherClaim, ...] = ()


def look_beside(desk: Desk, case: Case) -> Beside:
    """Return what an amount for this case is to be seen against, as this office has it now."""
    this = likeness(case)
    with desk.office.reading() as connection:
        others = tuple(claims.other_claims(connection, case.intake.waybill, case.case_id))
        if this is None:
            return Beside(case.case_id, None, others)
        comparison = compare(this, index.paid_alike(connection, this, case.case_id))
        nearest = index.nearest_alike(connection, this, case.case_id, NEAREST, same_terms=comparison.same_terms)
    return Beside(case.case_id, replace(comparison, nearest=tuple(nearest)), others)
