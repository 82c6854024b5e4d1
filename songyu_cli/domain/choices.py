"""The fixed vocabularies: each table is used both to read what people write and to show what is stored."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from songyu_cli.domain.cleaning import folded
from songyu_cli.domain.errors import UsageRefused
from songyu_cli.domain.masking import quoted
from songyu_cli.domain.wording import Phrase, joined, verbatim

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_SEPARATORS = str.maketrans("", "", " _-")


@dataclass(frozen=True)
class Choice:
    """One word of a vocabulary: how it is stored, how it is shown, and what else it is called."""

    key: str
    phrase: Phrase
    synonyms: tuple[str, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """Everything that may be written for it."""
        return (self.key, *self.phrase, *self.synonyms)

    @property
    def typed(self) -> Phrase:
        """What to type for it in each language."""
        return Phrase(self.phrase.zh, self.key.replace("_", "-"))


class ChoiceRefused(UsageRefused):
    """A word that is not in the vocabulary. `nearest` is the key of the likeliest choice, if one is near."""

    sentence = Phrase("{name}里没有“{text}”。", "There is no {name} “{text}”.")
    hint = Phrase("{guess}可选：{options}。", "{guess}Choose from: {options}.")

    def __init__(self, choices: Choices, text: str, nearest: Choice | None) -> None:
        question = Phrase("是不是“{word}”？", "Did you mean {word}? ")
        guess = question.format(word=nearest.typed) if nearest else Phrase("", "")
        options = joined([choice.typed for choice in choices])
        super().__init__(name=choices.name, text=quoted(text), guess=guess, options=options)
        self.nearest = nearest.key if nearest else None

    @property
    def kind(self) -> str:
        """The refusal's name for programs."""
        return "unknown_choice"


class ChoiceTaken(UsageRefused):
    """A label of the user's own would make a word mean two things."""

    sentence = Phrase("“{word}”已经是{name}里“{owner}”的叫法。", "“{word}” already means {owner} as a {name}.")
    hint = Phrase("请换一个叫法。", "Choose another word.")


