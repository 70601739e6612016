"""Snippets (39 to 48): code that runs in a process of its own, and costs its own formulas alone."""

from __future__ import annotations

import pytest

from .cases import Case, assert_fails_alone, assert_said, judged, listed
from .project import END, GIVEN, HEAD, IMPORTS, PWNED, Found, Project

BAD = "/// given | bad\n///\n\n"
BROKEN = ((1, "broken-snippet"),)
SLEEPY = "while True:\n    try:\n        while True:\n            pass\n    except BaseException:\n        pass\n"


def body(*lines: str, head: str = "") -> str:
    """Return a snippet with a model of these lines, which has a matrix Z and gives A."""
    inner = "".join(f"    {line}\n" for line in lines)
    return f"{IMPORTS}{head}\n@model\ndef bad(xp, Z: Matrix[m, k], one: Matrix[1, 1]):\n{inner}"


def broken(row: int, words: str, snippet: str) -> Case:
    return Case(row, words, f"{BAD}$A = A$", ("undecided",), BROKEN, snippet)


def returning(row: int, words: str, value: str, head: str = "") -> Case:
    return broken(row, words, body(f"return {{'A': {value}}}", head=head))


# A snippet that runs to its end, under which what holds is proved and what does not is refuted.
def harmless(row: int, words: str, snippet: str) -> Case:
    return Case(row, words, f"{BAD}$A = 2 Z$ and $A = Z$", ("proved", "refuted"), snippet=snippet)


CASES = listed(
    returning(40, "an array of 10^12 numbers", "Z * xp.sum(xp.zeros(10**12))"),
    broken(
        40, "an array of 10^12 numbers beside the model", body("return {}", head="import numpy\nnumpy.ones(10**12)")
    ),
    broken(40, "a text of 10^12 letters", body("return {}", head='a = "a" * 10**12')),
    broken(40, "memory bit by bit", body("return {}", head="a = []\nwhile True:\n    a.append(bytearray(1 << 20))")),
    broken(41, "os._exit(0)", body("return {}", head="import os\nos._exit(0)")),
    broken(41, "os._exit(0) in the model", body("import os", "os._exit(0)")),
    broken(41, "sys.exit(0)", body("return {}", head="import sys\nsys.exit(0)")),
    broken(41, "a fork loop", body("return {}", head="import os\nwhile True:\n    os.fork()")),
    broken(41, "another program", body("return {}", head=f"import os\nos.system('touch {PWNED}')")),
    broken(43, "a patch of numpy", body("return {}", head="import numpy\nnumpy.einsum = None")),
    broken(43, "a patch of sympy", body("return {}", head="import sympy\nsympy.Integer = None")),
    broken(43, "a patch in the model", body("import numpy", "numpy.abs = lambda x: 0 * x", "return {'A': 2 * Z}")),
    returning(44, "not a number", "Z * float('nan')"),
    returning(44, "infinity", "Z * float('inf')"),
    returning(44, "complex", "Z * 1j"),
    returning(44, "objects", "numpy.array([[object()]], dtype=object)", "import numpy"),
    returning(44, "a text", "'Z'"),
    returning(44, "wrong shape", "xp.zeros((int(m) // 2, 1))"),
    Case(
        44,
        "0-d for 1×1",
        f"{BAD}$A = 1$, $A = \\mathrm{{tr}}(Z Z^\\top)$",
        ("refuted", "proved"),
        snippet=body("return {'A': xp.sum(Z * Z)}"),
    ),
    returning(45, "another result on each call", "Z * random.random()", "import random"),
    broken(46, "a change of its input", body("Z *= 2", "return {'A': Z}")),
    broken(46, "a change of an entry of its input", body("Z[0, 0] = 1", "return {'A': Z}")),
    harmless(
        47,
        "10 GB on standard output",
        body("return {'A': 2 * Z}", head="import os\nfor _ in range(10_000):\n    os.write(1, b'x' * 10**6)"),
    ),
    broken(
        47,
        "escapes and commands in a message",
        body("return {}", head=r"raise ValueError('\x1b[2J\n::error file=x::y')"),
    ),
    broken(
        47,
        "a secret on standard error",
        body(
            "return {'A': 2 * Z}", head="import os, sys\nprint(os.environ['CANARY'], file=sys.stderr)\nraise KeyError"
        ),
    ),
    broken(48, "a syntax error", "def (:\n"),
    broken(48, "a missing import", "import nowhere\n"),
    broken(48, "no model in the file", IMPORTS),
    broken(
        48, "two of one name", body("return {'A': Z}") + "\n\n" + body("return {'A': 2 * Z}").partition("\n\n\n")[2]
    ),
)


