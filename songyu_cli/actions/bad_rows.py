"""The bad rows of an import go back to the user as a file of their own, to be mended and imported."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from songyu_cli.domain.import_refusals import ErrorsEnding, ErrorsOfSeveralSheets, ErrorsOverFile
from songyu_cli.domain.tables.returned_rows import returned_sheets
from songyu_cli.domain.wording import Phrase
from songyu_cli.writers.cell_text import sheet_name
from songyu_cli.writers.files import check_writable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from songyu_cli.domain.tables.rows import RowError
    from songyu_cli.domain.tables.sheet_readings import Reading
    from songyu_cli.domain.wording import Language

_IMPORTED = Phrase("正要导入的文件", "the file that is imported")
_OUT = Phrase("这次 --out 要写的文件", "the file that --out writes")


def errors_path(path: Path, imported: Path, out: Path | None) -> Path:
    """Return where bad rows go, as a workbook where no ending was typed, before anything is read.

    Raises ErrorsEnding, ErrorsOverFile, and what `check_writable` raises.
    """
    folder = _is_folder(path)
    if not path.suffix and not folder:
        path = path.with_name(f"{path.name}.xlsx")
    if not folder and path.suffix.lower() not in (".xlsx", ".csv"):
        raise ErrorsEnding(ending=path.suffix)
    check_writable(path)
    for other, what in ((imported, _IMPORTED), (out, _OUT)):
        if other and _same(path, other):
            raise ErrorsOverFile(path=path, what=what)
    return path


def check_fits(path: Path, reading: Reading[Any]) -> None:
    """Refuse a csv for the rows of several sheets, before anything is written. Raises ErrorsOfSeveralSheets."""
    if path.suffix.lower() == ".csv" and len(reading.sheets) > 1:
        raise ErrorsOfSeveralSheets(n=len(reading.sheets))


def give_back(path: Path, reading: Reading[Any], errors: Sequence[RowError], language: Language) -> None:
    """Write the rows that have faults, whole or not at all. Raises FileNotWritable."""
    from songyu_cli.writers.returned_sheet import write_returned  # noqa: PLC0415  the writer only to write

    csv = path.suffix.lower() == ".csv"
    write_returned(path, returned_sheets(reading, errors, (lambda _: path.stem) if csv else _names()), language)


def _names() -> Callable[[str], str]:
    """Return what makes names fit for the sheets of one workbook, where no two may be the same."""
    taken: set[str] = set()

    def name(text: str) -> str:
        short = sheet_name(text)
        number = 1
        while (found := short if number == 1 else f"{short[:27]} ({number})").casefold() in taken:
            number += 1
        taken.add(found.casefold())
        return found

    return name


def _is_folder(path: Path) -> bool:
    with suppress(OSError):  # a name too long to ask about
        return path.is_dir()
    return False


def _same(path: Path, other: Path) -> bool:
    with suppress(OSError, ValueError):  # a name that no file can have
        if path.exists() and other.exists():
            return path.samefile(other)
        return path.resolve() == other.resolve()
    return False
