"""A town in a folder, command lines run in it as processes of their own, and the fault that each of them meets."""

from __future__ import annotations

import contextlib
import ctypes
import functools
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import traceback
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).parents[2]
NOW = datetime(2022, 12, 31, 9, 30, tzinfo=timezone(timedelta(hours=8)))
MOST_TIME = 60  # seconds that a struck command may take; one that waits for itself would hang for ever


class Way(IntEnum):
    """How a write goes wrong; the numbers are the shim's."""

    NEVER = 0
    KILL = 1  # kill -9 before it
    TORN = 2  # half of it is written, or all of what cannot be halved, and then kill -9
    EIO_ONCE = 3
    EIO_ON = 4  # the disk is gone from then on
    FULL_ONCE = 5
    FULL_ON = 6
    SHORT_THEN_FULL = 7  # half of it fits
    SHORT = 8  # half of it is written now; the program is to write the rest


KILLS = (Way.KILL, Way.TORN)
ERRORS = tuple(way for way in Way if way not in (Way.NEVER, *KILLS))


@dataclass(frozen=True)
class Ran:
    """What a process did: its exit code, or minus the signal that ended it; `names` are the writes it came to."""

    code: int
    out: str
    err: str
    names: tuple[str, ...] = ()


def missing() -> str | None:
    """Return why nothing can be struck on this machine, or None."""
    if sys.platform != "linux":
        return "LD_PRELOAD is Linux's"
    return None if shutil.which("cc") else "there is no C compiler (cc)"


def under_the_shim(words: Sequence[str], folder: Path) -> subprocess.CompletedProcess[str]:
    """Run this folder's program again with the shim compiled and under it."""
    env = {**os.environ, "LD_PRELOAD": str(compiled(folder)), "FAULTS_FOLDER": str(folder), "PYTHONPATH": str(ROOT)}
    env["PYTHONDONTWRITEBYTECODE"] = "1"
    return subprocess.run([sys.executable, str(Path(__file__).parent), *words], env=env, check=False)


def compiled(folder: Path) -> Path:
    """Compile the shim into a folder and return it."""
    library = folder / "shim.so"
    source = str(Path(__file__).with_name("shim.c"))
    subprocess.run(["cc", "-O1", "-shared", "-fPIC", "-o", str(library), source, "-ldl"], check=True)
    return library


@functools.cache
def shim() -> Any:
    """Return the shim that this process runs under."""
    library = ctypes.CDLL(os.environ["LD_PRELOAD"])
    library.faults_name.restype = ctypes.c_char_p
    library.faults_count.restype = ctypes.c_long
    library.faults_arm.argtypes = (ctypes.c_char_p, ctypes.c_int, ctypes.c_long)
    return library


def warm_up() -> None:
    """Load everything that a command could, once for all the processes to come."""
    import importlib
    import pkgutil

    import typer.main

    import songyu_cli

    typer.main.get_params_from_function = functools.cache(typer.main.get_params_from_function)
    for one in pkgutil.walk_packages(songyu_cli.__path__, "songyu_cli."):
        if not one.name.startswith("songyu_cli.data"):
            importlib.import_module(one.name)


@dataclass
class Town:
    """A folder in which command lines run; `files` is what lies in it before each."""

    folder: Path
    files: dict[str, bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.work = self.folder / "work"
        # What a process says stays readable when it is killed.
        self._out, self._err, self._names = (os.memfd_create(name) for name in ("out", "err", "names"))

    def lay(self) -> None:
        """Put the folder back to what it was."""
        shutil.rmtree(self.work, ignore_errors=True)
        self.work.mkdir(parents=True)
        for name, content in self.files.items():
            path = self.work / name
            path.parent.mkdir(mode=0o700, exist_ok=True)
            path.write_bytes(content)
            path.chmod(0o600)

    def found(self) -> dict[str, bytes]:
        """Return every file in the folder."""
        return {
            str(path.relative_to(self.work)): path.read_bytes()
            for path in sorted(self.work.rglob("*"))
            if path.is_file()
        }

    def run(self, words: Sequence[str], way: Way = Way.NEVER, nth: int = 0) -> Ran:
        """Run a command line in a process of its own, which meets a fault at its nth write."""
        for file in (self._out, self._err, self._names):
            os.ftruncate(file, 0)
            os.lseek(file, 0, os.SEEK_SET)
        child = os.fork()
        if not child:
            self._act(words, way, nth)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        out, err, names = (_read(file) for file in (self._out, self._err, self._names))
        return Ran(code, out, err, tuple(names.split()))

    def _act(self, words: Sequence[str], way: Way, nth: int) -> None:
        code = 99
        try:
            os.dup2(self._out, 1)
            os.dup2(self._err, 2)
            os.chdir(self.work)
            signal.alarm(MOST_TIME)  # nobody listens for it, so it kills
            shim().faults_arm(os.fsencode(self.work), way, nth)
            code = command(words)
            for stream in (sys.stdout, sys.stderr):  # as an interpreter that ends
                with contextlib.suppress(OSError, ValueError):
                    stream.flush()
        except BaseException:  # noqa: BLE001  what an interpreter would print
            shim().faults_disarm()
            traceback.print_exc()
            sys.stderr.flush()
        finally:
            library = shim()
            library.faults_disarm()
            names = b" ".join(library.faults_name(which) for which in range(1, library.faults_count() + 1))
            os.write(self._names, names)
            os._exit(code)


def command(words: Sequence[str]) -> int:
    """Run a command line in this process."""
    from songyu_cli import cli, context

    env = {"HOME": os.environ.get("HOME", "/"), "SONGYU_LANG": "en"}
    return cli.main(words, context.Stage(clock=lambda: NOW, env=env))


def _read(file: int) -> str:
    size = os.fstat(file).st_size
    return os.pread(file, size, 0).decode(errors="replace")


def new_folder() -> Path:
    """Return a folder in memory where the machine has one: a disk would make each fsync wait."""
    memory = Path("/dev/shm")  # noqa: S108  the folder made in it is our own
    return Path(tempfile.mkdtemp(prefix="songyu-faults-", dir=memory if os.access(memory, os.W_OK) else None))
