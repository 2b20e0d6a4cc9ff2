"""Evidence as it lies on a disk: read whole, refused with a reason, never run."""

import io
import os
import socket
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage, QImageWriter
from reportlab.pdfgen.canvas import Canvas

from desktop.domain.evidence import LARGEST_BYTES, EvidenceKind
from desktop.domain.problems import Problem
from desktop.exchange.evidence_files import Evidence, read_evidence
from desktop.exchange.picture_files import is_whole


def a_picture(form: str) -> bytes:
    picture = QImage(40, 30, QImage.Format.Format_RGB32)
    picture.fill(0x336699)
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert QImageWriter(buffer, QByteArray(form.encode())).write(picture)
    return bytes(content.data())


def box(name: bytes, content: bytes = b"") -> bytes:
    return (8 + len(content)).to_bytes(4) + name + content


def a_pdf(password: str = "") -> bytes:
    plain = io.BytesIO()
    canvas = Canvas(plain)
    canvas.drawString(100, 700, "invoice")
    canvas.save()
    if not password:
        return plain.getvalue()
    writer = PdfWriter(clone_from=PdfReader(plain))
    writer.encrypt(password)
    locked = io.BytesIO()
    writer.write(locked)
    return locked.getvalue()


JPEG = a_picture("JPEG")
PNG = a_picture("PNG")
PDF = a_pdf()
GIF = b"GIF89a\x01\x00\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
WEBP = b"RIFF" + (18).to_bytes(4, "little") + b"WEBPVP8L" + (6).to_bytes(4, "little") + b"\x2f\x00\x00\x00\x00\x00"
HEIC = box(b"ftyp", b"heic\x00\x00\x00\x00mif1heic") + box(b"meta", b"\x00" * 40) + box(b"mdat", b"\x01" * 90)


def refused(path: Path) -> str:
    problem = read_evidence(path)
    assert isinstance(problem, Problem)
    assert problem.facts["name"] == path.name
    return problem.code


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (JPEG, EvidenceKind.JPEG),
        (PNG, EvidenceKind.PNG),
        (GIF, EvidenceKind.GIF),
        (WEBP, EvidenceKind.WEBP),
        (HEIC, EvidenceKind.HEIC),
        (PDF, EvidenceKind.PDF),
    ],
)
def test_a_whole_file_is_read_whatever_it_is_called(tmp_path: Path, content: bytes, kind: EvidenceKind) -> None:
    file = tmp_path / "外包装.bin"
    file.write_bytes(content)

    assert read_evidence(file) == Evidence("外包装.bin", kind, content)


