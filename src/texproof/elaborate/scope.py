"""What is known while one formula is given its meaning: letters, ranges, and what it states on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from ..diagnostic import Diagnostic, Span
from ..model.hypotheses import Hypothesis
from ..model.size import Shape, Size, shape_text
from ..parse import tree as t
from .problem import Problem
from .sizes import Sizes, grows, never_negative
from .term import Entry, Index, Number, Term, Zero, placed
from .unfoldable import Unfoldable
from .vocabulary import Vocabulary

ONE = Size.of(1)
Letters = tuple[tuple[str, int], ...]


@dataclass(slots=True)
class Running:
    """An index letter with its range; `span` is where it was met first, `where` what that said of it."""

    name: str
    lower: Size
    upper: Size
    bound: bool
    span: Span
    where: str = ""


@dataclass(frozen=True, slots=True)
class Stated:
    """An obligation before all sizes are known."""

    kind: str
    left: Term
    right: Term | None
    span: Span
    mark: Span
    expected: Shape | None = None
    vanishing: str = ""  # the free number that is 0 where it is stated


@dataclass(frozen=True, slots=True)
class Use:
    """An index where 1 … size is allowed; `where` says in words what it is an index of."""

    index: Index
    size: Size
    span: Span
    where: str


@dataclass
class Scope:
    """One formula's scope. `tex` is its TeX, for words in messages."""

    vocabulary: Vocabulary
    tex: str
    indices: frozenset[str]  # the letters that stand as indices somewhere in this formula
    sizes: Sizes = field(default_factory=Sizes)
    running: dict[str, Running] = field(default_factory=dict)  # by the letter on the page, innermost
    every: dict[str, Running] = field(default_factory=dict)  # by the name in terms
    tops: dict[str, Index] = field(default_factory=dict)  # of a sum's letter, where other letters bound it
    uses: list[Use] = field(default_factory=list)
    at_least: list[tuple[Size, int]] = field(default_factory=list)
    stated: list[Stated] = field(default_factory=list)
    met: list[tuple[t.Node, Term]] = field(default_factory=list)  # what was read, each behind what stands in it
    unfoldable: list[Unfoldable] = field(default_factory=list)  # matrices with an ellipsis, as they can be written out
    conditions: list[str] = field(default_factory=list)
    supposed: dict[str, tuple[Hypothesis, ...]] = field(default_factory=dict)  # by a condition, of a symbol
    put_in: dict[str, Term] = field(default_factory=dict)  # what a condition says that a symbol is
    compared: list[tuple[str, str]] = field(default_factory=list)  # index letters that a relation compares
    reals: set[str] = field(default_factory=set)  # letters on the page that an integral runs over
    holes: dict[str, Index] = field(default_factory=dict)  # placeholders of an ellipsis pattern

    def written(self, span: Span) -> str:
        return " ".join(self.tex[span.start : span.end].split())

    def unclear(self, span: Span, what: str, help_: str = "write brackets") -> Problem:
        """Return the problem of what can be read in two ways."""
        return Problem("ambiguous-notation", f"it is not clear at {self.written(span)}: {what}", span, help=help_)

    def letter(self, name: str, span: Span) -> Running:
        """Return the index that a letter is here; met for the first time it is a free one."""
        if name not in self.running:
            self._may_run(name, span)
            one = Running(name, Size.of(1), self.sizes.fresh("i", span), False, span)
            self.running[name] = self.every[name] = one
        return self.running[name]

    def defined(self, spelled: str, span: Span) -> Term:
        """Return what a name of the page stands for, as if it were written where the name is."""
        definition = self.vocabulary.definitions[spelled]
        self.conditions += [words for words in definition.conditions if words not in self.conditions]
        return placed(definition.term, span)

    def named(self, name: str) -> list[Running]:
        """Return every index of the formula that is written with this letter, under a sum or free."""
        return [one for one in self.every.values() if one.name.partition("@")[0] == name]

    def _may_run(self, name: str, span: Span) -> None:
        if self.vocabulary.knows(name):
            what = "a size" if name in self.vocabulary.letters else "a symbol"
            raise Problem(
                "name-taken",
                f"{name} cannot be an index: it is {what} here",
                span,
                help="take another letter for the index",
            )

    @contextmanager
    def binding(self, name: str, lower: Size, upper: Size | None, span: Span) -> Iterator[Running]:
        """Let a letter run from lower to upper (None: over the range of what it indexes) within the block."""
        self._may_run(name, span)
        around = self.running.get(name)
        if around is not None and around.bound:
            raise Problem(
                "name-taken",
                f"the index {name} is used already where this sum binds it",
                span,
                help="take another letter under the sum",
            )
        inner = f"{name}@{len(self.every) + 1}"
        unknown = upper is None
        one = Running(inner, lower, self.sizes.fresh("i", span) if upper is None else upper, True, span)
        self.running[name] = self.every[inner] = one
        try:
            yield one
        finally:
            del self.running[name]
            if around is not None:
                self.running[name] = around
        if unknown and one.where == "":
            raise Problem("index-range", f"nothing here says how far {name} runs", span, help="write the sum's bounds")

    def use(self, index: Index, size: Size, span: Span, where: str) -> None:
        """Record that an index stands where 1 … size is allowed; a letter of unknown range gets it from there."""
        if len(index.letters) == 1 and index.letters[0][1] == 1 and not index.offset.terms:
            one = self.every[index.letters[0][0]]
            upper, size = self.sizes.resolve(one.upper), self.sizes.resolve(size)
            if not one.where and not (one.bound and not _open(upper)):
                self.sizes.unify(upper, size)
                one.where = where
                return
            if not one.bound and not self.sizes.unify(upper, size):
                raise Problem(
                    "index-range",
                    f"the index {one.name} runs over {size} {where}, and over {upper} {one.where}",
                    span,
                    notes=(f"it stands {one.where} at {self.written(one.span)}",),
                    help="give the two their own letters",
                )
            if not one.bound:
                return
        # A size that is not known yet and a written number say nothing of each other before the end.
        self.uses.append(Use(index, size, span, where))

    def settle(self) -> None:
        """Let what has no size of its own, a δ or an E, reach as far as the sum that runs over it.

        An index that is only compared with another one runs as far as that.
        """
        for pair in self.compared:
            for lone, other in (pair, pair[::-1]):
                first, beside = self.every[lone], self.every[other]
                if not first.where and not first.bound and (beside.where or beside.bound):
                    self.sizes.unify(first.upper, beside.upper)
                    first.where = f"as far as {beside.name.partition('@')[0]}, which it is compared with"
        for use in self.uses:
            one = self.every[use.index.letters[0][0]] if [c for _, c in use.index.letters] == [1] else None
            if one is not None and one.bound and not use.index.offset.terms:
                upper = self.sizes.resolve(one.upper)
                if _open(self.sizes.resolve(use.size)) and upper.letters and not _open(upper):
                    self.sizes.unify(use.size, upper)

    def check_uses(self) -> list[Diagnostic]:
        """Return where an index leaves what it indexes; note the sizes that written numbers ask for.

        An index that leaves several arrays in the same way is told of once, with what they are.
        """
        strayed: dict[tuple[Letters, str], Diagnostic] = {}
        places: dict[tuple[Letters, str], list[str]] = {}
        for use in self.uses:
            stray = self._strayed(use.index, use.size, use.span)
            if stray is not None:
                same = use.index.letters, stray.message
                strayed.setdefault(same, stray)
                places.setdefault(same, []).append(use.where)
        told: dict[tuple[int, str], Diagnostic] = {}
        for same, found in strayed.items():
            message = found.message
            if found.code == "index-range":
                message += f": {' and '.join(dict.fromkeys(places[same]))}"
            # An ellipsis is read as its corners and as its pattern: both would say the same of one place.
            told.setdefault((found.span.start, message), replace(found, message=message))
        return list(told.values())

    def _strayed(self, index: Index, size: Size, span: Span) -> Diagnostic | None:
        low = high = index.offset
        for name, coefficient in index.letters:
            one = self.every[name]
            low = low + coefficient * (one.lower if coefficient > 0 else one.upper)
            high = high + coefficient * (one.upper if coefficient > 0 else one.lower)
        low, high, size = (self.sizes.resolve(s) for s in (low, high, size))
        for room, found, limit in ((low - 1, low, "starts at 1"), (size - high, high, f"ends at {size}")):
            if never_negative(room):
                continue
            if grows(room) and (room.letters <= low.letters | size.letters) and _plain(room):
                self.at_least.append((room, 0))
                continue
            if _open(found) or _open(size):
                written = self.written(span)
                if not index.letters:
                    return Diagnostic("unknown-size", f"nothing here says what size {written} has", span)
                message = f"nothing here says how far the index {written} runs"
                return Diagnostic("index-range", message, span, help=r"write its range: i = 1, \dots, n")
            sizes = sorted(index.offset.letters)
            return Diagnostic(
                "index-range",
                f"the index {self.written(span)} reaches {found} where the range {limit}",
                span,
                notes=tuple(f"{letter} is a size here; as an index it is the last one" for letter in sizes),
            )
        return None

    def same_shape(self, left: Term, right: Term, span: Span, message: str) -> tuple[Term, Term]:
        """Return both terms with one shape; a lone 0 takes the other's. Problem: their shapes differ."""
        if left.shape != right.shape:
            if _is_zero(left):
                return Zero(shape=right.shape, span=left.span), right
            if _is_zero(right):
                return left, Zero(shape=left.shape, span=right.span)
            left, right = self._numeral(left, right.shape), self._numeral(right, left.shape)
        first, second = self.sizes.shape(left.shape), self.sizes.shape(right.shape)
        if len(first) != len(second) or not all(self.sizes.unify(a, b) for a, b in zip(first, second, strict=True)):
            first, second = self.sizes.shape(left.shape), self.sizes.shape(right.shape)
            raise Problem("shape-mismatch", message.format(shape_text(first), shape_text(second)), span)
        return left, right

    def _numeral(self, term: Term, other: Shape) -> Term:
        """Return a 1×1 matrix beside a number as the number that it is."""
        shape = self.sizes.shape(term.shape)
        if other or not shape or any(size != ONE for size in shape):
            return term
        return Entry(term, (Index((), ONE),) * len(shape), span=term.span)

    def shown(self, shape: Shape) -> str:
        return shape_text(self.sizes.shape(shape))

    def state(
        self, kind: str, left: Term, right: Term | None, node: t.Node, mark: Span, expected: Shape | None = None
    ) -> None:
        self.stated.append(Stated(kind, left, right, node.span, mark, expected))


def _open(size: Size) -> bool:
    return any(letter.startswith("?") for letter in size.letters)


def _plain(size: Size) -> bool:
    """Whether a bound is of one size alone: m - 2 can be asked of m, m - n of neither."""
    return all(coefficient > 0 for monomial, coefficient in size.terms if monomial)


def _is_zero(term: Term) -> bool:
    return isinstance(term, Number) and term.value == 0


Read = Callable[[t.Node, Scope], Term]  # how what stands below a node is read
