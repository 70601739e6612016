"""What a formula is judged under: its snippet's model, and the names in force. Worked out once for each process."""

from __future__ import annotations

from functools import lru_cache

from ..elaborate.elaborate import elaborate
from ..elaborate.vocabulary import Vocabulary
from ..model.declare import Model, SnippetError
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
    return signature_of(work.source, work.path, work.model).model if work.source else _NO_MODEL


@lru_cache(maxsize=64)
def signature_of(source: str, path: str, name: str) -> Signature:
    with Guard():
        models = load(source, path)
        if name not in models:
            raise SnippetError(f"{path} holds no model {name}; it holds {', '.join(models)}")
        return signature(models[name])


def vocabulary_of(work: Work) -> Vocabulary:
    """Return the names in force: the model's, and what the page defined before."""
    given = work.source, work.path, work.model, tuple(sorted(work.sizes.items())), work.letters
    vocabulary = _names(given)
    # One by one: what was in force at the formula before is known still, and no step asks for many before it.
    for count in range(1, len(work.definitions) + 1):
        vocabulary = _names(given, work.definitions[:count])
    return vocabulary


_Given = tuple[str, str, str, tuple[tuple[str, int], ...], tuple[str, ...]]


# A vocabulary keeps what it works out of its names, so that the next formula on the page need not.
@lru_cache(maxsize=128)
def _names(given: _Given, definitions: tuple[str, ...] = ()) -> Vocabulary:
    """Return a model's names and those of the definitions: a definition that is not sound gives none."""
    if not definitions:
        source, path, model, sizes, letters = given
        found = signature_of(source, path, model) if source else None
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
