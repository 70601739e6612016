"""Where a formula needs something to be defined: a number not zero, a matrix invertible."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from operator import mul

from ..model.hypotheses import nonzero, positive_definite, signs
from ..model.size import Size
from .conjugation import adjoint, conjugate, is_complex
from .exponents import lowest
from .indices import LARGEST_POWER
from .problem import Problem
from .scope import Scope
from .sizes import grows
from .sizes import never_negative as never_negative_size
from .suppositions import ABOVE, NOT_BELOW, REGULAR, gram, has, kind_of, left_of_one, near_identity
from .term import (
    Add,
    Apply,
    Determinant,
    Divide,
    Entries,
    Entry,
    Factorial,
    Identity,
    ImaginaryUnit,
    Index,
    IndexNumber,
    Inner,
    Inverse,
    Kronecker,
    MatrixFunction,
    Multiply,
    Negative,
    Norm2,
    Number,
    Pi,
    Power,
    Sum,
    Symbol,
    Term,
    Transpose,
    children,
)


def never_zero(term: Term, scope: Scope) -> bool:
    """Whether the hypotheses say that a number is never zero (sufficient, by its parts)."""
    match term:
        case Multiply():
            return never_zero(term.left, scope) and never_zero(term.right, scope)
        case Divide():
            return never_zero(term.numerator, scope)
        case Negative():
            return never_zero(term.argument, scope)
        case Number():
            return term.value != 0
        case Factorial() | ImaginaryUnit() | Pi():
            return True
        case Power():
            return never_zero(term.base, scope)
        case Determinant():
            return always_invertible(term.argument, scope)
        case Apply(function="exp"):
            return True
        case Symbol() | Entry():
            kind = kind_of(term, scope)
            return has(kind, (*ABOVE, signs)) or (kind is not None and kind.has(nonzero) and kind.noun == "scalar")
    return always_positive(term, scope)


def always_positive(term: Term, scope: Scope) -> bool:
    """Whether the hypotheses say that a number, or every entry of an array, is above zero (sufficient)."""
    match term:
        case Number():
            return term.value > 0
        case IndexNumber():
            low = scope.sizes.resolve(lowest(term.index, scope).offset)
            return bool(low.terms) and all(c > 0 for _, c in low.terms)
        case Determinant():
            return has(kind_of(term.argument, scope), (positive_definite,))
        case Add():
            some = any(always_positive(part, scope) for part in term.terms)
            return left_of_one(term, scope) or (some and all(never_negative(part, scope) for part in term.terms))
        case Multiply() if not (term.left.shape and term.right.shape):
            return always_positive(term.left, scope) and always_positive(term.right, scope)
        case Divide():
            return always_positive(term.numerator, scope) and always_positive(term.denominator, scope)
        case Power() if not term.shape:
            return always_positive(term.base, scope)
        case Apply(function="exp") | Factorial() | Pi():
            return not is_complex(term, scope.vocabulary)
        case Apply(function="sqrt"):
            return always_positive(term.argument, scope)
        case Entries():
            return always_positive(term.body, scope)
        case Entry() if not isinstance(term.array, Symbol):
            return always_positive(term.array, scope)
        case Sum():
            # A size is at least 1, so a sum up to a size is never empty; from 2 on it can be.
            never_empty = term.lower == Index((), Size.of(1)) and not term.upper.letters
            return never_empty and never_negative_size(term.upper.offset - 1) and always_positive(term.body, scope)
        case Symbol() | Entry():
            return has(kind_of(term, scope), ABOVE)
    return False


def never_negative(term: Term, scope: Scope) -> bool:
    """Whether a number, or every entry of an array, is at least zero (sufficient, by its parts)."""
    match term:
        case Number():
            return term.value >= 0
        case Add():
            return all(never_negative(part, scope) for part in term.terms)
        case Multiply() if not term.shape:
            return _square_of_one(term, scope) or all(never_negative(part, scope) for part in (term.left, term.right))
        case Divide():
            return never_negative(term.numerator, scope) and never_negative(term.denominator, scope)
        case Power() if not term.shape and isinstance(term.exponent, Number):
            whole = term.exponent.value.denominator == 1
            even = whole and term.exponent.value % 2 == 0 and not is_complex(term.base, scope.vocabulary)
            return even or never_negative(term.base, scope)
        case Inner():
            return term.left == conjugate(term.right, scope.vocabulary)
        case Norm2() | Apply(function="sqrt"):
            return True
        case Sum():
            return never_negative(term.body, scope)
        case Symbol() | Entry() if has(kind_of(term, scope), NOT_BELOW):
            return True
    return always_positive(term, scope)


def _square_of_one(term: Multiply, scope: Scope) -> bool:
    """Whether a product is a number by its conjugate, or xᴴx."""
    vocabulary = scope.vocabulary
    if isinstance(term.left, Transpose):
        return term.left == adjoint(term.right, vocabulary)
    return term.left == conjugate(term.right, vocabulary)


def always_invertible(term: Term, scope: Scope) -> bool:
    """Whether the hypotheses say that a matrix is invertible (sufficient, by its parts)."""
    match term:
        case Identity():
            return True
        case Transpose() | Inverse():
            return always_invertible(term.argument, scope)
        case Add():
            return near_identity(term, scope)
        case Multiply() if gram(term, scope):
            return True
        case Multiply() | Kronecker():
            sides = (term.left, term.right)
            return all(always_invertible(s, scope) if s.shape else never_zero(s, scope) for s in sides)
        case Symbol():
            return has(kind_of(term, scope), REGULAR)
        case MatrixFunction(function="exp", order=0):
            return "exp" not in scope.vocabulary.kinds
        case MatrixFunction(function="sqrt"):
            return has(kind_of(term.argument, scope), (positive_definite,))
    return False


def _free(term: Term, scope: Scope) -> bool:
    """Whether a term is a lone symbol of the given, or an entry of one: then its hypotheses say all there is."""
    return kind_of(term, scope) is not None


def check(term: Term, scope: Scope) -> None:
    """Note the side conditions of divisions, inverses and logarithms in a term.

    Problem: may-be-undefined where a lone symbol lacks the hypothesis; what is compound becomes a condition in words.
    """
    known = [definition.term for definition in scope.vocabulary.definitions.values()]
    for part in _outside(term, known):
        match part:
            case Divide() if not never_zero(part.denominator, scope):
                _require(part.denominator, NONZERO, scope)
            case Power():
                _check_power(part, scope)
            case Inverse() if not always_invertible(part.argument, scope):
                _require(part.argument, INVERTIBLE, scope)
            case Apply(function="log") if not always_positive(part.argument, scope):
                _require(part.argument, POSITIVE, scope)
            case Apply(function="sqrt") if not never_negative(part.argument, scope):
                _require(part.argument, NOT_NEGATIVE, scope)


def _check_power(term: Power, scope: Scope) -> None:
    exponent = constant(term.exponent)
    if term.shape or isinstance(term.exponent, IndexNumber):
        return
    if exponent is None or exponent.denominator != 1:
        if exponent is not None and exponent > 0:
            if not never_negative(term.base, scope):
                _require(term.base, NOT_NEGATIVE, scope)
        elif not always_positive(term.base, scope):
            _require(term.base, POSITIVE, scope)
    elif exponent < 0 and not never_zero(term.base, scope):
        _require(term.base, NONZERO, scope)


def constant(term: Term) -> Fraction | None:
    """Return the rational number that a term is written as: 2, -1, 1/2."""
    match term:
        case Number():
            return term.value
        case Negative():
            inner = constant(term.argument)
            return None if inner is None else -inner
        case Divide():
            top, bottom = constant(term.numerator), constant(term.denominator)
            return top / bottom if top is not None and bottom else None
    return None


def _outside(term: Term, known: Sequence[Term]) -> Iterator[Term]:
    """Yield the parts of a term that no definition of the page stands for: those were checked where they were made."""
    if term not in known:
        yield term
        for child in children(term):
            yield from _outside(child, known)


@dataclass(frozen=True, slots=True)
class _Need:
    """What has to be so: the doubt, the condition in words, and the hypotheses that would settle it."""

    doubt: str
    condition: str
    hypothesis: str


NONZERO = _Need("may be 0", "is not 0", "nonzero or positive")
POSITIVE = _Need("may be 0 or negative", "is positive", "positive")
NOT_NEGATIVE = _Need("may be negative", "is not negative", "positive")
INVERTIBLE = _Need("may have no inverse", "is invertible", "invertible")


def _size(term: Term) -> Size | None:
    """Return the size that a number is made of, n - 1 or 2n, or None where it is made of anything else."""
    match term:
        case Number() if term.value.denominator == 1:
            return Size.of(int(term.value))
        case IndexNumber() if not term.index.letters:
            return term.index.offset
        case Negative():
            inner = _size(term.argument)
            return None if inner is None else -inner
        case Add():
            parts = [_size(part) for part in term.terms]
            return None if None in parts else sum((part for part in parts if part is not None), Size())
        case Multiply():
            left, right = _size(term.left), _size(term.right)
            return None if left is None or right is None else left * right
        case Power(exponent=Number(value=whole)) if whole.denominator == 1 and 0 <= whole <= LARGEST_POWER:
            base = _size(term.base)
            return None if base is None else reduce(mul, [base] * int(whole), Size.of(1))
    return None


def _require(term: Term, need: _Need, scope: Scope) -> None:
    written = scope.written(term.span)
    if _free(term, scope):
        raise Problem(
            "may-be-undefined",
            f"{written} {need.doubt}, and then this is not defined",
            term.span,
            help=f"declare it {need.hypothesis} in the snippet",
        )
    size = _size(term)
    if size is not None and grows(size):
        scope.at_least.append((size, 1))
    words = f"${written}$ {need.condition}"
    if words not in scope.conditions:
        scope.conditions.append(words)
