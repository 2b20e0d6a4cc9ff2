"""Facts only some terms ask for: rates, pieces, who claims, an agreement of the customer's own."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from desktop.domain.claim import Claimant, ClaimFacts, Event, ExchangeRate
from desktop.domain.intake import Capacity
from desktop.domain.money import Money
from desktop.rulepacks import load_packs
from desktop.ui.assessment.facts_form import FactsForm, values_of
from desktop.ui.assessment.line_kinds import RateLine, rates_field
from desktop.ui.assessment.relevance import relevant
from desktop.wording.settlement import fact_value
from tests.quoting import trial_packs
from tests.rules.small import head, packs_with
from tests.ui.driving import sees, shown, to_front, write

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.domain.packs import PackLibrary
    from desktop.ui.lines_field import LinesField
    from desktop.ui.share_field import ShareField

ON = date(2026, 3, 2)

#: A made-up road carrier: 30 euro a piece, more for the consignee of documents, and what was paid already comes off.
ROAD = (
    head("road-trial", zh="试用陆运", en="Road trial", more='regime = "road"\nrate_day = "event_on"\n')
    + """\
[[rule]]
id = "road.documents"
line = "goods"
when = { goods = "documents", claimant = "consignee" }
method = "actual-loss"
cite = ["terms"]
title = { zh_CN = "文件", en = "Documents" }

[[rule]]
id = "road.goods"
line = "goods"
method = "capped"
caps = [{ per_piece = "30", currency = "EUR" }]
cite = ["terms"]
title = { zh_CN = "限额", en = "Limit" }

[[rule]]
id = "road.advance"
line = "advance"
when = { known = ["advance_paid"] }
method = "advance"
cite = ["terms"]
title = { zh_CN = "已预付", en = "Paid beforehand" }
"""
)
#: What one customer agreed beside it.
AGREEMENT = (
    head(
        "acme",
        zh="青石商贸协议",
        en="Acme agreement",
        kind="agreement",
        more='regime = "road"\noverlays = ["road-trial"]\n',
    )
    + """\
