# `make serve` and `make test` are all that is needed; each sets up what it needs first.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
ADDRESS ?= 127.0.0.1:8000
FUZZ ?= 60
MUTANTS ?= 200
CLAIMS ?= 2000

# Material prints a notice about the next MkDocs on every run.
export NO_MKDOCS_2_WARNING := 1

.PHONY: help setup chromium serve site check test lint unit mutants mistakes inventory seeds kills scripts bench scale shown cluster fuzz mutate lock format clean

help: ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 18

setup: $(VENV)/.ready $(if $(wildcard package.json),node_modules/.ready) ## .venv/ and node_modules/ as the locks say

# Only the entry points and the dependencies of pyproject.toml matter here, but make sees whole files.
$(VENV)/.ready: requirements.lock pyproject.toml scripts/environment.sh scripts/jupyter_nbconvert_config.json
	scripts/environment.sh $(VENV) $(PYTHON)
	touch $@

node_modules/.ready: package.json package-lock.json
	npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	touch $@

chromium: ## a Chromium for the tests in the browser, from Debian's packages where it is missing
	@scripts/chromium.sh

serve: setup ## the site on 127.0.0.1:8000, judged again at each change
	$(BIN)/mkdocs serve --dev-addr $(ADDRESS)

site: setup ## the site into site/ as it is published, every formula judged anew
	@# Two builds of one commit are the same bytes: the sitemap takes its dates from here.
	export SOURCE_DATE_EPOCH=$${SOURCE_DATE_EPOCH:-$$(git log -1 --format=%ct 2>/dev/null || echo 0)} TEXPROOF_COLD=true; $(BIN)/mkdocs build --strict

check: setup ## judge every formula under docs/
	$(BIN)/texproof check

lint: setup
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

unit: setup chromium
	$(BIN)/pytest --numprocesses auto --dist loadgroup $(PYTEST)

test: setup chromium ## everything: linters, types, layers, tests, the browser
	$(MAKE) --no-print-directory lint
	$(MAKE) --no-print-directory unit

bench: setup ## seconds, memory and what judging costs a build
	$(BIN)/python -m tests.benchmarks

scale: setup ## what a claim costs where CLAIMS=2000 are judged, and what a second process saves
	$(BIN)/python -m tests.benchmarks.scale --claims $(CLAIMS)

shown: setup chromium ## how soon a page is shown, beside the same page typeset by MathJax
	$(BIN)/python -m tests.benchmarks.shown

mutants: setup ## spoil every formula of the site by one edit and count what is refused
	$(BIN)/texproof mutants --at-least 99.5

mistakes: setup ## formulas as people publish them wrong: which are read, and what becomes of them
	$(BIN)/python -m tests.mistakes

inventory: setup ## the inventory of true formulas: how many are proved, and what keeps the rest from it
	$(BIN)/python -m tests.inventory

seeds: setup ## 1,000 true claims under 100 seeds: no false alarm
	$(BIN)/python -m tests.seeds --seeds 100 --claims 1000

kills: setup ## 200 kills at random moments: the next run says the same
	$(BIN)/python -m tests.kills --kills 200

scripts: site ## run each claim's script with SymPy and NumPy alone, as it is and spoiled
	$(BIN)/python -m tests.scripts site

# The fuzzer is 35 MB for this alone, so it is not part of what everybody installs.
$(VENV)/.fuzz: requirements-fuzz.lock $(VENV)/.ready
	$(BIN)/pip install -qq --disable-pip-version-check --require-hashes --requirement requirements-fuzz.lock
	touch $@

fuzz: setup $(VENV)/.fuzz ## feed the readers what may break them, for FUZZ=60 seconds
	$(BIN)/python -m tests.fuzz --seconds $(FUZZ)

$(VENV)/.mutate: requirements-mutate.lock $(VENV)/.ready
	$(BIN)/pip install -qq --disable-pip-version-check --require-hashes --requirement requirements-mutate.lock
	touch $@

mutate: setup $(VENV)/.mutate ## spoil the engine's own code by MUTANTS=200 random edits and count what the tests see
	$(BIN)/python -m tests.engine --sample $(MUTANTS) --at-least 90

# Most judge on one machine, so Dask is not part of what everybody installs.
$(VENV)/.cluster: requirements-cluster.lock $(VENV)/.ready
	$(BIN)/pip install -qq --disable-pip-version-check --require-hashes --requirement requirements-cluster.lock
	touch $@

cluster: setup $(VENV)/.cluster ## what `texproof check --cluster` needs, and its tests on a cluster of two workers
	$(BIN)/pytest tests/cluster $(PYTEST)

lock: ## requirements.lock, and those of fuzzing, mutating and a cluster, anew from pyproject.toml
	PYTHON=$(PYTHON) scripts/lock.sh --upgrade

format: setup ## ruff's formatting and its safe mends
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

clean: ## everything that was made here
	rm -rf $(VENV) node_modules site .cache .texproof_cache .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis dist
	find . -name __pycache__ -not -path './.git/*' -prune -exec rm -rf {} +
