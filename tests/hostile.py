"""Strings that try to do more than be read. Every way out of the program is tried with all of them."""

from __future__ import annotations

TERMINAL = [
    "\x1b[31mred\x1b[0m",
    "\x1b[2J\x1b[H",  # clears the screen
    "\x1b]0;title\x07",
    "\x1b]8;;http://example.invalid\x1b\\link\x1b]8;;\x1b\\",
    "\x1b]52;c;cm0gLXJmIH4=\x07",  # writes the clipboard
    "\x1bP1$r\x1b\\",
    "\x9b31mred",  # the same in single C1 characters
    "\x9d0;title\x9c",
    "\x1b]1337;File=inline=1:AAAA\x07",  # shows a picture
    "\x1b[6n\x1b[c",  # makes the terminal type an answer
    "\x1b[?1049h\x1b[3J",
    "\x1b_G\x1b\\\x1b^pm\x1b\\\x1bX",
    "\x90q\x9c\x9f\x98\x84\x8d",
    "ok\rno",
    "ok\bno",
    "bell\a",
    "a\tb\nc\r\nd\ve\ff\x85g",
    "del\x7f",
    "\x00",
    "12\x003",
]
INVISIBLE = [
    "\u202e321-21",  # right-to-left override
    "\u202a\u202b\u202c\u202d",
    "\u2066a\u2067b\u2068c\u2069",
    "\u200e\u200f\u061c",
    "1\u200b2\u200c-\u200d3",
    "\ufeff12-3",
    "soft\u00adhyphen",
    "word\u2060joiner",
    "line\u2028paragraph\u2029",
    "\U000e0041\U000e0042",  # tag characters
    "\u180emongolian",
    "\U000e0001\u206a\u206f\ufff9a\ufffab\ufffb",  # deprecated and annotating marks
    "\u034f\u115f\u3164\uffa0\ufe0f",  # joiner, fillers, a variation selector
    "\u3000full width blank\u00a0",
]
MARKUP = [
    "[red]",
    "[/red]",
    "[/]",
    "[bold red on white]x[/]",
    "[link=http://example.invalid]x[/link]",
    "[@click=app.bell]x",
    "\\[red]",
    "[[",
    ":bomb:",
    "{0} {name} {name!r:>{width}} %s %(a)s $x",
    "{text}",
    "{text.__class__}",
    "%(text)s %n %",
    "$HOME `id` $(id) ;|&",
]
FORMULAS = [
    "=1+1",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://example.invalid","x")',
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "＝1+1",
    "＋1+1",
    "－1+1",
    "＠SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    ' "=1+1',
    "'=1+1",
    '="12-3"',
    "\u200b=1+1",
    "\ufeff=1+1",
    "\u3000＝1+1",
    "\xa0=1+1",
    "''=1+1",
    "|cmd",
    "%=1+1",
    ";=1+1",
    ",=1+1",
    "_x003D_1+1",
    "_x001B_[31m",
    "﹦1+1 ﹢1 ﹣1 ﹫1",
    "﹢1+1",
    "﹣1+1",
    "﹫SUM(A1)",
    "−1+1",
    '"=1+1"',
    'DDE("cmd";"/C calc";"x")',
]
HTML = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "\"><svg onload=alert(1)>'",
    "</td></table><!--",
    "&lt;b&gt;&amp;&#x27;",
    "javascript:alert(1)",
    "<style>@import 'http://example.invalid'</style>",
    "{{7*7}}{% raw %}",
    "]]><!--<?xml?><![CDATA[",
    "<a href=javascript:alert(1)>x</a>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "＜script＞alert(1)＜/script＞",
    "<base href=//example.invalid><meta http-equiv=refresh content=0>",
]
STORAGE = [
    "'; DROP TABLE units; --",
    '" OR ""="',
    "../../etc/passwd",
    "..\\..\\x",
    "..",
    "~root/x",
    "/dev/null",
    "C:\\Windows\\x",
    "\\\\server\\share",
    "file:///etc/passwd",
    "%2e%2e%2f",
    "CON",
    "nul.xlsx",
    "COM1:",
    "aux.",
    "x. ",
    "x:stream",
    'a/b:c*d?e"f<g>h|i',
    "1; ATTACH DATABASE 'x.db' AS x",
    "%_\\%",
    "NULL",
    '{"id":1}',
    "-rf",
    "--help",
]
WRITING = [
    "",
    " ",
    "\ud800",
    "\udc80\udcff",  # bytes of an argument that were not UTF-8
    "a\ud800b",
    "Z̸̢̛̤a̷͎͝l̵̨̛g̶̱͠o̴̥͝",
    "👨‍👩‍👧‍👦 🇨🇳 ❤️ 👍🏽 😀",
    "㍿ﷺ①⑬½²Ⅻ",
    "淞渔娄葑𠮷𪚥",
    "\ue000\uffff\U0010ffff",
    "e\u0301 é Å K",
    "A" * 10_000,
    "汉" * 10_000,
    "9" * 5_000,
    "[" * 2_000,
    "\x1b" * 2_000,
]
GROUPS = {
    "terminal": TERMINAL,
    "invisible": INVISIBLE,
    "markup": MARKUP,
    "formulas": FORMULAS,
    "html": HTML,
    "storage": STORAGE,
    "writing": WRITING,
}
HOSTILE = [*TERMINAL, *INVISIBLE, *MARKUP, *FORMULAS, *HTML, *STORAGE, *WRITING]
PACKS = [" ".join(text for text in group if len(text) < 1_000) for group in GROUPS.values()]
"""A text for each group that holds all of its short ones: what does harm anywhere in a text does it here too."""