class Choices:
    """A vocabulary. Iterating gives its choices in the order to show them in."""

    def __init__(self, name: Phrase, *choices: Choice) -> None:
        self.name = name
        self._choices = {choice.key: choice for choice in choices}

    @cached_property
    def _meaning(self) -> dict[str, Choice]:
        """What each word stands for; made when one is read, because most commands only show. Raises ChoiceTaken."""
        meaning: dict[str, Choice] = {}
        for choice in self._choices.values():
            for word in choice.words:
                owner = meaning.setdefault(_spelling(word), choice)
                if owner is not choice:
                    raise ChoiceTaken(word=quoted(word), owner=owner.phrase, name=self.name)
        return meaning

    def checked(self) -> Choices:
        """Return this vocabulary once it is sure that no word means two things. Raises ChoiceTaken."""
        _ = self._meaning
        return self

    def __iter__(self) -> Iterator[Choice]:
        return iter(self._choices.values())

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys, as they are stored."""
        return tuple(self._choices)

    def read(self, text: str) -> str:
        """Return the key that a word stands for: English with hyphen or underscore, in any case, or Chinese.

        Raises ChoiceRefused.
        """
        found = self.find(text)
        if found is None:
            raise ChoiceRefused(self, text, self._nearest(text))
        return found

    def find(self, text: str) -> str | None:
        """Return the key that a word stands for, as `read` does, or None."""
        found = self._meaning.get(_spelling(text))
        return found.key if found else None

    def phrase(self, key: str) -> Phrase:
        """Return how a stored key is shown; one that is no longer in the vocabulary is shown as it is."""
        return self._choices[key].phrase if key in self._choices else verbatim(key)

    def extended(self, labels: Mapping[str, Phrase]) -> Choices:
        """Return this vocabulary with the user's own labels; one with an existing key renames that choice.

        Raises ChoiceTaken where a label is already another choice's word.
        """
        if not labels:
            return self
        mine = {key: Choice(key, phrase) for key, phrase in labels.items()}
        for key, choice in self._choices.items():
            if key in mine:
                mine[key] = Choice(key, mine[key].phrase, (*choice.phrase, *choice.synonyms))
        return Choices(self.name, *{**self._choices, **mine}.values()).checked()

    def _nearest(self, text: str) -> Choice | None:
        from difflib import get_close_matches  # noqa: PLC0415  # only a refusal needs it

        near = get_close_matches(_spelling(text)[:40], self._meaning, n=1, cutoff=0.5)
        return self._meaning[near[0]] if near else None


def _spelling(word: str) -> str:
    return folded(word).translate(_SEPARATORS).casefold()


def vocabulary(zh: str, en: str, choices: Iterable[tuple[str, str, str]]) -> Choices:
    """Return choices from rows of key, Chinese and further words; the English is the key with spaces."""
    return Choices(
        Phrase(zh, en),
        *(Choice(key, Phrase(shown, key.replace("_", " ")), tuple(also.split())) for key, shown, also in choices),
    )


KINDS = vocabulary(
    "需求类别",
    "kind of demand",
    [
        ("bench", "凳", "长凳 凳子 座椅 安心凳 暖心凳 便民安心凳 便民暖心凳 淞渔暖心凳 benches"),
        ("handrail", "扶手", ""),
        ("lighting", "照明", "路灯 light"),
        ("ramp", "坡道", ""),
        ("other", "其他", "其它"),
    ],
)
CHANNELS = vocabulary(
    "来源",
    "channel",
    [
        ("door", "上门走访", "上门 走访 door_visit"),
        ("walk_in", "居民来访", "来访"),
        ("liaison_day", "联系日", "社情民意联系日"),
        ("consultation", "协商会", "有事好商量 协商 协商议事"),
        ("hotline", "热线", "12345"),
        ("chat_group", "微信群", "群 居民群"),
        ("screening", "筛选", "数据筛选"),
    ],
)
BENCH_STATES = vocabulary(
    "凳子状态",
    "bench state",
    [
        ("pending", "待投用", "未启用 待启用"),
        ("in_use", "在用", "使用中 已投入使用 投入使用 完好"),
        ("out_of_use", "停用", "损坏"),
        ("retired", "拆除", "报废 已拆除"),
    ],
)
DEMAND_STATES = vocabulary(
    "需求状态",
    "demand state",
    [
        ("withdrawn", "撤回", "已撤回"),
        ("merged", "合并", "已合并"),
        ("done", "办结", "已办结"),
        ("declined", "不予采纳", "不采纳"),
        ("in_progress", "办理中", "正在办理"),
        ("accepted", "采纳", "已采纳"),
        ("reviewed", "已审核", "审核"),
        ("registered", "登记", "已登记"),
    ],
)
ROLES = vocabulary(
    "角色",
    "role",
    [
        ("grid_worker", "网格员", ""),
        ("grid_leader", "网格长", ""),
        ("clerk", "社区工作者", "community_worker 社工"),
        ("red_steward", "红色管家", "红色管家志愿者"),
        ("secretary", "书记", "社区书记 党总支书记"),
        ("resident_rep", "居民代表", ""),
        ("block_steward", "楼道长", "楼栋长"),
        ("volunteer", "志愿者", ""),
    ],
)
ATTENDEES = ROLES.extended(
    {
        "resident": Phrase("居民", "resident"),
        "partner": Phrase("共建单位", "partner"),
        "official": Phrase("上级部门", "official"),
    }
)
YES_NO = vocabulary(
    "是否",
    "yes or no",
    [
        ("yes", "是", "y true 1 有 √ ✓ ✔ 合理 可行"),
        ("no", "否", "n false 0 无 × ✗ ✘ x 不 不合理 不可行"),
    ],
)
VERDICTS = vocabulary(
    "决定",
    "verdict",
    [
        ("accepted", "采纳", "同意 通过 accept"),
        ("declined", "不予采纳", "不采纳 不同意 decline"),
    ],
)
REPLY_WAYS = vocabulary(
    "答复方式",
    "way of replying",
    [
        ("visit", "上门", "走访 当面 door"),
        ("phone", "电话", ""),
        ("notice", "公示", "通知 张贴"),
        ("meeting", "会议", "会上"),
        ("group", "微信群", "群 居民群 chat_group"),
    ],
)
HAZARD_KINDS = vocabulary(
    "隐患类别",
    "kind of hazard",
    [
        ("old_stool", "旧凳", "旧板凳 旧凳子 私放旧凳 旧椅 旧座椅"),
        ("blocked_exit", "堵塞通道", "通道堵塞 消防通道 堵塞 堵门"),
        ("clutter", "杂物", "堆物 杂物堆放 楼道堆物"),
        ("charging", "飞线充电", "飞线 电动车充电 ebike"),
        ("broken_light", "灯坏", "路灯坏 不亮"),
        ("loose_rail", "扶手松动", "扶手坏"),
        ("trip_edge", "地面不平", "破损地面 绊脚 积水"),
        ("other", "其他", "其它"),
    ],
)
SEVERITIES = vocabulary(
    "隐患等级",
    "severity",
    [
        ("low", "一般", "低 轻 minor"),
        ("medium", "较大", "中 较重"),
        ("high", "重大", "高 严重 紧急 major"),
    ],
)
MEETING_KINDS = vocabulary(
    "会议类别",
    "kind of meeting",
    [
        ("liaison_day", "联系日", "社情民意联系日"),
        ("consultation", "协商会", "有事好商量 协商 协商议事"),
        ("site_visit", "实地考察", "考察"),
        ("other", "其他", "其它 会议"),
    ],
)
