"""Snippets are code: whatever is wrong with one is said with its line, and nothing of it is kept."""

from __future__ import annotations

import pytest

from texproof.model.declare import Model
from texproof.model.dim import SnippetError
from texproof.model.load import load

GOOD = """from texproof import Matrix, dims, model, unknown

m, k, n = dims("m k n")


@model
def matmul(xp, Z: Matrix[m, k], W: Matrix[k, n]):
    A = Z @ W
    L = unknown(A)
    return {"A": A, "L": L}
"""
HEAD = "from texproof import Matrix, dims, model\nn = dims('n')\n"
BODY = "def one(xp, X: Matrix[n, n]):\n    return {}\n"


def test_a_model_is_found_with_its_parameters_and_line():
    models = load(GOOD, "snippets/matmul.py")
    assert list(models) == ["matmul"]
    assert isinstance(models["matmul"], Model)
    assert list(models["matmul"].parameters) == ["Z", "W"]
    assert models["matmul"].dims == ("m", "k", "n")
    assert models["matmul"].line == 6


def test_several_models_come_in_the_order_of_the_file():
    source = HEAD + "@model\n" + BODY.replace("one", "zeta") + "@model\n" + BODY.replace("one", "alpha")
    assert list(load(source, "s.py")) == ["zeta", "alpha"]


def test_a_changed_snippet_is_seen():
    changed = GOOD.replace('"L": L', '"Loss": L')
    first, second = load(GOOD, "s.py")["matmul"], load(changed, "s.py")["matmul"]
    assert first.body.__code__ != second.body.__code__


def test_annotations_as_text_are_read():
    assert list(load("from __future__ import annotations\n" + GOOD, "s.py")) == ["matmul"]


def test_a_model_imported_from_elsewhere_is_not_this_files():
    source = GOOD + "\nother = matmul\n"
    assert list(load(source, "s.py")) == ["matmul"]


def test_what_a_snippet_prints_stays_off_standard_output(capsys):
    load("print('hello')\n" + GOOD, "s.py")
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "hello" in captured.err


@pytest.mark.parametrize(
    ("source", "line", "words"),
    [
        ("x = (\n", 1, "never closed"),
        (HEAD + "@model\ndef one(xp, X Matrix[n, n]):\n    return {}\n", 4, "invalid syntax"),
        ("import nothing_of_this_name\n", 1, "ModuleNotFoundError"),
        ("from texproof import Matrx\n", 1, "ImportError"),
        (HEAD + "1 / 0\n", 3, "ZeroDivisionError"),
        (HEAD + "\n\nraise SystemExit(3)\n", 5, "ends the program"),
        (HEAD + "def quiet():\n    raise BaseException\nquiet()\n", 4, "BaseException"),
        (HEAD, 1, "no model"),
        ("", 1, "no model"),
        ("\0", 1, "null bytes"),
        (HEAD + "@model\n" + BODY + "\n@model\n" + BODY, 8, "two models are named one"),
        (HEAD + "if True:\n    @model\n    def one(xp):\n        return {}\n@model\n" + BODY, 8, "two models"),
        (HEAD + "from texproof import model as m2\n@m2\n" + BODY + "@m2\n" + BODY, 8, "two models are named one"),
        (HEAD + "@model\ndef one(xp, X):\n    return {}\n", 3, "X of one needs a type"),
        (HEAD + "@model\ndef one(xp, X: int):\n    return {}\n", 3, "X of one needs a type"),
        (HEAD + "@model\ndef one(xp, X: Matrix[n]):\n    return {}\n", 4, "2 sizes, not 1"),
        (HEAD + "@model\ndef one(xp, X: Matrix[n, 0]):\n    return {}\n", 4, "positive whole number"),
        (HEAD + "@model\ndef one(xp, X: Matrix[n, q]):\n    return {}\n", 4, "NameError"),
        (HEAD + "@model\ndef one():\n    return {}\n", 3, "takes xp first"),
        ("from texproof import dims\ndims('')\n", 2, "at least one name"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(source, line, words):
    with pytest.raises(SnippetError, match=words) as caught:
        load(source, "snippets/bad.py")
    assert caught.value.line == line


def test_two_different_models_of_one_name_made_at_run_time_are_refused():
    source = (
        HEAD + "def make():\n    @model\n    def one(xp):\n        return {}\n    return one\na, b = make(), make()\n"
    )
    with pytest.raises(SnippetError, match="two models are named one"):
        load(source, "s.py")


def test_an_interrupt_is_no_fault_of_the_snippet():
    with pytest.raises(KeyboardInterrupt):
        load("raise KeyboardInterrupt\n", "s.py")


def test_an_error_in_an_imported_file_is_placed_at_the_import(tmp_path, monkeypatch):
    (tmp_path / "broken_neighbour.py").write_text("x = )\n")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(SnippetError) as caught:
        load("\nimport broken_neighbour\n", "s.py")
    assert caught.value.line == 2
