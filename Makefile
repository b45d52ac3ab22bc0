# Two commands are all a newcomer needs: `make run` and `make test`.
.DEFAULT_GOAL := help
.PHONY: help run test check bench prove lock format clean
SHELL := /bin/sh
PYTHON ?= python3
BIN := .venv/bin
FRESH ?=
PORT ?= 8000

help:  ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*##/:/' | awk -F: '{printf "  make %-8s%s\n", $$1, $$2}'

run: .venv/run.ok  ## the example partnership on http://localhost:8000 (FRESH=1 starts over)
	@TRELLIS_DEMO=1 TRELLIS_SITE_URL=http://localhost:$(PORT) $(BIN)/trellis demo $(if $(FRESH),--fresh) --port $(PORT)

test: .venv/dev.ok  ## the whole suite: units, architecture, SQLite, PostgreSQL, real browser
	@$(BIN)/python -m tests.run

check: .venv/dev.ok  ## format, lint, strict types, who imports whom, templates, migrations in step
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy trellis tests bench
	@PYTHONPATH=. $(BIN)/lint-imports --no-cache
	@$(BIN)/python -m pytest -q tests/architecture/test_templates.py
	@$(BIN)/trellis makemigrations --check --dry-run
	@$(BIN)/trellis check --fail-level WARNING

bench: .venv/dev.ok  ## how quick it is, each figure beside a bare Django view in the same run
	@$(BIN)/python -m bench
	@$(BIN)/python -m bench.importing
	@$(BIN)/python -m bench.importing --postgres
	@$(BIN)/python -m bench.publishing
	@$(BIN)/python -m bench.recording
	@$(BIN)/python -m bench.recording --postgres
	@$(BIN)/python -m bench.recording --activities 10000000
	@$(BIN)/python -m bench.recording --activities 10000000 --postgres

prove: .venv/dev.ok  ## the long runs: kills, tampering, fuzz, soak
	@$(BIN)/python -m tests.run --prove

format: .venv/dev.ok  ## put the code in its one format
	@$(BIN)/ruff check --fix -q . ; $(BIN)/ruff format .

lock: .venv/run.ok  ## work the locked versions out anew (hashes, never addresses)
	@$(BIN)/uv pip compile -q -U --universal --python-version 3.11 --generate-hashes --no-header bootstrap.in -o bootstrap.lock
	@$(BIN)/uv pip compile -q -U --universal --python-version 3.11 --generate-hashes --no-header pyproject.toml -o requirements.lock
	@$(BIN)/uv pip compile -q -U --universal --python-version 3.11 --generate-hashes --no-header --extra dev pyproject.toml -c requirements.lock -o requirements-dev.lock
	@$(BIN)/uv pip compile -q -U --universal --python-version 3.11 --generate-hashes --no-header --extra objects pyproject.toml -c requirements-dev.lock -o requirements-objects.lock

clean:  ## remove the environment and everything entered
	rm -rf .venv var

.venv/boot.ok: bootstrap.lock
	@echo "1/4  Making an environment in .venv"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { echo "Trellis needs Python 3.11 or newer: install it, or name it: make run PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "Python's venv module is missing. On Debian or Ubuntu: sudo apt-get install python3-venv"; exit 1; }
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --only-binary :all: --require-hashes -r bootstrap.lock
	@touch $@

.venv/run.ok: .venv/boot.ok requirements.lock pyproject.toml
	@echo "2/4  Installing what Trellis runs on (hash-checked)"
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --only-binary :all: --require-hashes -r requirements.lock
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e .
	@touch $@

.venv/dev.ok: .venv/run.ok requirements-dev.lock
	@echo "     Installing what the tests and checks use (hash-checked)"
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --only-binary :all: --require-hashes -r requirements-dev.lock
	@touch $@
