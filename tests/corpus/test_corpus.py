"""Spreadsheets as clerks keep them: every file of the corpus through the command line, against its outcome."""

from __future__ import annotations

import contextlib
import json
import re
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
from conftest import NOW, Ran, Stream, built_once

from songyu_cli import cli, context
from tests.corpus.__main__ import main
from tests.corpus.cases import write_case
from tests.corpus.everything import CASES
from tests.corpus.plain import LEDGER, PLAINS, stored
from tests.corpus.shapes import SEEDS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.corpus.cases import Case, Plain

ODD = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of all the files, made once."""
    folder: Path = tmp_path_factory.mktemp("corpus")
    main(folder)
    return folder


@pytest.fixture
@built_once
def town(run: Callable[..., Ran], ledger: Path) -> Path:
    """The ledger of the tests with two more stairwells, two batches, four benches and a partner."""
    for line in LEDGER:
        run(*line.split())
    return ledger


@pytest.fixture
def typed() -> Callable[..., Ran]:
    """Run an import that may be refused; a fault of the program never passes. Other tests see the backup before it."""

    def typed(*words: str) -> Ran:
        out, err = (Stream(terminal=False, encoding="utf-8") for _ in range(2))
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = cli.main([*words, "--no-backup"], context.Stage(clock=lambda: NOW, env={}))
        assert code in (0, 2, 3, 4, 5, 7), err.text()
        return Ran(code, out.text(), err.text())

    return typed


_HELD: dict[str, list[str]] = {}


def held(town: Path, kind: str) -> list[str]:
    """Return what the ledger holds of a kind before anything is imported, looked up once."""
    if kind not in _HELD:
        _HELD[kind] = stored(town, kind)
    return _HELD[kind]


def counted(ran: Ran) -> tuple[int, int, int, int] | None:
    """Return new, changed, same and bad rows, or None where nothing was imported."""
    if not ran.out.strip():
        return None
    told: dict[str, Any] = ran.json
    return (told["added"], told["changed"], told["same"], told["bad"])


def faults(ran: Ran) -> list[str]:
    told = ran.error.get("rows", []) if ran.code else ran.json["errors"]
    return [f"{fault['row']} {fault['kind']}" for fault in told]


def check_clean(ran: Ran, ledger: Path) -> None:
    """Nothing that is said is dangerous or about persons, and nothing that is stored and logged is about persons."""
    for text in (ran.out, ran.err):
        assert ODD.findall(text) == []
        assert [seed for seed in SEEDS if seed in text] == []
    bytes_ = b"".join(path.read_bytes() for path in ledger.parent.rglob("songyu*") if path.is_file())
    assert [seed for seed in SEEDS if seed.encode() in bytes_] == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.file)
def test_a_file_of_the_corpus(case: Case, corpus: Path, typed: Callable[..., Ran], town: Path) -> None:
    (town.parent / case.file).write_bytes((corpus / case.file).read_bytes())
    untouched = town.read_bytes()
    before = held(town, case.kind)
    told = ""
    if case.says or case.silent or case.faults:
        tried = typed(*case.line, "--dry-run")
        check_clean(tried, town)
        told += tried.out + tried.err
        assert town.read_bytes() == untouched
    done = typed(*case.line, "--json")
    told += json.dumps(json.loads(done.out or done.err.splitlines()[-1]), ensure_ascii=False)
    came = {
        "code": done.code,
        "faults": faults(done),
        "unsaid": [words for words in case.says if words not in told],
        "said": [words for words in case.silent if words in told],
    }
    if case.code:
        assert town.read_bytes() == untouched
    if case.faults:
        done = typed(*case.line, "--skip-bad", "--json")
    came["counts"] = counted(done)
    came["stored"] = sorted((Counter(stored(town, case.kind)) - Counter(before)).elements())
    assert came == {
        "code": case.code,
        "faults": list(case.faults),
        "unsaid": [],
        "said": [],
        "counts": case.counts,
        "stored": came["stored"] if case.stored is None else sorted(case.stored),
    }
    check_clean(done, town)


SOUND = [case for case in CASES if case.counts and not case.faults and case.counts[0]]


@pytest.mark.parametrize("case", SOUND[::6], ids=lambda case: case.file)
def test_a_dry_run_counts_alike_and_a_second_import_changes_nothing(
    case: Case, corpus: Path, typed: Callable[..., Ran], town: Path
) -> None:
    (town.parent / case.file).write_bytes((corpus / case.file).read_bytes())
    assert counted(typed(*case.line, "--dry-run", "--json")) == case.counts
    typed(*case.line)
    after = stored(town, case.kind)
    again = typed(*case.line, "--skip-bad", "--json")
    plain = next(plain for plain in PLAINS if plain.kind == case.kind)
    if isinstance(plain.again, str):
        assert json.loads(again.err.splitlines()[-1])["error"]["kind"] == plain.again
    else:
        assert counted(again) == (0, 0, sum(case.counts or ()), 0)
    assert stored(town, case.kind) == after


BROKEN = [
    "底账-出错的公式.xlsx",
    "底账-人数合并几行.xlsx",
    "安装-数量合并几行.xlsx",
    "安装-数量不成数.xlsx",
    "走访-人数合并几行.xlsx",
    "底账-同上没有上.xlsx",
    "底账-栏次说不准.xlsx",
    "底账-同一单元两个数.xlsx",
    "安装-凳号写两遍.xlsx",
    "走访-同一单元两行.xlsx",
    "核对-同一张两个答案.xlsx",
]


@pytest.mark.parametrize("file", BROKEN)
def test_bad_rows_that_nobody_mended_are_bad_again(
    file: str, corpus: Path, typed: Callable[..., Ran], town: Path
) -> None:
    case = next(case for case in CASES if case.file == file)
    (town.parent / file).write_bytes((corpus / file).read_bytes())
    before = held(town, case.kind)
    typed(*case.line, "--errors-to", "问题.xlsx")
    again = typed(*[word.replace(file, "问题.xlsx") for word in case.line], "--skip-bad", "--json")
    assert counted(again) == (0, 0, 0, (case.counts or ())[-1])
    assert stored(town, case.kind) == before


@pytest.mark.parametrize("plain", [one for one in PLAINS if isinstance(one.again, int)], ids=lambda plain: plain.kind)
@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_a_grown_file_brings_its_new_rows_only(
    plain: Plain, ending: str, typed: Callable[..., Ran], town: Path
) -> None:
    half = plain.case(f"半份.{ending}", "6b.18", "", [*plain.titles, plain.header, *plain.rows[1:3]])
    whole = plain.case(f"全份.{ending}", "6b.18", "", plain.table)
    for case in (half, whole):
        write_case(case, town.parent)
    assert counted(typed(*half.line, "--json")) == (2, 0, 0, 0)
    assert counted(typed(*whole.line, "--json")) == (2, 0, 2, 0)


def test_every_case_of_the_documents_is_tried_with_a_kind() -> None:
    tried = {case.about for case in CASES}
    assert {f"6b.{number}" for number in range(1, 23)} - tried == set()
    assert {f"S{number}" for number in range(1, 11)} - tried == set()
    assert {"6c", "7", "A12", "A13", "A14", "A15"} - tried == set()


def test_the_outcomes_are_written_beside_the_files(corpus: Path) -> None:
    assert len(list(corpus.iterdir())) == len(CASES) + 1
    told = (corpus / "预期结果.md").read_text(encoding="utf-8")
    assert all(case.file in told for case in CASES)
    assert len({case.file for case in CASES}) == len(CASES)
