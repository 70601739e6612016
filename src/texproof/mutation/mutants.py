"""All that one edit can make of a formula, in reading order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..elaborate.vocabulary import Vocabulary
from ..parse import tree as t
from ..parse.printer import write
from .mutant import Mutant
from .names import names_of
from .operators import OPERATORS, Operator
from .sites import Site, sites


def mutants(
    tree: t.Node, vocabulary: Vocabulary, tex: str, operators: Sequence[Operator] = OPERATORS
) -> Iterator[Mutant]:
    """Yield each formula that is one edit away, once: by place, then by operator.

    An edit inside a brace's label counts as one of the label, whatever it does there.
    """
    names = names_of(tree, vocabulary)
    seen: set[str] = {tex}
    for site in sites(tree):
        span = site.node.span
        if span.end == span.start or isinstance(site.node, t.Relation | t.Prose | t.Reference):
            continue
        for operator in operators:
            for name, node in operator(site, names):
                new = _braced(write(node), site, tex)
                found = Mutant("label" if site.in_label else name, span, tex[span.start : span.end], new)
                text = found.applied(tex)
                if text not in seen:
                    seen.add(text)
                    yield found


def _braced(new: str, site: Site, tex: str) -> str:
    """Return the TeX in braces where a script without any has room for one sign."""
    alone = len(new) > 1 and isinstance(site.parent, t.Scripted) and site.above[-1][1] in ("sub", "sup")
    return f"{{{new}}}" if alone and tex[: site.node.span.start].rstrip().endswith(("_", "^")) else new
