"""The house rules that a machine can hold: which room may know which, how large a file may be, what a start loads."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "songyu_cli"
SOURCES = sorted(PACKAGE.rglob("*.py"))
LONGEST_FILE = 300
LONGEST_FUNCTION = 50
VAGUE = {"utils", "util", "helpers", "helper", "common", "base", "manager", "service", "handler", "misc"}
ROOMS = ("domain", "storage", "readers", "writers", "actions", "views", "context", "commands", "cli")


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the import contract of pyproject.toml over the package in a folder."""
    line = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    return subprocess.run(
        [sys.executable, "-c", line, "--no-cache"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def copy(tmp_path):
    """A copy of the package to break."""
    shutil.copytree(PACKAGE, tmp_path / "songyu_cli", ignore=shutil.ignore_patterns("__pycache__", "data"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_every_import_points_down(copy):
    ran = lint_imports(copy)
    assert ran.returncode == 0, ran.stdout
    assert "every import points down KEPT" in ran.stdout


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("domain/demands.py", "from songyu_cli.storage import demands"),
        ("storage/demands.py", "from songyu_cli.actions import demand"),
        ("views/demand.py", "import songyu_cli.commands.demand"),
        ("readers/text.py", "from songyu_cli.storage.database import Database"),
        ("actions/demand.py", "def f():\n    from songyu_cli import context"),
        ("domain/newcomer.py", "from songyu_cli.cli import main"),
    ],
)
def test_the_contract_breaks_when_it_is_broken(file, line, copy):
    with (copy / "songyu_cli" / file).open("a", encoding="utf-8") as source:
        source.write(f"\n{line}\n")
    ran = lint_imports(copy)
    assert ran.returncode == 1, ran.stdout
    assert "BROKEN" in ran.stdout


def test_every_room_stands_in_the_contract(copy):
    (copy / "songyu_cli" / "attic").mkdir()
    (copy / "songyu_cli" / "attic" / "__init__.py").write_text('"""A room nobody planned."""\n', encoding="utf-8")
    ran = lint_imports(copy)
    assert ran.returncode == 1
    assert "attic" in ran.stdout


def imported(path: Path) -> set[str]:
    """The modules a file names in its imports, lazy ones too."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


@pytest.mark.parametrize(
    ("library", "rooms"),
    [
        ("typer", {"cli", "commands"}),
        ("click", set()),
        ("rich", {"views", "context", "cli"}),
        ("sqlite3", {"storage", "cli"}),  # cli names its version in the log of a bug
        ("sqlite_utils", {"storage"}),
        ("python_calamine", {"readers"}),
    ],
)
def test_a_library_is_known_only_where_it_belongs(library, rooms):
    users = {room(path) for path in SOURCES if any(name.split(".")[0] == library for name in imported(path))}
    assert users <= rooms


def test_the_domain_knows_the_standard_library_only():
    for path in (PACKAGE / "domain").rglob("*.py"):
        outside = {name.split(".")[0] for name in imported(path)} - sys.stdlib_module_names
        assert outside <= {"songyu_cli"}, path.name


def test_one_command_file_never_imports_another():
    shared = {
        "parameters",
        "grammar",
        "slips",
        "completion",
        "imports",
        "demand_options",
        "bench_options",
        "entries",
        "asking",
    }  # what commands share is no command
    nouns = {path.stem for path in (PACKAGE / "commands").glob("*.py")} - shared - {"__init__"}
    for noun in nouns:
        names = imported(PACKAGE / "commands" / f"{noun}.py")
        others = {
            name.removeprefix("songyu_cli.commands.") for name in names if name.startswith("songyu_cli.commands.")
        }
        assert not others & (nouns - {noun}), noun


def test_no_file_and_no_function_is_too_long():
    long = []
    for path in SOURCES:
        text = path.read_text(encoding="utf-8")
        if len(text.splitlines()) > LONGEST_FILE:
            long.append(f"{path.name}: {len(text.splitlines())} lines")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.end_lineno:
                lines = node.end_lineno - node.lineno + 1
                if lines > LONGEST_FUNCTION:
                    long.append(f"{path.name}: {node.name} has {lines} lines")
    assert long == []


def test_every_module_is_named_for_what_it_holds():
    names = {part for path in SOURCES for part in path.relative_to(PACKAGE).with_suffix("").parts}
    assert not names & VAGUE
    assert not any(name.endswith(tuple(f"_{word}" for word in VAGUE)) for name in names)


def loaded(*words: str, folder: Path) -> set[str]:
    """The modules that a command loads, in a process of its own."""
    code = (
        "import sys; from songyu_cli.cli import main; code = main(sys.argv[1:]); "
        "print(*sys.modules, sep='\\n', file=sys.stderr); sys.exit(code)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, *words],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    return set(ran.stderr.splitlines())


@pytest.mark.parametrize("line", ["--version", "report", "unit list", "demand list --json", "demand add 12-3"])
def test_a_command_loads_only_what_it_uses(line, ledger, elsewhere):
    modules = loaded(*line.split(), folder=elsewhere)
    assert "songyu_cli.cli" in modules
    assert not modules & {
        "sqlite_utils",
        "python_calamine",
        "pydantic",
        "click",
        "openpyxl",
        "zipfile",
        "songyu_cli.readers",
    }
    if "--json" in line or line == "--version":
        assert "rich" not in modules


def test_the_report_loads_no_words_that_it_does_not_say(ledger, elsewhere):
    modules = loaded("report", folder=elsewhere)
    assert "songyu_cli.domain.followups" in modules
    assert not modules & {f"songyu_cli.domain.{name}" for name in ("benches", "choices", "vocabulary", "masking")}


def test_a_noun_is_loaded_only_when_it_is_spoken(ledger, elsewhere):
    modules = loaded("demand", "list", folder=elsewhere)
    assert "songyu_cli.commands.demand" in modules
    assert not modules & {"songyu_cli.commands.bench", "songyu_cli.commands.batch", "songyu_cli.storage.migrations"}
