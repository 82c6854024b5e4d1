"""What clerks take in from small files: one of each kind, and a round written down in a text file."""

from __future__ import annotations

import atexit
import functools
import os
import tempfile
from pathlib import Path

from clerks import ACTOR, COUNTS, DAYS, NUMBERS, PLACES, Clerks
from hypothesis import strategies as st
from hypothesis.stateful import rule
from model_log import PHONE

from songyu_cli.actions.imports import Wishes, import_file
from songyu_cli.actions.visit import Round
from songyu_cli.actions.visit_file import FileWishes, take_file
from songyu_cli.domain.dates import Date
from songyu_cli.readers.source import Source

TWO = st.lists(PLACES, min_size=1, max_size=2, unique=True)
DRY = st.sampled_from([False, False, False, True])
NEEDS = {"bench": "凳", "handrail": "扶手"}
RESULTS = {"good": "完好", "needs_repair": "需维修", "out_of_use": "停用"}


@functools.cache
def folder() -> Path:
    """Return a folder for the files, in memory where that can be."""
    made = tempfile.TemporaryDirectory(dir="/dev/shm" if os.access("/dev/shm", os.W_OK) else None)  # noqa: S108
    atexit.register(made.cleanup)
    return Path(made.name)


class Imports(Clerks):
    """A file is always a new one, with a day of its own, so that no row is one that was taken before."""

    def __init__(self) -> None:
        super().__init__()
        self.files = 0

    def day(self) -> Date:
        self.files += 1
        return Date(f"2022-{1 + self.files // 28:02}-{1 + self.files % 28:02}")

    def take(self, kind, rows, means, *, title=(), dry=False):
        path = folder() / f"{kind}{self.files}.csv"
        path.write_text("\n".join(",".join(map(str, row)) for row in (*title, *rows)) + "\n", encoding="utf-8-sig")
        wishes = Wishes(dry_run=dry)
        if dry:
            self.try_only(import_file, path, kind, wishes, ACTOR)
            return None
        return self.act(import_file, path, kind, wishes, ACTOR, means=means)

    @rule(places=TWO, grid=st.sampled_from(["一网格", "二网格"]), counts=st.tuples(COUNTS, COUNTS), day=DAYS, dry=DRY)
    def import_the_register(self, places, grid, counts, day, dry):
        sixty, eighty = sorted(counts, key=lambda n: -(n or 0))
        told = [
            {"place": place, "grid": grid, "households": 10, "elderly_60": sixty, "elderly_80": eighty, "day": day}
            for place in places
        ]
        rows = [("幢", "单元", "网格", "户数", "60岁以上", "80岁以上", "数据日期")]
        rows += [(p.building, p.label, grid, 10, blank(sixty), blank(eighty), day) for p in places]
        self.files += 1
        self.take("units", rows, lambda m: m.import_units(told), dry=dry)

    @rule(places=TWO, kind=st.sampled_from(sorted(NEEDS)), quantity=NUMBERS, dry=DRY)
    def import_needs(self, places, kind, quantity, dry):
        day = self.day()
        rows = [("登记日期", "来源", "幢", "单元", "类别", "需求内容", "数量")]
        rows += [
            (day, "上门走访", p.building, p.label, NEEDS[kind], f"第{self.files}张表，联系{PHONE}", quantity)
            for p in places
        ]
        self.take("demands", rows, lambda m: [m.add_demand(p, kind, quantity, day) for p in places], dry=dry)

    @rule(places=TWO, batch=NUMBERS, state=st.sampled_from([("在用", "in_use"), ("停用", "out_of_use")]), dry=DRY)
    def import_benches(self, places, batch, state, dry):
        day = self.day()
        first = self.ever[f"B{batch}"] + 1
        tags = [f"B{batch}-{first + n:03}" for n in range(len(places))]
        rows = [("批次", "凳号", "幢", "单元", "安装日期", "状态")]
        rows += [(batch, tag, p.building, p.label, day, state[0]) for tag, p in zip(tags, places, strict=True)]

        def means(m):
            for tag, place in zip(tags, places, strict=True):
                m.get("units", place)
                m.get("batches", batch)
                m.put_up(place, batch, day, state[1], tag)

        self.take("benches", rows, means, dry=dry)

    @rule(places=TWO, sixty=st.integers(0, 9), need=st.booleans(), dry=DRY)
    def import_a_round(self, places, sixty, need, dry):
        day = self.day()
        told = {"elderly_60": sixty, "elderly_80": 0, "needs": [("bench", 1)] if need else []}
        rows = [("幢", "单元", "60岁以上", "80岁以上", "需求", "数量")]
        rows += [(p.building, p.label, sixty, 0, *(("凳", 1) if need else ("", ""))) for p in places]
        title = [(f"走访日期：{day.phrase().zh}",)]
        self.take("visits", rows, lambda m: [m.call(p, day, told) for p in places], title=title, dry=dry)

    @rule(numbers=st.lists(st.integers(0, 5), min_size=1, max_size=2), seen=st.booleans(), dry=DRY)
    def import_an_audit(self, numbers, seen, dry):
        day = self.day()
        benches = self.facts.rows["benches"]
        tags = list(dict.fromkeys(self.tag_of(number) for number in numbers if benches))
        places = [benches[tag]["place"] for tag in tags]
        rows = [("幢", "单元", "凳号", "看到了吗")]
        rows += [(p.building, p.label, tag, "是" if seen else "否") for tag, p in zip(tags, places, strict=True)]
        title = [(f"核对日期：{day.phrase().zh}",)]
        if tags:
            self.take("audits", rows, lambda m: m.audit(places[0]), title=title, dry=dry)

    @rule(number=st.integers(0, 5), result=st.sampled_from(sorted(RESULTS)), dry=DRY)
    def import_inspections(self, number, result, dry):
        day = Date(f"2022-11-{1 + self.files % 30:02}")  # a month in which nobody else inspects
        self.files += 1
        tag = self.tag_of(number)
        rows = [("日期", "凳号", "结果", "检查项"), (day, tag, RESULTS[result], "" if result == "good" else "松动")]
        self.take("inspections", rows, lambda m: m.inspect([tag], result, day), dry=dry)

    @rule(places=TWO, need=st.booleans(), dry=DRY)
    def take_a_round(self, places, need, dry):
        day = self.day()
        text = "\n".join(f"{p.building}-{p.label} 7/1{' 凳2' if need else ''}" for p in places)
        told = {"elderly_60": 7, "elderly_80": 1, "needs": [("bench", 2)] if need else []}
        source = Source(f"走访{self.files}.txt", f"走访{self.files}", ".txt", f"{text}\n# {self.files}\n".encode())
        if dry:
            self.try_only(take_file, source, Round(day), FileWishes(dry_run=True), ACTOR)
            return
        means = {"means": lambda m: [m.call(p, day, told) for p in places]}
        self.act(take_file, source, Round(day), FileWishes(), ACTOR, **means)


def blank(number: int | None) -> object:
    return "" if number is None else number
