# One verb a target. `make check` is exactly what CI runs; `make help` lists the rest.
# Needs Python >= 3.11 and make; everything else goes into .venv, pinned with hashes.

PYTHON ?= python3
SHARED ?= ../shared
VENV := .venv
BIN := $(VENV)/bin
RUNTIME := $(VENV)/.installed-runtime
DEV := $(VENV)/.installed-dev
DEMO := out/samples.duckdb

# uv installs in seconds where it is at hand; pip does the same in half a minute (`make UV=`).
UV := $(shell command -v uv 2>/dev/null)
ifdef UV
  INSTALL := $(UV) pip install --quiet --python $(BIN)/python
else
  INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check
endif

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help run test check lint types contracts docs pages notebooks bench score lock samples pictures clean

help: ## list the targets
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

run: $(RUNTIME) ## install, read the sample reports, list what does not hold, write out/findings.html
	@mkdir -p out && rm -f $(DEMO) $(DEMO).wal
	$(BIN)/soatso ingest data/samples --db $(DEMO)
	$(BIN)/soatso check --db $(DEMO) --fail-on never
	$(BIN)/soatso report --html out/findings.html --xlsx out/findings.xlsx --db $(DEMO)

test: $(DEV) ## run the tests and doctests (ARGS="-k percent" to choose)
	$(BIN)/python -m pytest -q -n auto $(ARGS)

check: lint types contracts docs notebooks test ## all that CI runs

lint: $(DEV) ## ruff, rules and format
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(DEV) ## mypy, strict
	$(BIN)/mypy

contracts: $(DEV) ## who may import whom
	$(BIN)/lint-imports

docs: $(DEV) ## generated pages must match the code they come from
	$(BIN)/python -m pipeline.docs schema --check
	$(BIN)/python -m pipeline.docs checks --check
	$(BIN)/python -m pipeline.docs indicators --check

pages: $(DEV) ## write the generated pages anew
	$(BIN)/python -m pipeline.docs schema --write
	$(BIN)/python -m pipeline.docs checks --write
	$(BIN)/python -m pipeline.docs indicators --write

notebooks: $(DEV) ## run every notebook on the samples and on a generated district; outputs are not stored
	@rm -rf out/notebooks && mkdir -p out/notebooks
	$(BIN)/soatso nightly data/samples --db out/notebooks/samples.duckdb --out out/notebooks/samples --fail-on never
	$(BIN)/python -m tests.generator.write out/notebooks/reports --region --seed 5
	$(BIN)/soatso nightly out/notebooks/reports/txt --db out/notebooks/district.duckdb --out out/notebooks/district --fail-on never
	$(BIN)/jupyter-execute notebooks/*.ipynb

bench: $(DEV) ## speed beside other tools, memory, growth (ARGS="a c" to choose, see tests/bench)
	$(BIN)/python -m tests.bench $(ARGS)

score: $(RUNTIME) ## measure against the hand-made annotations, where they are at hand
	@if [ ! -d $(SHARED)/gold ]; then \
	  echo "No annotations in $(SHARED)/gold: nothing to score. Set SHARED=folder."; \
	else \
	  mkdir -p out && rm -f out/score.duckdb out/score.duckdb.wal && \
	  $(BIN)/soatso ingest $(SHARED)/reports/text --db out/score.duckdb && \
	  $(BIN)/python $(SHARED)/tools/score.py --db out/score.duckdb \
	    --gold $(SHARED)/gold --texts $(SHARED)/reports/text --misses $(or $(MISSES),0); \
	fi

samples: $(DEV) ## build the sample reports anew from their sources
	$(BIN)/python data/make_samples.py

pictures: $(DEV) ## make the pictures of the READMEs anew (needs Chromium)
	$(BIN)/python -m tests.pictures

LOCK := $(BIN)/uv pip compile pyproject.toml --quiet --universal --generate-hashes --no-header --no-annotate --python-version 3.11
lock: $(DEV) ## pin the newest versions that fit, with hashes (UPGRADE=--upgrade)
	$(LOCK) $(UPGRADE) --group build -o requirements.txt
	$(LOCK) $(UPGRADE) --group build --group dev -c requirements.txt -o requirements-dev.txt

clean: ## remove what was made, the environment included
	rm -rf $(VENV) out soatso-out build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "soatso needs Python 3.11 or newer, not " + sys.version)'
	$(PYTHON) -m venv $(VENV)

# The package itself is built with what the requirements brought: nothing unpinned is fetched.
$(RUNTIME): requirements.txt pyproject.toml | $(BIN)/python
	$(INSTALL) --require-hashes -r requirements.txt
	$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

$(DEV): requirements-dev.txt $(RUNTIME)
	$(INSTALL) --require-hashes -r requirements-dev.txt
	@touch $@
