"""The sample ledger, built from the spreadsheets in data/ by the same commands that a community would use."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import songyu_cli
from songyu_cli.actions.batch import open_batch
from songyu_cli.actions.demand import NewDemand, add_demand
from songyu_cli.actions.imports import Wishes, import_file
from songyu_cli.actions.ledger import start_ledger
from songyu_cli.domain.addresses import read_unit
from songyu_cli.domain.choices import CHANNELS, KINDS
from songyu_cli.domain.dates import Date
from songyu_cli.domain.errors import FileRefused
from songyu_cli.domain.masking import mask
from songyu_cli.domain.settings import MADE_UP
from songyu_cli.domain.wording import Phrase
from songyu_cli.readers.workbook import read_workbook
from songyu_cli.storage import settings

if TYPE_CHECKING:
    from songyu_cli.domain.log import Actor
    from songyu_cli.storage.connection import Database

_SETTINGS = {
    "community": "淞渔社区",
    "subdistrict": "斜塘街道",
    "estate": "淞泽家园九区",
    "programme": "初心为民心，百凳为百姓",
    "target": "300",
    "note": MADE_UP,
}
# The article's batches: 100 in 2021; 120 begun in a September whose year it does not name, most likely 2022.
_BATCHES = ((1, 100, "2021"), (2, 120, "2022-09"))


class SampleMissing(FileRefused):
    """The sample spreadsheets were not installed with the program."""

    sentence = Phrase("找不到示例数据 {path}。", "The sample data {path} is missing.")
    hint = Phrase("重新安装 songyu。", "Install songyu again.")


def sample_folder() -> Path:
    """Return the folder of the sample spreadsheets: in the installed package, or beside it in a checkout.

    Raises SampleMissing.
    """
    package = Path(songyu_cli.__file__).parent
    for folder in (package / "data", package.parent / "data"):
        if (folder / "register.xlsx").is_file():
            return folder
    raise SampleMissing(path=package / "data")


def build_demo(db: Database, actor: Actor) -> None:
    """Fill a new ledger with the made-up register, its demands, and the article's two batches."""
    folder = sample_folder()
    start_ledger(db, dict(_SETTINGS), replace(actor, typed="init"))
    import_file(db, folder / "register.xlsx", "units", Wishes(), replace(actor, typed="unit import register.xlsx"))
    worker = replace(actor, role="grid_worker")
    for new in _demands(db, folder / "demands.csv"):
        add_demand(db, new, replace(worker, typed=f"demand add {new.unit.building}-{new.unit.label}"))
    for number, planned, on in _BATCHES:
        typed = f"batch open {number} -n {planned} --on {on}"
        open_batch(db, number, replace(actor, typed=typed), planned=planned, on=Date(on))
    installed = replace(actor, typed="bench import installations.xlsx")
    import_file(db, folder / "installations.xlsx", "benches", Wishes(), installed)


def _demands(db: Database, file: Path) -> list[NewDemand]:
    home = settings.home(db)
    rows = [row.cells for row in read_workbook(file).sheets[0].rows]
    header = [str(cell) for cell in rows[0]]
    found = [dict(zip(header, map(str, cells), strict=True)) for cells in rows[1:]]
    return [
        NewDemand(
            unit=read_unit(f"{row['幢']}-{row['单元']}", home).address,
            kind=KINDS.read(row["类别"]),
            quantity=int(row["数量"]),
            channel=CHANNELS.read(row["来源"]),
            on=Date(row["登记日期"]),
            text=mask(row["需求内容"]).text,
        )
        for row in found
    ]
