"""What was registered, in readable groups; names and phones to be held for."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop import i18n
from desktop.domain.check import DATE_FIELDS
from desktop.domain.claim import ValueProof
from desktop.domain.waybill import grouped
from desktop.i18n import _
from desktop.ui import panels, theme
from desktop.ui.cases.masked_person import masked_name, masked_phone, masked_text
from desktop.wording import intake as wording
from desktop.wording.claim import choice_label as claim_label

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop.actions.desk import Desk
    from desktop.domain.case import Case
    from desktop.ui.background import Background

    Fact = tuple[str, str | QWidget]

_DAYS = DATE_FIELDS
_SUMS = ("declared_value", "premium", "freight", "actual_value")


class Registration(QWidget):
    """The facts of a registration as groups of names and values."""

    def __init__(self, desk: Desk, background: Background) -> None:
        super().__init__()
        self._desk, self._background = desk, background
        self._people = panels.Facts()
        self._parcel = panels.Facts()
        self._days = panels.Facts()
        self._worth = panels.Facts()
        left = panels.column(_group(_("Who"), self._people), _group(_("Parcel"), self._parcel), None, spacing=theme.L)
        right = panels.column(_group(_("Days"), self._days), _group(_("Worth"), self._worth), None, spacing=theme.L)
        both = panels.row(left, right, spacing=theme.XL)
        both.setStretch(0, 1)
        both.setStretch(1, 1)
        self.setLayout(both)

    def show_case(self, case: Case) -> None:
        """Show the registration of a case."""
        self._people.show_facts(self._about_people(case))
        self._parcel.show_facts(self._about_parcel(case))
        days = list(_days_of(case))
        worth = list(_worth_of(case))
        self._days.show_facts(days or [(_("None yet"), " ")])
        self._worth.show_facts(worth or [(_("None yet"), " ")])

    def _about_people(self, case: Case) -> list[Fact]:
        intake, watch = case.intake, (self._desk, self._background, case.case_id)
        as_what = wording.choice_label(intake.capacity)
        facts: list[Fact] = [(wording.field_label("complainant_name"), masked_name(*watch, intake.complainant_name))]
        facts.append((wording.field_label("capacity"), as_what))
        if intake.phone:
            facts.append((wording.field_label("phone"), masked_phone(*watch, intake.phone)))
        if intake.other_contact:
            facts.append(
                (wording.field_label("other_contact"), masked_text(*watch, intake.other_contact, "other contact"))
            )
        if intake.other_party_name:
            other = masked_name(*watch, intake.other_party_name, "other name")
            facts.append((wording.field_label("other_party_name"), other))
        if intake.other_party_phone:
            other = masked_phone(*watch, intake.other_party_phone, "other phone")
            facts.append((wording.field_label("other_party_phone"), other))
        facts.append((wording.field_label("privacy_told"), _("Yes") if intake.privacy_told else _("No")))
        facts.append((wording.field_label("read_back"), _("Yes") if intake.read_back else _("No")))
        return facts

    def _about_parcel(self, case: Case) -> list[Fact]:
        intake = case.intake
        waybills = self._desk.reference.waybills
        return [
            (wording.field_label("waybill"), grouped(intake.waybill)),
            (wording.field_label("no_waybill_reason"), intake.no_waybill_reason),
            (
                wording.field_label("carrier"),
                waybills.carrier_name(intake.carrier, i18n.language()) if intake.carrier else "",
            ),
            (wording.field_label("scope"), claim_label("scope", intake.scope or "")),
            (wording.field_label("contents"), intake.contents),
            (wording.field_label("quantity"), "" if intake.quantity is None else i18n.number(intake.quantity)),
            (wording.field_label("weight_kg"), intake.weight_kg),
            (wording.field_label("channel"), wording.choice_label(intake.channel)),
            (wording.field_label("external_number"), intake.external_number),
        ]


def _days_of(case: Case) -> Iterable[Fact]:
    for key in _DAYS:
        text = getattr(case.intake, key)
        if text:
            yield wording.field_label(key), i18n.day(date.fromisoformat(text))
    if case.intake.signed_by:
        yield wording.field_label("signed_by"), case.intake.signed_by


def _worth_of(case: Case) -> Iterable[Fact]:
    intake = case.intake
    if intake.insured is not None:
        yield wording.field_label("insured"), wording.insured_label(intake.insured)
    for key in _SUMS:
        fen = getattr(intake, key)
        if fen is not None:
            yield wording.field_label(key), i18n.yuan(fen)
    if intake.value_proof:
        yield wording.field_label("value_proof"), wording.choice_label(ValueProof(intake.value_proof))
    if intake.damage_extent:
        yield wording.field_label("damage_extent"), wording.choice_label(intake.damage_extent)


def _group(title: str, facts: panels.Facts) -> QWidget:
    box = QWidget()
    box.setLayout(panels.column(panels.text(title, "strong", wrap=False), facts, spacing=theme.XS))
    return box
