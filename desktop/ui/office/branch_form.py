"""The details of the branch as a form, for the first run and the Office page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop import i18n
from desktop.domain.entries import OfficeDetails
from desktop.domain.waybill import Force
from desktop.i18n import N_, _
from desktop.ui.choices import ChoiceField
from desktop.ui.fields import PhoneField, TextField, kind
from desktop.ui.forms import Field, Form
from desktop.wording.founding import DETAILS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop.actions.desk import Reference
    from desktop.ui.forms import Values

_OTHER = "other"
#: Post and EMS work by the postal law; whoever has no pack of their own works by the general terms.
_TERMS_OF = {"ems": "postal", "post": "postal"}
_GENERAL = "generic"
#: Brands are kept by their Chinese name: that is how customers know them.
_KEPT_IN = "zh_CN"


class BranchForm(Form):
    """Name, brand, terms, address, phones and licence; choosing a brand chooses its terms."""

    def __init__(self, reference: Reference) -> None:
        super().__init__(_fields(reference))
        self._carriers = reference.waybills.carriers
        self._terms = reference.packs.terms()
        self.setObjectName("branch_form")
        self.changed.connect(self._follow_brand)

    def offer_terms(self, reference: Reference) -> None:
        """Offer the terms there are now; what was chosen stays."""
        self._terms = reference.packs.terms()
        self.widget("terms").set_options(_terms_of(reference))

    def details(self) -> OfficeDetails:
        """Return what is typed."""
        typed = self.values()
        other = typed["carrier"] == _OTHER
        brand = typed["brand"] if other else self._carriers.get(str(typed["carrier"]), {}).get(_KEPT_IN, "")
        plain = {key: str(typed[key] or "") for key in ("name", "address", "phone", "licence", "head_office_phone")}
        return OfficeDetails(brand=str(brand or ""), terms=str(typed["terms"] or ""), **plain)

    def show_details(self, details: OfficeDetails) -> None:
        """Fill the form with what is known."""
        carriers = (code for code, names in self._carriers.items() if names.get(_KEPT_IN) == details.brand)
        values: dict[str, object] = {key: getattr(details, key) for key in DETAILS}
        self.fill({**values, "carrier": next(carriers, _OTHER if details.brand else None)})

    def mark(self, problems: Mapping[str, str]) -> None:
        """Show the problems of ``check_details``; one about the brand belongs to what is in sight."""
        marked = dict(problems)
        if "brand" in marked and self.values()["carrier"] != _OTHER:
            marked["carrier"] = marked.pop("brand")
        self.mark_problems(marked)

    def _follow_brand(self, key: str) -> None:
        carrier = self.values()["carrier"]
        if key == "carrier" and carrier is not None:
            wanted = _TERMS_OF.get(str(carrier), str(carrier))
            self.change("terms", wanted if wanted in self._terms else _GENERAL)


def _fields(reference: Reference) -> tuple[Field, ...]:
    carriers = reference.waybills.carriers
    offered = tuple((code, reference.waybills.carrier_name(code, i18n.language())) for code in carriers)
    return (
        Field("name", DETAILS["name"], kind(TextField, _("As on the seal")), required=True),
        Field(
            "licence",
            DETAILS["licence"],
            kind(TextField, _("Can be added later"), least_scan=Force.STRONG),
            beside=True,
        ),
        Field("carrier", DETAILS["brand"], kind(ChoiceField, offered), required=True),
        Field(
            "terms",
            DETAILS["terms"],
            kind(ChoiceField, _terms_of(reference)),
            required=True,
            beside=True,
            hint=_TERMS_HINT,
        ),
        Field("brand", N_("Name of the other brand"), TextField, required=True, when=_is_other),
        Field("address", DETAILS["address"], TextField, required=True),
        Field("phone", DETAILS["phone"], PhoneField, required=True),
        Field("head_office_phone", DETAILS["head_office_phone"], PhoneField, beside=True),
    )


def _terms_of(reference: Reference) -> tuple[tuple[object, str], ...]:
    return tuple((name, terms_title(reference, name)) for name in reference.packs.terms())


_TERMS_HINT = N_("Claims are worked out by these.")


def _is_other(values: Values) -> bool:
    return bool(values["carrier"] == _OTHER)


def terms_title(reference: Reference, terms: str) -> str:
    """Return the title of the newest rule pack of some terms, in the language in force."""
    titles = [pack.sheet.title for pack in reference.packs.packs if pack.sheet.id == terms]
    return str(getattr(titles[-1], i18n.language(), titles[-1].en)) if titles else terms
