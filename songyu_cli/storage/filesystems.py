"""Which kind of file system a file lies on: SQLite's locks cannot be trusted where it is another computer's."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import NamedTuple

_MOUNTS = Path("/proc/self/mounts")
_NETWORK = {
    *("nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "9p", "afs", "ncpfs", "ceph", "glusterfs", "lustre"),
    *("davfs", "davfs2", "fuse", "vboxsf", "prl_fs", "virtiofs", "beegfs", "gfs2", "ocfs2"),
}
_LOCAL_FUSE = {f"fuse.{name}" for name in ("fuse-overlayfs", "mergerfs", "gocryptfs", "encfs", "bindfs", "ntfs-3g")}
_REMOTE_DRIVE = 4  # what Windows calls a drive of another computer


class FileSystem(NamedTuple):
    """The kind of a file system as the system names it, and whether it is on another computer."""

    kind: str
    network: bool


def of(path: Path) -> FileSystem | None:
    """Return the file system on which a file lies or would lie, or None where the system does not tell."""
    if sys.platform == "win32":
        return _of_drive(path)
    try:
        mounts = _MOUNTS.read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:  # macOS and others have no such list
        return None
    return among(mounts, Path(os.path.realpath(path)))  # resolve fails where links lead in a circle


def among(mounts: str, path: Path) -> FileSystem | None:
    """Return the file system of a path in a list like that of /proc/self/mounts; of two at one place the later."""
    best, kind = -1, None
    for line in mounts.splitlines():
        words = line.split(" ")
        if len(words) < 3:  # noqa: PLR2004  what is mounted, where, and of what kind
            continue
        place = Path(re.sub(r"\\([0-7]{3})", lambda code: chr(int(code[1], 8)), words[1]))
        if len(place.parts) >= best and path.is_relative_to(place):
            best, kind = len(place.parts), words[2]
    return FileSystem(kind, _is_network(kind)) if kind else None


def _is_network(kind: str) -> bool:
    return kind in _NETWORK or (kind.startswith("fuse.") and kind not in _LOCAL_FUSE)


def _of_drive(path: Path) -> FileSystem | None:
    import ctypes  # noqa: PLC0415

    anchor = path.absolute().anchor
    if anchor.startswith("\\\\"):
        return FileSystem("smb", network=True)
    remote = ctypes.windll.kernel32.GetDriveTypeW(anchor) == _REMOTE_DRIVE  # type: ignore[attr-defined, unused-ignore]
    return FileSystem("smb" if remote else "drive", network=remote)
