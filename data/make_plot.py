"""What the sample ledger's history decides and does, step by step: the part of it that is written and not drawn."""

# ruff: noqa: E501  the lines of the history stand as they are typed

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from make_story import Ask, Seen, Story, numbers

if TYPE_CHECKING:
    from collections.abc import Callable

    from make_places import Place

# Stairwells that the screening picked and where people asked later: the one demand is merged into the other.
PAIRS = ((66, 1), (83, 1), (66, 3), (85, 2), (62, 1), (14, 1), (45, 2), (85, 4))

# What is decided and done, in the form of history.txt; {names} become the numbers of demands and hazards.
PLOT = """
# 2021-03-02 社区工作者
meeting add --kind 联系日 --on 2021-01-20 --place 社区活动室 --topic 社情民意联系日 --present 居民=12、网格员=4、上级部门=2
meeting item 1 {liaison_1} --outcome 现场听到，列入需求清单
meeting item 1 --question 楼道口能不能统一装凳子 --outcome 先看现场，再找共建单位商量
meeting add --kind 实地考察 --on 2021-01-22 --place 九区各楼道口 --topic 看楼道口能不能装凳 --present 网格员=6、红色管家=3、上级部门=2
meeting item 2 {liaison_1} --outcome 楼道口够宽，靠左装一张不挡路
# 2021-03-03 社区工作者
unit screen --min-elderly 12 --as-of 2021-03-01 --register --note 老年人较为集中的单元
# 2021-03-10 红色管家
demand review {until_march} --reasonable 是 --feasible 是
# 2021-03-12 书记
meeting add --kind 协商会 --place 社区议事厅 --topic 有事好商量：凳子装在哪里 --present 居民代表=9、网格员=6、红色管家=5、居民=14
meeting item 3 {first} --accept --outcome 列入实事菜单，分批安装
meeting item 3 --question 凳子装在楼道口哪一侧 --outcome 靠墙装，不占消防通道
# 2021-03-15 红色管家
menu add 初心为民心，百凳为百姓 --year 2021 --programme --owner 书记 --from 2021-03 --to 2021-12-31
menu add 楼道扶手加装 --year 2021 --kind 扶手 --owner 社区工作者 --to 2021-12-31
demand merge {screened_66_1} --into {asked_66_1}
menu link 1 {on_menu_1}
# 2021-03-20 社区工作者
batch open 1 -n 100 --on 2021
# 2021-04-19 书记
demand decide {rail_77} --accept
# 2021-04-20 红色管家
demand merge {screened_83_1} --into {asked_83_1}
menu link 2 {rail_77}
# 2021-05-28 红色管家
demand merge {screened_66_3} --into {asked_66_3}
demand merge {screened_85_2} --into {asked_85_2}
demand review {spring} {rail_round} --reasonable 是 --feasible 是
# 2021-05-31 书记
demand decide {spring} {rail_round} --accept
# 2021-06-01 红色管家
menu link 1 {spring}
menu link 2 {rail_round}
# 2021-06-08 社区工作者
demand result {rail_77} --text 门前台阶装了双侧扶手
# 2021-08-17 社区工作者
demand result {rail_round} --text 三级台阶加了扶手，等料迟了几天
# 2021-12-24 社区工作者
bench import installations.xlsx --sheet 第一批
batch close 1
# 2021-12-27 社区工作者
demand reply {settled_1} --how 公示 --text 楼道口的凳子装好了，欢迎坐坐
# 2021-12-28 红色管家
menu close 1 --outcome 第一批100张全部投入使用
menu close 2 --outcome 两处扶手都已装好
# 2022-01-07 志愿者
hazard clear {stools_1} --how 有了新凳，居民自己收回家
# 2022-01-10 社区工作者
hazard clear {others_1} --how 物业清走修好
# 2022-03-14 红色管家
demand review {winter_before} --reasonable 是 --feasible 是
demand review {ramp_83} --reasonable 是 --feasible 否 --reason 台阶前不到一米，坡道做不出合适的坡度
menu add 初心为民心，百凳为百姓 --year 2022 --programme --owner 书记 --from 2022-01
menu add 楼道照明改善 --year 2022 --kind 照明 --owner 社区工作者 --to 2022-12-31
menu add 坡道和扶手修补 --year 2022 --kind 其他 --owner 社区工作者 --to 2022-12-31
# 2022-03-16 书记
meeting add --kind 联系日 --place 社区活动室 --topic 第一批用得怎么样，第二批装在哪里 --present 居民=15、居民代表=6、网格员=5、红色管家=4
meeting item 4 {winter} --accept --outcome 排进第二批
meeting item 4 {ramp_83} --decline --reason 台阶前不到一米，装不下坡道
meeting item 4 --question 凳子谁来擦 --outcome 楼道长带头，志愿者每月一次
# 2022-03-21 书记
demand decide {ramp_3} --accept
# 2022-03-24 书记
demand decide {light_63} --accept
# 2022-03-25 红色管家
menu link 3 {winter}
menu link 4 {light_63}
menu link 5 {ramp_3}
# 2022-04-20 社区工作者
demand result {ramp_3} --text 坡道边缘补好了，走过没有再绊
# 2022-05-06 社区工作者
hazard add 61-1 --kind 堵塞通道 --severity 较大 --text 装修材料堆在楼道口
# 2022-05-10 网格员:五网格
hazard clear {blocked} --how 施工队当天搬走
# 2022-05-16 书记
demand decide {rail_73} --accept
# 2022-05-18 社区工作者
demand extend {light_63} --to 2022-06-30 --reason 要等供电部门接线
# 2022-05-20 社区工作者
demand result {rail_73} --text 扶手拧紧，换了两个固定件
# 2022-06-14 红色管家
demand review {summer_before} --reasonable 是 --feasible 是
demand review {bench_77} --reasonable 是 --feasible 否 --reason 门口正对消防通道，装了就不到净宽
# 2022-06-17 书记
meeting add --kind 协商会 --place 社区议事厅 --topic 第二批怎么排 --present 居民代表=11、网格员=6、红色管家=4、居民=8、共建单位=3
meeting item 5 {summer} --accept --outcome 排进第二批
meeting item 5 {bench_77} --decline --reason 门口正对消防通道，不能装
meeting item 5 --menu 3 --outcome 第二批120张，九月开始安装
# 2022-06-20 红色管家
menu link 3 {summer}
menu link 5 {rail_73}
demand reply {bench_77} --how 上门 --text 门口是消防通道，装不了；隔壁单元的凳子离得近，可以坐
# 2022-06-22 社区工作者
demand result {light_63} --text 小路加了一盏灯，七点亮
# 2022-06-27 书记
demand decide {light_90} --accept
# 2022-07-29 书记
demand decide {light_round} --accept
# 2022-08-01 红色管家
menu link 4 {light_90} {light_round}
# 2022-08-30 社区工作者
demand result {light_round} --text 一楼过道换了感应灯
# 2022-09-01 社区工作者
batch open 2 -n 120 --on 2022-09
# 2022-09-05 网格员:四网格
demand withdraw {bench_55} --reason 自己添了折叠凳，不要了
# 2022-09-08 社区工作者
demand result {light_90} --text 灯和线路都换了，比答应的晚了三周
# 2022-09-21 书记
meeting add --kind 联系日 --place 社区活动室 --topic 第二批安装和还没有凳的单元 --present 居民=10、居民代表=7、网格员=5、红色管家=3
meeting item 6 {liaison_3} --outcome 没赶上第二批，列入下一批的清单
# 2022-10-08 社区工作者
bench import installations.xlsx --sheet 第二批
batch close 2
# 2022-10-10 社区工作者
demand reply {settled_2} --how 公示 --text 第二批凳子装好了，欢迎坐坐
# 2022-10-11 网格员:五网格
demand reopen {rail_73} --reason 居民说扶手又松了
# 2022-10-12 红色管家
demand review {autumn_before} --reasonable 是 --feasible 是
# 2022-10-14 书记
meeting add --kind 协商会 --place 社区议事厅 --topic 还缺的凳子先给谁 --present 居民代表=10、网格员=6、红色管家=5、居民=9
meeting item 7 {autumn} --accept --outcome 有凳就先装这几处
# 2022-10-18 红色管家
demand merge {asked_again} {screened_45_2} --into {asked_45_2}
demand merge {screened_62_1} --into {asked_62_1}
demand merge {screened_14_1} --into {asked_14_1}
menu link 3 {waiting}
# 2022-10-20 社区工作者
demand result {rail_73} --text 换成落地立柱，重新固定
# 2022-10-21 志愿者
hazard clear {stools_2} --how 上门劝导后收走
# 2022-10-24 红色管家
demand merge {screened_85_4} --into {asked_85_4}
# 2022-11-21 社区工作者
hazard clear {others_2} --how 物业清走修好
# 2022-12-20 红色管家
menu close 4 --outcome 三处照明都已改好
menu close 5 --outcome 坡道补好，扶手换了立柱
"""


