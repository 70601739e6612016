"""Pages judged from their files: roles, verdicts, places, and that one broken thing leaves the rest alone."""

from __future__ import annotations

import json
import os

import psutil
import pytest

from texproof.build.judge import Judge, Only
from texproof.build.project import Project, UnusableError

from .project import GIVEN, GRADIENT, MATMUL, Small


def codes(small: Small, text: str) -> list[tuple[int, int, str]]:
    small.page(text)
    report = small.judge()
    found = [m for p in report.pages for m in (*p.diagnostics, *(d for f in p.formulas for d in f.diagnostics))]
    assert report.passes == (not found)
    return sorted((m.line, m.column, m.code) for m in found)


def test_a_page_that_holds(small: Small) -> None:
    shown = f"$$\n{GRADIENT} \\label{{g}}\n$$\n\n$\\eqref{{g}}$ and $B := 2 Z$ and $B = Z + Z$\n"
    small.page(f"# On $Z$\n\n{GIVEN}Let $Z$ be.\n\n{shown}")
    report = small.judge()
    assert [(f.line, f.column, f.end_line, f.end_column, f.role, f.verdict) for f in report.formulas][1:] == [
        (6, 5, 6, 8, "mention", "mention"),
        (8, 1, 10, 3, "claim", "proved"),
        (12, 1, 12, 12, "mention", "mention"),
        (12, 17, 12, 27, "definition", "definition"),
        (12, 32, 12, 43, "claim", "proved"),
    ]
    gradient = report.formulas[2]
    assert (gradient.id, gradient.given, gradient.shown.strip()) == ("g", "matmul", GRADIENT)
    (obligation,) = gradient.obligations
    assert (obligation.line, obligation.column) == (9, 33)
    assert {name: result.answer for name, result in obligation.routes.items()} == {"sympy": "yes", "numpy": "yes"}
    assert all(result.seconds > 0 for result in obligation.routes.values())
    (given,) = report.pages[0].givens
    assert [(s.name, s.shape, s.computed) for s in given.symbols] == [
        ("Z", "m×k", False),
        ("W", "k×n", False),
        ("A", "m×n", True),
        ("L", "a number", True),
    ]
    assert given.source == MATMUL
    # The heading's Z stands above the given.
    assert [(m.code, m.line, m.column) for m in report.formulas[0].diagnostics] == [("no-given", 1, 7)]


def test_a_spoiled_label_of_a_brace_is_named_at_its_place(small: Small) -> None:
    left, right = GRADIENT.split(" = ")
    page = f"{GIVEN}> $$\n> \\underbrace{{ {right}\n> }}_{{{left}}}\n> $$\n"
    assert codes(small, page) == []
    spoiled = page.replace(r"\partial W", r"\partial Z")
    assert codes(small, spoiled) == [(6, 6, "shape-mismatch")]


def test_a_refuted_claim_shows_its_counterexample_and_its_given(small: Small) -> None:
    (formula,) = small.formulas(f"{GIVEN}$$ {GRADIENT.replace('= Z', '= -Z')} $$\n")
    assert formula.verdict == "refuted"
    (message,) = formula.diagnostics
    assert message.notes[0].startswith("given: matmul (line 1): Z m×k, W k×n, A m×n")
    assert any(note.startswith("counterexample at m = ") for note in message.notes)


HATS = """from texproof import Function, Matrix, dims, model, unknown

m, n = dims("m n")


@model(latex={"w": "\\\\omega"})
def hats(xp, x_hat: Matrix[m, n], W1: Matrix[n, m], w: Matrix[m, m]):
    A2 = x_hat @ W1
    return {"A2": A2, "L": unknown(A2), "B": A2 @ w}
"""


@pytest.mark.parametrize(
    ("tex", "names"),
    [
        (r"B = -\hat{x} W_1 \omega", {r"\hat{x}", "W_{1}", r"\omega"}),
        (r"\frac{\partial L}{\partial W_1} = -\hat{x}^\top \frac{\partial L}{\partial A_2}", {r"\hat{x}", "∂L/∂A_{2}"}),
    ],
)
def test_a_counterexample_has_the_names_of_the_page(small: Small, tex: str, names: set[str]) -> None:
    small.snippet(HATS, "hats")
    (formula,) = small.formulas(f"/// given | hats\n///\n\n$$ {tex} $$\n")
    (obligation,) = formula.obligations
    shown = {name for r in obligation.routes.values() if r.counterexample for name in r.counterexample.values}
    assert names <= shown <= names | {"W_{1}", r"\omega"}
    assert any(
        note.startswith("with ") and all(f"{name} = " in note for name in names)
        for note in formula.diagnostics[0].notes
    )


