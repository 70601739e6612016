"""What the letters of a page mean: the symbols of the model in force and the page's own definitions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache

from ..model.conjugates import conjugate_name, is_conjugate
from ..model.declare import Kind
from ..model.increments import increment
from ..model.signature import Signature
from ..model.size import Shape, Size
from ..parse import tree as t
from ..parse.printer import write
from ..parse.reader import read
from .term import Apply, Symbol, Term, walk

GREEK = frozenset(
    """
    alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi pi varpi rho varrho
    sigma varsigma tau upsilon phi varphi chi psi omega ell
    Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega
    """.split()
)
ACCENTS = frozenset({"hat", "bar", "tilde", "dot"})
DEFINED = "dot of a definition"


def tex_name(name: str, latex: Mapping[str, str] | None = None) -> str:
    r"""Return how a snippet's name is written on the page.

    `W1` is W_1, `alpha` is \alpha, `x_hat` is \hat{x}, `h_prev` is h_{\mathrm{prev}}; `latex` comes first.
    """
    if latex and name in latex:
        return latex[name]
    head, _, tail = name.partition("_")
    letters = head.rstrip("0123456789")
    digits = head[len(letters) :]
    base = f"\\{letters}" if letters in GREEK else letters if len(letters) == 1 else rf"\mathrm{{{letters}}}"
    marks = tail.split("_") if tail else []
    accents = [m for m in marks if m in ACCENTS]
    subscripts = ([digits] if digits else []) + [m for m in marks if m not in ACCENTS]
    for accent in accents:
        base = rf"\{accent}{{{base}}}"
    if not subscripts:
        return base
    texts = [s if len(s) == 1 or s.isdigit() else rf"\mathrm{{{s}}}" for s in subscripts]
    return f"{base}_{{{','.join(texts)}}}"


def key(node: t.Node) -> str:
    """Return the one spelling of a node under which names are kept; bold counts for nothing."""
    return write(plain(node))


def plain(node: t.Node) -> t.Node:
    if isinstance(node, t.Bold):
        return node if isinstance(node.body, t.Numeral) else plain(node.body)
    if isinstance(node, t.Scripted):
        return replace(node, base=plain(node.base))
    if isinstance(node, t.Accented):
        return replace(node, body=plain(node.body))
    return node


@dataclass(frozen=True, slots=True)
class Definition:
    """What `:=` gave a meaning on the page: its name's key, the TeX of the name, and its term."""

    key: str
    name: str
    term: Term
    arguments: tuple[str, ...] = ()  # keys of what stands in brackets behind it: f(x) := …
    conditions: tuple[str, ...] = ()  # the side conditions, in words, under which it is defined