@pytest.mark.parametrize("content", [JPEG, PNG, PDF, GIF, WEBP, HEIC])
def test_half_a_file_is_refused_as_damaged(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "half.jpg"
    file.write_bytes(content[: len(content) // 2])

    assert refused(file) == "evidence-damaged"


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        (EvidenceKind.JPEG, JPEG),
        (EvidenceKind.PNG, PNG),
        (EvidenceKind.GIF, GIF),
        (EvidenceKind.WEBP, WEBP),
        (EvidenceKind.HEIC, HEIC),
    ],
)
@given(share=st.floats(0, 1, exclude_max=True))
def test_a_picture_cut_off_anywhere_is_not_whole(kind: EvidenceKind, content: bytes, share: float) -> None:
    cut = content[: int(len(content) * share)]

    assert not is_whole(kind, cut)


@given(st.sampled_from(sorted(set(EvidenceKind) - {EvidenceKind.PDF})), st.binary(max_size=300))
def test_no_bytes_are_too_strange_to_be_looked_at(kind: EvidenceKind, content: bytes) -> None:
    assert is_whole(kind, content) in {True, False}


def test_a_preview_inside_a_photo_is_not_its_end() -> None:
    preview = b"\xff\xe1" + (2 + len(JPEG)).to_bytes(2) + JPEG
    whole = JPEG[:2] + preview + JPEG[2:]

    assert is_whole(EvidenceKind.JPEG, whole)
    assert not is_whole(EvidenceKind.JPEG, whole[:-2])


@pytest.mark.parametrize(
    ("kind", "content"), [(EvidenceKind.JPEG, JPEG), (EvidenceKind.PNG, PNG), (EvidenceKind.HEIC, HEIC)]
)
def test_a_film_behind_a_photo_is_overlooked(kind: EvidenceKind, content: bytes) -> None:
    assert is_whole(kind, content + b"\x00\x00\x00\x20ftypisom" + b"\x00" * 50)


def test_a_changed_byte_in_a_png_is_seen() -> None:
    middle = PNG.index(b"IDAT") + 6
    changed = PNG[:middle] + bytes([PNG[middle] ^ 1]) + PNG[middle + 1 :]

    assert zlib.crc32(changed) != zlib.crc32(PNG)
    assert not is_whole(EvidenceKind.PNG, changed)


def test_a_program_named_like_a_photo_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "photo.jpg"
    file.write_bytes(b"MZ\x90\x00" + b"\x00" * 500)

    assert refused(file) == "evidence-program"


def test_a_photo_of_fifty_megabytes_is_refused_without_reading_it(tmp_path: Path) -> None:
    file = tmp_path / "big.jpg"
    with file.open("wb") as big:
        big.write(JPEG)
        big.truncate(50 * 1024 * 1024)

    problem = read_evidence(file)

    assert isinstance(problem, Problem)
    assert (problem.code, problem.facts["size"]) == ("evidence-too-large", str(50 * 1024 * 1024))


def test_a_file_of_exactly_the_limit_is_read(tmp_path: Path) -> None:
    file = tmp_path / "large.jpg"
    file.write_bytes(JPEG + b"\x00" * (LARGEST_BYTES - len(JPEG)))

    assert isinstance(read_evidence(file), Evidence)


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "empty.jpg"
    file.touch()

    assert refused(file) == "evidence-empty"


@pytest.mark.parametrize("content", [b"%PDF-1.4\nnothing more", PDF[:-60].replace(b"obj", b"abj")])
def test_a_pdf_that_cannot_be_opened_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "invoice.pdf"
    file.write_bytes(content)

    assert refused(file) == "evidence-damaged"


def test_a_pdf_with_a_password_is_refused_as_locked(tmp_path: Path) -> None:
    file = tmp_path / "invoice.pdf"
    file.write_bytes(a_pdf(password="secret"))

    assert refused(file) == "evidence-locked"


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    assert refused(tmp_path / "gone.jpg") == "evidence-missing"


def test_a_folder_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "photos.jpg"
    folder.mkdir()

    assert refused(folder) == "evidence-not-a-file"


def test_a_name_no_file_can_have_is_refused(tmp_path: Path) -> None:
    problem = read_evidence(tmp_path / "a\0b.jpg")

    assert isinstance(problem, Problem)
    assert problem.code == "evidence-unreadable"


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_to_a_photo_is_followed(tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").write_bytes(JPEG)
    link = tmp_path / "link.jpg"
    link.symlink_to(tmp_path / "photo.jpg")

    assert isinstance(read_evidence(link), Evidence)


@pytest.mark.skipif(os.name == "nt", reason="no such devices there")
@pytest.mark.parametrize("device", ["/dev/zero", "/dev/null"])
def test_a_device_is_refused_even_behind_a_link(tmp_path: Path, device: str) -> None:
    link = tmp_path / "photo.jpg"
    link.symlink_to(device)

    assert refused(link) == "evidence-not-a-file"


@pytest.mark.skipif(os.name == "nt", reason="no pipes in folders there")
def test_a_pipe_does_not_keep_us_waiting(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.jpg"
    os.mkfifo(pipe)

    assert refused(pipe) == "evidence-not-a-file"


@pytest.mark.skipif(os.name == "nt", reason="no such sockets there")
def test_a_socket_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("photo.jpg")

        assert refused(tmp_path / "photo.jpg") == "evidence-not-a-file"


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_that_leads_to_itself_is_refused(tmp_path: Path) -> None:
    link = tmp_path / "photo.jpg"
    link.symlink_to(link)

    assert refused(link) == "evidence-unreadable"


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="whoever may do anything may read it")
def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "photo.jpg"
    file.write_bytes(JPEG)
    file.chmod(0)

    assert refused(file) == "evidence-no-permission"
