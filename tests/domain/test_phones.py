"""Phone numbers as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.phones import Phone, PhoneKind, check_phone, read_phone


@pytest.mark.parametrize(
    "typed",
    [
        "13800001234",
        "138 0000 1234",
        "138-0000-1234",
        "+86 13800001234",
        "+86-13800001234",
        "8613800001234",
        "008613800001234",
        "013800001234",
        "17951 13800001234",
        "１３８００００１２３４",
        "'13800001234",
        "13800001234\r\n",
        "\u202d13800001234\u202c",
        "王先生 13800001234",
    ],
)
def test_a_mobile_number_is_read_through_its_noise(typed: str) -> None:
    assert read_phone(typed) == Phone("13800001234", PhoneKind.MOBILE, "13800001234")


@pytest.mark.parametrize("typed", ["19412345678", "16812345678", "17012345678", "19912345678"])
def test_new_segments_are_numbers_too(typed: str) -> None:
    assert read_phone(typed).kind is PhoneKind.MOBILE


@pytest.mark.parametrize(
    ("typed", "host", "ext"),
    [
        ("18412345678-1234", "18412345678", "1234"),
        ("18412345678转1234", "18412345678", "1234"),
        ("18412345678,1234", "18412345678", "1234"),
        ("18412345678，1234", "18412345678", "1234"),
        ("18412345678[1234]", "18412345678", "1234"),
        ("18412345678【1234】", "18412345678", "1234"),
        ("18412345678（1234）", "18412345678", "1234"),
        ("18412345678 转分机 1234", "18412345678", "1234"),
        ("18412345678 ext. 1234", "18412345678", "1234"),
        ("132123457749-1234", "132123457749", "1234"),
    ],
)
def test_a_virtual_number_keeps_its_extension(typed: str, host: str, ext: str) -> None:
    phone = read_phone(typed)

    assert (phone.kind, phone.host, phone.ext, phone.text) == (PhoneKind.VIRTUAL, host, ext, f"{host}-{ext}")


def test_a_virtual_number_may_be_dead_and_an_odd_host_is_told() -> None:
    assert read_phone("18412345678-1234").hint == "virtual-may-expire"
    assert read_phone("132123457749-1234").hint == "virtual-host-length"
    assert read_phone("13800001234").hint == ""


@pytest.mark.parametrize(
    ("typed", "text", "host", "ext"),
    [
        ("0571-88001234", "0571-88001234", "057188001234", ""),
        ("057188001234", "0571-88001234", "057188001234", ""),
        ("(0571)88001234", "0571-88001234", "057188001234", ""),
        ("010-62345678", "010-62345678", "01062345678", ""),
        ("0571-88001234-801", "0571-88001234-801", "057188001234", "801"),
        ("0571-88001234转801", "0571-88001234-801", "057188001234", "801"),
        ("01062345678", "010-62345678", "01062345678", ""),
        ("86-571-88001234", "0571-88001234", "057188001234", ""),
        ("+86-571-88001234", "0571-88001234", "057188001234", ""),
        ("88001234", "88001234", "88001234", ""),
        ("8800123", "8800123", "8800123", ""),
    ],
)
def test_a_landline_is_read(typed: str, text: str, host: str, ext: str) -> None:
    assert read_phone(typed) == Phone(text, PhoneKind.LANDLINE, host, ext)


@pytest.mark.parametrize(
    ("typed", "host"),
    [("400-820-8820", "4008208820"), ("95338", "95338"), ("12305", "12305"), ("10086", "10086")],
)
def test_a_service_number_is_read(typed: str, host: str) -> None:
    phone = read_phone(typed)

    assert (phone.kind, phone.host) == (PhoneKind.SERVICE, host)


def test_a_number_of_a_device_has_thirteen_digits() -> None:
    assert read_phone("1410012345678").kind is PhoneKind.DEVICE


def test_a_number_abroad_keeps_its_country() -> None:
    assert read_phone("+852 9123 4567") == Phone("+85291234567", PhoneKind.ABROAD, "+85291234567")


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("138****1234", "138****1234"),
        ("138＊＊＊＊1234", "138****1234"),
        ("138xxxx1234", "138****1234"),
        ("138××××1234", "138****1234"),
        ("1381234****", "1381234****"),
        ("****", "****"),
    ],
)
def test_a_number_that_came_masked_stays_masked(typed: str, text: str) -> None:
    phone = read_phone(typed)

    assert phone == Phone(text, PhoneKind.MASKED, masked_input=True)
    assert not phone.can_be_called


@pytest.mark.parametrize(
    "typed", ["", "微信同号", "1380000123", "138000012345", "13800001234/13900005678", "23800001234"]
)
def test_what_is_no_number_is_not_called(typed: str) -> None:
    assert not read_phone(typed).can_be_called


def test_an_extension_we_cannot_read_never_becomes_a_plain_number() -> None:
    assert read_phone("18412345678 再拨 1234").kind is PhoneKind.UNREADABLE


def test_the_check_says_why() -> None:
    assert [problem.code for problem in check_phone("138****1234", "phone")] == ["phone-masked"]
    assert [problem.code for problem in check_phone("1234", "phone")] == ["phone-unreadable"]
    assert check_phone("13800001234", "phone") == []
    assert check_phone(" ", "phone") == []


@given(st.one_of(st.text(), st.text(alphabet="0123456789-+() *x转,[]【】ext.")))
def test_any_text_can_be_read_and_reading_again_agrees(typed: str) -> None:
    phone = read_phone(typed)

    assert read_phone(phone.text).kind is phone.kind
    assert phone.can_be_called == bool(phone.host)
