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
]
STORAGE = [
    "'; DROP TABLE units; --",
    '" OR ""="',
    "../../etc/passwd",
    "..\\..\\x",
    "CON",
    'a/b:c*d?e"f<g>h|i',
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
HOSTILE = [*TERMINAL, *INVISIBLE, *MARKUP, *FORMULAS, *HTML, *STORAGE, *WRITING]
