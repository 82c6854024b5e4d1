"""Why an import is refused before it reads a row, and what to type instead."""

from __future__ import annotations

from songyu_cli.domain.errors import UsageRefused
from songyu_cli.domain.wording import Phrase


class ErrorsEnding(UsageRefused):
    """`--errors-to` names a file of a kind that bad rows are not written to."""

    sentence = Phrase("--errors-to 写不了 {ending} 文件。", "--errors-to does not write {ending} files.")
    hint = Phrase(
        "文件名用 .xlsx 或 .csv 结尾：--errors-to 问题.xlsx。", "End its name in .xlsx or .csv: problems.xlsx."
    )


class ErrorsOverFile(UsageRefused):
    """`--errors-to` names a file that the same command reads or writes."""

    sentence = Phrase("--errors-to 的 {path} 就是{what}。", "--errors-to {path} is {what}.")
    hint = Phrase("换一个文件名：--errors-to 问题.xlsx。", "Choose another name: --errors-to problems.xlsx.")


class ErrorsOfSeveralSheets(UsageRefused):
    """The bad rows of several sheets do not fit into one csv."""

    sentence = Phrase(
        "文件里读了 {n} 个工作表，csv 只装得下一个。", "The file has {n} sheets with rows; a csv holds one."
    )
    hint = Phrase("用 --errors-to 问题.xlsx。", "Write them to a workbook: --errors-to problems.xlsx.")


class SaveMapAlone(UsageRefused):
    """`--save-map` with nothing to keep."""

    sentence = Phrase("--save-map 要和 --map 一起用。", "--save-map keeps what --map says, and there is none.")
    hint = Phrase('例如：--map "长者=elderly_60" --save-map。', 'For example: --map "长者=elderly_60" --save-map.')
