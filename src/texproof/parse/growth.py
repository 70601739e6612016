"""How the grammar's rules become nodes of the tree."""

from __future__ import annotations

from typing import Any

from lark import Token, Transformer, v_args

from ..diagnostic import Diagnostic, Span
from . import tree as t
from .unreadable import Unreadable, refuse, token_span

DIRECTIONS = {r"\vdots": "vertical", r"\ddots": "diagonal"}
BRACKETS = {"LPAREN": "(", "LBRACKET": "[", "LSET": r"\{"}
SEPARATORS = {"COMMA": ",", "SEMICOLON": ";", "GAP": "quad", "ROW": "row", "IMPLIES": "implies"}
CONDITIONAL = frozenset({"if", "when", "for"})
Child = Any  # a Token or a Node


def _span(children: list[Child]) -> Span:
    spans = [c.span if isinstance(c, t.Node) else token_span(c) for c in children if isinstance(c, (t.Node, Token))]
    shown = [s for s in spans if s.end > s.start]
    return Span(min(s.start for s in shown), max(s.end for s in shown)) if shown else Span(0, 0)


def _nodes(children: list[Child]) -> list[t.Node]:
    return [c for c in children if isinstance(c, t.Node)]


class Scripts(list[tuple[str, t.Node | None, Span]]):
    """The scripts behind an atom, in order: ("sub" | "sup" | "prime", argument, span)."""