[[rule]]
id = "acme.goods"
line = "goods"
method = "actual-loss"
cite = ["terms"]
title = { zh_CN = "按实际损失", en = "Actual loss" }
"""
)


@pytest.fixture(scope="module")
def packs() -> PackLibrary:
    return packs_with(ROAD, AGREEMENT)


@pytest.fixture
def form(english: None, qtbot: QtBot, packs: PackLibrary) -> FactsForm:
    made = FactsForm(packs, lambda: ON)
    qtbot.addWidget(made)
    made.resize(420, 900)
    made.show()
    return made


def road(**changes: object) -> ClaimFacts:
    """A parcel of three pieces lost on the road, worth 900 yuan."""
    usual: dict[str, object] = {
        "event": Event.LOSS, "terms": "road-trial", "accepted_on": ON, "event_on": ON, "actual_value": Decimal(900),
        "insured": False, "pieces": 3,
    }  # fmt: skip
    return ClaimFacts(**(usual | changes))  # type: ignore[arg-type]  # by name


def test_limits_in_another_currency_by_the_piece_ask_for_rates_and_pieces(packs: PackLibrary) -> None:
    keys = relevant(road(), packs)

    assert {"rates", "currency", "pieces", "claimant", "goods", "advance_paid", "agreement"} <= keys
    assert "pieces_lost" not in keys
    assert "pieces_lost" in relevant(road(event=Event.SHORTAGE), packs)
    assert "rates" not in relevant(road(currency="EUR"), packs)


def test_plain_terms_ask_for_none_of_it(packs: PackLibrary) -> None:
    keys = relevant(ClaimFacts(event=Event.LOSS, terms="generic", accepted_on=ON), packs)

    assert not keys & {"rates", "claimant", "goods", "agreement"}


def test_who_saw_the_terms_matters_where_a_limit_may_not_be_part_of_the_contract(packs: PackLibrary) -> None:
    assert "ordered_by" in relevant(ClaimFacts(event=Event.TOTAL_DAMAGE, terms="generic", accepted_on=ON), packs)
    assert "ordered_by" not in relevant(road(), packs)


def test_consent_to_a_station_matters_for_what_got_lost_there(packs: PackLibrary) -> None:
    assert "station_consent" in relevant(ClaimFacts(event=Event.LOSS, terms="generic", accepted_on=ON), packs)
    assert "station_consent" not in relevant(
        ClaimFacts(event=Event.TOTAL_DAMAGE, terms="generic", accepted_on=ON), packs
    )
    assert "station_consent" not in relevant(road(), packs)


def test_the_day_the_rate_should_be_of_is_asked_for_once_there_is_a_rate(packs: PackLibrary) -> None:
    rate = ExchangeRate("EUR", Decimal("7.8"), ON)

    assert "event_on" not in relevant(road(), packs)
    assert "event_on" in relevant(road(rates=(rate,)), packs)


def test_a_rate_typed_in_converts_the_limit(form: FactsForm) -> None:
    form.show_facts(values_of(road(goods=None)))
    form.change("goods", "ordinary")
    rates = cast("LinesField", form.widget("rates"))
    line = cast("RateLine", rates.lines[0])

    line.currency.set_value("EUR")
    QTest.keyClicks(line.rate, "7.8")
    assert rates.trouble() != ""
    QTest.keyClicks(line.on, "2026-03-02")

    result = form.assess()
    # 30 euro for each of three pieces is 90 euro, at 7.80 that is 702 yuan, below the loss of 900.
    assert result is not None
    assert result.payable == Decimal(702)
    assert rates.trouble() == ""
    assert len(rates.lines) == 2


def test_rates_survive_the_way_through_the_form(form: FactsForm) -> None:
    rates = (ExchangeRate("EUR", Decimal("7.8"), ON), ExchangeRate("XDR", Decimal("9.5"), ON))

    form.show_facts(values_of(road(rates=rates)))

    facts = form.facts()
    assert facts is not None
    assert facts.rates == rates


def test_a_currency_named_twice_is_told(qtbot: QtBot) -> None:
    field = rates_field(lambda: ON)
    qtbot.addWidget(field)

    field.set_value((ExchangeRate("EUR", Decimal("7.8"), ON), ExchangeRate("EUR", Decimal("7.9"), ON)))

    assert field.trouble()


def test_an_agreement_is_offered_beside_its_terms_only(form: FactsForm) -> None:
    form.show_facts(values_of(road()))
    assert sees(form, "agreement")

    form.change("agreement", "acme")
    result = form.assess()
    assert result is not None
    assert result.payable == Decimal(900)

    form.change("terms", "generic")
    form.offer_of_terms()
    assert not sees(form, "agreement")
    facts = form.facts()
    assert facts is not None
    assert facts.agreement is None


def test_rule_packs_that_came_since_are_on_offer_and_what_is_typed_stays(form: FactsForm) -> None:
    form.show_facts(values_of(road(terms="generic", freight=Decimal(20))))

    form.use_packs(load_packs())
    form.change("terms", "road-trial")
    assert form.values()["terms"] is None

    form.use_packs(trial_packs())
    form.change("terms", "trial")
    form.offer_of_terms()
    form.change("product", "full")
    result = form.assess()
    # Not insured under the trial terms: three times the fee.
    assert result is not None
    assert result.payable == Decimal(60)


def test_who_claims_is_shown_only_where_the_terms_ask(form: FactsForm) -> None:
    form.show_facts({**values_of(road(claimant=Claimant.CONSIGNEE)), "goods": None})
    assert sees(form, "claimant")

    form.change("terms", "generic")

    assert not sees(form, "claimant")


def test_what_was_paid_beforehand_comes_off(form: FactsForm) -> None:
    form.show_facts(values_of(road(agreement="acme")))

    form.change("advance_paid", Money(Decimal(200)))

    result = form.assess()
    assert result is not None
    assert result.payable == Decimal(700)
    assert shown(form, "advance_paid", QLineEdit).text() == "200.00"


@pytest.mark.parametrize(
    ("capacity", "claimant"),
    [(Capacity.SENDER, "sender"), (Capacity.RECIPIENT, "consignee"), (Capacity.AGENT, None), (Capacity.UNKNOWN, None)],
)
def test_who_complains_is_who_claims(capacity: Capacity, claimant: str | None) -> None:
    from desktop.domain.intake import facts_for_claim
    from tests.factories import an_intake

    assert facts_for_claim(an_intake(capacity=capacity), "sf").get("claimant") == claimant


def test_rates_on_a_paper_read_as_a_sentence(english: None) -> None:
    facts = road(rates=(ExchangeRate("EUR", Decimal("7.80"), ON),))

    assert fact_value(facts, "rates") == "1 EUR = 7.80 CNY (2 Mar 2026)"


def test_lines_stay_shut_while_the_form_is_only_read(qtbot: QtBot) -> None:
    """The empty line that stands ready is shut as well, also when it is made later."""
    field = rates_field(lambda: ON)
    qtbot.addWidget(field)
    field.set_read_only(True)

    field.set_value((ExchangeRate("EUR", Decimal("7.8"), ON),))

    lines = cast("list[RateLine]", field.lines)
    assert len(lines) == 2
    assert all(line.rate.isReadOnly() and not line.currency.isEnabled() for line in lines)


def test_tab_walks_through_the_lines_one_after_the_other(qtbot: QtBot) -> None:
    field = rates_field(lambda: ON)
    qtbot.addWidget(field)
    field.set_value((ExchangeRate("EUR", Decimal("7.8"), ON),))
    field.show()
    to_front(field, qtbot)
    expected = [widget for line in field.lines for widget in line.widgets]
    expected[0].setFocus()

    passed = [field.focusWidget()]
    for _stop in expected[1:]:
        QTest.keyClick(field.focusWidget(), Qt.Key.Key_Tab)
        passed.append(field.focusWidget())

    assert passed == expected


def test_all_that_a_loss_by_air_certainly_needs_is_asked_for_at_once(form: FactsForm) -> None:
    """Montreal, article 22(3): the day picks the limit; weight, rate and value are needed whatever it is."""
    form.show_facts({"event": Event.LOSS, "terms": "montreal", "insured": False, "accepted_on": ON})

    result = form.assess()

    assert result is not None
    assert result.needs[0] == "event_on"
    assert set(result.needs) == {"event_on", "actual_value", "weight_kg", "rates"}
    assert all(sees(form, key) for key in result.needs)


@pytest.mark.parametrize(
    ("words", "reading"),
    [("1", "= 100%"), ("30", "= 30%"), ("0.3", "= 30%"), ("三成", "= 30%"), ("30%", ""), ("", ""), ("三", "")],
)
def test_beside_a_share_stands_how_it_is_understood(form: FactsForm, words: str, reading: str) -> None:
    form.show_facts(values_of(road(event=Event.PARTIAL_DAMAGE, loss_ratio=Decimal("0.5"))))

    line = cast("ShareField", write(form, "loss_ratio", words))

    assert line.reading() == reading


def test_a_share_counts_as_it_is_understood_and_is_written_out(form: FactsForm, qtbot: QtBot) -> None:
    """Of 900 yuan three tenths are lost, under an agreement that pays the real loss: 270."""
    form.show_facts(values_of(road(event=Event.PARTIAL_DAMAGE, agreement="acme", loss_ratio=Decimal("0.5"))))
    to_front(form, qtbot)

    line = write(form, "loss_ratio", "三成")
    result = form.assess()
    QTest.keyClick(line, Qt.Key.Key_Tab)

    assert result is not None
    assert result.payable == Decimal(270)
    assert line.text() == "30%"


def test_a_promise_that_is_over_is_not_taken_for_one_a_year_ahead(form: FactsForm) -> None:
    """Typed on 2 March, 2-26 is last week: what came on the 1st is late by three days, and the fee of 20 goes back."""
    posted = date(2026, 2, 20)
    form.show_facts(values_of(ClaimFacts(event=Event.DELAY, terms="generic", accepted_on=posted, freight=Decimal(20))))

    write(form, "promised_by", "2-26")
    write(form, "delivered_on", "3-1")

    facts, result = form.facts(), form.assess()
    assert facts is not None
    assert (facts.promised_by, facts.delivered_on) == (date(2026, 2, 26), date(2026, 3, 1))
    assert result is not None
    assert (result.treated_as, result.payable) == ("delay", Decimal(20))


def test_a_late_parcel_under_an_agreement_goes_by_the_day_it_came(form: FactsForm) -> None:
    """Under the customer's own agreement the real loss is paid, here what 100 yuan of flowers lost by coming late."""
    form.show_facts(values_of(road(event=Event.DELAY, accepted_on=date(2026, 2, 20), event_on=None)))

    form.change("agreement", "acme")
    write(form, "promised_by", "2-26")
    write(form, "delivered_on", "3-1")
    asking = form.assess()
    assert asking is not None
    assert asking.needs == ("loss_amount",)
    write(form, "loss_amount", "100")

    result = form.assess()
    assert result is not None
    assert (result.payable, result.problems) == (Decimal(100), ())


@pytest.mark.parametrize("weight", ["0", "0.5"])
def test_a_weight_of_nothing_is_not_reckoned_with_in_silence(form: FactsForm, weight: str) -> None:
    """Montreal, article 22(3): nothing for no kilograms, and 26 SDR each at 9.61 for half of one: 124.93."""
    rate = ExchangeRate("XDR", Decimal("9.61"), ON)
    form.show_facts(values_of(road(terms="montreal", rates=(rate,), pieces=None)))

    write(form, "weight_kg", weight)

    result = form.assess()
    assert result is not None
    warned = [problem.field for problem in result.warnings if problem.code == "zero-entered"]
    assert (result.payable, warned) == ((Decimal(0), ["weight_kg"]) if weight == "0" else (Decimal("124.93"), []))