def test_a_claim_without_sizes_has_a_counterexample_at_none(small: Small) -> None:
    (formula,) = small.formulas("$$ 1 + 1 = 3 $$\n")
    (message,) = formula.diagnostics
    assert "counterexample: left 2, right 3" in message.notes


OPEN = {
    "supported": r"\sqrt[3]{7 + 5 \sqrt{2}} = 1 + \sqrt{2}",
    "undecided": r"\frac{\exp(1000)}{\exp(999)} = \exp(1)",
    "conflict": "1 + 10^{-12} = 1",
}


@pytest.mark.parametrize(("verdict", "tex"), OPEN.items(), ids=OPEN)
def test_what_was_neither_proved_nor_refuted_says_what_to_write(small: Small, verdict: str, tex: str) -> None:
    (formula,) = small.formulas(f"$$ {tex} $$\n")
    (message,) = formula.diagnostics
    assert (formula.verdict, message.code) == (verdict, verdict)
    assert message.help
    assert any("less than numbers can see" in note for note in message.notes) == (verdict == "conflict")


NEAR = {
    "unknown-snippet": ("/// given | matmull\n///\n", "write /// given | matmul"),
    "unknown-snippet, its model": ("/// given | matmull.other\n///\n", "write /// given | matmul.other"),
    "unknown-snippet, none near": ("/// given | softmax\n///\n", "write the file, or the name of one in snippets"),
    "unknown-label": ("$1 = 1 \\label{product}$ and $\\eqref{prodcut}$\n", r"write \eqref{product}"),
    "unknown-label, none near": (
        "$1 = 1 \\label{a}$, $\\eqref{sum}$\n",
        r"write \label{…} into the formula that is meant",
    ),
    "index-count": (f"{GIVEN}$a_i$\n", "write a_{i,j}, the row first"),
    "index-count, a number": (f"{GIVEN}$L_1$\n", "write L without an index"),
}


@pytest.mark.parametrize("name", NEAR)
def test_a_slip_is_answered_with_what_may_be_meant(small: Small, name: str) -> None:
    text, help_ = NEAR[name]
    small.page(text)
    (page,) = small.judge().pages
    found = (*page.diagnostics, *(d for f in page.formulas for d in f.diagnostics))
    assert [m.help for m in found if m.code == name.partition(",")[0]] == [help_]


ERRATA = {
    "refuted": ("A = -Z W", "", "refuted-erratum", []),
    "ill-shaped": ("A = W Z", "", "refuted-erratum", []),
    "malformed": (r"A = \foo", "", "refuted-erratum", []),
    "as expected": ("A = W Z", "ill-shaped", "refuted-erratum", []),
    "not as expected": ("A = W Z", "refuted", "ill-shaped", [(4, 1, "erratum-kind")]),
    "true": ("A = Z W", "", "proved", [(4, 1, "erratum-holds")]),
    "claims nothing": ("Z", "", "malformed", [(4, 1, "erratum-empty")]),
}


@pytest.mark.parametrize("name", ERRATA)
def test_errata(small: Small, name: str) -> None:
    claim, expect, verdict, expected = ERRATA[name]
    option = f"    expect: {expect}\n" if expect else ""
    page = f"/// given | matmul\n///\n/// erratum | e\n{option}\n$$\n{claim}\n$$\n\nRight is $A = Z W$.\n\n///\n"
    shift = 3 if not option else 4
    assert codes(small, page) == [(line + shift - 1, column, code) for line, column, code in expected]
    first, second = small.judge().formulas
    assert (first.role, first.verdict) == ("erratum", verdict)
    assert (second.role, second.verdict) == ("claim", "proved")


def test_an_erratum_under_a_missing_model_is_not_refuted(small: Small) -> None:
    page = "/// given | nothing\n///\n/// erratum | e\n    expect: malformed\n\n$A = B$\n///\n"
    assert codes(small, page) == [(1, 1, "unknown-snippet"), (6, 2, "unknown-snippet")]
    assert small.judge().formulas[0].verdict == "undecided"
    assert codes(small, "/// erratum | e\n\n$A = B$\n///\n") == [(3, 2, "no-given"), (3, 6, "no-given")]


