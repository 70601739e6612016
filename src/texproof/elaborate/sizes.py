"""Sizes that are not written and follow from where they stand: of I, of 1, of a sum's index."""

from __future__ import annotations

from ..diagnostic import Span
from ..model.size import Shape, Size


class Sizes:
    """Unknown sizes and what is known of them.

    An unknown is a letter that starts with "?". "?a…" belongs to an array and has to become known;
    "?i…" is the range of an index and may stay free: then the claim is about every such range.
    """

    def __init__(self) -> None:
        self.known: dict[str, Size] = {}
        self.origin: dict[str, Span] = {}
        self.waiting: list[tuple[Size, Size]] = []

    def fresh(self, kind: str, span: Span) -> Size:
        letter = f"?{kind}{len(self.origin) + 1}"
        self.origin[letter] = span
        return Size.of(letter)

    def resolve(self, size: Size) -> Size:
        while any(letter in self.known for letter in size.letters):
            size = size.substitute(self.known)
        return size

    def shape(self, shape: Shape) -> Shape:
        return tuple(self.resolve(size) for size in shape)

    def unify(self, first: Size, second: Size) -> bool:
        """Make two sizes equal; False where they cannot be. An equation that has to wait counts as possible."""
        first, second = self.resolve(first), self.resolve(second)
        if first == second:
            return True
        if self._solve(first, second) or self._solve(second, first):
            self._retry()
            return True
        if _unknown(first) or _unknown(second):
            self.waiting.append((first, second))
            return True
        return False

    def _solve(self, first: Size, second: Size) -> bool:
        letter = _single(first)
        if letter is not None and letter not in second.letters:
            other = _single(second)
            if other is not None and letter.startswith("?i") and other.startswith("?a"):
                return False
            self.known[letter] = second
            return True
        # ?·p = q: the unknown is q / p where p divides q.
        unknown = [x for x in first.letters if x.startswith("?")]
        if len(unknown) == 1 and len(first.terms) == 1 and not _unknown(second):
            rest = first.divided_by(Size.of(unknown[0]))
            quotient = second.divided_by(rest) if rest is not None and not _unknown(rest) else None
            if quotient is not None:
                self.known[unknown[0]] = quotient
                return True
        return False

    def _retry(self) -> None:
        waiting, self.waiting = self.waiting, []
        for first, second in waiting:
            if not self.unify(first, second):
                self.waiting.append((first, second))

    def unsolved(self) -> list[tuple[Size, Size]]:
        """Return the equations that could not be met."""
        self._retry()
        pairs = [(self.resolve(a), self.resolve(b)) for a, b in self.waiting]
        return [(a, b) for a, b in pairs if a != b]


def _single(size: Size) -> str | None:
    if len(size.terms) == 1 and size.terms[0][1] == 1 and len(size.terms[0][0]) == 1:
        letter = size.terms[0][0][0]
        return letter if letter.startswith("?") else None
    return None


def _unknown(size: Size) -> bool:
    return any(letter.startswith("?") for letter in size.letters)


def never_negative(size: Size) -> bool:
    """Whether a size polynomial is ≥ 0 wherever all its letters are ≥ 1.

    Sufficient: with each letter written as 1 + t no coefficient is negative.
    """
    shifted = size.substitute({letter: Size.of(letter) + 1 for letter in size.letters})
    return all(coefficient >= 0 for _, coefficient in shifted.terms)


def grows(size: Size) -> bool:
    """Whether a size polynomial is ≥ 0 once all its letters are large: only its constant may be negative."""
    shifted = size.substitute({letter: Size.of(letter) + 1 for letter in size.letters})
    return bool(size.letters) and all(c >= 0 for monomial, c in shifted.terms if monomial)
