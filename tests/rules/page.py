"""The page of rules, section by section: what it asks for, where it is from, and its labelled formula."""

from __future__ import annotations

import re
from dataclasses import dataclass

from texproof.check.every_size.rules import RULES
from texproof.elaborate.claim import Obligation
from texproof.elaborate.elaborate import elaborate
from texproof.elaborate.vocabulary import Vocabulary
from texproof.model.declare import Model
from texproof.model.load import load
from texproof.model.signature import signature
from texproof.parse.reader import read

from ..program import ROOT

PATH = "docs/rules.md"
TEXT = (ROOT / PATH).read_text(encoding="utf-8")
SNIPPETS = (ROOT / "snippets" / "rules.py").read_text(encoding="utf-8")
SLUGS = sorted(RULES)

_HEADING = re.compile(r"^(#{2,3}) ([^\n{]+?)(?: \{ #rule-([a-z-]+) \})?$", re.M)
_GIVEN = re.compile(r"^/// given \| rules\.(\w+)$", re.M)
_LABELLED = re.compile(r"^\$\$\n((?:(?!\$\$).)*?)\s*\\label\{([a-z-]+)\}\n\$\$$", re.M | re.S)


@dataclass(frozen=True)
class Section:
    """What stands under the heading of a rule; `part` is the heading above it, `given` what holds at its formula."""

    slug: str
    title: str
    part: str
    text: str
    labels: tuple[str, ...]
    formula: str
    given: str

    def told(self, what: str) -> list[str]:
        """Return the paragraphs that begin with these words in bold."""
        return re.findall(rf"^\*\*{what}:\*\* (\S.+)$", self.text, re.M)


def sections() -> list[Section]:
    """Return the sections that have the id of a rule, in order."""
    found, part = [], ""
    headings = list(_HEADING.finditer(TEXT))
    for heading, following in zip(headings, [*headings[1:], None], strict=True):
        if heading[1] == "##":
            part = heading[2]
        if heading[3] is None:
            continue
        text = TEXT[heading.end() : following.start() if following else len(TEXT)]
        labelled = _LABELLED.search(text)
        before = TEXT[: heading.end() + (labelled.start() if labelled else 0)]
        given = (_GIVEN.findall(before) or [""])[-1]
        labels = tuple(re.findall(r"\\label\{([^}]*)\}", text))
        found.append(Section(heading[3], heading[2], part, text, labels, labelled[1] if labelled else "", given))
    return found


def section(slug: str) -> Section:
    """Return the section of a rule. StopIteration: it has none."""
    return next(s for s in sections() if s.slug == slug)


def obligations(formula: str, source: str) -> tuple[Model, tuple[Obligation, ...]]:
    """Return what a formula states, under the only model of a snippet or the one that its name picks.

    A new model each time, so that nothing is remembered of what an engine made of another.
    """
    name, _, text = source.rpartition("\0")
    models = load(text, "snippets/rules.py")
    model = models[name] if name else next(iter(models.values()))
    tree = read(formula).tree
    assert tree is not None, formula
    claim = elaborate(tree, Vocabulary(signature(model), {}), formula)
    assert not claim.diagnostics, claim.diagnostics
    return model, claim.obligations


def stated(slug: str) -> tuple[Model, tuple[Obligation, ...]]:
    """Return what the formula of a rule states, and its model."""
    found = section(slug)
    return obligations(found.formula, f"{found.given}\0{SNIPPETS}")