def tell(story: Story) -> None:
    """Type what PLOT says."""
    names = named(story)
    day, who = "", ""
    for text in PLOT.strip().splitlines():
        if text.startswith("# "):
            _, day, who = text.split()
            continue

        def line(text: str = text) -> str:
            if text.startswith("unit screen"):
                story.numbered(*(ask for ask in story.asks if ask.screened))
            if text.startswith("hazard add"):
                story.hazards.append(Seen("2022-05-06", story.stairwells[0].place, "堵塞通道"))
            return text.format_map({name: told() for name, told in names.items() if f"{{{name}}}" in text})

        story.act(day, 3, who, line)


def named(story: Story) -> dict[str, Callable[[], str]]:
    """Return what the names in PLOT stand for, each worked out when its line is typed."""
    at = story.at
    once = [at(77, 5), at(55, 2), at(85, 4), at(45, 2, nth=1)]  # declined, withdrawn, undecided, asked twice

    def benches(since: str, until: str) -> list[Ask]:
        return [ask for ask in story.wanted(kind="凳", since=since, until=until) if ask not in once]

    def screened(building: int, unit: int) -> Ask:
        return next(ask for ask in story.asks if ask.screened and ask.place == (building, unit))

    both = {f"{b}_{u}": (screened(b, u), at(b, u)) for b, u in PAIRS}
    first = benches("", "2021-03-12")
    spring, winter = benches("2021-03-13", "2021-06"), benches("2021-07", "2022-03-16")
    summer, autumn = benches("2022-03-17", "2022-06-17"), benches("2022-06-18", "2022-10-14")
    rounds = [ask for ask in story.asks if ask.channel == "上门走访" and ask.kind != "凳"]
    groups = {
        "liaison_1": story.wanted(since="2021-01-20", until="2021-01-20"),
        "liaison_3": story.wanted(since="2022-09-21", until="2022-09-21"),
        "until_march": [ask for ask in first if ask.day < "2021-03-10"],
        "first": first,
        "on_menu_1": [ask for ask in first if ask != both["66_1"][0]],
        "spring": spring,
        "winter": winter,
        "winter_before": [ask for ask in winter if ask.day < "2022-03-14"],
        "summer": summer,
        "summer_before": [ask for ask in summer if ask.day < "2022-06-14"],
        "autumn": autumn,
        "autumn_before": [ask for ask in autumn if ask.day < "2022-10-12"],
        "waiting": [ask for ask in autumn if ask.place not in {*story.batches[0], *story.batches[1]}],
        "asked_again": [at(45, 2, nth=1)],
        "rail_round": [ask for ask in rounds if ask.kind == "扶手" and ask.day == "2021-05-21"],
        "light_round": [ask for ask in rounds if ask.kind == "照明" and ask.day == "2022-07-26"],
        "rail_77": [at(77, 1, "扶手")],
        "rail_73": [at(73, 2, "扶手")],
        "ramp_83": [at(83, 1, "坡道")],
        "ramp_3": [at(3, 3, "坡道")],
        "light_63": [at(63, 4, "照明")],
        "light_90": [at(90, 2, "照明")],
        "bench_77": [at(77, 5)],
        "bench_55": [at(55, 2)],
        "settled_1": settled(story, 1),
        "settled_2": settled(story, 2),
        **{f"screened_{key}": [pair[0]] for key, pair in both.items()},
        **{f"asked_{key}": [pair[1]] for key, pair in both.items()},
    }
    return {
        **{name: partial(numbers, asks) for name, asks in groups.items()},
        "stools_1": lambda: stools(story, set(story.batches[0]), "", "2021-12-24"),
        "stools_2": lambda: stools(story, set(story.batches[1]), "", "2022-10-08"),
        "others_1": lambda: others(story, "", "2022-01-09"),
        "others_2": lambda: others(story, "2022-01-10", "2022-11-14"),
        "blocked": lambda: str(next(n for n, one in enumerate(story.hazards, 1) if one.what == "堵塞通道")),
    }


def settled(story: Story, batch: int) -> list[Ask]:
    """Return the demands of people, once answered, that a batch carries out whole."""
    first, second = story.batches
    found = []
    for ask in story.asks:
        if ask.kind != "凳" or not ask.answered:
            continue
        if batch == 1 and ask.day < "2021-12" and first.count(ask.place) >= ask.quantity:
            found.append(ask)
        if batch == 2 and ask.day < "2022-09" and ask.place in second and first.count(ask.place) < ask.quantity:
            found.append(ask)
    return found


def stools(story: Story, places: set[Place], since: str, until: str) -> str:
    """Return the old stools that were found beside new benches, all but the last of them."""
    found = [
        n
        for n, one in enumerate(story.hazards, 1)
        if one.what.startswith("旧凳") and one.place in places and since <= one.day <= until
    ]
    return " ".join(map(str, found[:-1]))


def others(story: Story, since: str, until: str) -> str:
    """Return what else was found dangerous, but for what is cleared by a command of its own."""
    kinds = ("杂物", "灯坏")
    return " ".join(str(n) for n, one in enumerate(story.hazards, 1) if one.what in kinds and since <= one.day <= until)