@v_args(inline=False)
class Growth(Transformer[Token, t.Node]):
    """One method a rule; children are tokens and nodes in reading order."""

    def start(self, children: list[Child]) -> t.Node:
        return children[0]  # type: ignore[no-any-return]

    def statements(self, children: list[Child]) -> t.Node:
        nodes = _nodes(children)
        if len(nodes) == 1:
            return nodes[0]
        marks = tuple(c for c in children if isinstance(c, str) and not isinstance(c, Token))
        return t.Statements(tuple(nodes), marks, span=_span(nodes))

    def separator(self, children: list[Child]) -> str:
        kinds = [SEPARATORS[c.type] for c in children]
        written = [k for k in kinds if k != "quad"]
        if "implies" in written:  # a comma or a new line beside the arrow says nothing of its own
            written = [k for k in written if k not in (",", "row")]
        if len(written) > 1:
            raise refuse("syntax", "two separators stand side by side", children[-1])
        return written[0] if written else "quad"

    def colon(self, children: list[Child]) -> t.Node:
        return t.Colon(span=_span(children))

    def text(self, children: list[Child]) -> t.Node:
        words = children[0].split("{", 1)[1][:-1]
        return t.Prose(" ".join(words.split()), span=_span(children))

    def chain(self, children: list[Child]) -> t.Node:
        nodes = _nodes(children)
        if len(nodes) == 1:
            return nodes[0]
        relations = tuple(n for n in nodes if isinstance(n, t.Relation))
        sides = tuple(n for n in nodes if not isinstance(n, t.Relation))
        return t.Chain(sides, relations, span=_span(nodes))

    def continued(self, children: list[Child]) -> t.Node:
        nodes = _nodes(children)
        start = nodes[0].span.start
        missing = t.Missing(span=Span(start, start))
        return t.Chain(
            (missing, *(n for n in nodes if not isinstance(n, t.Relation))),
            tuple(n for n in nodes if isinstance(n, t.Relation)),
            span=_span(nodes),
        )

    def relation(self, children: list[Child]) -> t.Node:
        token = children[0]
        names = {"DEFINES": ":=", "LESS": "<", "GREATER": ">", "COLON": ":"}
        return t.Relation(names.get(token.type, str(token)), span=token_span(token))

    def sum(self, children: list[Child]) -> t.Node:
        nodes, signs, sign = [], [], "+"
        for child in children:
            if isinstance(child, t.Node):
                nodes.append(child)
                signs.append(sign)
            else:
                sign = str(child)
        if len(nodes) == 1 and signs == ["+"]:
            return nodes[0]
        return t.Sum(tuple(nodes), tuple(signs), span=_span(children))

    def product(self, children: list[Child]) -> t.Node:
        nodes: list[t.Node] = []
        operators: list[str] = []
        pending = ""
        for child in children:
            if isinstance(child, t.Node):
                # A product in braces of its own is seen as factors of this one.
                factors, inner = (child.factors, child.operators) if isinstance(child, t.Product) else ((child,), ())
                operators += [pending, *inner] if nodes else inner
                nodes += factors
                pending = ""
            else:
                pending = child
        return nodes[0] if len(nodes) == 1 else t.Product(tuple(nodes), tuple(operators), span=_span(nodes))

    def operator(self, children: list[Child]) -> str:
        return str(children[0]) + ""

    def factor(self, children: list[Child]) -> t.Node:
        atom = children[0]
        return _visible(atom) if len(children) == 1 else _scripted(atom, children[1])

    def factorial(self, children: list[Child]) -> t.Node:
        return t.Factorial(_visible(children[0]), span=_span(children))

    def scripts(self, children: list[Child]) -> Scripts:
        return Scripts(children)

    def script(self, children: list[Child]) -> tuple[str, t.Node | None, Span]:
        token = children[0]
        if token.type == "PRIME":
            return ("prime", None, token_span(token))
        argument = children[1]
        if isinstance(argument, t.Group) and argument.kind == "{":
            argument = argument.body
        span = Span(token_span(token).start, children[1].span.end)
        return ("sub" if token.type == "SUB" else "sup", argument, span)

    def entrywise(self, children: list[Child]) -> tuple[str, t.Node | None, Span]:
        node = t.Entrywise(children[3], span=_span(children[2:4]))
        return ("sup", node, _span(children))

    def bars(self, children: list[Child]) -> t.Node:
        if isinstance(children[1], t.Statements | t.Chain):
            raise Unreadable(Diagnostic("syntax", "between bars stands one term", children[1].span))
        return t.Bars(children[1], span=_span(children))

    def branches(self, children: list[Child]) -> list[Child]:
        return [c for c in children if isinstance(c, tuple)]

    def branch(self, children: list[Child]) -> tuple[t.Node, t.Node]:
        value, condition = _nodes(children)
        return value, condition

    def condition(self, children: list[Child]) -> t.Node:
        chain = _nodes(children)[-1]
        words = children[0]
        if isinstance(words, Token) and words.split("{", 1)[1][:-1].strip() not in CONDITIONAL:
            raise refuse("not-understood", "the words before a condition are if, when or for", words)
        return chain

    def cases(self, children: list[Child]) -> t.Node:
        return t.Cases(tuple(children[1]), span=_span([children[0], children[2]]))

    def angle(self, children: list[Child]) -> t.Node:
        left, right = _nodes(children)[:2]
        node: t.Node = t.Angles(left, right, span=_span(children[:5]))
        return _scripted(node, children[5]) if len(children) > 5 else node

    def angles(self, children: list[Child]) -> t.Node:
        body = children[1]
        if not isinstance(body, t.Statements) or len(body.statements) != 2 or body.separators != (",",):
            raise Unreadable(Diagnostic("syntax", "an inner product has two terms and a comma", _span(children)))
        return t.Angles(*body.statements, span=_span(children))

    def norm(self, children: list[Child]) -> t.Node:
        _paired(children[0], children[-1])
        return t.Norm(children[1], span=_span(children))

    def sign(self, children: list[Child]) -> t.Node:
        token = next(c for c in children if c.type not in ("LBRACE", "RBRACE"))
        letter = t.Letter({"PLUS": "+", "MINUS": "-"}.get(token.type, "*"), span=token_span(token))
        return t.Group("{", letter, span=_span(children)) if len(children) > 1 else letter

    def letter(self, children: list[Child]) -> t.Node:
        token = children[0]
        if token.type == "BLACKBOARD" and "1" in token:
            return t.Bold(t.Numeral("1", span=token_span(token)), span=token_span(token))
        if token.type == "BLACKBOARD":  # a letter of its own: \mathbb{R}, \mathcal{N}
            macro = "mathcal" if "mathcal" in token else "mathbb"
            return t.Letter(rf"\{macro}{{{token.rstrip(' }')[-1]}}}", span=token_span(token))
        return t.Letter(str(token), span=token_span(token))

    def number(self, children: list[Child]) -> t.Node:
        return t.Numeral(str(children[0]), span=token_span(children[0]))

    def digit(self, children: list[Child]) -> t.Node:
        token = children[0]
        if len(token) > 1:
            wanted = f"write {{{token}}}, or a space after the {token[0]}"
            raise refuse(
                "ambiguous-notation", f"without braces TeX takes only the {token[0]} of {token}", token, wanted
            )
        return self.number(children)

    def partial(self, children: list[Child]) -> t.Node:
        return t.Partial(span=_span(children))

    def nabla(self, children: list[Child]) -> t.Node:
        return t.Nabla(span=_span(children))

    def big(self, children: list[Child]) -> t.Node:
        return t.BigSum(str(children[0])[1:], span=_span(children))

    def named(self, children: list[Child]) -> t.Node:
        token = children[0]
        name = token.split("{")[1].strip(" }\t\n") if "{" in token else token[1:].split()[-1]
        return t.Named({"ln": "log"}.get(name, name), span=token_span(token))

    def dots(self, children: list[Child]) -> t.Node:
        return t.Dots(DIRECTIONS.get(str(children[0]), "horizontal"), span=_span(children))

    def reference(self, children: list[Child]) -> t.Node:
        return t.Reference(children[0].split("{")[1][:-1], span=_span(children))

    def fraction(self, children: list[Child]) -> t.Node:
        numerator, denominator = (_bare(c) for c in children[1:])
        return t.Fraction(numerator, denominator, span=_span(children))

    def binomial(self, children: list[Child]) -> t.Node:
        upper, lower = (_bare(c) for c in children[1:])
        return t.Binomial(upper, lower, span=_span(children))

    def root(self, children: list[Child]) -> t.Node:
        return t.Root(_bare(children[-1]), children[2] if len(children) > 2 else None, span=_span(children))

    def styled(self, children: list[Child]) -> t.Node:
        return t.Bold(_bare(children[1]), span=_span(children))

    def accented(self, children: list[Child]) -> t.Node:
        accent = str(children[0])[1:].replace("wide", "")
        return t.Accented({"overline": "bar"}.get(accent, accent), _bare(children[1]), span=_span(children))

    def brace(self, children: list[Child]) -> t.Node:
        side = "under" if "under" in children[0] else "over"
        return t.Braced(side, children[2], span=_span(children))

    def braced(self, children: list[Child]) -> t.Node:
        # Kept apart as Group("{") until it is known whether the braces change what is seen.
        return t.Group("{", children[1], span=_span(children))

    def group(self, children: list[Child]) -> t.Node:
        opening, closing = children[0], children[-1]
        _paired(opening, closing)
        return t.Group(BRACKETS[opening.type], children[1], span=_span(children))

    def matrix(self, children: list[Child]) -> t.Node:
        begin, rows, end = children
        if begin.split("{")[1] != end.split("{")[1]:
            raise refuse("syntax", f"{begin} does not end with {end}", end)
        if len(rows) > 1 and len(rows[-1]) == 1 and isinstance(rows[-1][0], t.Missing):
            rows = rows[:-1]
        if len({len(row) for row in rows}) > 1:
            widths = ", ".join(str(len(row)) for row in rows)
            raise Unreadable(Diagnostic("syntax", f"the matrix's rows have {widths} cells", _span(children)))
        array = t.Array(tuple(tuple(row) for row in rows), span=_span(children))
        return t.Bars(array, span=array.span) if "vmatrix" in begin else array

    def rows(self, children: list[Child]) -> list[Child]:
        return [c for c in children if isinstance(c, list)]

    def row(self, children: list[Child]) -> list[Child]:
        return [c for c in children if isinstance(c, t.Node)]

    def cell(self, children: list[Child]) -> t.Node:
        return children[0] if children else t.Missing()


