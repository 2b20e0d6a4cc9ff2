"""A registration: as a draft, as JSON, and as the facts of a claim."""

import json

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.claim import Scope, ValueProof
from desktop.domain.intake import (
    Ask,
    Capacity,
    Channel,
    ComplaintType,
    DamageExtent,
    Intake,
    claim_basis,
    default_level,
    facts_for_claim,
    tidy,
)


def a_damage(**changes: object) -> Intake:
    intake = Intake(
        channel=Channel.COUNTER,
        waybill="SF1385628716739",
        complainant_name="王小明",
        capacity=Capacity.SENDER,
        phone="13800001234",
        types=(ComplaintType.DAMAGE,),
        damage_extent=DamageExtent.PARTIAL,
        words="杯子碎了",
        posted_on="2026-03-02",
        insured=True,
        declared_value=300000,
        freight=42100,
        actual_value=950000,
        value_proof=ValueProof.INVOICE,
        weight_kg="2.5",
    )
    return msgspec.structs.replace(intake, **changes)


def test_an_empty_draft_is_an_intake() -> None:
    assert msgspec.json.decode(b"{}", type=Intake) == Intake()


def test_an_intake_survives_its_own_json() -> None:
    intake = a_damage(asks=(Ask.COMPENSATE, Ask.APOLOGISE), asked_amount=100000, insured=None)

    assert msgspec.json.decode(msgspec.json.encode(intake), type=Intake) == intake


@pytest.mark.parametrize("written", [b'{"colour": "red"}', b'{"channel": "pigeon"}', b'{"level": 2}'])
def test_what_is_not_of_an_intake_is_refused(written: bytes) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(written, type=Intake)


@pytest.mark.parametrize(
    ("types", "stars"),
    [
        ((), 0),
        ((ComplaintType.ATTITUDE,), 1),
        ((ComplaintType.DELAY,), 3),
        ((ComplaintType.LOSS,), 5),
        ((ComplaintType.DAMAGE,), 5),
        ((ComplaintType.SHORTAGE,), 5),
        ((ComplaintType.ATTITUDE, ComplaintType.DELAY), 3),
        ((ComplaintType.DELAY, ComplaintType.LOSS, ComplaintType.ATTITUDE), 5),
        ((ComplaintType.SUGGESTION,), 1),
    ],
)
def test_the_gravest_type_sets_the_stars(types: tuple[ComplaintType, ...], stars: int) -> None:
    assert default_level(types) == stars


def test_tidying_takes_out_what_nobody_can_see() -> None:
    tidied = tidy(Intake(complainant_name=" 王\u200b小\x00明\r\n", words="第一行\r\n第二行\x07", waybill_raw="\ud800A"))

    assert (tidied.complainant_name, tidied.words, tidied.waybill_raw) == ("王小明", "第一行\n第二行", "A")


def test_tidying_keeps_rare_characters_and_their_variants() -> None:
    name = "\U0002cb4a葛\U000e0100"

    assert tidy(Intake(complainant_name=name)).complainant_name == name


@given(st.text(), st.text())
def test_a_tidied_intake_can_be_stored_and_is_tidy(name: str, words: str) -> None:
    tidied = tidy(Intake(complainant_name=name, words=words))

    assert tidy(tidied) == tidied
    assert msgspec.json.decode(msgspec.json.encode(tidied), type=Intake) == tidied


@pytest.mark.parametrize(
    "changes",
    [
        {"phone": "13900005678"},
        {"other_contact": "微信"},
        {"other_party_phone": "13900005678"},
        {"channel": Channel.PHONE},
        {"external_number": "W-1"},
        {"note": "已登记"},
        {"privacy_told": True},
        {"waybill_raw": "sf1385628716739"},
    ],
)
def test_a_new_way_to_reach_someone_leaves_the_claim_alone(changes: dict[str, object]) -> None:
    assert claim_basis(a_damage(**changes)) == claim_basis(a_damage())


