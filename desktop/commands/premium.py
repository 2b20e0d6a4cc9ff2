"""``premium``: what cover costs for a declared value."""

from __future__ import annotations

import json
import sys
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from desktop.domain.money import Money
from desktop.domain.premium import Premium, agreed_tables, agreement_over, product_named, quote, terms_on
from desktop.domain.problems import Problem
from desktop.domain.workdays import BEIJING
from desktop.i18n import _
from desktop.rulepacks import BadRuleFiles, load_packs, read_source, with_own
from desktop.wording import system
from desktop.wording.claim_problems import problem_text
from desktop.wording.premium import premium_text, with_titles
from desktop.wording.rule_files import rule_file_texts

if TYPE_CHECKING:
    import argparse

    from desktop.domain.packs import RulePack


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("--terms", required=True, metavar="TERMS", help=_("The carrier's rule pack, for example sf."))
    parser.add_argument("--declared", required=True, metavar="AMOUNT", help=_("The value to declare."))
    parser.add_argument(
        "--product", default="", metavar="PRODUCT", help=_("A product or premium table of the pack, by id or title.")
    )
    parser.add_argument(
        "--agreement",
        default="",
        metavar="AGREEMENT",
        help=_("A customer's own agreement beside the terms, by its id."),
    )
    parser.add_argument("--on", default="", metavar="DATE", help=_("The day of posting; today if left out."))
    parser.add_argument("--json", action="store_true", help=_("Print JSON."))
    parser.add_argument(
        "--pack", action="append", default=[], type=Path, metavar="FILE", help=_("A rule pack of your own to work by.")
    )


def run(arguments: argparse.Namespace) -> int:
    """Print the premium; exit status 2, with everything that is wrong, where there is none."""
    declared, on, problems = _read(arguments)
    quoted: Premium | None = None
    try:
        packs = with_own(load_packs(), [read_source(path) for path in arguments.pack])
        chosen = terms_on(packs, arguments.terms, on or datetime.now(BEIJING).date(), arguments.agreement)
    except BadRuleFiles as error:
        for line in rule_file_texts(error.problems):
            print(line, file=sys.stderr)
        return 2
    except OSError as error:
        sentence = _("{file} cannot be read: {reason}.")
        print(sentence.format(file=error.filename, reason=system.reason(error)), file=sys.stderr)
        return 2
    problems += chosen.problems
    pack = chosen.pack
    if pack is not None and chosen.on is not None and not problems:
        product = product_named(pack, chosen.on, arguments.product)
        answer = quote(pack, declared, chosen.on, product, agreed_tables(pack, packs))
        if isinstance(answer, Premium):
            quoted = answer
        else:
            problems += answer
    if arguments.json:
        agreement = None if pack is None else agreement_over(pack, packs)
        print(json.dumps(_record(quoted, pack, agreement, declared, problems), ensure_ascii=False))
    elif quoted is not None and pack is not None:
        print(premium_text(quoted, declared, pack, agreement_over(pack, packs)))
    for problem in problems:
        print(problem_text(with_titles(problem, pack)).sentence, file=sys.stderr)
    return 2 if problems else 0


def _read(arguments: argparse.Namespace) -> tuple[Decimal, date | None, list[Problem]]:
    problems: list[Problem] = []
    declared, on = Decimal(0), None
    try:
        declared = Money.parse(arguments.declared).amount
    except ValueError:
        problems.append(Problem("declared_value", "not-a-number"))
    if declared < 0:
        problems.append(Problem("declared_value", "negative"))
    try:
        on = date.fromisoformat(arguments.on) if arguments.on else None
    except ValueError:
        problems.append(Problem("accepted_on", "not-a-date"))
    return declared, on, problems


def _record(
    quoted: Premium | None,
    pack: RulePack | None,
    agreement: RulePack | None,
    declared: Decimal,
    problems: list[Problem],
) -> dict[str, object]:
    return {
        "premium": None if quoted is None else str(quoted.amount),
        "currency": "CNY",
        "declared": str(declared),
        "table": None if quoted is None else quoted.table.id,
        "formula": "" if quoted is None else quoted.formula,
        "citations": [] if quoted is None else quoted.citations,
        "problems": msgspec.to_builtins(problems),
        "pack": None if pack is None else msgspec.to_builtins(pack.ref),
        "agreement": None if agreement is None else msgspec.to_builtins(agreement.ref),
    }
