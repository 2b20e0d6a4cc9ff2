"""Which files are taken as evidence, by their first bytes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.evidence import LARGEST_BYTES, LONGEST_NAME, EvidenceKind, check_evidence, shown_name
from desktop.domain.problems import Problem

JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF"


def refused(name: str, head: bytes, size: int = 1000) -> str:
    problem = check_evidence(name, head, size)
    assert isinstance(problem, Problem)
    assert problem.field == "evidence"
    return problem.code


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (JPEG, EvidenceKind.JPEG),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", EvidenceKind.PNG),
        (b"RIFF\x10\x00\x00\x00WEBPVP8 ", EvidenceKind.WEBP),
        (b"\x00\x00\x00\x24ftypheic\x00\x00\x00\x00mif1heic", EvidenceKind.HEIC),
        (b"GIF89a", EvidenceKind.GIF),
        (b"%PDF-1.7\n", EvidenceKind.PDF),
    ],
)
@pytest.mark.parametrize("name", ["photo.jpg", "photo.pdf", "photo", "", "照片.PNG"])
def test_the_bytes_tell_the_kind_and_the_name_does_not(head: bytes, kind: EvidenceKind, name: str) -> None:
    assert check_evidence(name, head, 1000) is kind


@pytest.mark.parametrize(
    "head",
    [b"MZ\x90\x00", b"\x7fELF\x02", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe", b"dex\n035", b"#!/bin/sh\n"],
)
def test_a_program_named_like_a_photo_is_refused_as_a_program(head: bytes) -> None:
    assert refused("photo.jpg", head) == "evidence-program"


@pytest.mark.parametrize(
    "head",
    [
        b"\x00\x00\x00\x20ftypisom",
        b"\x00\x00\x00\x14ftypqt  ",
        b"\x00\x00\x00\x20ftypM4A ",
        b"RIFF\x10\x00\x00\x00WAVE",
        b"RIFF\x10\x00\x00\x00AVI ",
        b"ID3\x03",
        b"\xff\xfb\x90",
        b"#!AMR\n",
        b"OggS",
    ],
)
def test_a_recording_is_refused_as_a_recording(head: bytes) -> None:
    assert refused("recording", head) == "evidence-recording"


@pytest.mark.parametrize(
    "head",
    [
        b"PK\x03\x04",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"<svg xmlns=",
        b"<html>",
        b"BM",
        b"hello",
        b"\x00\x00\x00\x20ftypavif",
        b"",
    ],
)
def test_anything_else_is_refused_as_something_else(head: bytes) -> None:
    assert refused("bill.jpg", head) == "evidence-other-kind"


def test_an_empty_file_is_refused() -> None:
    assert refused("photo.jpg", b"", 0) == "evidence-empty"


def test_a_file_may_be_as_large_as_the_limit_and_not_larger() -> None:
    assert check_evidence("photo.jpg", JPEG, LARGEST_BYTES) is EvidenceKind.JPEG

    problem = check_evidence("photo.jpg", JPEG, 50 * 1024 * 1024)
    assert problem == Problem(
        "evidence", "evidence-too-large", {"name": "photo.jpg", "size": "52428800", "limit": "20971520"}
    )


def test_a_refusal_names_the_file_without_its_folders() -> None:
    problem = check_evidence("C:\\照片\\bill.docx", b"PK\x03\x04", 10)

    assert isinstance(problem, Problem)
    assert problem.facts == {"name": "bill.docx"}


def test_a_name_cannot_disguise_itself() -> None:
    # The right-to-left mark makes gpj.exe look like exe.jpg.
    assert shown_name("photo\u202egpj.exe\n") == "photogpj.exe"


@given(st.text(), st.binary(max_size=64), st.integers(0, 10**9))
def test_any_file_is_taken_or_refused_with_a_short_name(name: str, head: bytes, size: int) -> None:
    answer = check_evidence(name, head, size)

    if isinstance(answer, Problem):
        assert len(answer.facts["name"]) <= LONGEST_NAME