@pytest.fixture(scope="module")
def found(together: Project) -> Found:
    return judged(together, CASES, runs=2)


@pytest.mark.parametrize("name", CASES)
def test_it_costs_its_own_formulas_alone(name: str, found: Found) -> None:
    assert_said(found, CASES[name])


@pytest.mark.parametrize("row", sorted({case.row for case in CASES.values()}))
def test_the_row_fails_alone(row: int, found: Found, together: Project) -> None:
    assert_fails_alone(together, found, CASES, row)


LOOPS = {
    "39 an endless loop": body("return {}", head="while True:\n    pass"),
    "39 an endless loop in the model": body("while True:", "    pass"),
    "42 a loop that nothing interrupts": body("return {}", head=SLEEPY),
}


@pytest.mark.parametrize("name", LOOPS)
def test_an_endless_loop_is_ended(name: str, project: Project) -> None:
    project.snippet(LOOPS[name], "loop")
    project.page(f"{HEAD}/// given | loop.bad\n///\n\n$A = Z${END}")
    found = project.check()
    (formula,) = found.between("page.md")
    assert formula.verdict == "undecided"
    assert found.beside == (("docs/page.md", 6, "broken-snippet"),)
    assert "its time ran out" in found.said


def test_39_an_endless_loop_while_a_formula_is_judged(project: Project) -> None:
    """At the sizes at which the snippet is described it ends."""
    project.snippet(body("while int(m) == 1:", "    pass", "return {'A': 2 * Z}"), "loop")
    project.page(f"{HEAD}/// given | loop.bad\n///\n\n$A = 2 Z${END}")
    (formula,) = project.check().between("page.md")
    assert formula.verdict == "undecided"


def test_43_a_patch_that_waits_for_a_route_reaches_no_other_formula(project: Project) -> None:
    """Where numbers run through the model it makes all differences 0; SymPy still sees them."""
    patch = body(
        "import sys",
        "if 'numpy_route' in str(sys._getframe(1).f_globals) or type(Z).__module__ != 'numpy':",
        "    import numpy",
        "    numpy.abs = numpy.max = numpy.linalg.norm = lambda *_, **__: 0.0",
        "return {'A': 2 * Z}",
    )
    project.snippet(patch, "patch")
    project.page(f"{HEAD}/// given | patch.bad\n///\n\n$A = 3 Z$\n\n{GIVEN}$A = 2 Z W${END}")
    under, next_ = project.check().between("page.md")
    assert under.verdict != "proved"
    assert (next_.verdict, [code for _, code in next_.messages]) == ("refuted", ["refuted"])


@pytest.mark.parametrize("form", ["text", "github"])
def test_47_nothing_of_a_message_acts(form: str, project: Project) -> None:
    project.snippet(CASES["47: escapes and commands in a message"].snippet, "bad")
    project.page(f"{HEAD}/// given | bad\n///\n\n$A = Z${END}")
    outcome = project.run("texproof", "check", "--format", form)
    assert outcome.status == 1
    assert "broken-snippet" in outcome.out
    assert "\x1b" not in outcome.out + outcome.err
    assert not [line for line in outcome.out.splitlines() if line.startswith("::error file=x")]
