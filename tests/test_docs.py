"""Both READMEs say what the program does, in step with each other; the repository's top level and its changelog."""

from __future__ import annotations

import inspect
import re
import shlex
import sqlite3
import tomllib
from fnmatch import fnmatch
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import manual
import pytest
from conftest import HOME, NOW

import songyu_cli
from songyu_cli import cli
from songyu_cli.domain import errors
from songyu_cli.domain.addresses import AddressRefused, read_unit
from songyu_cli.domain.written_dates import DateRefused, read_typed_date

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from songyu_cli.domain.wording import Language

ALLOWED = {"songyu_cli", "tests", "data", "pyproject.toml", "README.md", "README.zh.md", "CHANGELOG.md"}
REGENERATE = "run: python tests/manual.py"
TRY = {
    "sh": "python3 -m venv .venv && .venv/bin/pip install -q . && .venv/bin/songyu demo",
    "powershell": r"py -3 -m venv .venv; .venv\Scripts\pip install -q .; .venv\Scripts\songyu demo",
}
TEST = {
    "sh": "python3 -m venv .venv && .venv/bin/pip install -q -e '.[test]' && .venv/bin/python -m pytest",
    "powershell": (r"py -3 -m venv .venv; .venv\Scripts\pip install -q -e '.[test]'; .venv\Scripts\python -m pytest"),
}
SECTIONS = {"Stairwells": "单元", "Dates": "日期"}
each_language = pytest.mark.parametrize("language", ["en", "zh"])


def readme(language: Language) -> str:
    return manual.READMES[language].read_text(encoding="utf-8")


def prose(language: Language) -> str:
    """A README without its fenced blocks and without what is generated."""
    text = manual.FENCE.sub("", readme(language))
    return re.sub(r"<!-- (\w+):.*?<!-- /\1 -->", "", text, flags=re.DOTALL)


def headings(text: str) -> list[tuple[str, str]]:
    return re.findall(r"^(#+) (.+)$", manual.FENCE.sub("", text), re.MULTILINE)


def blocks(language: Language) -> list[tuple[str, str, list[str]]]:
    return [
        (block["kind"], block["note"] or "", manual.commands(block["body"]))
        for block in manual.FENCE.finditer(readme(language))
    ]


def rows(text: str) -> Iterator[list[str]]:
    """The cells of the rows of Markdown tables, without heads and rules."""
    lines = text.splitlines()
    for before, line in pairwise(lines):
        if line.startswith("| ") and before.startswith("|"):
            yield [cell.strip() for cell in line.strip("|").split(" | ")]


def section(language: Language, title: str) -> str:
    text = readme(language)
    start = text.index(f"\n### {title}\n") + 1
    return text[start : re.compile("^##", re.MULTILINE).search(text, start + 3).start()]  # type: ignore[union-attr]


@cache
def every_command() -> dict[str, tuple[str, Any]]:
    """What is typed for each command after `songyu`, in English, with its Chinese twin and the command."""
    return {typed.en: (typed.zh, command) for noun in manual.nouns() for typed, _, command in manual.verbs(*noun)}


def in_english(line: str) -> tuple[str, list[str]]:
    """A command line's command in English, and the names of its options. Raises KeyError for one that is not there."""
    words = shlex.split(line)
    assert words.pop(0) == "songyu", line
    if words[0] in {name for option in cli.grammar().params for name in option.opts}:
        return words[0], []
    while words[0].startswith("-"):  # --db FILE and its like, before the command
        del words[:2]
    names = {name: english for english, (chinese, _) in every_command().items() for name in (english, chinese)}
    command = names.get(" ".join(words[:2])) or names[words[0]]
    return command, [word for word in words if word.startswith("-")]


@each_language
def test_every_example_runs_and_everything_the_program_tells_is_up_to_date(language: Language) -> None:
    assert readme(language) == manual.renewed(readme(language), language), REGENERATE


def test_an_example_that_fails_is_seen() -> None:
    unknown = "```sh\nsongyu unit fly 12-3\n```\n"
    with pytest.raises(AssertionError, match="songyu unit fly 12-3\nends with 2 instead of 0"):
        manual.renewed(unknown, "en")


def test_an_example_that_prints_something_else_is_seen() -> None:
    text = "```console exit-code=6\n$ songyu report\nAll is well.\n```\n"
    told = manual.FENCE.sub(lambda block: manual._played(block, "en"), text)  # noqa: SLF001
    assert told == text.replace("All is well.", told.splitlines()[2] + "\n" + told.splitlines()[3])
    assert "There is no ledger" in told


@each_language
@pytest.mark.parametrize("commands", [TRY, TEST])
def test_the_two_commands_stand_there_for_both_shells(language: Language, commands: dict[str, str]) -> None:
    shown = [(kind, lines) for kind, _, lines in blocks(language)]
    for shell, command in commands.items():
        assert (shell, [command]) in shown


