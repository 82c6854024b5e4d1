"""Troubles of tables of inspections: results, faults, dates, and what was repaired."""

# ruff: noqa: E501  (a file, its trouble and its outcome are read across, as in a table)
from __future__ import annotations

from tests.corpus.cases import Case, own, refused

K = "检查"
_HEAD = "日期 | 凳号 | 结果 | 检查项 | 存在问题"


def _dates(*written: str) -> str:
    return f"{_HEAD}\n" + "\n".join(f"{one} | B1-001 | 完好 | | 第{n}次" for n, one in enumerate(written, start=1))


INSPECTION_CASES: list[Case] = [
    own(K, "日期的写法", "6c", "六种写法、天数、年月",
        _dates("2022年3月5日", "2022.3.6", '"2022/3/7"', '"2022-03-08"', "44629", "2022年3月10日 星期四", "2022年9月"), counts=(7, 0, 0, 0),
        stored=tuple(f"B1-001 {day} good 第{n}次" for n, day in enumerate(
            ("2022-03-05", "2022-03-06", "2022-03-07", "2022-03-08", "2022-03-09", "2022-03-10", "2022-09"), 1))),
    own(K, "不成日期", "6c", "今年9月、9月5日、22.3.5、2031年、2022.09.31、空着",
        _dates("今年9月", "9月5日", '"22.3.5"', "2031年3月5日", '"2022.09.31"', ""),
        faults=("2 relative", "3 no_year", "4 two_digit_year", "5 future", "6 impossible_date", "7 no_date"), counts=(0, 0, 0, 6), stored=()),
    own(K, "结果的写法", "S6", "正常、待修、好像还行", f"{_HEAD}\n2022-10 | B1-001 | 完好\n2022-10 | B1-002 | 需维修 | 松动、开裂\n2022-10 | B1-003 | 好像还行\n2022-10 | B1-004 | | 松动",
        faults=("4 unknown_choice",), counts=(3, 0, 0, 1)),
    own(K, "只有凳号没有填", "6b.7", "后两行没有填", f"{_HEAD}\n2022-10 | B1-001 | 完好\n | B1-002\n | B1-003", counts=(1, 0, 0, 0), stored=("B1-001 2022-10 good",)),
    own(K, "完好又有毛病", "S6", "写完好，检查项写松动", f"{_HEAD}\n2022-10 | B1-001 | 完好 | 松动\n2022-10 | B1-002 | 完好", faults=("2 faults_on_good",), counts=(1, 0, 0, 1), stored=("B1-002 2022-10 good",)),
    own(K, "没有的凳号", "6b.19", "账本里没有 B9-999", f"{_HEAD}\n2022-10 | B9-999 | 完好\n2022-10 | B1-002 | 完好", faults=("2 bench_not_found",), counts=(1, 0, 0, 1), stored=("B1-002 2022-10 good",)),
    own(K, "装之前就检查", "6c", "检查日期早于安装日期", f"{_HEAD}\n2020-10 | B1-001 | 完好", faults=("2 care_too_early",), counts=(0, 0, 0, 1), stored=()),
    own(K, "说明里有电话", "7", "存在问题里有手机号和户号", f"{_HEAD}\n2022-10 | B1-001 | 需维修 | 松动 | 402室反映，13812345678", counts=(1, 0, 0, 0), says=("已遮盖",),
        stored=("B1-001 2022-10 needs_repair loose [户号]反映，[手机]",)),
    own(K, "检查人姓名", "7", "检查人、联系电话两列", "日期 | 凳号 | 结果 | 检查人 | 联系电话\n2022-10 | B1-001 | 完好 | 孙桂芳 | 13812345678", counts=(1, 0, 0, 0),
        says=("检查人", "联系电话"), stored=("B1-001 2022-10 good",)),
    own(K, "同一行两遍", "S2", "一天看了两次，是两次", f"{_HEAD}\n2022-10-01 | B1-001 | 完好\n2022-10-01 | B1-001 | 完好", counts=(2, 0, 0, 0), stored=("B1-001 2022-10-01 good",) * 2),
    refused(K, "缺结果", "S5", "没有结果一列", "日期 | 凳号 | 存在问题\n2022-10 | B1-001 | 松", "结果"),
]  # fmt: skip
