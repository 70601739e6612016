"""The model under the conditions of an obligation."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import replace

from ..elaborate.claim import Obligation
from ..model.declare import Model

_MOST = 16
_kept: OrderedDict[tuple[int, object], tuple[Model, Model]] = OrderedDict()


def supposed(obligation: Obligation, model: Model) -> Model:
    """Return the model in which the symbols have the hypotheses too that the obligation supposes.

    The same object for the same conditions, since what the routes keep of a model is kept by the object.
    """
    if not obligation.supposed:
        return model
    key = (id(model), obligation.supposed)
    if key not in _kept:
        parameters = dict(model.parameters)
        for name, hypotheses in obligation.supposed:
            for hypothesis in hypotheses:
                parameters[name] = parameters[name].supposing(hypothesis)
        _kept[key] = (model, replace(model, parameters=parameters))  # the model is held, so that its id stays its own
        if len(_kept) > _MOST:
            _kept.popitem(last=False)
    return _kept[key][1]
