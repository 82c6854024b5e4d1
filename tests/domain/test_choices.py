"""The vocabularies: what may be written, what is stored, what is shown."""

from __future__ import annotations

import pytest
from hostile import HOSTILE
from hypothesis import given
from hypothesis import strategies as st

from songyu_cli.commands import demand, unit
from songyu_cli.domain import choices as vocabularies
from songyu_cli.domain import selections
from songyu_cli.domain.choices import BENCH_STATES, CHANNELS, DEMAND_STATES, KINDS, ROLES, YES_NO
from songyu_cli.domain.cleaning import clean
from songyu_cli.domain.vocabulary import Choice, ChoiceRefused, Choices, ChoiceTaken
from songyu_cli.domain.wording import Phrase

ALL = {name.lower(): one for name, one in vars(vocabularies).items() if isinstance(one, Choices)}
WORDS = [(choices, choice.key, word) for choices in ALL.values() for choice in choices for word in choice.words]


@pytest.mark.parametrize(
    ("choices", "key", "words"),
    [
        (KINDS, "bench", "bench 凳 长凳 座椅 安心凳 暖心凳 便民安心凳 便民暖心凳 淞渔暖心凳"),
        (KINDS, "handrail", "handrail 扶手"),
        (KINDS, "lighting", "lighting 照明 路灯"),
        (KINDS, "ramp", "ramp 坡道"),
        (KINDS, "other", "other 其他"),
        (CHANNELS, "door", "door 上门走访 上门 DOOR"),
        (CHANNELS, "walk_in", "walk_in walk-in Walk-In walkin 居民来访 来访"),
        (CHANNELS, "liaison_day", "liaison_day liaison-day 社情民意联系日 联系日"),
        (CHANNELS, "consultation", "consultation 协商会 有事好商量"),
        (CHANNELS, "hotline", "hotline 热线"),
        (CHANNELS, "chat_group", "chat_group chat-group 群 微信群"),
        (CHANNELS, "screening", "screening 筛选"),
        (BENCH_STATES, "pending", "pending 待投用 未启用"),
        (BENCH_STATES, "in_use", "in_use in-use 在用 使用中 已投入使用 完好"),
        (BENCH_STATES, "out_of_use", "out_of_use out-of-use 停用 损坏"),
        (BENCH_STATES, "retired", "retired 拆除 报废"),
        (DEMAND_STATES, "withdrawn", "withdrawn 撤回"),
        (DEMAND_STATES, "merged", "merged 合并"),
        (DEMAND_STATES, "done", "done 办结"),
        (DEMAND_STATES, "declined", "declined 不予采纳"),
        (DEMAND_STATES, "in_progress", "in_progress in-progress 办理中"),
        (DEMAND_STATES, "accepted", "accepted 采纳"),
        (DEMAND_STATES, "reviewed", "reviewed 已审核"),
        (DEMAND_STATES, "registered", "registered 登记"),
        (ROLES, "grid_worker", "grid_worker grid-worker 网格员"),
        (ROLES, "grid_leader", "grid_leader 网格长"),
        (ROLES, "clerk", "clerk community_worker community-worker 社区工作者"),
        (ROLES, "red_steward", "red_steward 红色管家"),
        (ROLES, "secretary", "secretary 书记"),
        (ROLES, "resident_rep", "resident_rep 居民代表"),
        (ROLES, "block_steward", "block_steward 楼道长 楼栋长"),
        (ROLES, "volunteer", "volunteer 志愿者"),
        (YES_NO, "yes", "yes YES y Y true 1 １ 是 有 √ 合理 可行"),
        (YES_NO, "no", "no n N false 0 否 无 × 不合理 不可行"),
    ],
)
def test_words_that_are_taken(choices, key, words):
    assert {choices.read(word) for word in words.split()} == {key}


@pytest.mark.parametrize(("choices", "key", "word"), WORDS)
def test_every_word_is_read_however_it_is_spaced_and_cased(choices, key, word):
    assert choices.read(f" {word.upper()}\u3000") == key
    assert choices.read(" ".join(word.replace("_", "-"))) == key