def test_left_out_is_counted_and_passes(small: Small) -> None:
    small.page(f'{GIVEN}$A = \\foo${{.unchecked reason="not read yet"}} and $A = Z W$\n')
    report = small.judge()
    assert report.passes
    assert [(f.verdict, f.reason) for f in report.formulas] == [("unchecked", "not read yet"), ("proved", "")]
    assert report.summary["unchecked"] == 1


def test_definitions_last_until_the_next_given(small: Small) -> None:
    page = f"{GIVEN}$B := Z + Z$, $B = 2 Z$.\n\n{GIVEN}$B = 2 Z$\n"
    assert codes(small, page) == [(9, 2, "undeclared-symbol")]


def test_labels_over_pages(small: Small) -> None:
    small.page(f"{GIVEN}$$ A = Z W \\label{{one}} $$\n\n$\\eqref{{two}}$\n", "a.md")
    small.page(f"{GIVEN}$$ A = Z W \\label{{one}} $$\n\n$\\eqref{{one}}$\n", "b.md")
    report = small.judge()
    found = [(f.page, f.line, m.code) for f in report.formulas for m in f.diagnostics]
    assert found == [("docs/a.md", 6, "unknown-label"), ("docs/b.md", 4, "duplicate-label")]
    assert not report.passes
    alone = small.judge(small.root / "docs" / "a.md")
    assert alone.passes, "of one page nobody knows whether another has the label"


def test_without_a_given(small: Small) -> None:
    assert codes(small, "Between $1 + 1 = 2$ and $3$.\n") == []
    assert codes(small, "The $x$.\n") == [(1, 6, "no-given")]


BROKEN = {
    "syntax": ("def (:\n", "snippets/matmul.py:1"),
    "import": ("import nowhere\n", "nowhere"),
    "model": (MATMUL.replace("def matmul", "def mat"), "matmul"),
    "exit": ("import sys\nsys.exit(0)\n", "ends the program"),
    "hard exit": ("import os\nos._exit(0)\n", "process was ended"),
    "loop": ("while True: pass\n", "time ran out"),
    "stubborn loop": (
        "while True:\n    try:\n        while True: pass\n    except BaseException: pass\n",
        "time ran out",
    ),
    "fork": ("import os\nwhile True: os.fork()\n", "starts no process"),
    "memory": ("a = 'a' * 10**12\n", "MemoryError"),
    "patch": (MATMUL + "\nimport numpy as np\nnp.einsum = None\n", "numpy.einsum"),
    "escapes": ("raise ValueError('\\x1b[31m')\n", "ValueError"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_snippet_breaks_what_stands_under_it_alone(small: Small, name: str) -> None:
    source, said = BROKEN[name]
    small.snippet(MATMUL.replace("matmul", "good"), "good")
    small.snippet(source)
    good = GIVEN.replace("matmul", "good")
    page = f"{good}$A = Z W$\n\n{GIVEN}$A = Z W$\n\n{good}$A = 2 Z W$\n"
    assert codes(small, page) == [(6, 1, "broken-snippet"), (9, 2, "broken-snippet"), (14, 6, "refuted")]
    report = small.judge()
    assert said in report.pages[0].diagnostics[0].message
    assert [f.verdict for f in report.formulas] == ["proved", "undecided", "refuted"]


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "link", "pipe", "folder", "no", "a.b.c", "ß"])
def test_a_given_names_a_file_of_the_snippets_folder_alone(small: Small, name: str) -> None:
    (small.root / "elsewhere.py").write_text(MATMUL, encoding="utf-8")
    (small.root / "snippets" / "link.py").symlink_to(small.root / "elsewhere.py")
    (small.root / "snippets" / "folder.py").mkdir()
    os.mkfifo(small.root / "snippets" / "pipe.py")
    assert codes(small, f"/// given | {name}\n///\n\n$Z$\n") == [(1, 1, "unknown-snippet"), (4, 2, "unknown-snippet")]


def test_a_model_of_a_file_that_holds_several(small: Small) -> None:
    assert codes(small, "/// given | matmul.other\n///\n\n$Y = 2 X$\n") == []


