"""How the tests by properties run: the same examples at every run, so that a build fails for what changed alone."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

# `make fuzz` looks for new ones. Terms made of terms are slow to draw, and some are drawn in vain.
STEADY = settings(
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
)