def test_continuous_integration_runs_the_tests_as_the_readme_says() -> None:
    assert TEST["sh"] in (manual.ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()


def test_the_python_that_is_asked_for_is_the_one_that_is_required() -> None:
    project = tomllib.loads((manual.ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["requires-python"] == ">=3.11"
    for language in manual.READMES:
        assert "CPython 3.11" in readme(language)


@each_language
def test_every_command_stands_in_the_reference_with_help_and_its_twin(language: Language) -> None:
    listed = {row[0]: row for row in rows(readme(language))}
    assert len(every_command()) > 20
    for english, (chinese, command) in every_command().items():
        own, other = (english, chinese) if language == "en" else (chinese, english)
        row = listed[f"`songyu {own}`"]
        assert row[1] == f"`{other}`"
        assert bool(re.search("[\u4e00-\u9fff]", row[2])) is (language == "zh"), row[2]
        for param in command.params:
            assert param.opts[0] in row[3] or param.metavar.replace("|", "\\|") in row[3]


def test_the_two_readmes_have_the_same_parts() -> None:
    levels = [[marks for marks, _ in headings(readme(language))] for language in ("en", "zh")]
    assert levels[0] == levels[1]
    assert levels[0].count("##") == 8


def test_the_two_readmes_have_the_same_examples() -> None:
    english, chinese = blocks("en"), blocks("zh")
    assert len(english) > 20
    for one, other in zip(english, chinese, strict=True):
        assert one[:2] == other[:2]
        if one[0] in ("sh", "console") and one[2][0].startswith("songyu"):
            assert [in_english(line) for line in one[2]] == [in_english(line) for line in other[2]]
        elif one[0] != "json":
            assert one[2] == other[2]


@each_language
def test_commands_named_in_the_text_exist(language: Language) -> None:
    named = re.findall(r"`(songyu [^`]+)`", prose(language))
    assert len(named) > 6
    for line in named:
        in_english(line)


@each_language
def test_links_lead_somewhere(language: Language) -> None:
    anchors = {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for _, title in headings(readme(language))}
    links = re.findall(r"\]\(([^)]+)\)", prose(language))
    assert links
    for link in links:
        if link.startswith("#"):
            assert link[1:] in anchors
        else:
            assert (manual.ROOT / link).is_file(), link


def _readings(language: Language, title: str) -> Iterator[tuple[str, str | None]]:
    for written, read in rows(section(language, title if language == "en" else SECTIONS[title])):
        expected = re.match("`([^`]+)`", read)
        for text in re.findall("`([^`]+)`", written):
            yield text, expected[1] if expected else None


def _addresses(text: str) -> str:
    return read_unit(text, HOME).address.key


def _dates(text: str) -> str:
    return str(read_typed_date(text, NOW.date()))


@each_language
@pytest.mark.parametrize(
    ("title", "read", "refusal", "least"),
    [("Stairwells", _addresses, AddressRefused, 20), ("Dates", _dates, DateRefused, 15)],
)
def test_what_may_be_written_reads_as_the_tables_say(
    language: Language, title: str, read: Callable[[str], str], refusal: type[Exception], least: int
) -> None:
    readings = list(_readings(language, title))
    assert len(readings) >= least
    for text, expected in readings:
        if expected is None:
            with pytest.raises(refusal):
                read(text)
        else:
            assert read(text) == expected


@each_language
def test_the_exit_codes_are_the_programs(language: Language) -> None:
    families = {
        family.exit_code
        for _, family in inspect.getmembers(errors, inspect.isclass)
        if issubclass(family, errors.SongyuError)
    }
    listed = [int(row[0]) for row in rows(readme(language)) if row[0].isdecimal()]
    assert listed == sorted(families | {0, 1, 130})  # 1: `check` found something


@each_language
def test_the_views_that_are_named_are_the_ledgers(language: Language, db: Any) -> None:
    there = {row[0] for row in db.all("SELECT name FROM sqlite_master WHERE type = 'view'")}
    assert set(re.findall(r"`(v_\w+)`", prose(language))) == there


def test_other_tools_can_read_a_ledger_and_cannot_write_past_its_log(ledger: Any) -> None:
    tool = sqlite3.connect(ledger)
    assert tool.execute("SELECT count(*) FROM v_units WHERE elderly_60 > 10").fetchone() == (2,)
    for statement in (
        "UPDATE units SET grid = 'x'",
        "DELETE FROM demands",
        "DELETE FROM commands",
        "DELETE FROM changes",
    ):
        with pytest.raises(sqlite3.IntegrityError):
            tool.execute(statement)
    tool.close()


def test_the_top_level_holds_nothing_but_what_is_allowed() -> None:
    ignored = (manual.ROOT / ".gitignore").read_text(encoding="utf-8").split()
    found = {
        path.name
        for path in manual.ROOT.iterdir()
        if not path.name.startswith(".") and not any(fnmatch(path.name, one.rstrip("/")) for one in ignored)
    }
    assert found == ALLOWED


def test_the_changelog_begins_with_this_version() -> None:
    changelog = (manual.ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    newest, entry = re.findall(r"^## (\S+)\n+(.+)$", changelog, re.MULTILINE)[0]
    assert newest == songyu_cli.__version__
    assert entry


def test_every_dependency_says_why_it_is_there() -> None:
    text = (manual.ROOT / "pyproject.toml").read_text(encoding="utf-8")
    needed = tomllib.loads(text)["project"]["dependencies"]
    assert needed
    for requirement in needed:
        assert re.search(rf'^\s*"{re.escape(requirement)}",\s+# \S.{{9,}}$', text, re.MULTILINE), requirement
