"""A model, what its page may write, and the derivations that its claims get."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from texproof.build.context import model_of, vocabulary_of
from texproof.build.work import Work
from texproof.check.decide import decide
from texproof.check.every_size import derive
from texproof.check.every_size.differential import differentiated
from texproof.check.every_size.forward import Run, run
from texproof.check.every_size.naming import combination_key
from texproof.check.every_size.network import Change, Combination, Network, total
from texproof.check.every_size.normal import Normaliser
from texproof.check.every_size.positions import Bounds, Node, Position
from texproof.check.every_size.spelling import Speller
from texproof.check.every_size.terms import Reader
from texproof.check.every_size.writing import Writer
from texproof.check.verdict import Step
from texproof.elaborate.claim import Claim, Obligation
from texproof.elaborate.elaborate import elaborate
from texproof.elaborate.vocabulary import Vocabulary
from texproof.model.declare import Model
from texproof.parse.reader import read

BOUNDS = Bounds({})


class Unread(AssertionError):
    """What was spelled is no formula of the page."""


@dataclass(frozen=True)
class Page:
    """A snippet and its model, as a given names it."""

    source: str
    name: str = "f"
    sizes: Mapping[str, int] = field(default_factory=dict)
    definitions: tuple[str, ...] = ()

    @property
    def work(self) -> Work:
        return Work(
            "judge",
            ("",),
            path="snippets/x.py",
            source=self.source,
            model=self.name,
            sizes=self.sizes,
            definitions=self.definitions,
        )

    @cached_property
    def model(self) -> Model:
        return model_of(self.work)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        return vocabulary_of(self.work)

    @cached_property
    def run(self) -> Run:
        return run(self.model, self.sizes)

    def claim(self, tex: str) -> Claim:
        """Return what a formula of the page states. Raises Unread where it states nothing."""
        reading = read(tex)
        if reading.tree is None:
            raise Unread(f"{tex}: {[d.message for d in reading.diagnostics]}")
        claim = elaborate(reading.tree, self.vocabulary, tex)
        if claim.diagnostics:
            raise Unread(f"{tex}: {[d.message for d in claim.diagnostics]}")
        return claim

    def equation(self, tex: str) -> Obligation:
        (obligation,) = self.claim(tex).obligations
        return obligation

    def steps(self, tex: str) -> tuple[Step, ...]:
        """Return the derivation of an equation."""
        found = self.equation(tex)
        return derive(found, self.model, self.sizes, self.vocabulary, tex[found.mark.start : found.mark.end])

    def decided(self, obligation: Obligation) -> tuple[str, bool]:
        """Return the verdict of an obligation by both routes, and whether it is proved for every size."""
        found = decide(obligation, self.model, self.sizes, 0, lambda: 0.0)
        return found.verdict, found.every_size

    def speller(self, letters: Mapping[Node, str]) -> Speller:
        return Speller(self.run, self.vocabulary, letters)

    def form(self, combination: Combination, letters: Mapping[Node, str]) -> str:
        """Return the name of a combination's normal form, its free nodes called by their letters."""
        return combination_key(Writer(Normaliser(BOUNDS)).form(combination), letters)

    def worked_out(self, combination: Combination) -> Combination:
        """Return a combination with the derivatives that stand in it as factors worked out by the rules."""
        parts = []
        for network in combination.networks:
            product = Combination((Network(network.coefficient),))
            for factor, exponent in network.factors:
                found = Combination.of(factor)
                if isinstance(factor, Change):
                    found = differentiated(self.worked_out(factor.argument), factor.by, factor.at)
                product = product * found.power(exponent)
            parts.append(product.summed(network.bound))
        return total(parts)

    def read_back(self, tex: str, letters: Mapping[Node, str]) -> str:
        """Return the name of the normal form of what TeX says, a number; `letters` are those of its free indices."""
        obligation = self.equation(f"{tex} = {tex}")
        sizes = {letter: n.size for n, letter in letters.items()}
        at = {}
        for free in obligation.free:
            assert free.upper == sizes[free.letter], f"{free.letter} runs up to {free.upper} in {tex}"
            at[free.letter] = Position.of(next(n for n, letter in letters.items() if letter == free.letter))
        assert obligation.left.shape == (), tex
        return self.form(Reader(self.run, BOUNDS).number(obligation.left, at), letters)