def test_fixed_sizes_are_those_of_the_model(small: Small) -> None:
    page = "/// given | matmul\n    sizes: {m: 2, q: 3}\n///\n\n$A = Z W$\n"
    assert codes(small, page) == [(1, 1, "unknown-option")]
    (formula,) = small.judge().formulas
    assert all(sizes["m"] == 2 for sizes in formula.obligations[0].routes["sympy"].sizes)


def test_pages_whose_bytes_are_no_text(small: Small) -> None:
    for name, content, place in (
        ("a.md", b"# \xc3\xa4\n\nx \xff y\n", (3, 3)),
        ("b.md", "ä\n".encode("utf-16"), (1, 1)),
        ("c.md", b"a\n\0b\n", (2, 1)),
    ):
        (small.root / "docs" / name).write_bytes(content)
        report = small.judge(small.root / "docs" / name)
        (message,) = report.pages[0].diagnostics
        assert (message.code, message.line, message.column) == ("unreadable-document", *place)
    small.page("\ufeff" + GIVEN + "$A = -Z W$\n", "d.md")
    (formula,) = small.judge(small.root / "docs" / "d.md").formulas
    assert (formula.line, formula.column) == (4, 1)


def test_old_line_ends_count_lines(small: Small) -> None:
    (small.root / "docs" / "a.md").write_bytes(f"{GIVEN}text $A = W Z$\n".replace("\n", "\r").encode())
    (formula,) = small.judge().formulas
    assert (formula.line, formula.column, formula.verdict) == (4, 6, "ill-shaped")


def test_pages_are_found_in_order_and_hidden_ones_not(small: Small) -> None:
    for name in ("b.md", "a/z.md", "a/y.md", ".hidden/x.md", ".w.md", "c.txt"):
        small.page("text\n", name)
    (small.root / "out.md").write_text("text\n", encoding="utf-8")
    (small.root / "docs" / "link.md").symlink_to(small.root / "out.md")
    (small.root / "docs" / "loop").symlink_to(small.root / "docs")
    assert [page.path for page in small.judge().pages] == ["docs/b.md", "docs/a/y.md", "docs/a/z.md"]
    docs = small.root / "docs"
    again = small.judge(docs / "a" / ".." / "b.md", docs / "b.md", docs / "a" / "y.md", docs / "a")
    assert [page.path for page in again.pages] == ["docs/b.md", "docs/a/y.md", "docs/a/z.md"]


def test_a_notebook_is_judged_in_its_raw_file(small: Small) -> None:
    cell = ["/// given | matmul\n", "///\n", "\n", "$A = Z W$ and $A = W Z$"]
    raw = json.dumps({"cells": [{"cell_type": "markdown", "source": cell}]}, indent=1)
    small.page(raw, "page.ipynb")
    good, bad = small.judge().formulas
    assert (good.verdict, bad.verdict) == ("proved", "ill-shaped")
    line = raw.split("\n")[bad.line - 1]
    assert line[bad.column - 1 : bad.end_column - 1] == "$A = W Z$"


def test_only_one_line(small: Small) -> None:
    small.page(f"{GIVEN}$A = Z W$\n\n$A = W Z$ and $\\foo$\n")
    project = Project.around([small.root / "docs"])
    with Judge(project) as judge:
        report = judge.judge([], Only("docs/page.md", 6))
        assert [f.verdict for f in report.formulas] == ["ill-shaped", "malformed"]
        with pytest.raises(UnusableError, match=r"no formula stands at docs/page\.md:5"):
            judge.judge([], Only("docs/page.md", 5))


def test_what_cannot_be_used(small: Small) -> None:
    with pytest.raises(UnusableError, match="no page"):
        small.judge()
    with pytest.raises(UnusableError, match="there is no"):
        small.judge(small.root / "none.md")
    small.page(f"{GIVEN}$A$\n")
    (small.root / "snippets" / "matmul.py").unlink()
    (small.root / "snippets").rmdir()
    with pytest.raises(UnusableError, match="snippets folder"):
        small.judge()


def test_no_process_is_left(small: Small) -> None:
    before = {p.pid for p in psutil.Process().children(recursive=True)}
    small.page(f"{GIVEN}$A = Z W$\n")
    with Judge(Project.around([small.root])) as judge:
        judge.judge()
    after = {p.pid for p in psutil.Process().children(recursive=True) if p.status() != psutil.STATUS_ZOMBIE}
    assert after <= before
