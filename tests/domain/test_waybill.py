"""Whose number a waybill is, by its form and check digit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.waybill import (
    Check,
    Cleaned,
    Force,
    clean,
    find_in_label,
    grouped,
    recognise,
    s10_check_digit,
    split_glued,
)
from desktop.waybills import load_waybills

FORMS = load_waybills().forms


@pytest.mark.parametrize(
    ("raw", "number"),
    [
        ("ＹＴ８９６２６４６７８５３８９", "YT8962646785389"),
        ("yt8962646785389", "YT8962646785389"),
        (" SF13 8562 8716 739\r\n", "SF1385628716739"),
        ("\ufeff463431409940372\u200b\t", "463431409940372"),
        ("46343\u00a01409940372", "463431409940372"),
        ('="463431409940372"', "463431409940372"),
        ("'463431409940372", "463431409940372"),
        ("No:463431409940372", "463431409940372"),
        ("单号：463431409940372", "463431409940372"),
        ("运单号:463431409940372", "463431409940372"),
        ("'No: 463431409940372", "463431409940372"),
        ("463431409940372.0", "463431409940372"),
        ("", ""),
    ],
)
def test_what_clings_to_a_number_comes_off(raw: str, number: str) -> None:
    assert clean(raw) == Cleaned(number, raw, "", lost_digits=False)


@pytest.mark.parametrize(
    ("raw", "number", "box"),
    [
        ("JDVA11408814483-1-1-", "JDVA11408814483", "1-1"),
        ("JDX024407261700-2-3-", "JDX024407261700", "2-3"),
        ("DPK364112047425-001", "DPK364112047425", "001"),
        ("12345678901-1-10-2", "12345678901", "1-10-2"),
    ],
)
def test_the_box_number_gets_a_place_of_its_own(raw: str, number: str, box: str) -> None:
    cleaned = clean(raw)

    assert (cleaned.number, cleaned.box_suffix) == (number, box)


@pytest.mark.parametrize("raw", ["4.63431E+14", "4.63431e+14", "5E+14", "1234567890123456.0"])
def test_digits_a_spreadsheet_has_lost_are_told(raw: str) -> None:
    assert clean(raw).lost_digits


def test_a_number_with_an_e_in_it_has_lost_nothing() -> None:
    assert not clean("1E12345678").lost_digits


@given(st.one_of(st.text(), st.text(alphabet="NO:单号'\"=E+.-0123456789ABab ＹＴ８\u200b")))
def test_cleaning_twice_is_cleaning_once(raw: str) -> None:
    once = clean(raw)

    assert clean(once.number).number == once.number


@pytest.mark.parametrize(
    ("number", "carrier"),
    [
        ("SF1385628716739", "sf"),
        ("YT8962646785389", "yto"),
        ("JT5261988016578", "jt"),
        ("JT0006968326954", "jt"),
        ("JT3002232682242", "jt"),
        ("JDX024407261700", "jd"),
        ("JDVA11408814483", "jd"),
        ("DPK202252612836", "deppon"),
        ("DPK364112047425", "deppon"),
        ("YT2229521272164446", "yunexpress"),
        ("JD123456789012345678", "dhl"),
    ],
)
@pytest.mark.parametrize("own_brand", ["", "zto", "yto"])
def test_a_form_of_its_own_leaves_one_carrier(number: str, carrier: str, own_brand: str) -> None:
    guesses = recognise(number, FORMS, own_brand)

    assert [(guess.carrier, guess.force, guess.check) for guess in guesses] == [(carrier, Force.STRONG, Check.NONE)]


@pytest.mark.parametrize(
    ("number", "carrier"),
    [
        ("73610555582883", "zto"),
        ("75812345678901", "zto"),
        ("77316523125896", "sto"),
        ("773277027280336", "sto"),
        ("463431409940372", "yunda"),
        ("462598779470531", "yunda"),
        ("621123456789012", "cainiao"),
    ],
)
def test_a_likely_form_goes_first_without_excluding_others(number: str, carrier: str) -> None:
    first = recognise(number, FORMS)[0]

    assert (first.carrier, first.force) == (carrier, Force.MEDIUM)


@pytest.mark.parametrize(
    ("number", "carriers"),
    [
        ("432542035598773", {"sto", "yunda"}),
        ("1207119765021", {"yunda", "sto", "ems"}),
        ("1240921381750", {"yunda", "sto", "ems"}),
        ("4309597495550", {"yunda", "sto", "post"}),
        ("968754207139", {"sf", "zto", "sto", "ane", "yimidida", "yto"}),
        ("300527476792", {"sf", "zto", "sto", "ane", "yimidida", "yto"}),
        ("202197601431", {"ztoky", "sf"}),
        ("106027097895", {"yimidida", "sf"}),
        ("12345678", {"deppon"}),
    ],
)
def test_shared_digits_offer_every_carrier(number: str, carriers: set[str]) -> None:
    assert carriers <= {guess.carrier for guess in recognise(number, FORMS)}


@pytest.mark.parametrize("own_brand", ["sf", "zto", "sto", "yto"])
def test_the_brand_of_the_branch_goes_first_among_shared_digits(own_brand: str) -> None:
    first = recognise("968754207139", FORMS, own_brand)[0]

    assert (first.carrier, first.reason) == (own_brand, "own-brand")


def test_a_brand_whose_form_does_not_fit_is_not_put_in() -> None:
    assert "jd" not in {guess.carrier for guess in recognise("968754207139", FORMS, "jd")}


@pytest.mark.parametrize(
    ("serial", "digit"),
    [
        ("47312482", 9),
        ("00071758", 1),
        ("96633102", 0),
        ("76129403", 8),
        ("10001000", 5),
        ("00000000", 5),
    ],
)
def test_the_check_digit_of_s10(serial: str, digit: int) -> None:
    assert s10_check_digit(serial) == digit


@pytest.mark.parametrize(
    ("number", "carrier"),
    [
        ("EE471108151FR", "ems"),
        ("RB123456785GB", "post"),
        ("RB123456785US", "post"),
        ("EB000717595HK", "ems"),
        ("EB000717618HK", "ems"),
        ("1Z5R89390357567127", "ups"),
    ],
)
def test_a_right_check_digit_with_letters_decides(number: str, carrier: str) -> None:
    first = recognise(number, FORMS)[0]

    assert (first.carrier, first.force, first.check) == (carrier, Force.STRONG, Check.PASSED)


@pytest.mark.parametrize("number", ["RB123456786US", "EB000717594HK", "TX801495811US", "1Z1111111111111111"])
def test_a_wrong_check_digit_is_told_and_not_refused(number: str) -> None:
    first = recognise(number, FORMS)[0]

    assert (first.force, first.check, first.reason) == (Force.WEAK, Check.FAILED, "wrong-check-digit")


def test_a_country_that_does_not_exist_is_told() -> None:
    assert recognise("RB123456785XX", FORMS)[0].reason == "unknown-country"


def test_a_reserved_service_is_told() -> None:
    # 47312482 has check digit 9 (the standard's example); T is reserved.
    assert recognise("TB473124829US", FORMS)[0].reason == "reserved-service"


@pytest.mark.parametrize(
    ("number", "carrier"),
    [("986578788855", "fedex"), ("3318810025", "dhl"), ("568283610012734", "fedex")],
)
def test_plain_digits_that_pass_are_one_weak_guess_more(number: str, carrier: str) -> None:
    guess = next(guess for guess in recognise(number, FORMS) if guess.carrier == carrier)

    assert (guess.force, guess.check) == (Force.WEAK, Check.PASSED)


@pytest.mark.parametrize(
    ("number", "carrier"),
    [("996578788855", "fedex"), ("3318810010", "dhl"), ("568283610012732", "fedex")],
)
def test_plain_digits_that_fail_are_not_offered(number: str, carrier: str) -> None:
    assert carrier not in {guess.carrier for guess in recognise(number, FORMS)}


@given(st.one_of(st.text(), st.from_regex(r"[A-Z]{0,3}[0-9]{6,20}[A-Z]{0,2}", fullmatch=True)))
def test_no_text_is_too_strange_to_be_looked_at(number: str) -> None:
    guesses = recognise(number, FORMS, "zto")

    assert len({guess.carrier for guess in guesses}) == len(guesses)
    assert split_glued(number, FORMS) is None or "".join(split_glued(number, FORMS) or ()) == number
    find_in_label(number, FORMS)


def test_numbers_are_shown_by_fours() -> None:
    assert grouped("SF1385628716739") == "SF13 8562 8716 739"
    assert grouped("") == ""


@pytest.mark.parametrize(
    ("number", "parts"),
    [
        ("SF1385628716739YT8962646785389", ("SF1385628716739", "YT8962646785389")),
        ("SF1385628716739SF1385628716739", ("SF1385628716739", "SF1385628716739")),
        ("YT2229521272164446JDX024407261700", ("YT2229521272164446", "JDX024407261700")),
        ("463431409940372463431409940372", ("463431409940372", "463431409940372")),
    ],
)
def test_two_scans_that_ran_together_come_apart(number: str, parts: tuple[str, str]) -> None:
    assert split_glued(number, FORMS) == parts


@pytest.mark.parametrize("number", ["SF1385628716739", "YT2229521272164446", "968754207139", "", "123456789012" * 2])
def test_one_number_stays_one(number: str) -> None:
    assert split_glued(number, FORMS) is None


@pytest.mark.parametrize(
    "text",
    [
        "MMM={'k1':'571W','k5':'SF1385628716739','k7':''}",
        "571W\tSF1385628716739\t20260302",
        "https://example.invalid/q?no=sf1385628716739&x=12",
        "SF1385628716739",
    ],
)
def test_the_number_is_found_in_the_code_of_a_label(text: str) -> None:
    assert find_in_label(text, FORMS) == "SF1385628716739"


def test_a_code_without_a_sure_number_gives_none() -> None:
    assert find_in_label("571W\t968754207139", FORMS) is None