@dataclass(frozen=True)
class Vocabulary:
    """The names that a formula may use. `sizes` are numbers that the given fixes for size letters."""

    signature: Signature | None
    sizes: Mapping[str, int] = field(default_factory=dict)
    definitions: Mapping[str, Definition] = field(default_factory=dict)
    index_letters: frozenset[str] = frozenset()

    @cached_property
    def shapes(self) -> dict[str, Shape]:
        """The page shape of each symbol of the model, by its name in the snippet."""
        if self.signature is None:
            return {}
        return {
            name: tuple(size.substitute(self.sizes) for size in shape) for name, shape in self.signature.shapes.items()
        }

    @cached_property
    def kinds(self) -> Mapping[str, Kind]:
        return {} if self.signature is None else self.signature.model.parameters

    @cached_property
    def functions(self) -> frozenset[str]:
        return frozenset() if self.signature is None else self.signature.functions

    @cached_property
    def tex(self) -> dict[str, str]:
        """How each symbol of the model is written, by its name in the snippet."""
        if self.signature is None:
            return {}
        names = dict.fromkeys(
            [*self.signature.model.parameters, *self.signature.computed, *sorted(self.signature.functions)]
        )
        return {name: self._tex_of(name, self.signature.model.latex) for name in names}

    @staticmethod
    def _tex_of(name: str, latex: Mapping[str, str]) -> str:
        return rf"{tex_name(conjugate_name(name), latex)}^{{*}}" if is_conjugate(name) else tex_name(name, latex)

    @cached_property
    def complex_names(self) -> frozenset[str]:
        """The symbols and functions with complex values, and the increments of symbols, by their names in terms."""
        free = {name for name, kind in self.kinds.items() if kind.is_complex}
        computed = {name for name in self.shapes if conjugate_name(name) in self.shapes}
        return frozenset(free | computed | {increment(name) for name in free})

    @cached_property
    def is_complex(self) -> bool:
        """Whether anything in it is complex: then i is the imaginary unit, and a raised H conjugates too."""
        return bool(self.complex_names)

    @cached_property
    def alike(self) -> tuple[str, str, str] | None:
        """Two symbols of the model that are written alike, and how; None where there are none."""
        first: dict[str, str] = {}
        for name, tex in self.tex.items():
            other = first.setdefault(_key_of(tex), name)
            if other != name:
                return other, name, tex
        return None

    @cached_property
    def names(self) -> dict[str, str]:
        """The snippet's name for each key."""
        return {_key_of(tex): name for name, tex in self.tex.items() if not is_conjugate(name)}

    @cached_property
    def entries(self) -> dict[str, str]:
        """The snippet's name of the array whose entries are written with this key: z for Z, \\sigma for \\Sigma."""
        found: dict[str, str] = {}
        for spelled, name in self.names.items():
            lower = _lowered(spelled)
            if lower != spelled and lower not in self.names and len(self.shapes.get(name, ())) == 2:
                found[lower] = name
        return found

    @cached_property
    def letters(self) -> dict[str, Size]:
        """The size letters of the model by their key, fixed ones with their number."""
        if self.signature is None:
            return {}
        model = self.signature.model
        letters = [*model.dims, *sorted({x for s in self.signature.shapes.values() for e in s for x in e.letters})]
        return {_key_of(tex_name(x, model.latex)): Size.of(x).substitute(self.sizes) for x in dict.fromkeys(letters)}

    @cached_property
    def defined_entries(self) -> dict[str, str]:
        """The key of the definition whose entries are written with this key: g for G."""
        found: dict[str, str] = {}
        for spelled, definition in self.definitions.items():
            lower = _lowered(spelled)
            taken = lower in self.names or lower in self.definitions
            if lower != spelled and not taken and len(definition.term.shape) == 2:
                found[lower] = spelled
        return found

    @cached_property
    def tangents(self) -> dict[str, str]:
        r"""The free symbol \dot{A} of the given that is the tangent of its free symbol A, of one shape."""
        found = self._beside("dot", [name for name in self.kinds if name not in self.functions])
        both = {name: step for name, step in found.items() if conjugate_name(name) in self.kinds}
        return found | {conjugate_name(name): conjugate_name(step) for name, step in both.items()}

    @cached_property
    def adjoints(self) -> dict[str, str]:
        r"""The free symbol \bar{C} of the given that is the adjoint of its computed symbol C, of one shape."""
        return self._beside("bar", [name for name in self.shapes if name not in self.kinds])

    def _beside(self, accent: str, names: list[str]) -> dict[str, str]:
        pairs = ((name, self.names.get(_accented(self.tex[name], accent), "")) for name in names)
        fits = self.shapes.get
        return {name: other for name, other in pairs if other in self.kinds and fits(other) == fits(name)}

    @cached_property
    def derived(self) -> dict[str, tuple[str, str]]:
        r"""What \dot{C} and \bar{A} stand for where they are not declared: the accent and the symbol, by their key.

        Of what the page defines there is \dot{G}: `DEFINED` and the definition's key.
        """
        computed = [name for name in self.shapes if name not in self.kinds]
        dotted = [name for name in computed if self.tangents.keys() & self.depends(name)]
        reached = frozenset().union(*(self.depends(name) for name in self.adjoints))
        # Above what is complex a bar is a conjugate.
        barred = [name for name in self.shapes if name in reached and name not in self.complex_names]
        found = {_accented(self.tex[name], "dot"): ("dot", name) for name in dotted}
        found |= {_accented(self.tex[name], "bar"): ("bar", name) for name in barred}
        moved = [one for one in self.definitions.values() if not one.arguments and self.moves(one.term)]
        found |= {_accented(one.key, "dot"): (DEFINED, one.key) for one in moved}
        return {spelled: what for spelled, what in found.items() if spelled not in self.names}

    @cached_property
    def derived_entries(self) -> dict[str, str]:
        """The key of the tangent or adjoint whose entries are written with this key: \\dot{c} for \\dot{C}."""
        derived = self.derived.items()
        matrices = (spelled for spelled, (what, name) in derived if what != DEFINED and self.is_matrix(name))
        pairs = ((_lowered(spelled), spelled) for spelled in matrices)
        return {low: spelled for low, spelled in pairs if low != spelled and not self.knows(low)}

    def moves(self, term: Term) -> tuple[str, ...]:
        """Return the free symbols with a declared tangent on which a term depends, in the order of the given."""
        named = {part.name for part in walk(term) if isinstance(part, Symbol)}
        named |= {part.function for part in walk(term) if isinstance(part, Apply)}
        reached = named.union(*(self.depends(name) for name in named))
        return tuple(name for name in self.tangents if name in reached)

    def is_matrix(self, name: str) -> bool:
        """Whether a symbol has two indices even where the given fixes the number of its columns at 1."""
        kind, shape = self.kinds.get(name), () if self.signature is None else self.signature.shapes.get(name, ())
        return (kind is not None and kind.noun == "matrix") or (len(shape) == 2 and shape[1] != Size.of(1))

    def knows(self, spelled: str) -> bool:
        named = spelled in self.names or spelled in self.definitions or spelled in self.letters
        return named or spelled in self.derived

    def depends(self, name: str) -> frozenset[str]:
        """Return the symbols whose variation changes a computed one."""
        return frozenset() if self.signature is None else self.signature.depends.get(name, frozenset())

    def with_definition(self, definition: Definition) -> Vocabulary:
        return replace(self, definitions={**self.definitions, definition.key: definition})


