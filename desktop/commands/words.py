"""``words``: write an amount in RMB capital characters."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from desktop.domain.money import LARGEST, Money, NoCapitals, capitals
from desktop.i18n import _

if TYPE_CHECKING:
    import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("amount", metavar="AMOUNT", help="1409.50")
    parser.add_argument("--close-jiao", action="store_true", help=_("Write 整 after 角 as well."))


def run(arguments: argparse.Namespace) -> int:
    """Print the amount in capitals; exit status 2 where it has none."""
    try:
        print(capitals(Money.parse(arguments.amount), close_jiao=arguments.close_jiao))
    except ValueError:
        sentence = _('"{text}" is not an amount in yuan with at most two decimals, up to {largest}.')
        print(sentence.format(text=arguments.amount, largest=LARGEST), file=sys.stderr)
        return 2
    except NoCapitals:
        print(_("A negative amount has no form in capital characters."), file=sys.stderr)
        return 2
    return 0
