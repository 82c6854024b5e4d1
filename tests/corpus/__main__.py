"""Write the corpus into a folder, to be looked at in Excel or WPS: python -m tests.corpus FOLDER."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.corpus.cases import write_case
from tests.corpus.everything import CASES, matrix


def main(folder: Path) -> None:
    """Write every file, and 预期结果.md beside them: each file's trouble, its command and what must come of it."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = ["| 文件 | 依据 | 毛病 | 命令 | 结果 |", "|---|---|---|---|---|"]
    for case in CASES:
        write_case(case, folder)
        cells = (case.file, case.about, case.trouble, "songyu " + " ".join(case.line), case.outcome)
        lines.append(f"| {' | '.join(cell.replace('|', '、') for cell in cells)} |")
    text = "\n".join([*lines, "", *matrix(), ""])
    (folder / "预期结果.md").write_text(text, encoding="utf-8")
    print(f"{len(CASES)} files in {folder}")  # noqa: T201  a script for people


if __name__ == "__main__":
    main(Path(*sys.argv[1:2] or ["corpus"]))
