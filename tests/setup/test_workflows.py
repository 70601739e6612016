"""What GitHub runs: pull requests with no right to write and no secret, publishing from a cold run alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from ..program import ROOT

FOLDER = ROOT / ".github" / "workflows"
FILES = sorted(FOLDER.glob("*.yml"))


def read(path: Path) -> dict[str, Any]:
    # YAML 1.1 reads the key `on` as True.
    loaded = yaml.safe_load(path.read_text())
    return {("on" if key is True else key): value for key, value in loaded.items()}


def steps(workflow: dict[str, Any]) -> list[dict[str, Any]]:
    return [step for job in workflow["jobs"].values() for step in job["steps"]]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_workflow_starts_from_read_only_rights_and_from_nothing(path: Path) -> None:
    workflow = read(path)
    assert workflow["permissions"] == {"contents": "read"}
    assert "secrets" not in path.read_text().replace("no secrets", "")
    assert "pull_request_target" not in workflow["on"]
    for step in steps(workflow):
        assert step.get("uses", "actions/").startswith("actions/"), "only GitHub's own actions"
        assert "cache" not in step.get("uses", "")
        assert "cache" not in step.get("with", {})
    checkouts = [step for step in steps(workflow) if step.get("uses", "").startswith("actions/checkout")]
    assert all(step["with"]["persist-credentials"] is False for step in checkouts)


def test_pull_requests_run_everything_and_are_annotated() -> None:
    workflow = read(FOLDER / "verify.yml")
    assert "pull_request" in workflow["on"]
    assert not any("permissions" in job for job in workflow["jobs"].values())
    commands = [step["run"] for step in steps(workflow) if "run" in step]
    assert "bash .ci/run" in commands
    assert ".venv/bin/texproof check --format github" in commands


def test_only_main_is_published_and_only_after_its_tests() -> None:
    workflow = read(FOLDER / "publish.yml")
    assert workflow["on"]["push"] == {"branches": ["main"]}
    assert "pull_request" not in workflow["on"]
    build, deploy = workflow["jobs"]["build"], workflow["jobs"]["deploy"]
    assert [step["run"] for step in build["steps"] if "run" in step] == ["bash .ci/run", "make site"]
    assert "permissions" not in build
    assert deploy["needs"] == "build"
    assert deploy["permissions"] == {"pages": "write", "id-token": "write"}