@pytest.mark.parametrize(
    "changes",
    [
        {"declared_value": 300001},
        {"actual_value": None},
        {"insured": None},
        {"types": (ComplaintType.LOSS,)},
        {"complainant_name": "王小朋"},
        {"posted_on": "2026-03-01"},
        {"asks": (Ask.REFUND,)},
    ],
)
def test_a_correction_of_what_is_claimed_shows(changes: dict[str, object]) -> None:
    assert claim_basis(a_damage(**changes)) != claim_basis(a_damage())


def test_a_route_nobody_named_leaves_the_basis_of_older_assessments_as_it_was() -> None:
    # Assessments made before there was such a question are bound to a basis without it.
    assert "scope" not in json.loads(claim_basis(a_damage()))
    assert json.loads(claim_basis(a_damage(scope=Scope.TAIWAN)))["scope"] == "taiwan"
    assert facts_for_claim(a_damage(scope=Scope.TAIWAN), "zto")["scope"] == "taiwan"


def test_the_order_of_wishes_is_no_change_of_the_claim() -> None:
    one = claim_basis(a_damage(asks=(Ask.REFUND, Ask.EXPLAIN)))

    assert one == claim_basis(a_damage(asks=(Ask.EXPLAIN, Ask.REFUND)))


def test_the_basis_is_plain_sorted_json() -> None:
    keys = list(json.loads(claim_basis(a_damage())))

    assert keys == sorted(keys)


def test_a_damaged_insured_parcel_gives_its_claim_facts() -> None:
    assert facts_for_claim(a_damage(), "zto") == {
        "terms": "zto",
        "event": "partial-damage",
        "claimant": "sender",
        "accepted_on": "2026-03-02",
        "insured": True,
        "declared_value": "3000.00",
        "freight": "421.00",
        "actual_value": "9500.00",
        "value_proof": "invoice",
        "weight_kg": "2.5",
    }


def test_a_value_stated_without_insured_value_is_only_told() -> None:
    facts = facts_for_claim(a_damage(insured=False), "zto")

    assert "declared_value" not in facts
    assert facts["value_told"] == "3000.00"


@pytest.mark.parametrize(
    ("types", "extent", "event"),
    [
        ((ComplaintType.DELAY,), DamageExtent.UNKNOWN, "delay"),
        ((ComplaintType.LOSS,), DamageExtent.UNKNOWN, "loss"),
        ((ComplaintType.DAMAGE,), DamageExtent.TOTAL, "total-damage"),
        ((ComplaintType.DAMAGE,), DamageExtent.PARTIAL, "partial-damage"),
        ((ComplaintType.DAMAGE,), DamageExtent.UNKNOWN, None),
        ((ComplaintType.SHORTAGE,), DamageExtent.UNKNOWN, "shortage"),
        ((ComplaintType.WRONG_CONTENTS,), DamageExtent.UNKNOWN, "wrong-contents"),
        ((ComplaintType.MISDELIVERY,), DamageExtent.UNKNOWN, "misdelivery"),
        ((ComplaintType.ATTITUDE,), DamageExtent.UNKNOWN, None),
        ((ComplaintType.ATTITUDE, ComplaintType.LOSS), DamageExtent.UNKNOWN, "loss"),
    ],
)
def test_the_event_follows_the_type(types: tuple[ComplaintType, ...], extent: DamageExtent, event: str | None) -> None:
    facts = facts_for_claim(Intake(types=types, damage_extent=extent), "generic")

    assert facts.get("event") == event


def test_a_late_arrival_is_the_event_of_a_delay() -> None:
    late = Intake(types=(ComplaintType.DELAY,), promised_by="2026-03-05", delivered_on="2026-03-09")

    assert facts_for_claim(late, "sf")["event_on"] == "2026-03-09"


def test_the_named_carrier_goes_before_the_office() -> None:
    assert facts_for_claim(Intake(carrier="sf"), "zto")["terms"] == "sf"


def test_terms_of_a_carrier_without_a_pack_are_left_to_a_person() -> None:
    assert "terms" not in facts_for_claim(Intake(carrier="dhl"), "zto")


def test_an_office_without_terms_gives_none() -> None:
    assert "terms" not in facts_for_claim(Intake(), "")


def test_a_zero_is_a_known_amount() -> None:
    assert facts_for_claim(Intake(premium=0), "sf")["premium"] == "0.00"
