# Needs make and Python 3.11 or newer with its venv module; everything else goes into .venv.
#
#   make run [ARGS="run ukraine-2025-03 --draws 1000"]    the app, or any parley command
#   make test [PYTEST_ARGS="tests/engine -k screening"]   all tests, on all cores (JOBS=1: on one)
#   make lint     ruff and mypy          make format   let ruff rewrite what lint would complain of
#   make bench    the benchmarks         make wheel    a wheel in dist/
#   make golden   golden runs (tests/golden/) and screens (tests/tui/snapshots/) anew, after a change that is meant to show
#   make lock     the two lock files, after a change of dependencies in pyproject.toml
#   make clean    remove what make made, .venv included

SHELL := /bin/sh
.DEFAULT_GOAL := run
.DELETE_ON_ERROR:
.PHONY: run test lint format bench golden wheel lock clean

PYTHON ?=
ARGS ?=
PYTEST_ARGS ?=
JOBS ?= auto

VENV := .venv
VENV_PYTHON := $(VENV)/bin/python
PIP := $(VENV_PYTHON) -m pip --disable-pip-version-check --quiet

# Each stamp lies in .venv, so that it goes with it; it is older than its lock exactly when there is something to install.
RUN_STAMP := $(VENV)/.installed-to-run
DEV_STAMP := $(VENV)/.installed-to-develop

run: $(RUN_STAMP)
	@$(VENV)/bin/parley $(ARGS)

test: $(DEV_STAMP)
	$(VENV_PYTHON) -m pytest -n $(JOBS) --dist loadgroup $(PYTEST_ARGS)

lint: $(DEV_STAMP)
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV_PYTHON) -m mypy

format: $(DEV_STAMP)
	$(VENV)/bin/ruff check --fix .
	$(VENV)/bin/ruff format .

bench: $(DEV_STAMP)
	@$(VENV_PYTHON) -m benchmarks $(ARGS)

golden: $(DEV_STAMP)
	$(VENV_PYTHON) -m tests.golden.runs
	$(VENV_PYTHON) -m tests.tui.snapshots.screens

wheel: $(DEV_STAMP)
	$(VENV_PYTHON) -m build --wheel --no-isolation

# The development lock holds everything of the other at the same versions, so it serves both.
$(DEV_STAMP): requirements-dev.lock pyproject.toml | $(VENV_PYTHON)
	$(call install,requirements-dev.lock)
	@touch $(RUN_STAMP) $@

$(RUN_STAMP): requirements.lock pyproject.toml | $(VENV_PYTHON)
	$(call install,requirements.lock)
	@touch $@

# The build backend comes from the lock too: the second step needs no network and fetches nothing unhashed.
define install
	@echo "installing $(1) into $(VENV) ..."
	@$(PIP) install --require-hashes -r $(1)
	@$(PIP) install --no-build-isolation --no-deps --editable .
endef

# A `python3.12` on the PATH may be a version switcher's shim for a Python that is not there: each is run before it is taken.
$(VENV_PYTHON):
	@chosen=""; unfit=""; \
	for python in $(or $(PYTHON),python3.13 python3.12 python3.11 python3); do \
	  version=$$("$$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null) || continue; \
	  if ! "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	    unfit="$$unfit$$python is Python $$version, and Parley needs 3.11 or newer; "; \
	  elif ! "$$python" -c 'import ensurepip, venv' 2>/dev/null; then \
	    unfit="$$unfit$$python has no venv module (on Debian and Ubuntu: apt install python$$version-venv); "; \
	  else chosen="$$python"; break; fi; \
	done; \
	if [ -z "$$chosen" ]; then \
	  echo "make: no suitable Python: $${unfit:-none of $(or $(PYTHON),python3.13 python3.12 python3.11 python3) runs; }install Python 3.11 or newer, or name one: make PYTHON=/path/to/python3" >&2; \
	  exit 1; \
	fi; \
	echo "making $(VENV) with $$chosen ..."; \
	"$$chosen" -m venv --clear $(VENV)

# uv resolves for every Python and system at once and writes the hashes of all released files, which pip then checks.
LOCKER := build/locker
LOCK := $(LOCKER)/bin/uv pip compile --quiet --no-config --universal --python-version 3.11 --fork-strategy fewest \
  --generate-hashes --no-header --no-emit-index-url --no-emit-find-links $(UPGRADE) pyproject.toml

lock: | $(VENV_PYTHON)
	$(VENV_PYTHON) -m venv $(LOCKER)
	$(LOCKER)/bin/python -m pip --disable-pip-version-check --quiet install 'uv>=0.9'
	$(LOCK) --group backend --output-file requirements.lock >/dev/null
	$(LOCK) --group dev --constraints requirements.lock --output-file requirements-dev.lock >/dev/null
	@for lock in requirements.lock requirements-dev.lock; do \
	  { echo "# Made by \`make lock\` from pyproject.toml; \`make lock UPGRADE=--upgrade\` takes newer releases."; \
	    cat $$lock; } > build/lock && mv build/lock $$lock; \
	done

clean:
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
