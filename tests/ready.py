"""Ledgers to try commands on, built once by each process that runs tests and copied from then on."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

_BUILT: dict[str, bytes] = {}
_LATER = (
    "batch open 2 -n 12 --on 2022-09",
    "unit add 3-1 --floors 6",
    "demand add 12-4 -n 2 --on 2021-04 --channel 热线 --text 两位老人上楼前要歇一歇，门口的旧凳子收走以后没有地方坐",
    "demand add 2-1 --kind 扶手 -n 2 --on 2022-12-30 --channel 联系日",
    "bench install 12-3 12-4 --batch 1 --on 2021-06-18",
    "bench install 2-1 --batch 2 --on 2022-09-05 --spot 楼道口左侧 --note 靠墙",
    "demand add 10-2 --as grid_worker:三网格",
    "undo",
    "batch close 1",
    "visit --file 走访.txt --on 2022-11-15 --grid 一网格 --as grid_worker:三网格",
    "hazard add 2-1 --kind 堵塞通道 --severity high --on 2022-11-20 --text 电动车停在楼道口",
    "hazard clear 1 --how 居民自己搬走 --on 2022-12-01",
    "demand add 12-4 --on 2022-10-08 --channel 来访 --text 门口还是没地方坐",
    "demand merge 7 --into 2 --on 2022-10-10",
    "unit screen --top 2 --save --note 第二批",
    "demand review 2 3 5 --reasonable 是 --feasible 是 --on 2022-12-30 --as red_steward",
    "demand review 6 --feasible 否 --reason 墙体太薄 --on 2022-12-30 --as red_steward",
    "meeting add --kind 协商会 --on 2022-12-30 --place 社区 --topic 楼道口的凳子 --present 居民=12 --present 网格员=2",
    "meeting item 1 2 3 --accept",
    "meeting item 1 6 --decline --reason 墙体太薄，扶手装不牢",
    "meeting item 1 --question 楼道口能不能划停车线 --outcome 请物业先看",
    "demand reply 2 3 --how 会议 --on 2022-12-30 --text 已列入计划",
    "demand extend 3 --to 2023-05-01 --reason 等厂家排期",
    "menu add 百凳项目 --year 2022 --programme --owner 书记",
    "menu add 楼道扶手 --year 2022 --kind 扶手 --from 2022-07 --to 2022-12 --owner 红色管家",
    "menu link 2 3",
    "demand withdraw 5 --reason 搬走了",
    "demand reopen 5 --reason 家人又来问",
    "partner add 苏州银行零售银行总部党委",
    "partner add 中衡设计集团股份有限公司 --note 以公司名义",
    "partner add 科教创新区机关党总支 --role 发起单位",
    "partner pledge 苏州银行 --on 2021-03",
    "partner pledge 中衡 -n 8 --batch 2 --on 2022-08",
    "partner receive 中衡 -n 5 --batch 2 --on 2022-09-01",
    "partner receive 苏州银行 --money 5万 --on 2022-09-01",
    "partner receive 3 --labour 12 --on 2022-09-02",
    "bench edit B2-001 --partner 中衡 --height 450 --back 是 --fixed 否",
    "bench inspect B1-002 --fault 松动、开裂 --text 左腿晃 --on 2022-09-10 --as grid_worker:三网格",
    "bench repair B1-002 --text 换了两颗螺栓 --by 物业 --cost 35.5 --on 2022-09-12",
    "bench stop B1-002 --reason 凳腿松了 --on 2022-11-01",
    "bench use B1-002 --on 2022-11-05",
    "bench replace B1-001 --reason 凳面开裂 --on 2022-11-10",
    "bench audit 12-3 B1-003 --on 2022-11-25 --as grid_worker:三网格",
    "bench audit 12-4 B2-001 --unknown 1 --remark 门口另有一张旧椅 --on 2022-12-20",
    "bench inspect --unit 12-3 --on 2022-12-20",
    "bench inspect B2-001 --result 停用 --fault 开裂 --on 2022-12-28",
    "bench repair B2-001 --order --text 换座板 --by 施工单位 --on 2022-12-29",
    "batch plan -n 4 --save --pin 10-2 --skip 12-4=门口在施工 --reason 先试点 --on 2022-12-30",
    "bench install 3-1 --batch 2 --pending --exit-clear 是 --firm 是 --on 2022-12-30",
    "bench move B2-002 10-2 --reason 那里老人更多 --on 2022-12-31",
    "demand followup 1 --not-reached --on 2022-12-29 --as grid_worker:三网格",
    "demand followup 1 --resolved 是 --grade 很满意 --text 上楼前能坐一会儿 --on 2022-12-30",
    "demand followup 6 --resolved 否 --grade 不太满意 --on 2022-12-31",
)
_ROUND = "12-3 14/2 凳 旧凳2 老人没处坐\n10-2 扶手\n2-1 没人在家\n"


def ready(request: pytest.FixtureRequest, folder: Path) -> Path:
    """Return the songyu.db of the `ledger` fixture, in the test's folder."""
    path: Path = request.getfixturevalue("ledger")
    assert path.parent == folder
    return path


def town(request: pytest.FixtureRequest, folder: Path) -> Path:
    """Return a songyu.db with a little of everything that a ledger can hold."""

    def build() -> None:
        path = ready(request, folder)
        run = request.getfixturevalue("run")
        told = folder / "走访.txt"
        told.write_text(_ROUND, encoding="utf-8")
        for line in _LATER:
            run(*line.split())
        told.unlink()
        shutil.rmtree(folder / "songyu.db.backups")  # there are none beside the copies either
        assert path.exists()

    path = folder / "songyu.db"
    if "town" in _BUILT:
        path.write_bytes(_BUILT["town"])
    else:
        build()
        _BUILT["town"] = path.read_bytes()
    return path
