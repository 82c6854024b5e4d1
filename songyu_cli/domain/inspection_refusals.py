"""Why a row of a sheet of inspections is refused, and what to do about it."""

from __future__ import annotations

from songyu_cli.domain.errors import RuleForbids, UsageRefused
from songyu_cli.domain.wording import Phrase


class OnlyWithFile(UsageRefused):
    """An option that says how a file is read, where none is given."""

    sentence = Phrase("{option} 只用于读文件，没有写 --file。", "{option} is for a file, and there is no --file.")
    hint = Phrase(
        "去掉它；或读文件：songyu bench inspect --file 巡查记录.xlsx。",
        "Leave it out, or read a file: songyu bench inspect --file FILE.",
    )


class SaidInFile(UsageRefused):
    """What is typed beside a file that says so itself, row by row."""

    sentence = Phrase(
        "读文件时用不着 {option}：每一行自己写。", "With --file, {option} says nothing: each row speaks for itself."
    )
    hint = Phrase(
        "去掉它；或不读文件，直接写：songyu bench inspect B1-001。",
        "Leave it out, or inspect without a file: songyu bench inspect B1-001.",
    )


class WhichBench(RuleForbids):
    """A row names a stairwell, and more than one bench may be meant."""

    sentence = Phrase(
        "{unit} 有 {n} 张凳子，看不出是哪一张：{tags}。",
        "{unit} has {n} benches, and which is meant cannot be told: {tags}.",
    )
    hint = Phrase("在这一行写上凳号，一张写一行。", "Give the tag in this row, a row for each bench.")


class TagElsewhere(RuleForbids):
    """The tag and the address of a row are not of one place."""

    sentence = Phrase(
        "凳号 {tag} 在 {unit}，这一行写的是 {said}。", "{tag} stands at {unit}, and this row says {said}."
    )
    hint = Phrase(
        "核对是哪一张：地址对就改凳号，凳号对就改回地址。",
        "Find out which it is: put the tag right, or the address.",
    )


class InspectedOtherwise(RuleForbids):
    """The ledger has another result of the same inspection; it is never overwritten."""

    sentence = Phrase(
        "{tag} {on}巡查，账本里的结果是“{known}”，这一行写的是“{said}”。",
        "The ledger has the inspection of {tag} on {on} as “{known}”; this row says “{said}”.",
    )
    hint = Phrase(
        "核对这一行。确是同一天又看了一次：songyu bench inspect {tag} --result {typed} --on {day}。",
        "Check this row. If it was looked at twice that day: songyu bench inspect {tag} --result {typed} --on {day}.",
    )


class RepairedOtherwise(RuleForbids):
    """The ledger has the repair done on another day."""

    sentence = Phrase(
        "{tag} 的这次维修账本里是 {known} 修好，这一行写的是 {said}。",
        "The ledger has this repair of {tag} done on {known}; this row says {said}.",
    )
    hint = Phrase(
        "核对这一行的修复日期；又修了一次就另写一行。",
        "Check the date in this row; another repair is a row of its own.",
    )
