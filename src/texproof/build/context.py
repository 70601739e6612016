"""What a formula is judged under: its snippet's model, and the names in force. Worked out once for each process."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from ..elaborate.elaborate import elaborate
from ..elaborate.vocabulary import Vocabulary
from ..model.conjugates import own_name
from ..model.declare import Model
from ..model.dim import SnippetError
from ..model.load import load
from ..model.signature import Signature, signature
from ..parse.reader import read
from .guard import Guard
from .work import Work

_NO_MODEL = Model("", {}, lambda xp: {}, {})  # what a formula without a given is judged under


def model_of(work: Work) -> Model:
    """Return the model that a formula is judged under; one without symbols where no given is in force.

    Raises: SnippetError where the snippet gives no such model.
    """
    return signature_of(work.source, work.path, work.model, work.without).model if work.source else _NO_MODEL


@lru_cache(maxsize=64)
def signature_of(source: str, path: str, name: str, without: tuple[tuple[str, str], ...] = ()) -> Signature:
    """Return what a snippet's model says, the pairs of a symbol and a hypothesis in `without` left out.

    Raises: SnippetError where the snippet gives no such model.
    """
    if without:
        found = signature_of(source, path, name)
        return replace(found, model=_weaker(found.model, without))
    with Guard():
        models = load(source, path)
        if name not in models:
            raise SnippetError(f"{path} holds no model {name}; it holds {', '.join(models)}")
        found = signature(models[name])
    alike = Vocabulary(found).alike
    if alike is not None:
        raise SnippetError("{} and {} are both written {} on the page".format(*alike), models[name].line)
    return found


def _weaker(model: Model, without: tuple[tuple[str, str], ...]) -> Model:
    kinds = {
        symbol: replace(kind, hypotheses=tuple(h for h in kind.hypotheses if (own_name(symbol), h.name) not in without))
        for symbol, kind in model.parameters.items()
    }
    return replace(model, parameters=kinds)


def vocabulary_of(work: Work) -> Vocabulary:
    """Return the names in force: the model's, and what the page defined before."""
    given = (work.source, work.path, work.model, work.without), tuple(sorted(work.sizes.items())), work.letters
    vocabulary = _names(given)
    # One by one: what was in force at the formula before is known still, and no step asks for many before it.
    for count in range(1, len(work.definitions) + 1):
        vocabulary = _names(given, work.definitions[:count])
    return vocabulary


_Given = tuple[tuple[str, str, str, tuple[tuple[str, str], ...]], tuple[tuple[str, int], ...], tuple[str, ...]]


# A vocabulary keeps what it works out of its names, so that the next formula on the page need not.
@lru_cache(maxsize=128)
def _names(given: _Given, definitions: tuple[str, ...] = ()) -> Vocabulary:
    """Return a model's names and those of the definitions: a definition that is not sound gives none."""
    if not definitions:
        model, sizes, letters = given
        found = signature_of(*model) if model[0] else None
        return Vocabulary(found, dict(sizes), index_letters=frozenset(letters))
    vocabulary = _names(given, definitions[:-1])
    reading = read(definitions[-1])
    if reading.tree is None:
        return vocabulary
    claim = elaborate(reading.tree, vocabulary, definitions[-1])
    if not claim.diagnostics:
        for definition in claim.definitions:
            vocabulary = vocabulary.with_definition(definition)
    return vocabulary
