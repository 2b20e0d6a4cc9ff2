"""What may be written behind ``python -m desktop``, and which part of the program answers to it."""

from __future__ import annotations

import argparse
import os
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from desktop import __version__, i18n, paths, settings
from desktop.i18n import N_, _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

#: Each command is the module of this name in ``desktop.commands``; only the one asked for is imported.
COMMANDS = {
    "calc": N_("Work out what the rules pay."),
    "premium": N_("Say what cover costs for a declared value."),
    "words": N_("Write an amount in capital characters."),
    "rules": N_("List and check the rule packs."),
    "due": N_("Say when a promise is due, and why."),
    "triage": N_("Say what customers' own words are about, how grave, and which words say so."),
    "verify": N_("Check an office against itself: entries, chains, signatures and files."),
    "tour": N_("Walk through the whole program with made-up cases; papers and pictures are kept."),
}
WITH_VALUE = ("--office", "--language", "--theme")


class Asked(NamedTuple):
    """What is to run, and with what."""

    run: Callable[[argparse.Namespace], int]
    arguments: argparse.Namespace


def parse(words: Sequence[str]) -> Asked:
    """Read the arguments: the common ones, then perhaps a command with its own.

    The namespace always holds ``office`` (an absolute path), ``language`` and ``theme``; what is not given
    comes from this machine's settings. The language is in force when this returns.

    Raises:
        SystemExit: help or the version was asked for, or the arguments are wrong.
        ImportError: the part of the program asked for cannot be loaded.
    """
    remembered = settings.load()
    i18n.set_language(remembered.language)
    before, command, after = _split(words)
    parser = _program_parser()
    arguments = parser.parse_args(before)
    i18n.set_language(arguments.language or remembered.language)
    if command is None:
        module = import_module("desktop.app")
    elif command in COMMANDS:
        module = import_module(f"desktop.commands.{command}")
        command_parser = _command_parser(command)
        module.add_arguments(command_parser)
        command_parser.parse_intermixed_args(after, arguments)
    else:
        parser.error(_('There is no command "{name}".').format(name=command))
    arguments.language = arguments.language or remembered.language
    arguments.theme = arguments.theme or remembered.theme
    arguments.office = _office(arguments.office, remembered.office)
    i18n.set_language(arguments.language)
    return Asked(module.run, arguments)


def _split(words: Sequence[str]) -> tuple[Sequence[str], str | None, Sequence[str]]:
    """Part the words before the command, the command and the words after it."""
    position = 0
    while position < len(words) and words[position].startswith("-"):
        position += 2 if words[position] in WITH_VALUE else 1
    command = words[position] if position < len(words) else None
    return words[:position], command, words[position + 1 :]


def _office(asked: str | None, remembered: str) -> Path:
    """Choose the office folder: the argument, the environment, the one opened last, the platform's place."""
    if asked:
        return Path(asked).expanduser().absolute()
    if remembered and not os.environ.get("MINGPEI_OFFICE"):
        return Path(remembered).absolute()
    return paths.default_office().absolute()


class _Parser(argparse.ArgumentParser):
    """A parser whose help speaks the language in force."""

    def __init__(self, prog: str, description: str, epilog: str | None = None) -> None:
        super().__init__(
            prog=prog,
            description=description,
            epilog=epilog,
            formatter_class=_Help,
            add_help=False,
            allow_abbrev=False,
            conflict_handler="resolve",
        )
        self._positionals.title = _("What to give")
        self._optionals.title = _("Options")
        self.add_argument("-h", "--help", action="help", help=_("show this help"))
        self.add_argument("--office", metavar=_("FOLDER"), help=_("the office folder to work in"))
        self.add_argument("--language", choices=list(i18n.LANGUAGES), help=_("language of the screens"))
        self.add_argument("--theme", choices=["system", "light", "dark"], help=_("light or dark screens"))


class _Help(argparse.RawDescriptionHelpFormatter):
    """Help text with a translated first word."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],  # argparse itself has no public name for it
        prefix: str | None = None,
    ) -> None:
        """Begin the help with how the command is written."""
        super().add_usage(usage, actions, groups, prefix or _("Usage: "))


def _program_parser() -> _Parser:
    table = "\n".join(f"  {name:<8}{_(summary)}" for name, summary in COMMANDS.items())
    commands = _("Commands")
    parser = _Parser("mingpei", _("Complaints and claims at the courier branch."), f"{commands}:\n{table}")
    parser.usage = _("mingpei [options] [command ...]")
    version = f"明赔 Mingpei {__version__}"
    parser.add_argument("--version", action="version", version=version, help=_("show the version"))
    return parser


def _command_parser(command: str) -> _Parser:
    return _Parser(f"mingpei {command}", _(COMMANDS[command]))
