"""Which kind of file system a ledger lies on, as the system's list of what is mounted tells it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from songyu_cli.storage import filesystems

MOUNTS = r"""sysfs /sys sysfs rw 0 0
/dev/sda1 / ext4 rw,relatime 0 0
tmpfs /memory tmpfs rw 0 0
nas:/vol /home/shared nfs4 rw,vers=4.2 0 0
//nas/社区 /mnt/社\040区 cifs rw 0 0
me@host:/ /mnt/ssh fuse.sshfs rw 0 0
C:\134 /mnt/c 9p rw 0 0
/dev/sdb1 /media/stick fuseblk rw 0 0
overlay /over fuse.fuse-overlayfs rw 0 0
nas:/vol /hidden nfs rw 0 0
/dev/sdc1 /hidden ext4 rw 0 0
cut short
"""


@pytest.mark.parametrize(
    ("path", "kind", "network"),
    [
        ("/work/songyu.db", "ext4", False),
        ("/memory/x/songyu.db", "tmpfs", False),
        ("/home/shared/songyu.db", "nfs4", True),
        ("/home/sharedness/songyu.db", "ext4", False),
        ("/mnt/社 区/账本.db", "cifs", True),
        ("/mnt/ssh/songyu.db", "fuse.sshfs", True),
        ("/mnt/c/Users/songyu.db", "9p", True),
        ("/media/stick/songyu.db", "fuseblk", False),
        ("/over/songyu.db", "fuse.fuse-overlayfs", False),
        ("/hidden/songyu.db", "ext4", False),
    ],
)
def test_the_longest_mount_tells_the_kind(path, kind, network):
    assert filesystems.among(MOUNTS, Path(path)) == (kind, network)


def test_where_nothing_is_told_nothing_is_known(monkeypatch):
    assert filesystems.among("", Path("/x")) is None
    monkeypatch.setattr(filesystems, "_MOUNTS", Path("/nowhere"))
    assert filesystems.of(Path("/x")) is None


@pytest.mark.skipif(sys.platform != "linux", reason="the list is that of Linux")
def test_the_real_list_knows_this_folder(elsewhere):
    found = filesystems.of(elsewhere / "songyu.db")
    assert found
    assert found.kind not in ("nfs", "cifs")


def test_a_ledger_on_another_computer_is_warned_about(run, elsewhere, monkeypatch):
    init = ("init", "--community", "甲社区", "--estate", "乙小区")
    assert "网络盘" not in run(*init).err
    (elsewhere / "songyu.db").unlink()
    mounts = elsewhere / "mounts"
    mounts.write_text(f"nas:/v {elsewhere} nfs4 rw 0 0\n", encoding="utf-8")
    monkeypatch.setattr(filesystems, "_MOUNTS", mounts)
    assert "注意：账本在网络盘上（nfs4）" in run(*init).err
    assert "network drive (nfs4)" in run("check", "--lang", "en").out
    assert run("check", "--json").json["network"] is True
    assert "网络盘上（nfs4）" in run("doctor").out
    assert run("report").err == ""
