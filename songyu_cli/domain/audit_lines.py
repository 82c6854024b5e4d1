"""What a line of `songyu bench audit` asks for: which of its options may be said together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from songyu_cli.domain.audit_refusals import AuditNowhere, OptionOutOfPlace
from songyu_cli.domain.masking import quoted
from songyu_cli.domain.wording import Phrase

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS = "UNIT"  # stairwells and tags stand there without an option
OPTIONS = (
    *(WORDS, "--all", "--none", "--seen", "--unknown", "--remark", "--on", "--show", "--list", "--sheet", "--yes"),
    *("--file", "--skip-bad", "--dry-run", "--errors-to", "--map", "--save-map", "--encoding"),
    *("--grid", "--from", "--to", "--explain", "--no-backup"),
)
_RECORDING = ("--all", "--none", "--seen", "--unknown", "--remark", "--on")
# The first of these that is there says what is asked for, and what else may be said; none of them is a question.
_TOGETHER: dict[str, tuple[str, ...]] = {
    "--file": (
        *("--on", "--grid", "--dry-run", "--skip-bad", "--errors-to", "--map", "--save-map", "--encoding"),
        "--no-backup",
    ),
    "--sheet": ("--grid", "--yes"),
    "--list": (),
    "--show": (WORDS,),
    WORDS: _RECORDING,
    "": ("--grid", "--from", "--to", "--explain"),
}
WHAT = {
    "--file": Phrase("导入核对表", "a sheet is taken in"),
    "--sheet": Phrase("写核对表", "a sheet is written"),
    "--list": Phrase("列出各次核对", "the audits are listed"),
    "--show": Phrase("看一次核对", "one audit or stairwell is shown"),
    WORDS: Phrase("记一个单元看到了什么", "what was seen is noted"),
    "": Phrase("看核对情况", "how far the audits are is shown"),
}


def asked_for(said: Mapping[str, Any]) -> str:
    """Return what a line asks for, by the option that says so; `said` is what was given for each, or nothing.

    Raises OptionOutOfPlace and AuditNowhere.
    """
    there = [name for name in OPTIONS if said[name] is not None and said[name] is not False and said[name] != []]
    what = next((name for name in _TOGETHER if name in there), "")
    other = next((name for name in there if name != what and name not in _TOGETHER[what]), None)
    if other in _RECORDING and not what:
        raise AuditNowhere(given=other)
    if other:
        raise OptionOutOfPlace(option=quoted(said[other][0]) if other == WORDS else other, what=WHAT[what])
    return what
