"""What of a name, a phone, an address and a waybill is shown to everybody."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.masking import mask_address, mask_name, mask_phone

#: Biáng-like characters of real names, beyond the basic plane.
RARE = "\U0002cb4a"


@pytest.mark.parametrize(
    ("typed", "masked"),
    [
        ("13800001234", "138******34"),
        ("+86 138 0000 1234", "138******34"),
        ("18412345678-1234", "184******78-****"),
        ("0571-88001234", "057*******34"),
        ("010-62345678-801", "010******78-***"),
        ("88001234", "******34"),
        ("8800123", "******3"),
        ("95338", "*****"),
        ("138****1234", "138******34"),
        ("1381234****", "138********"),
        ("", ""),
    ],
)
def test_a_phone_shows_three_and_two_at_most(typed: str, masked: str) -> None:
    assert mask_phone(typed) == masked


@given(st.from_regex(r"\A1[3-9][0-9]{9}\Z"))
def test_six_digits_of_a_mobile_number_are_hidden(typed: str) -> None:
    masked = mask_phone(typed)

    assert masked.count("*") == 6
    assert (masked[:3], masked[-2:]) == (typed[:3], typed[-2:])


@given(st.text())
def test_no_phone_comes_back_as_it_was(typed: str) -> None:
    masked = mask_phone(typed)

    assert sum(char.isdigit() for char in masked) <= 5
    assert masked != typed or set(typed) <= {"*"}


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("张三", "张*"),
        ("王小明", "王*明"),
        ("欧阳春华", "欧**华"),
        ("阿依古丽·买买提", "阿**提"),
        ("王", "*"),
        (" 王小明 ", "王*明"),
        (RARE, "*"),
        (RARE + "明", RARE + "*"),
        ("王" + RARE + "明", "王*明"),
        ("王明" + RARE, "王*" + RARE),
        ("葛\U000e0100明", "葛\U000e0100*"),
        ("John Smith", "J*** S***"),
        ("J R Smith", "* * S***"),
        ("Nguyễn", "N***"),
        ("", ""),
        ("王*", "王*"),
    ],
)
def test_a_name_keeps_its_ends(name: str, masked: str) -> None:
    assert mask_name(name) == masked


@given(st.text(alphabet=st.characters(categories=["L"]), min_size=1, max_size=12))
def test_at_least_one_character_of_a_name_is_hidden(name: str) -> None:
    masked = mask_name(name)

    assert masked != name
    assert sum(char.isalpha() for char in masked) < len(name)


@pytest.mark.parametrize(
    ("address", "masked"),
    [
        ("浙江省杭州市西湖区文三路90号东部软件园3号楼501室", "浙江省杭州市西湖区文三路***"),
        ("阳光小区5栋2单元301室", "阳光小区***"),
        ("余杭区西湖街道文三路1号", "余杭区西湖街道文三路***"),
        ("余杭区西湖街道1号", "余杭区西湖街道***"),
        ("某某镇某某村12号", "某某镇某某村***"),
        ("3单元501室阳光小区", "***"),
        ("三单元阳光小区", "***"),
        ("中山大道", "中山大道***"),
        ("5号", "***"),
        ("门卫", "门***"),
        ("", ""),
    ],
)
def test_an_address_ends_at_the_street(address: str, masked: str) -> None:
    assert mask_address(address) == masked


@given(st.text())
def test_no_house_number_and_no_whole_address_is_shown(address: str) -> None:
    masked = mask_address(address)

    assert not any(char in "0123456789" for char in masked)
    assert not address.strip() or masked != address
