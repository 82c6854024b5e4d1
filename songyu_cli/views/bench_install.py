"""What an installation says: briefly, and what is out of the ordinary aloud."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from songyu_cli.domain.departures import over_allocated, unplanned
from songyu_cli.domain.wording import Phrase, joined, verbatim
from songyu_cli.views.hazard import old_stools
from songyu_cli.views.words import benches_phrase, enumerated, numbered

if TYPE_CHECKING:
    from collections.abc import Sequence

    from songyu_cli.domain.batches import Batch, Unfilled
    from songyu_cli.domain.benches import Installation, Installed, Settled
    from songyu_cli.views.drawing import Drawing

NOTHING_WRITTEN = Phrase("没有安装，什么都没有写入。", "Nothing installed; nothing was written.")
NO_GRID = Phrase("未分网格", "no grid")
_NOTHING = Phrase("", "")
FACTS = {
    "exit_clear": {
        "yes": Phrase("出口、消防通道畅通", "exit and fire lane clear"),
        "no": Phrase("出口或消防通道不畅通", "exit or fire lane not clear"),
    },
    "firm_ground": {"yes": Phrase("地面坚实", "firm ground"), "no": Phrase("地面不坚实", "ground not firm")},
    "back": {"yes": Phrase("有靠背", "a back"), "no": Phrase("没有靠背", "no back")},
    "armrests": {"yes": Phrase("有扶手", "armrests"), "no": Phrase("没有扶手", "no armrests")},
    "fixed": {"yes": Phrase("固定", "fixed"), "no": Phrase("没有固定", "not fixed")},
    "shaded": {"yes": Phrase("能遮阳挡雨", "shaded"), "no": Phrase("不遮阳", "not shaded")},
}
_IN_THE_WAY = Phrase(
    "挡了出口或消防通道，请换地方：songyu bench move {tag} {unit} --spot 新位置 --reason 挡通道；"
    "移走以前先登记隐患：songyu hazard add {unit} --kind 堵塞通道",
    "It blocks the exit or the fire lane. Put it elsewhere: songyu bench move {tag} {unit} --spot PLACE --reason WHY; "
    "until then register the hazard: songyu hazard add {unit} --kind blocked-exit",
)
_NOT_FIRM = Phrase(
    "地面不坚实，请登记：songyu hazard add {unit} --kind 地面不平",
    "The ground is not firm. Register it: songyu hazard add {unit} --kind trip-edge",
)


def installed(done: Installation) -> list[Drawing]:
    """Say what was installed, with which tags, which demands that settles, and where old stools are left."""
    if not done.places:
        nothing = Phrase(
            "第{batch}批没有分配了还没装的凳子。编排：songyu batch plan {batch} --save",
            "Batch {batch} has nothing allocated and not installed. To plan it: songyu batch plan {batch} --save",
        )
        return [nothing.format(batch=done.batch)]
    places = [line for place in done.places for line in (_place(place), *_asked_later(place))]
    tried = Phrase("没有写入；去掉 --dry-run 就安装。", "Nothing was written; without --dry-run it will be.")
    return [
        _head(done),
        *places,
        *_known(done),
        *_unplanned(done),
        *old_stools(done.old_stools),
        *([tried] if done.dry_run else []),
    ]


def _head(done: Installation) -> Phrase:
    line = Phrase(
        "第{batch}批已安装 {n}（{on}{rest}），本批共 {installed}/{planned}",
        "Batch {batch}: {n} installed ({on}{rest}), {installed} of {planned} in all",
    )
    if done.dry_run:
        line = Phrase(
            "第{batch}批要安装 {n}（{on}{rest}），本批就有 {installed}/{planned}",
            "Batch {batch}: {n} to be installed ({on}{rest}), then {installed} of {planned} in all",
        )
    rest = [Phrase("，{name}捐赠", ", given by {name}").format(name=verbatim(done.partner))] if done.partner else []
    if done.state == "pending":
        rest.append(Phrase("，待投用", ", not in use yet"))
    elif done.used_on and done.used_on != done.on:
        rest.append(Phrase("，{used} 投用", ", in use since {used}").format(used=done.used_on.phrase()))
    return line.format(
        batch=done.batch,
        n=benches_phrase(done.benches),
        on=done.on.phrase(),
        rest=Phrase("".join(one.zh for one in rest), "".join(one.en for one in rest)),
        installed=done.installed,
        planned=done.planned,
    )


def _place(place: Installed) -> Phrase:
    tags = joined([verbatim(tag) for tag in place.tags])
    answers = joined([settled(one) for one in place.settled])
    answer = Phrase("；{settled}", "; {settled}").format(settled=answers) if place.settled else _NOTHING
    line = Phrase("  {unit}：{tags}{answer}", "  {unit}: {tags}{answer}")
    return line.format(unit=place.unit.phrase(), tags=tags, answer=answer)


def settled(one: Settled) -> Phrase:
    """Return what a bench does for the demand that it answers."""
    if one.done:
        return Phrase("办结第 {n} 号需求", "settles demand {n}").format(n=one.demand)
    line = Phrase("落实第 {n} 号需求 {done}/{of}", "carries out {done} of {of} of demand {n}")
    return line.format(n=one.demand, done=one.carried_out, of=one.quantity)


def _asked_later(place: Installed) -> list[Phrase]:
    if not place.asked_later:
        return []
    line = Phrase(
        "    登记或重开在安装之后、仍未落实的需求：{list}", "    Asked for after that, and still open: demand {list}"
    )
    return [line.format(list=enumerated(place.asked_later))]


def _known(done: Installation) -> list[Phrase]:
    """Return what was recorded of the benches, and aloud where one stands wrongly."""
    facts = done.facts
    known = [FACTS[name][str(facts[name])] for name in FACTS if name in facts]
    if "height_mm" in facts:
        known.append(Phrase("座面高 {n} 毫米", "seat {n} mm high").format(n=facts["height_mm"]))
    said = [Phrase("  记下：{known}", "  Recorded: {known}").format(known=joined(known))] if known else []
    first = done.places[0]
    alone = done.benches == 1
    where = {
        "tag": verbatim(first.tags[0]) if alone else Phrase("凳号", "TAG"),
        "unit": verbatim(first.unit.short) if len(done.places) == 1 else Phrase("单元", "UNIT"),
    }
    if facts.get("exit_clear") == "no":
        said.append(_IN_THE_WAY.format(**where))
    if facts.get("firm_ground") == "no":
        said.append(_NOT_FIRM.format(**where))
    return said


def _unplanned(done: Installation) -> list[Drawing]:
    """Say which benches the batch's saved plan did not give, and where others will therefore be missing."""
    beyond = [(place.unit, place.unplanned) for place in done.places if place.unplanned]
    if not beyond:
        return []
    more = over_allocated(done.batch, done.allocated, done.planned, done.installed)
    return [unplanned(done.batch, beyond), *more]


def question(batch: Batch, left: Sequence[Unfilled]) -> Phrase:
    """Return the question whether all that was planned stands now."""
    by_grid: Counter[str | None] = Counter()
    for one in left:
        by_grid[one.grid] += one.benches
    line = Phrase(
        "第{batch}批规划里没装的 {n}（{units}：{grids}）现在都装上吗？",
        "Batch {batch}, planned and not installed: {n} at {units} ({grids}). Install them all now?",
    )
    return line.format(
        batch=batch.batch,
        n=benches_phrase(by_grid.total()),
        units=numbered(len(left), "个单元", "stairwell"),
        grids=joined([_of_grid(grid, n) for grid, n in by_grid.items()]),
    )


def _of_grid(grid: str | None, benches: int) -> Phrase:
    return Phrase("{grid} {n} 张", "{grid} {n}").format(grid=verbatim(grid) if grid else NO_GRID, n=benches)
