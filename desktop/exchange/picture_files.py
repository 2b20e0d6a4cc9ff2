"""See whether a picture file is whole: its parts follow each other to the end mark. Nothing is decoded."""

from __future__ import annotations

import zlib

from desktop.domain.evidence import EvidenceKind


def is_whole(kind: EvidenceKind, content: bytes) -> bool:
    """Whether a picture of that kind is there from its first part to its end mark.

    What phones append behind the end is overlooked. A file cut off while copying is not whole.
    """
    return _CHECKS[kind](content)


def _jpeg(content: bytes) -> bool:
    """Walk the segments to the picture data, where no length is given, then look for the end mark.

    The preview inside a segment has an end mark too, so searching from the front would not do.
    """
    position = 2
    while position + 4 <= len(content):
        if content[position] != 0xFF:
            return False
        marker = content[position + 1]
        if marker == 0xDA:
            return content.find(b"\xff\xd9", position) != -1
        if marker == 0xFF:
            # Filling between segments.
            position += 1
            continue
        position += 2 + int.from_bytes(content[position + 2 : position + 4])
    return False


def _png(content: bytes) -> bool:
    """Walk the chunks with their check sums to ``IEND``."""
    position = 8
    while position + 12 <= len(content):
        length = int.from_bytes(content[position : position + 4])
        end = position + 8 + length
        name = content[position + 4 : position + 8]
        if zlib.crc32(content[position + 4 : end]) != int.from_bytes(content[end : end + 4]):
            return False
        if name == b"IEND":
            return True
        position = end + 4
    return False


def _gif(content: bytes) -> bool:
    # 13 bytes of header, then at least one block, then the trailer; zeros behind it are padding.
    return len(content) > 13 and content.rstrip(b"\x00").endswith(b"\x3b")


def _webp(content: bytes) -> bool:
    return len(content) > 20 and int.from_bytes(content[4:8], "little") + 8 <= len(content)


def _heic(content: bytes) -> bool:
    """Walk the boxes until both the description and the picture data have been there whole."""
    position = 0
    wanted = {b"meta", b"mdat"}
    while wanted and position + 8 <= len(content):
        size = int.from_bytes(content[position : position + 4])
        if size == 1:
            size = int.from_bytes(content[position + 8 : position + 16])
        elif size == 0:
            # The last box, to the end of the file.
            size = len(content) - position
        if size < 8 or position + size > len(content):
            return False
        wanted.discard(content[position + 4 : position + 8])
        position += size
    return not wanted


_CHECKS = {
    EvidenceKind.JPEG: _jpeg,
    EvidenceKind.PNG: _png,
    EvidenceKind.GIF: _gif,
    EvidenceKind.WEBP: _webp,
    EvidenceKind.HEIC: _heic,
}
