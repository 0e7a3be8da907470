"""A page is the measure, names are documented, and what we know is data."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.sources import MODULES, name_of, parse

LONGEST_MODULE = 500
LONG_MODULE = 300
LONGEST_FUNCTION = 60
WORD_LIST = 3
"""So many Vietnamese strings in one literal are a list of words."""
VIETNAMESE = re.compile(
    "[ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]", re.IGNORECASE
)

every_module = pytest.mark.parametrize("path", MODULES, ids=name_of)

Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions(tree: ast.Module) -> Iterator[Function]:
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def vietnamese_words(item: str) -> set[str]:
    """The words with Vietnamese letters; a table of marked letters alone spells none."""
    plain = re.sub(r"\[[^]]*\]|\\\w", " ", item).casefold()  # classes of a pattern cut out
    words = re.findall(r"[^\W\d_]+", plain)
    return {word for word in words if VIETNAMESE.search(word) and re.search("[a-z]", word)}


def word_lists(tree: ast.AST) -> list[tuple[int, set[str]]]:
    """Line and words of each literal that lists Vietnamese words, patterns included."""
    found = []
    prose = {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Tuple | ast.List | ast.Set):
            items = [e.value for e in node.elts if isinstance(e, ast.Constant)]
        elif isinstance(node, ast.Dict):
            sides = (*node.keys, *node.values)
            items = [e.value for e in sides if isinstance(e, ast.Constant)]
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in prose:
            items = node.value.split("|")
        else:
            continue
        strings = (item for item in items if isinstance(item, str))
        spelt = [words for words in map(vietnamese_words, strings) if words]
        distinct = set().union(*spelt)
        if min(len(spelt), len(distinct)) >= WORD_LIST:
            found.append((node.lineno, distinct))
    return found


@every_module
def test_a_module_is_a_page_or_two(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    if lines > LONG_MODULE:
        warnings.warn(f"{name_of(path)} has {lines} lines: part it", stacklevel=1)
    assert lines <= LONGEST_MODULE


@every_module
def test_a_function_fits_on_a_page(path: Path) -> None:
    long = {
        f.name: f.end_lineno - f.lineno + 1
        for f in functions(parse(path))
        if f.end_lineno - f.lineno + 1 > LONGEST_FUNCTION
    }
    assert not long


@every_module
def test_what_is_public_is_documented(path: Path) -> None:
    tree = parse(path)
    assert ast.get_docstring(tree), "the module has no docstring"
    if path.stem.startswith("_"):
        return
    public = (
        node
        for scope in (tree, *(n for n in tree.body if isinstance(n, ast.ClassDef)))
        if not getattr(scope, "name", "").startswith("_")
        for node in scope.body
        if isinstance(node, Function | ast.ClassDef) and not node.name.startswith("_")
    )
    assert not [node.name for node in public if not ast.get_docstring(node)]


@every_module
def test_vietnamese_words_are_data(path: Path) -> None:
    assert not word_lists(parse(path))


@every_module
def test_no_module_is_a_drawer(path: Path) -> None:
    assert path.stem.strip("_") not in {"utils", "util", "helpers", "helper", "common", "misc"}


@pytest.mark.parametrize(
    "code",
    [
        'UNITS = ("tấn", "tạ", "đồng")',
        'WORDS = {"tăng": 1, "giảm": -1, "vượt": 1}',
        'CUE = re.compile(r"tăng|giảm|vượt")',
    ],
)
def test_a_word_list_is_seen(code: str) -> None:
    assert word_lists(ast.parse(code))


@pytest.mark.parametrize(
    "code",
    [
        '"""Đọc tấn | tạ | đồng của báo cáo."""',
        'PAIR = ("tấn", "tạ")',
        'TONES = ("àáảãạ", "èéẻẽẹ", "ìíỉĩị", "òóỏõọ")',
        'NAMES = ("ha", "m2", "km", "kg")',
        'class Season:\n    XUAN = "xuân"\n    MUA = "mùa"\n    DONG = "đông"\n    HE = "hè"',
    ],
)
def test_what_is_no_word_list_passes(code: str) -> None:
    assert not word_lists(ast.parse(code))
