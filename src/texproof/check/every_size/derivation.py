"""A proof for every size written out: from the definition to the claim, in index notation, each step with its rule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ...elaborate.claim import Obligation
from ...elaborate.term import Derivative
from ...elaborate.vocabulary import Vocabulary
from ...model.declare import Model
from ..verdict import Step
from .array import Array, Places
from .chain import Chain, Row, key
from .effort import bounded
from .gradients import Gradients
from .positions import ONE, Bounds, Node, NoRule, Position, node
from .prove import least_sizes, runs
from .spelling import Speller, Unspelled
from .terms import Reader

LONGEST = 2_000  # characters of a derivation
LONGEST_STEP = 400  # of a step; one that is longer is left out, and its rule goes with the next
Side = tuple[str, tuple[str, ...]]  # of a chain: its TeX, and by what rules it equals the side before


def derive(
    obligation: Obligation, model: Model, fixed: Mapping[str, int], vocabulary: Vocabulary, right: str
) -> tuple[Step, ...]:
    """Return the steps from the derivative on the left of an equation to its right side, or () where there are none.

    `right` is the right side's TeX. There are none for what is no equation of a derivative, or has no
    spelling in the page's symbols. A rule names a symbol in its TeX between dollar signs.
    """
    if obligation.kind != "equality" or obligation.right is None or not isinstance(obligation.left, Derivative):
        return ()
    try:
        with bounded():
            return _shown(_derived(obligation, model, fixed, vocabulary, right))
    except (NoRule, Unspelled, RecursionError):
        return ()
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - a fault here shows no derivation, and takes nothing from the claim
        return ()


def _derived(
    obligation: Obligation, model: Model, fixed: Mapping[str, int], vocabulary: Vocabulary, right: str
) -> list[Side]:
    run, bounds, gradients = runs.of(model, fixed), Bounds(least_sizes(obligation)), Gradients()
    at = {free.letter: Position.of(node(free.upper)) for free in obligation.free}
    letters = {position.nodes[0][0]: letter for letter, position in at.items()}
    speller = Speller(run, vocabulary, letters, gradients)
    chain = Chain(run, bounds, speller)
    reader = Reader(run, bounds, chain.kept)
    assert obligation.right is not None
    sides = reader.array(obligation.left, at), reader.array(obligation.right, at)
    places, names = _places(sides[0], speller)
    speller.letters.update(names)
    start, end = (side.entry(places) for side in sides)
    there = chain.rows(start, gradients.through(start, end, bounds))
    back = chain.rows(gradients.put_in(end))
    rows = _joined(there, back, chain)
    if names:
        shown = places[:1] if len(places) == 2 and sides[0].shape[1] == ONE else places
        at_entry = ",".join(speller.position(place[0][0]) for place in shown)
        rows.append((rf"\left( {right} \right)_{{{at_entry}}}", ("written as a matrix",)))
    return rows


def _joined(there: Sequence[Row], back: Sequence[Row], chain: Chain) -> list[Side]:
    """Return what the left side becomes until the right side becomes the same, and then the right side's own rows.

    Those are walked backwards: each rule leads to the row before it.
    """
    first = {_plain(row.tex): number for number, row in reversed([*enumerate(back)])}
    met = next((number for number, row in enumerate(there) if row.tex and _plain(row.tex) in first), None)
    last = len(back) - 1 if met is None else first[_plain(there[met].tex)]
    rows = [(row.tex, row.rules) for row in (there if met is None else there[: met + 1])]
    if met is None and key(there[-1].combination) != key(back[-1].combination):
        rows.append((back[-1].tex, chain.meeting(there[-1].combination, back[-1].combination)))
    return rows + [(back[number].tex, back[number + 1].rules) for number in range(last - 1, -1, -1)]


def _places(array: Array, speller: Speller) -> tuple[Places, dict[Node, str]]:
    """Return places for the entry that is spoken of, and the letters of their nodes."""
    names: dict[Node, str] = {}
    places = []
    for axis in array.axes:
        if len(axis) != 1:
            raise Unspelled("an index of two parts")
        if axis[0].constant is not None:
            if axis[0].constant != 1:
                raise Unspelled("an index up to a fixed size")
            places.append(((Position.of(1), axis[0]),))
            continue
        letter = next(speller.free(names.values()), None)
        if letter is None:
            raise Unspelled("too many indices")
        new = node(axis[0])
        names[new] = letter
        places.append(((Position.of(new), axis[0]),))
    return tuple(places), names


def _shown(sides: Sequence[Side]) -> tuple[Step, ...]:
    """Return the sides as steps, without those that have no TeX, look like the one before, or are too long to be read.

    The rules of a side that is left out go with the next.
    """
    if not sides[0][0] or not sides[-1][0]:
        return ()
    kept, waiting = [Step(sides[0][0])], dict.fromkeys(sides[0][1])
    for tex, rules in sides[1:]:
        if _plain(kept[-1].tex) == _plain(tex):
            continue
        waiting |= dict.fromkeys(rules)
        if tex and (len(tex) <= LONGEST_STEP or tex is sides[-1][0]):
            kept.append(Step(tex, ", ".join(waiting)))
            waiting = {}
    return tuple(kept) if len(kept) > 2 and sum(len(step.tex) for step in kept) <= LONGEST else ()


def _plain(tex: str) -> str:
    return "".join(tex.split())
