"""What the customer still has of the money paid to them, by what it was for: payments, proposals and returns in order.

An amount approved later may include what is out already; that money is then for what the later amount is for, whether
or not anything more was paid on it. It leaves the earlier amount kind by kind, so that postage counted in goes on being
postage. Money that came back for goods comes off what was paid for goods until then.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from desktop.domain import entries as e
from desktop.domain.paid_for import AGREED, COMES_BACK, made_up, proposed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.domain.case import Case

#: ``MoneyReturned.cause`` of money back for goods.
_FOR_GOODS = "goods-found"


def still_held(case: Case, before: e.Header | None = None, returned_before: e.Header | None = None) -> dict[str, int]:
    """Return what the customer has been paid and has not given back, in fen by kind as in ``paid_for``.

    A payment counts without what came back of it because it was a mistake, whenever that was.

    Args:
        case: the case.
        before: leave out all that was recorded from this entry on.
        returned_before: count money that came back for goods from this entry on as if it were still out.
    """
    ledger = _Ledger(case)
    mistaken: Counter[str] = Counter()
    for _header, back in case.life.returned:
        mistaken[back.rests_on] += back.amount_fen
    for header, body in _obeyed(case):
        if before is not None and not place(header) < place(before):
            break
        match body:
            case e.Decided(verdict=e.Verdict.APPROVE):
                ledger.carry_over(body.proposal)
            case e.PaymentMade():
                ledger.pay(body.proposal, body.amount_fen - mistaken[header.digest])
            case e.MoneyReturned(cause=cause) if cause == _FOR_GOODS:
                if returned_before is None or place(header) < place(returned_before):
                    ledger.take_back(body.amount_fen)
    return ledger.told()


def place(header: e.Header) -> tuple[str, str, int]:
    """Return where an entry stands among those of all devices, as ``entries.in_order`` has it."""
    return header.time, header.device, header.number


def _obeyed(case: Case) -> Iterator[tuple[e.Header, e.Body]]:
    for line in case.history:
        if not line.stale and line.entry.body is not None:
            yield line.entry.header, line.entry.body


class _Ledger:
    """Fen by kind for each proposal, in the order in which they were approved."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._parts: dict[str, dict[str, int]] = {}
        #: What of its parts a proposal has not got yet.
        self._room: dict[str, dict[str, int]] = {}

    def carry_over(self, proposal: str) -> None:
        """Take up a proposal, with what its amount includes of the money that is out on earlier ones."""
        if proposal in self._parts:
            return
        earlier = list(reversed(self._parts.values()))
        room = made_up(self._case, proposal)
        body = proposed(self._case, proposal)
        wanted = body.paid_before_fen if body is not None else 0
        self._parts[proposal], self._room[proposal] = {}, dict(room)
        included = 0
        for kind in _stays_first(room):
            included += _move(earlier, [kind], min(room[kind], wanted - included))
        # What was paid for a loss and turns out to be for a delay: money for the goods is what changes its kind.
        included += _move(earlier, [], wanted - included)
        self._fill(proposal, included)

    def pay(self, proposal: str, fen: int) -> None:
        """Count a payment in."""
        self.carry_over(proposal)
        self._fill(proposal, fen)

    def take_back(self, fen: int) -> None:
        """Take money that came back off what was paid for the goods; what goes beyond comes off the rest."""
        _move(list(reversed(self._parts.values())), [], fen)

    def told(self) -> dict[str, int]:
        """Return everything that is out, by kind."""
        told: dict[str, int] = {}
        for parts in self._parts.values():
            for kind, fen in parts.items():
                told[kind] = told.get(kind, 0) + fen
        return {kind: fen for kind, fen in told.items() if fen}

    def _fill(self, proposal: str, fen: int) -> None:
        """Put money where a proposal has room for it: what stays with the customer first, for it is owed anyway."""
        parts, room = self._parts[proposal], self._room[proposal]
        for kind in _stays_first(room):
            taken = min(fen, room[kind])
            room[kind] -= taken
            parts[kind] = parts.get(kind, 0) + taken
            fen -= taken
        if fen:
            parts[AGREED] = parts.get(AGREED, 0) + fen


def _stays_first(parts: dict[str, int]) -> list[str]:
    return sorted(parts, key=lambda kind: kind in COMES_BACK)


def _move(held: list[dict[str, int]], kinds: list[str], fen: int) -> int:
    """Take up to so much out of what is held, of some kinds or of all, the goods first; return how much was taken."""
    left = fen
    for goods_only in (True, False):
        for parts in held:
            for kind in kinds or [kind for kind in parts if (kind in COMES_BACK) is goods_only]:
                taken = max(0, min(left, parts.get(kind, 0)))
                parts[kind] = parts.get(kind, 0) - taken
                left -= taken
    return fen - left
