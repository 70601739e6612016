"""Formulas made up of everything that the grammar reads, for tests by properties."""

from __future__ import annotations

from hypothesis import strategies as st

LETTERS = st.sampled_from(["A", "B", "w", "z", "i", "m", "L", r"\alpha", r"\Sigma", r"\ell", r"\mathbb{R}"])
NUMERALS = st.sampled_from(["0", "1", "12", "0.5"])
NAMES = st.sampled_from([r"\log", r"\operatorname{tr}", r"\mathrm{vec}", r"\det", r"\cosh"])
WORDS = st.sampled_from([r"\text{and}", r"\text{for all}", r"\textrm{so}", r"\quad\text{(a remark)}\quad"])
RELATIONS = st.sampled_from(["=", ":=", r"\in", r"\le", r"\approx", r"\to", "<"])
OPERATORS = st.sampled_from(
    [" ", r" \times ", r" \cdot ", r" \odot ", r" \oslash ", r" \otimes ", " / ", r" \, ", r"\!"]
)


def joined(parts: st.SearchStrategy[str], signs: st.SearchStrategy[str], most: int = 3) -> st.SearchStrategy[str]:
    def mixed(drawn: list[tuple[str, str]]) -> str:
        return drawn[0][1] + "".join(sign + part for sign, part in drawn[1:])

    return st.lists(st.tuples(signs, parts), min_size=1, max_size=most).map(mixed)


def rows(cells: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    def matrix(width: int) -> st.SearchStrategy[str]:
        row = st.lists(cells, min_size=width, max_size=width).map(" & ".join)
        return st.lists(row, min_size=1, max_size=3).map(r" \\ ".join)

    return st.integers(1, 3).flatmap(matrix)


def above(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Return what is made of smaller terms: whole terms again, so that they stand wherever a term stands."""
    subscripts = st.one_of(inner, joined(LETTERS | NUMERALS, st.just(",")), st.sampled_from([":,j", "i,:", "ij", "1"]))
    atoms = st.one_of(
        LETTERS,
        NUMERALS,
        st.sampled_from([r"\partial", r"\nabla", r"\sum", r"\cdots", r"\vdots", "...", r"\eqref{a-1}"]),
        inner.map("({})".format),
        inner.map("|{}|".format),
        inner.map(r"\left| {} \right|".format),
        st.tuples(inner, inner, inner).map(
            r"\begin{{cases}} {0[0]} & {0[1]} < 0 \\ {0[2]} & \text{{otherwise}} \end{{cases}}".format
        ),
        inner.map(r"\left[{}\right]".format),
        inner.map("{{{}}}".format),
        inner.map(r"\{{ {} \}}".format),
        st.tuples(inner, inner).map(r"\binom{{{0[0]}}}{{{0[1]}}}".format),
        rows(inner).map(r"\begin{{vmatrix}} {} \end{{vmatrix}}".format),
        st.tuples(inner, inner).map(r"\frac{{{0[0]}}}{{{0[1]}}}".format),
        inner.map(r"\frac{{\partial {0}}}{{\partial w_{{ij}}}}".format),
        inner.map(r"\sqrt{{{}}}".format),
        inner.map(r"\sqrt[3]{{{}}}".format),
        LETTERS.map(r"\mathbf{{{}}}".format),
        LETTERS.map(r"\hat {}".format),
        st.tuples(inner, inner).map(r"\langle {0[0]}, {0[1]} \rangle".format),
        st.tuples(inner, inner).map(r"\underbrace{{{0[0]}}}_{{{0[1]}}}".format),
        st.tuples(inner, inner).map(r"\overbrace{{{0[0]}}}^{{= {0[1]}}}".format),
        rows(inner | st.just("")).map(r"\begin{{bmatrix}} {} \end{{bmatrix}}".format),
        st.tuples(NAMES, inner).map("{0[0]}({0[1]})".format),
    )
    scripts = st.one_of(
        st.just(""),
        subscripts.map("_{{{}}}".format),
        inner.map("^{{{}}}".format),
        st.tuples(subscripts, inner).map("_{{{0[0]}}}^{{{0[1]}}}".format),
        st.sampled_from(["'", "''", "^T", "_1^\\top", r"^{-1}"]),
    )
    factors = st.tuples(atoms, scripts).map("".join)
    return joined(joined(factors, OPERATORS), st.sampled_from([" + ", " - "])) | factors.map("-{}".format)


TERMS = st.recursive(LETTERS | NUMERALS, above, max_leaves=8)
CHAINS = joined(TERMS, RELATIONS)
FORMULAS = joined(CHAINS | WORDS, st.sampled_from([", ", r" \quad ", "; ", r" \\ "]), 4)
