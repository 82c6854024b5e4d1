"""Whatever bytes a file holds, it is read or refused; nothing else ever comes out."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from songyu_cli.domain.errors import FileRefused
from songyu_cli.readers.compound import MAGIC, CompoundFile, compound_file
from songyu_cli.readers.source import Source
from songyu_cli.readers.workbook import read_workbook
from tests.files import Error, Formula, Table, write_ods, write_xls, write_xlsx

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from songyu_cli.domain.sheets import Workbook

TABLE = Table("表", [["楼栋", "数量", 2.5], ["12幢", Error("#REF!"), Formula("1+1")]], [(1, 2, 0, 0)], [2])
STARTS = [
    b"",
    b"PK\x03\x04",
    b"PK\x05\x06",
    MAGIC,
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"<table><tr><td>",
    b"<?xml",
    b'"',
    b"\t",
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("hostile")


@pytest.fixture(scope="module")
def samples(folder: Path) -> dict[str, bytes]:
    write_xlsx(folder / "a.xlsx", TABLE)
    write_xls(folder / "a.xls", TABLE)
    write_ods(folder / "a.ods", TABLE)
    return {kind: (folder / f"a.{kind}").read_bytes() for kind in ("xlsx", "xls", "ods")}


def read_or_refused(folder: Path, data: bytes) -> Workbook | None:
    path = folder / "any"
    path.write_bytes(data)
    try:
        return read_workbook(path)
    except FileRefused:
        return None


@st.composite
def damages(draw: st.DrawFn) -> Callable[[bytes], bytes]:
    """Bytes overwritten, cut out or put in at a few places of whatever they are applied to."""
    places = draw(
        st.lists(st.tuples(st.floats(0, 1), st.integers(0, 8), st.binary(max_size=8)), min_size=1, max_size=4)
    )

    def damage(data: bytes) -> bytes:
        for where, length, new in places:
            at = int(where * len(data))
            data = data[:at] + new + data[at + length :]
        return data

    return damage


@given(start=st.sampled_from(STARTS), rest=st.binary(max_size=3000))
def test_any_bytes(folder: Path, start: bytes, rest: bytes) -> None:
    read_or_refused(folder, start + rest)


@given(damage=damages(), kind=st.sampled_from(["xlsx", "xls", "ods"]))
def test_damaged_containers(
    folder: Path, samples: dict[str, bytes], damage: Callable[[bytes], bytes], kind: str
) -> None:
    read_or_refused(folder, damage(samples[kind]))


@given(damage=damages(), kind=st.sampled_from(["xlsx", "ods"]), data=st.data())
def test_damaged_parts(
    folder: Path, samples: dict[str, bytes], damage: Callable[[bytes], bytes], kind: str, data: st.DataObject
) -> None:
    old = zipfile.ZipFile(io.BytesIO(samples[kind]))
    damaged = data.draw(st.sampled_from([name for name in old.namelist() if name.endswith((".xml", ".rels"))]))
    new = io.BytesIO()
    with zipfile.ZipFile(new, "w") as container:
        for name in old.namelist():
            container.writestr(name, damage(old.read(name)) if name == damaged else old.read(name))
    read_or_refused(folder, new.getvalue())


@settings(max_examples=50)
@given(damage=damages())
def test_damaged_records(folder: Path, samples: dict[str, bytes], damage: Callable[[bytes], bytes]) -> None:
    stream = CompoundFile(Source("a", "a", ".xls", samples["xls"])).read("Workbook")
    assert stream is not None
    read_or_refused(folder, compound_file("Workbook", damage(stream.rstrip(b"\0"))))


def test_undamaged_samples_are_read(folder: Path, samples: dict[str, bytes]) -> None:
    for sample in samples.values():
        assert read_or_refused(folder, sample) is not None
