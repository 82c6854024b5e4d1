"""A spreadsheet of what an import did has no 65+ or 80+ by stairwell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

HEAD = "小区,区,幢,单元,常住人口,60岁以上,65岁以上,80岁以上,数据日期\n"
FIRST = HEAD + "淞泽家园,九区,1,1,900,412,337,173,2022-03-01\n"


def _texts(path: Path) -> str:
    return "\n".join(
        str(cell) for row in openpyxl.load_workbook(path).active.values for cell in row if cell is not None
    )


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("900,412,337,173", "412"),
        ("900,413,347,181", "60岁以上 412 -> 413、65岁以上、80岁以上"),
        ("900,412,347,600", "第 2 行：人数有问题"),
        ("900,412,347,181多", "第 2 行：人数有问题"),
    ],
)
@pytest.mark.usefixtures("ledger")
def test_what_leaves_has_no_65_or_80_of_a_stairwell(
    run: Callable[..., Any], tmp_path: Path, row: str, said: str
) -> None:
    file, out = tmp_path / "register.csv", tmp_path / "out.xlsx"
    file.write_text(FIRST, encoding="utf-8")
    run("unit", "import", str(file))
    file.write_text(HEAD + f"淞泽家园,九区,1,1,{row},2022-03-01\n", encoding="utf-8")
    run("unit", "import", str(file), "--dry-run", "--out", str(out), ok=None)
    text = _texts(out)
    assert said in text
    assert not [number for number in ("337", "347", "173", "181", "600") if number in text]
