"""Keep the translations in step with the sources; run it with the Python in ``.venv``.

    python installer/translate.py extract         write i18n/mingpei.pot from the sources
    python installer/translate.py update          extract, then bring every catalogue in line with it
    python installer/translate.py merge FILE...   take translations for zh_CN from other .po files
    python installer/translate.py compile         write the .mo files the program reads
    python installer/translate.py check           say what is missing, left over or wrong

English is the language of the messages themselves and needs no catalogue.
"""

from __future__ import annotations

import argparse
import ast
import io
import sys
from datetime import UTC, datetime
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROOT = Path(__file__).resolve().parent.parent
DOMAIN = "mingpei"
LANGUAGES = ("zh_CN",)
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}
#: The same in every file, so that a template changes only when a message does.
NO_DATE = datetime(2026, 1, 1, tzinfo=UTC)


def main() -> int:
    """Do what the first word asks."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("verb", choices=["extract", "update", "merge", "compile", "check"])
    parser.add_argument("files", nargs="*", type=Path)
    arguments = parser.parse_args()
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr] # a real stream in a script
    if arguments.verb == "check":
        found = problems(ROOT)
        print(*found, sep="\n", end="\n" if found else "")
        print(f"problems in the translations: {len(found)}" if found else "the translations are complete")
        return 1 if found else 0
    if arguments.verb == "compile":
        compile_all(ROOT)
        return 0
    template = extract(ROOT)
    write(template_file(ROOT), template)
    if arguments.verb != "extract":
        for language in LANGUAGES:
            update(ROOT, language, template, arguments.files)
    return 0


def template_file(root: Path) -> Path:
    """Return the path of the template all catalogues follow."""
    return root / "i18n" / f"{DOMAIN}.pot"


def catalogue_file(root: Path, language: str) -> Path:
    """Return the path of one language's catalogue."""
    return root / "i18n" / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def extract(root: Path) -> Catalog:
    """Collect the messages of the sources, with the files but not the lines they stand in."""
    catalog = _new_catalogue(None)
    found = extract_from_dir(
        root / "desktop", keywords=KEYWORDS, comment_tags=["Translators:"], strip_comment_tags=True
    )
    for name, _line, message, comments, _context in sorted(found, key=lambda each: (each[0], each[1])):
        catalog.add(message, locations=[(f"desktop/{Path(name).as_posix()}", 0)], auto_comments=comments)
    return catalog


def update(root: Path, language: str, template: Catalog, others: Sequence[Path] = ()) -> None:
    """Bring a catalogue in line with the template; what the sources no longer say is dropped.

    The other files fill what is still untranslated; where two of them differ, the first one wins.
    """
    file = catalogue_file(root, language)
    catalog = read(file, language) if file.exists() else _new_catalogue(language)
    catalog.update(template, no_fuzzy_matching=True)
    for other in others:
        for message in _messages(read(other, language)):
            mine = catalog.get(message.id)
            if mine is not None and not _is_translated(mine):
                mine.string = message.string
    write(file, catalog)


def compile_all(root: Path) -> None:
    """Write the binary catalogue beside every .po file."""
    for file in sorted(root.glob("i18n/*/LC_MESSAGES/*.po")):
        binary = io.BytesIO()
        write_mo(binary, read(file, file.parent.parent.name))
        file.with_suffix(".mo").write_bytes(binary.getvalue())


def problems(root: Path) -> list[str]:
    """Return one line for everything that keeps the translations from being complete and right."""
    template = extract(root)
    file = template_file(root)
    known = {_key(message) for message in _messages(read(file))} if file.exists() else set()
    found = list(hidden(root))
    if known != {_key(each) for each in _messages(template)}:
        found.append(f"{file.name} is not up to date")
    for language in LANGUAGES:
        if catalogue_file(root, language).exists():
            found += _problems_of(language, read(catalogue_file(root, language), language), template)
        else:
            found.append(f"{language}: no catalogue")
    return found


def hidden(root: Path) -> Iterator[str]:
    """Name the messages inside f-strings, where extraction finds them only from Python 3.12 on."""
    for file in sorted(root.glob("desktop/**/*.py")):
        for string in ast.walk(ast.parse(file.read_bytes())):
            if isinstance(string, ast.JoinedStr) and any(_marks_message(node) for node in ast.walk(string)):
                yield f"{file.relative_to(root).as_posix()}:{string.lineno}: translated inside an f-string"


def _marks_message(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
        return False
    return node.func.id in KEYWORDS and any(isinstance(argument, ast.Constant) for argument in node.args)


def _problems_of(language: str, catalog: Catalog, template: Catalog) -> Iterator[str]:
    asked = {_key(message) for message in _messages(template)}
    for message in _messages(template):
        if catalog.get(message.id) is None:
            yield f"{language}: missing: {_key(message)!r}"
    for message in _messages(catalog):
        where = f"{language}: {_key(message)!r}"
        if _key(message) not in asked:
            yield f"{where} is no longer in the sources"
        elif message.fuzzy or not _is_translated(message):
            yield f"{where} is not translated"
        else:
            yield from (f"{where}: {wrong}" for wrong in _wrong(message))
    yield from (f"{language}: {_key(message)!r} is left over" for message in catalog.obsolete.values())


def _wrong(message: Message) -> Iterator[str]:
    """Name what differs between a message and its translation."""
    source = message.id[-1] if isinstance(message.id, (list, tuple)) else message.id
    for text in _strings(message):
        if placeholders(source) != placeholders(text):
            yield f"placeholders differ in {text!r}"
        if source.endswith("\n") != text.endswith("\n"):
            yield f"the line ends differ in {text!r}"
        if "!" in text or "！" in text:
            yield f"an exclamation mark in {text!r}"


def placeholders(text: str) -> set[str] | None:
    """Return the names between braces, or nothing when the braces are broken."""
    try:
        return {name for _text, name, _format, _conversion in Formatter().parse(text) if name is not None}
    except ValueError:
        return None


def read(file: Path, language: str | None = None) -> Catalog:
    """Read a .po or .pot file."""
    with file.open("rb") as stream:
        return read_po(stream, locale=language, domain=DOMAIN)


def write(file: Path, catalog: Catalog) -> None:
    """Write a .po or .pot file in a steady order."""
    content = io.BytesIO()
    write_po(content, catalog, width=100, sort_by_file=True, ignore_obsolete=True, include_lineno=False)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content.getvalue())


def _new_catalogue(language: str | None) -> Catalog:
    return Catalog(
        locale=language,
        domain=DOMAIN,
        header_comment=f"# {'Messages' if language is None else 'Translations'} of Mingpei. Apache-2.0.",
        project="Mingpei",
        version="",
        msgid_bugs_address="",
        last_translator="",
        language_team="",
        creation_date=NO_DATE,
        revision_date=NO_DATE,
        charset="utf-8",
        fuzzy=False,
    )


def _messages(catalog: Catalog) -> list[Message]:
    return [message for message in catalog if message.id]


def _key(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _strings(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


def _is_translated(message: Message) -> bool:
    return bool(_strings(message)) and all(_strings(message))


if __name__ == "__main__":
    sys.exit(main())
