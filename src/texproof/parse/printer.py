"""From the tree back to TeX, in one spelling for each tree."""

from __future__ import annotations

from functools import singledispatch

from . import tree as t

DOTS = {"horizontal": r"\dots", "vertical": r"\vdots", "diagonal": r"\ddots"}
CLOSED = {"(": ")", "[": "]", r"\{": r"\}"}
MACROS = frozenset(
    ("exp", "log", "sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh", "coth", "det", "max", "min")
)
SEPARATORS = {",": ", ", ";": "; ", "quad": r" \quad ", "row": r" \\ ", "implies": r" \Rightarrow "}


@singledispatch
def write(node: t.Node) -> str:
    """Return TeX that reads as this tree: read(write(tree)) gives the tree again."""
    raise TypeError(f"no spelling for {type(node).__name__}")


@write.register
def _(_node: t.Missing) -> str:
    return ""


@write.register
def _(node: t.Letter) -> str:
    return node.name


@write.register
def _(node: t.Numeral) -> str:
    return node.text


@write.register
def _(node: t.Named) -> str:
    return rf"\{node.name}" if node.name in MACROS else rf"\operatorname{{{node.name}}}"


@write.register
def _(_node: t.Partial) -> str:
    return r"\partial"


@write.register
def _(_node: t.Nabla) -> str:
    return r"\nabla"


@write.register
def _(node: t.BigSum) -> str:
    return rf"\{node.name}"


@write.register
def _(node: t.Dots) -> str:
    return DOTS[node.direction]


@write.register
def _(_node: t.Colon) -> str:
    return ":"


@write.register
def _(node: t.Prose) -> str:
    return rf"\text{{{node.words}}}"


@write.register
def _(node: t.Reference) -> str:
    return rf"\eqref{{{node.slug}}}"


@write.register
def _(node: t.Bold) -> str:
    return rf"\mathbf{{{write(node.body)}}}"


@write.register
def _(node: t.Accented) -> str:
    return rf"\{node.accent}{{{write(node.body)}}}"


@write.register
def _(node: t.Scripted) -> str:
    base = write(node.base)
    # A base with scripts of its own would take these for its own.
    if isinstance(node.base, t.Scripted | t.Braced):
        base = f"{{{base}}}"
    text = base + "'" * node.primes
    if node.sub is not None:
        text += f"_{{{write(node.sub)}}}"
    if node.sup is not None:
        text += f"^{{{write(node.sup)}}}"
    return text


@write.register
def _(node: t.Factorial) -> str:
    return f"{write(node.body)}!"


@write.register
def _(node: t.Fraction) -> str:
    return rf"\frac{{{write(node.numerator)}}}{{{write(node.denominator)}}}"


@write.register
def _(node: t.Binomial) -> str:
    return rf"\binom{{{write(node.upper)}}}{{{write(node.lower)}}}"


@write.register
def _(node: t.Root) -> str:
    degree = "" if node.degree is None else f"[{write(node.degree)}]"
    return rf"\sqrt{degree}{{{write(node.body)}}}"


@write.register
def _(node: t.Group) -> str:
    return f"{node.kind}{write(node.body)}{CLOSED[node.kind]}"


@write.register
def _(node: t.Bars) -> str:
    return rf"\left| {write(node.body)} \right|"


@write.register
def _(node: t.Entrywise) -> str:
    return rf"\odot {write(node.exponent)}"


@write.register
def _(node: t.Cases) -> str:
    rows = r" \\ ".join(f"{write(value)} & {write(condition)}" for value, condition in node.rows)
    return rf"\begin{{cases}} {rows} \end{{cases}}"


@write.register
def _(node: t.Angles) -> str:
    return rf"\langle {write(node.left)}, {write(node.right)} \rangle"


@write.register
def _(node: t.Norm) -> str:
    return rf"\lVert {write(node.body)} \rVert"


@write.register
def _(node: t.Braced) -> str:
    text = rf"\{node.side}brace{{{write(node.body)}}}"
    return text if node.label is None else text + f"{'_' if node.side == 'under' else '^'}{{{write(node.label)}}}"


@write.register
def _(node: t.Array) -> str:
    rows = r" \\ ".join(" & ".join(write(cell) for cell in row) for row in node.rows)
    if len(node.rows) > 1 and node.rows[-1] == (t.Missing(),):
        rows += r" \\"  # an empty last row is taken for the end of the one before
    return rf"\begin{{bmatrix}} {rows} \end{{bmatrix}}"


@write.register
def _(node: t.Product) -> str:
    text = write(node.factors[0])
    for position, (operator, factor) in enumerate(zip(node.operators, node.factors[1:], strict=True)):
        if not operator and position and _may_be_d(node.factors[position - 1]):
            operator = r"\,"  # shows that what precedes it is all that a differential is of
        text += f" {operator} {write(factor)}" if operator else f" {write(factor)}"
    return text


def _may_be_d(node: t.Node) -> bool:
    bare = node.base if isinstance(node, t.Scripted) else node
    return isinstance(bare, t.Partial) or bare in (t.Letter("d"), t.Named("d"))


@write.register
def _(node: t.Sum) -> str:
    text = ""
    for position, (sign, term) in enumerate(zip(node.signs, node.terms, strict=True)):
        lead = "" if position == 0 and sign == "+" else (f" {sign} " if position else sign)
        text += lead + write(term)
    return text


@write.register
def _(node: t.Relation) -> str:
    return node.sign


@write.register
def _(node: t.Chain) -> str:
    text = write(node.sides[0])
    for relation, side in zip(node.relations, node.sides[1:], strict=True):
        text += f" {relation.sign} {write(side)}"
    return text.strip()


@write.register
def _(node: t.Statements) -> str:
    text = write(node.statements[0])
    for separator, statement in zip(node.separators, node.statements[1:], strict=True):
        text += SEPARATORS[separator] + write(statement)
    return text