@pytest.mark.parametrize(("choices", "key", "word"), WORDS)
def test_what_is_shown_is_not_empty_and_is_read_again(choices, key, word):
    assert key in choices.keys
    assert {choices.read(said) for said in choices.phrase(key)} == {key}


def test_the_order_of_states_is_the_order_in_which_they_are_looked_for():
    assert DEMAND_STATES.keys == tuple(
        "withdrawn merged done declined in_progress accepted reviewed registered".split()  # noqa: SIM905
    )


def test_a_refusal_names_the_nearest_word_and_all_of_them():
    with pytest.raises(ChoiceRefused) as refusal:
        CHANNELS.read("上门走仿")
    assert refusal.value.kind == "unknown_choice"
    assert refusal.value.exit_code == 2
    assert refusal.value.nearest == "door"
    assert refusal.value.message == ("来源里没有“上门走仿”。", "There is no channel “上门走仿”.")
    assert refusal.value.advice == (
        "是不是“上门走访”？可选：上门走访、居民来访、联系日、协商会、热线、微信群、筛选。",
        "Did you mean door? Choose from: door, walk-in, liaison-day, consultation, hotline, chat-group, screening.",
    )


def test_a_refusal_of_something_far_off_guesses_nothing():
    with pytest.raises(ChoiceRefused) as refusal:
        BENCH_STATES.read("zze")
    assert refusal.value.nearest is None
    assert refusal.value.advice
    assert refusal.value.advice.en == "Choose from: pending, in-use, out-of-use, retired."


@pytest.mark.parametrize("choices", ALL.values(), ids=ALL.keys())
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_are_refused(choices, text):
    with pytest.raises(ChoiceRefused) as refusal:
        choices.read(text)
    assert [clean(said) for said in refusal.value.message] == list(refusal.value.message)


def test_labels_of_ones_own():
    mine = KINDS.extended({"drying_rack": Phrase("晾衣架", "drying rack"), "lighting": Phrase("楼道灯", "stair light")})
    assert mine.keys == (*KINDS.keys, "drying_rack")
    assert mine.read("晾衣架") == mine.read("drying-rack") == "drying_rack"
    assert mine.phrase("lighting").zh == "楼道灯"
    assert mine.read("楼道灯") == mine.read("照明") == mine.read("路灯") == "lighting"
    with pytest.raises(ChoiceRefused):
        KINDS.read("晾衣架")


def test_a_label_cannot_take_another_choices_word():
    with pytest.raises(ChoiceTaken) as refusal:
        KINDS.extended({"stool": Phrase("座椅", "stool")})
    assert refusal.value.message == (
        "“座椅”已经是需求类别里“凳”的叫法。",
        "“座椅” already means bench as a kind of demand.",
    )


def test_a_stored_word_that_is_no_longer_there_is_shown_as_it_is():
    assert KINDS.phrase("drying_rack") == ("drying_rack", "drying_rack")


def test_the_choices_can_be_listed():
    assert [choice.phrase.zh for choice in BENCH_STATES] == ["待投用", "在用", "停用", "拆除"]
    assert list(Choices(Phrase("空", "none"), Choice("a", Phrase("甲", "a")))) == [Choice("a", Phrase("甲", "a"))]


@given(st.text(), st.sampled_from(list(ALL.values())))
def test_any_text_is_read_or_refused(text, choices):
    try:
        key: str | None = choices.read(text)
    except ChoiceRefused as refusal:
        key = refusal.nearest
    assert key is None or key in choices.keys


def test_no_word_of_any_vocabulary_means_two_things():
    owners = (vocabularies, selections, unit, demand)
    found = [one for module in owners for one in vars(module).values() if isinstance(one, Choices)]
    assert len(found) > 12
    for vocabulary in found:
        assert vocabulary.checked() is vocabulary
    twice = Choices(Phrase("两", "two"), Choice("a", Phrase("甲", "a")), Choice("b", Phrase("甲", "b")))
    with pytest.raises(ChoiceTaken):
        twice.checked()
