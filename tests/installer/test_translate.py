"""The translation tool on small made-up trees."""

from __future__ import annotations

import gettext
from typing import TYPE_CHECKING

import pytest

from installer import translate

if TYPE_CHECKING:
    from pathlib import Path

SOURCE = """
from desktop.i18n import N_, _, ngettext

KINDS = (N_("damage"), N_("loss"))

def line(name, count):
    # Translators: shown above the list
    return _("Case of {name}") + ngettext("{count} day", "{count} days", count)
"""


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A project with four messages and a complete Chinese catalogue."""
    (tmp_path / "desktop" / "ui").mkdir(parents=True)
    (tmp_path / "desktop" / "ui" / "list.py").write_text(SOURCE, encoding="utf-8")
    other = tmp_path / "other.po"
    other.write_text(
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
        '"Plural-Forms: nplurals=1; plural=0;\\n"\n\n'
        'msgid "damage"\nmsgstr "损毁"\n\nmsgid "loss"\nmsgstr "丢失"\n\n'
        'msgid "Case of {name}"\nmsgstr "{name}的个案"\n\n'
        'msgid "{count} day"\nmsgid_plural "{count} days"\nmsgstr[0] "{count} 天"\n\n'
        'msgid "nobody asks for this"\nmsgstr "没人要"\n',
        encoding="utf-8",
    )
    _update(tmp_path, other)
    return tmp_path


def _update(root: Path, *others: Path) -> None:
    template = translate.extract(root)
    translate.write(translate.template_file(root), template)
    translate.update(root, "zh_CN", template, others)


def _catalogue(root: Path) -> Path:
    return translate.catalogue_file(root, "zh_CN")


def _change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_a_merged_catalogue_has_no_problems(tree: Path) -> None:
    assert translate.problems(tree) == []


def test_the_template_names_files_but_no_lines_folders_or_days(tree: Path) -> None:
    template = translate.template_file(tree).read_text(encoding="utf-8")

    assert "#: desktop/ui/list.py\n" in template
    assert "#. shown above the list\n" in template
    assert str(tree) not in template
    before = template
    _change(tree / "desktop" / "ui" / "list.py", "KINDS", "\n\n\nKINDS")
    _update(tree)
    assert translate.template_file(tree).read_text(encoding="utf-8") == before


def test_updating_twice_changes_nothing(tree: Path) -> None:
    before = _catalogue(tree).read_bytes()

    _update(tree)

    assert _catalogue(tree).read_bytes() == before


def test_compiled_translations_are_what_gettext_reads(tree: Path) -> None:
    translate.compile_all(tree)

    chinese = gettext.translation("mingpei", tree / "i18n", ["zh_CN"])
    assert chinese.gettext("damage") == "损毁"
    assert chinese.ngettext("{count} day", "{count} days", 1) == "{count} 天"


def test_a_new_message_is_missed(tree: Path) -> None:
    _change(tree / "desktop" / "ui" / "list.py", 'N_("loss")', 'N_("loss"), N_("delay")')

    assert translate.problems(tree) == ["mingpei.pot is not up to date", "zh_CN: missing: 'delay'"]


def test_an_updated_but_untranslated_message_is_missed(tree: Path) -> None:
    _change(tree / "desktop" / "ui" / "list.py", 'N_("loss")', 'N_("loss"), N_("delay")')
    _update(tree)

    assert translate.problems(tree) == ["zh_CN: 'delay' is not translated"]


def test_a_message_that_left_the_sources_is_dropped_by_an_update(tree: Path) -> None:
    _change(tree / "desktop" / "ui" / "list.py", ', N_("loss")', "")

    assert translate.problems(tree) == [
        "mingpei.pot is not up to date",
        "zh_CN: 'loss' is no longer in the sources",
    ]
    _update(tree)
    assert translate.problems(tree) == []
    assert "丢失" not in _catalogue(tree).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('msgstr "{name}的个案"', 'msgstr "{nane}的个案"', "placeholders differ"),
        ('msgstr "{name}的个案"', 'msgstr "{name的个案"', "placeholders differ"),
        ('msgstr[0] "{count} 天"', 'msgstr[0] "几天"', "placeholders differ"),
        ('msgstr "损毁"', 'msgstr "损毁！"', "an exclamation mark"),
        ('msgstr "损毁"', 'msgstr "损毁\\n"', "line ends differ"),
        ('msgstr "损毁"', 'msgstr ""', "is not translated"),
        ('msgid "damage"', '#, fuzzy\nmsgid "damage"', "is not translated"),
    ],
)
def test_a_wrong_translation_is_named(tree: Path, old: str, new: str, problem: str) -> None:
    _change(_catalogue(tree), old, new)

    (found,) = translate.problems(tree)

    assert problem in found


def test_a_message_left_over_is_named(tree: Path) -> None:
    with _catalogue(tree).open("a", encoding="utf-8") as file:
        file.write('\n#~ msgid "old"\n#~ msgstr "旧"\n')

    assert translate.problems(tree) == ["zh_CN: 'old' is left over"]


def test_a_missing_catalogue_is_named(tree: Path) -> None:
    _catalogue(tree).unlink()

    assert translate.problems(tree) == ["zh_CN: no catalogue"]


def test_a_message_inside_an_f_string_is_named(tree: Path) -> None:
    (tree / "desktop" / "ui" / "late.py").write_text(
        """fine = f"{_(label)}: {value}"\nhidden = f"{_('loss')}: {value}"\n""", encoding="utf-8"
    )

    assert "desktop/ui/late.py:2: translated inside an f-string" in translate.problems(tree)


def test_merging_overwrites_no_translation(tree: Path) -> None:
    _change(tree / "other.po", 'msgstr "损毁"', 'msgstr "坏了"')

    _update(tree, tree / "other.po")

    assert "损毁" in _catalogue(tree).read_text(encoding="utf-8")
