"""Words as they are typed."""

import shlex

import pytest

from songyu_cli.domain.typed_words import typed_word


@pytest.mark.parametrize("word", ["12-3", "账本.db", "/媒体/U盘/备份.db", "--map", "单元=unit", "~/a.db", "~5"])
def test_a_plain_word_is_typed_as_it_is(word):
    assert typed_word(word) == word
    assert shlex.split(word) == [word]


def test_a_folder_of_windows_is_typed_as_it_is():
    assert typed_word("D:\\账本\\songyu.db") == "D:\\账本\\songyu.db"


@pytest.mark.parametrize("word", ["", "我的 账本.db", "账本(1).db", "it's", "a$b", "a;b", "*.db", "a\nb", "#1"])
def test_any_other_is_quoted(word):
    assert typed_word(word) != word
    assert shlex.split(typed_word(word)) == [word]
