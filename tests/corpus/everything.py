"""All the cases, those of every kind and each kind's own, and which trouble is tried with which kind."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from tests.corpus.carried import CARRIED_CASES
from tests.corpus.cases import COMMANDS
from tests.corpus.containers import FORMATS, FORMATS_OF_ALL
from tests.corpus.hostile_files import HOSTILE_CASES
from tests.corpus.inspections import INSPECTION_CASES
from tests.corpus.installations import INSTALLATION_CASES
from tests.corpus.needs import NEEDS_CASES
from tests.corpus.old_forms import FORM_CASES
from tests.corpus.plain import INSTALLATIONS, PLAINS, REGISTER
from tests.corpus.register import REGISTER_CASES
from tests.corpus.shapes import EVERYWHERE, SHAPES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.corpus.cases import Case

# Why a trouble is not tried with a kind; what is tried with one kind only, and named for it, is not listed.
LEFT_OUT = {
    "版面": "底账、安装试遍；个人信息、标题、合并、合计、隐藏每个种类都试，其余别的种类隔一个试一个，读法是同一份代码",
    "格式": "文件怎么读和表的种类无关：底账试遍，常见的几种再轮着配两个种类",
    "合计": "核对、检查没有要加起来的数，合计一行只是不读",
    "日期": "走访、核对的日期在标题里，一张表一天",
}
_WHOLE = (REGISTER, INSTALLATIONS)
_OTHERS = [plain for plain in PLAINS if plain not in _WHOLE]


def _generic() -> Iterator[Case]:
    for number, make in enumerate(SHAPES):
        yield from map(make, _WHOLE)
        yield from map(make, _OTHERS if make in EVERYWHERE else _OTHERS[number % 2 :: 2])
    yield from (make(REGISTER) for make in FORMATS)
    rest = PLAINS[1:]
    for number, make in enumerate(FORMATS_OF_ALL):
        yield make(rest[number % len(rest)])
        yield make(rest[(number + 2) % len(rest)])


CASES: list[Case] = [
    *_generic(),
    *(*REGISTER_CASES, *NEEDS_CASES, *INSTALLATION_CASES, *CARRIED_CASES, *INSPECTION_CASES, *HOSTILE_CASES),
    *FORM_CASES,
]


def matrix() -> Iterator[str]:
    """Yield a table in Markdown: how many files each place in the documents has, by kind."""
    places: defaultdict[str, list[Case]] = defaultdict(list)
    for case in CASES:
        places[case.about].append(case)
    yield f"| 依据 | {' | '.join(COMMANDS)} |"
    yield f"|---|{'---:|' * len(COMMANDS)}"
    for about, cases in sorted(places.items(), key=lambda item: _order(item[0])):
        numbers = [sum(case.kind == kind for case in cases) for kind in COMMANDS]
        yield f"| {about} | {' | '.join(str(number or '') for number in numbers)} |"
    yield f"| 共 {len(CASES)} | {' | '.join(str(sum(case.kind == kind for case in CASES)) for kind in COMMANDS)} |"
    for what, why in LEFT_OUT.items():
        yield f"\n- {what}：{why}"


def _order(about: str) -> tuple[str, int]:
    letters = about.rstrip("0123456789")
    return letters, int(about.removeprefix(letters) or 0)