# The names of a model are asked for anew for every formula that is about it.
@lru_cache(maxsize=4096)
def _key_of(tex: str) -> str:
    tree = read(tex).tree
    return key(tree) if tree is not None else tex


@lru_cache(maxsize=4096)
def _accented(tex: str, accent: str) -> str:
    """Return the key of a name with an accent over its letter: of C_{1} with a dot, \\dot{C}_{1}."""

    def over(node: t.Node) -> t.Node:
        return replace(node, base=over(node.base)) if isinstance(node, t.Scripted) else t.Accented(accent, node)

    tree = read(tex).tree
    return key(over(tree)) if tree is not None else ""


def _lowered(spelled: str) -> str:
    r"""Return the small form of a capital's key: Z gives z, \hat{Z} gives \hat{z}, \Sigma gives \sigma."""
    head, brace, rest = spelled.rpartition("{") if "{" in spelled else ("", "", spelled)
    if head and not any(head == f"\\{accent}" for accent in ACCENTS):
        return spelled
    body = rest.rstrip("}")
    if body.startswith("\\") and body[1:] in GREEK and body[1].isupper():
        return head + brace + "\\" + body[1].lower() + rest[2:]
    if len(body) == 1 and body.isupper():
        return head + brace + rest.replace(body, body.lower())
    return spelled


def index_letters(tree: t.Node) -> Iterator[str]:
    """Yield the letters that stand as indices in a formula: in subscripts and under sums."""
    for node in t.walk(tree):
        if isinstance(node, t.Scripted) and node.sub is not None:
            for part in t.walk(node.sub):
                if isinstance(part, t.Letter):
                    yield part.name
