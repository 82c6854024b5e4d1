"""Troubles of sheets that were carried about and filled in by hand: rounds and audits."""

# ruff: noqa: E501  (a file, its trouble and its outcome are read across, as in a table)
from __future__ import annotations

from tests.corpus.cases import Case, own, refused

R, A = "走访", "核对"
_ROUND = "走访日期：2022年11月20日\n地址 | 60岁以上 | 80岁以上 | 需求 | 数量 | 隐患 | 备注"
_AUDIT = "核对日期：2022年11月25日\n地址 | 凳号 | 看到了吗 | 备注"

CARRIED_CASES: list[Case] = [
    own(R, "没有填的行", "6b.7", "三行没有填", f"{_ROUND}\n12-3 | 11\n12-4\n13-1\n13-2", counts=(1, 0, 0, 0), says=("3 行什么都没有填",), stored=("12-3 2022-11-20 60+11",)),
    refused(R, "没有日期", "S9", "标题没有日期，也没有 --on", "地址 | 60岁以上\n12-3 | 11", "--on"),
    refused(R, "日期读不出", "6c", "走访日期写9月5日", "走访日期：9月5日\n地址 | 60岁以上\n12-3 | 11", "没有年份"),
    own(R, "日期由命令给", "S9", "用 --on", "地址 | 60岁以上\n12-3 | 11", words=("--on", "2022-11"), counts=(1, 0, 0, 0), stored=("12-3 2022-11 60+11",)),
    own(R, "人数约数", "6b.10", "约11、十来个、#REF!、12+", f'{_ROUND}\n12-3 | 约11\n12-4 | 十来个\n13-1 | #REF!\n13-2 | "12+"',
        faults=("3 approximate_count", "4 approximate_count", "5 broken_cell", "6 approximate_count"), counts=(0, 0, 0, 4), stored=()),
    own(R, "人数的写法", "S7", "十一、１１、11人、/、空着", f"{_ROUND}\n12-3 | 十一\n12-4 | １１ | 无\n13-1 | 11人 | /\n13-2 | / | / | | | | 没人在家", counts=(4, 0, 0, 0),
        stored=("12-3 2022-11-20 60+11", "12-4 2022-11-20 60+11 80+0", "13-1 2022-11-20 60+11", "13-2 2022-11-20 没人在家")),
    own(R, "需求写几样", "S6", "凳2、扶手；凳子 3", f"{_ROUND}\n12-3 | | | 凳2、扶手\n12-4 | | | 凳子 | 3\n13-1 | | | 凳、扶手 | 2\n13-2 | | | | 2",
        faults=("5 one_number", "6 number_alone"), counts=(2, 0, 0, 2), stored=("12-3 2022-11-20 bench×2 handrail×1", "12-4 2022-11-20 bench×3")),
    own(R, "需求不认得", "S6", "需求写电梯、没有", f"{_ROUND}\n12-3 | | | 电梯\n12-4 | 9 | | 无\n13-1 | 9 | | 没有", faults=("3 unknown_choice", "5 unknown_choice"), counts=(1, 0, 0, 2), stored=("12-4 2022-11-20 60+9",)),
    own(R, "隐患的写法", "S6", "飞线、堵门！、电动车", f"{_ROUND}\n12-3 | | | | | 飞线\n12-4 | | | | | 堵门！\n13-1 | | | | | 电动车",
        faults=("5 unknown_choice",), counts=(2, 0, 0, 1), stored=("12-3 2022-11-20 charging", "12-4 2022-11-20 blocked_exit")),
    own(R, "80多于60", "S7", "80 岁以上比 60 岁以上多", f"{_ROUND}\n12-3 | 3 | 5", faults=("3 bands_do_not_nest",), counts=(0, 0, 0, 1), stored=()),
    own(R, "备注里有电话户号", "7", "备注里有手机、户号、人名", f"{_ROUND}\n12-3 | 11 | | | | | 402室老人要凳，13812345678\n12-4 | 9 | | | | | 孙老行动不便", counts=(2, 0, 0, 0), says=("已遮盖", "像有人名"),
        stored=("12-3 2022-11-20 60+11 [户号]老人要凳，[手机]", "12-4 2022-11-20 60+9 孙老行动不便")),
    own(R, "同一单元两行", "S2", "12-3 写了两行，数不一样", f"{_ROUND}\n12-3 | 11\n12-4 | 9\n12-3 | 10", faults=("3 conflict", "5 conflict"), counts=(1, 0, 0, 2), stored=("12-4 2022-11-20 60+9",)),
    own(R, "同一行两遍", "S2", "12-3 一样的两行", f"{_ROUND}\n12-3 | 11\n12-3 | 11", counts=(1, 0, 1, 0), stored=("12-3 2022-11-20 60+11",)),
    own(R, "人数合并几行", "S8", "60岁以上一格管两个单元", f"{_ROUND}\n12-3 | 20\n12-4 |\n13-1 | 9", merges=("B3:B4",), faults=("3 shared_count", "4 shared_count"), counts=(1, 0, 0, 2),
        stored=("13-1 2022-11-20 60+9",)),
    own(R, "没有的单元", "6b.19", "底账里没有 99-1", f"{_ROUND}\n12-3 | 11\n99-1 | 9", faults=("4 unit_not_found",), counts=(1, 0, 0, 1), stored=("12-3 2022-11-20 60+11",)),
    own(R, "别的账本的编号", "6b.18", "编号是别的账本的", "走访日期：2022年11月20日\n编号 | 地址 | 60岁以上\nU99-00 | 12-3 | 11\n | 12-4 | 9", faults=("3 key_of_another_ledger",), counts=(1, 0, 0, 1), stored=("12-4 2022-11-20 60+9",)),
    own(R, "两天两张表", "6b.16", "标题各写一天", f"{_ROUND}\n12-3 | 11", sheet="一", counts=(1, 0, 0, 0), stored=("12-3 2022-11-20 60+11",)),
    own(A, "看到的写法", "S6", "是、否、√、×、有、没有、在、不在、1、空着、/", f"{_AUDIT}\n12-3 | B1-001 | 在\n12-4 | B1-002 | 没有\n13-1 | B1-003 | ×\n13-2 | B1-004 | /\n2-1 | | 1\n10-2 | | ", counts=(4, 0, 0, 0),
        says=("没有填",)),
    own(A, "看到读不出", "6b.10", "好像、约1、#REF!、？", f"{_AUDIT}\n12-3 | B1-001 | 好像\n12-4 | B1-002 | 约1\n13-1 | B1-003 | #REF!\n13-2 | B1-004 | ？", faults=("3 seen_unread", "4 seen_unread", "5 broken_cell", "6 seen_unread"), counts=(0, 0, 0, 4), stored=()),
    refused(A, "没有日期", "S9", "标题没有日期", "地址 | 凳号 | 看到了吗\n12-3 | B1-001 | 是", "--on"),
    refused(A, "日期读不出", "6c", "核对日期写2022.09.31", "核对日期：2022.09.31\n地址 | 凳号 | 看到了吗\n12-3 | B1-001 | 是", "在日历上找不到"),
    own(A, "同一张两个答案", "S2", "B1-001 一行是一行否", f"{_AUDIT}\n12-3 | B1-001 | 是\n12-3 | B1-001 | 否\n12-4 | B1-002 | 是", faults=("3 answers_disagree", "4 answers_disagree"), counts=(1, 0, 0, 2)),
    own(A, "错位", "S2", "12-3 的凳子在 12-4 看到", f"{_AUDIT}\n12-4 | B1-001 | 是\n12-4 | B1-002 | 是", counts=(1, 0, 0, 0), says=("错位 1",)),
    own(A, "备注里有电话", "7", "备注里有手机号", f"{_AUDIT}\n12-3 | B1-001 | 是 | 联系13812345678 402室", counts=(1, 0, 0, 0), says=("已遮盖",), stored=("12-3 2022-11-25 found B1-001 B1-001 联系[手机] [户号]",)),
    own(A, "没有的单元", "6b.19", "底账里没有 99-1", f"{_AUDIT}\n12-3 | B1-001 | 是\n99-1 | | 1", faults=("4 unit_not_found",), counts=(1, 0, 0, 1), stored=("12-3 2022-11-25 found B1-001",)),
    own(A, "凳号写错", "S2", "凳号写成 001", f'{_AUDIT}\n12-3 | "001" | 是\n12-4 | B1-002 | 是', faults=("3 tag_malformed",), counts=(1, 0, 0, 1), stored=("12-4 2022-11-25 found B1-002",)),
    refused(A, "缺看到了吗", "S5", "没有答案一列", "核对日期：2022年11月25日\n地址 | 凳号 | 备注\n12-3 | B1-001 | 好", "看到了吗"),
]  # fmt: skip