def _paired(opening: Token, closing: Token) -> None:
    if opening.startswith(r"\left") != closing.startswith(r"\right"):
        odd = opening if opening.startswith(r"\left") else closing
        raise refuse("syntax", "\\left and \\right come in pairs", odd)


def _bare(node: t.Node) -> t.Node:
    """Take away the braces of a macro's argument."""
    return node.body if isinstance(node, t.Group) and node.kind == "{" else node


def _visible(node: t.Node) -> t.Node:
    """Take away braces that stand alone, where what is seen means the same without them."""
    if not (isinstance(node, t.Group) and node.kind == "{"):
        return node
    if isinstance(node.body, (t.Sum, t.Chain, t.Statements, t.Colon, t.Prose)):
        message = "braces do not show: what stands in them would be read as if in brackets"
        raise Unreadable(Diagnostic("ambiguous-notation", message, node.span, help="write ( … )"))
    return node.body


def _scripted(atom: t.Node, scripts: Scripts) -> t.Node:
    found: dict[str, t.Node | None] = {}
    names = {"sub": "subscript", "sup": "superscript"}
    primes = 0
    for kind, argument, span in scripts:
        if kind == "prime":
            primes += 1
        elif kind in found:
            raise Unreadable(Diagnostic("syntax", f"a second {names[kind]} on one base", span))
        else:
            found[kind] = argument
    end = scripts[-1][2].end
    span = Span(atom.span.start, end)
    sub, sup = found.get("sub"), found.get("sup")
    if isinstance(atom, t.Braced):
        label, other = (sub, sup) if atom.side == "under" else (sup, sub)
        if other is not None or primes:
            raise Unreadable(Diagnostic("syntax", "a brace has one label, on its own side", span))
        return t.Braced(atom.side, atom.body, label, span=span)
    if isinstance(atom, t.Group) and atom.kind == "{":
        if isinstance(atom.body, (t.Sum, t.Product, t.Chain, t.Statements, t.Colon, t.Prose)):
            message = "braces do not show: the script belongs to what is seen last"
            raise Unreadable(Diagnostic("ambiguous-notation", message, atom.span, help="write ( … )"))
        if isinstance(atom.body, t.Scripted) and _both_scripted(atom.body, sub, sup, primes):
            message = "braces do not show: two scripts stand at the same place"
            raise Unreadable(Diagnostic("ambiguous-notation", message, span, help="write ( … )"))
        atom = atom.body
    return t.Scripted(atom, sub, sup, primes, span=span)


def _both_scripted(inner: t.Scripted, sub: t.Node | None, sup: t.Node | None, primes: int) -> bool:
    above = inner.sup is not None or inner.primes
    return bool((inner.sub is not None and sub is not None) or (above and (sup is not None or primes)))
