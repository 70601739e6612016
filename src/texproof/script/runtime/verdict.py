"""The claim, both ways: proved with SymPy, checked with NumPy."""

import sys
from itertools import product

import mpmath as mp
import numpy as np
import sympy as sp

from .arrays import Beyond, Digits, Exact, Floats
from .matrices import size
from .points import new_numbers, new_symbol
from .values import State
from .zero import is_zero


def assignments(sizes):
    """Return all values of the claim's free indices."""
    names = [name for name, _ in indices(**sizes)]
    return [dict(zip(names, at)) for at in product(*(range(1, upper + 1) for _, upper in indices(**sizes)))]


def sides(xp, new, sizes):
    """Return both sides for each value of the free indices, as lists of entries."""
    at = State(xp, free(xp, new, **sizes), sizes)
    for index in assignments(sizes):
        one, other = (np.asarray(side(xp, at, **sizes, **index), dtype=object) for side in (left, right))
        one, other = np.broadcast_arrays(one, other)
        yield index, list(one.ravel()), list(other.ravel())


def prove(sizes):
    """Return whether SymPy finds both sides equal, entry by entry, for all values of the symbols."""
    return all(is_zero([l - r for l, r in zip(one, other)]) for _, one, other in sides(Exact(), new_symbol, sizes))


def compare(xp, sizes, bound, points):
    """Return where both sides differ at random points by more than a bound, "" where they agree; and by how much."""
    worst, done = 0, 0
    for seed in range(SEED, SEED + 20 * points):
        try:
            pairs = list(sides(xp, new_numbers(xp, seed), sizes))
        except (ArithmeticError, ValueError, np.linalg.LinAlgError):
            continue
        if not all(mp.isfinite(x) for _, one, other in pairs for x in one + other):
            continue  # a logarithm or a root of a negative number: the claim says nothing there
        for index, one, other in pairs:
            scale = max(1, size(other))
            for k, (l, r) in enumerate(zip(one, other)):
                worst = max(worst, abs(l - r) / scale)
                if worst > bound:
                    return f"entry {k + 1} {index or ''}: left {mp.nstr(l, 12)}, right {mp.nstr(r, 12)}", worst
        done += 1
        if done == points:
            return "", worst
    return "no point was found at which both sides have a value", worst


def told(sizes):
    return ", ".join(f"{letter} = {n}" for letter, n in sizes.items()) or "the sizes given"


def exactly():
    """Prove the claim with SymPy, or compare both sides in 40 digits where it is too large; whether it holds."""
    try:
        holds, why = prove(EXACT), ""
    except Beyond as found:
        holds, why = False, str(found)
    if holds:
        print(f"SymPy {sp.__version__}, {told(EXACT)}: proved, left - right is 0 in every entry")
        return True
    where, _ = compare(Digits(), EXACT, mp.mpf(10) ** -40, 2)
    if where:
        print(f"SymPy {sp.__version__}, {told(EXACT)}: the sides differ\n  {where}")
        return False
    reason = why or "its normal form leaves something"
    print(f"SymPy {sp.__version__}, {told(EXACT)}: not proved ({reason}), but the sides agree to 40 digits")
    return True


def numerically():
    """Check the claim with NumPy at random points; whether it holds."""
    bound = {0: 1e-9, 1: 1e-7, 2: 1e-6}.get(ORDER, 1e-4)
    with np.errstate(all="ignore"):
        where, worst = compare(Floats(ORDER), FLOATS, bound, 3)
    if where:
        print(f"NumPy {np.__version__}, {told(FLOATS)}: the sides differ\n  {where}")
        return False
    print(f"NumPy {np.__version__}, {told(FLOATS)}: checked, 3 random points, largest difference {float(worst):.0e}")
    return True


def main():
    """Say what both find; the exit code is 0 where the claim holds."""
    found = [exactly(), numerically()]
    return 0 if all(found) else 1


if __name__ == "__main__":
    sys.exit(main())
