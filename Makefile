# Everything a person or CI runs. `make site` and `make test` need nothing but Python, make and a
# network to the package registries.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
ROOT := $(shell [ "$$(id -u)" = 0 ] || echo sudo -n)
# Node is a tool of developers, and comes with locks/dev.txt.
NODE = f() { $(BIN)/node node_modules/"$$@"; }; f
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
# Tests write many small files. In memory, where there is room for them and programs may be started
# from it, that costs half of the system's time; only what a failing test wrote stays.
MEMORY := $(shell grep -s ' /dev/shm tmpfs ' /proc/mounts | grep -qv noexec && \
  df -Pm /dev/shm | awk 'NR == 2 && $$4 > 4000 { print "/dev/shm" }')
TESTS = $(BIN)/python -m pytest --dist loadfile --override-ini tmp_path_retention_policy=failed
TESTS_IN_MEMORY = $(MEMORY:%=PYTEST_DEBUG_TEMPROOT=%) $(TESTS)
# Tests, modules and templates stay compiled: without that, each process of a run compiles them again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help site serve test fast check format bench lock schema browser clean

help: ## Show this list
	@grep -E '^[a-z]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 12

site: $(VENV)/site.stamp ## Build the site into build/site
	$(BIN)/proofpack build

serve: $(VENV)/site.stamp ## Show the site at http://127.0.0.1:8000 and rebuild it at each save
	$(BIN)/proofpack serve

test: fast browser node_modules/.package-lock.json ## Run every test: fast, then browser, site and slow, then faults
	@# Three, for two cores: a worker waits for its Chromium.
	$(TESTS_IN_MEMORY) --numprocesses 3 -m "browser or site or slow"
	$(TESTS) --numprocesses 2 -m faults

fast: $(VENV)/dev.stamp ## Run the quick tests (less than half a minute on two idle cores): no engine, browser, faults
	@# Without plugins that none of them uses.
	$(TESTS_IN_MEMORY) --numprocesses 2 -p no:anyio -p no:hypothesispytest -p no:logging \
	  --ignore tests/browser -m "not site and not browser and not faults and not slow"

check: $(VENV)/dev.stamp node_modules/.package-lock.json ## Check format, style, types and generated files
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/proofpack schema --check
	$(BIN)/python -m tests.derive --check
	$(BIN)/python -m tests.words
	$(NODE) prettier/bin/prettier.cjs --check site-overrides
	$(NODE) eslint/bin/eslint.js site-overrides
	$(NODE) typescript/bin/tsc --project .
	$(NODE) typescript/bin/tsc --project tsconfig.strict.json
	@# What git ignores is not in it.
	test -z "$$(git ls-files --cached --ignored --exclude-standard)"

format: $(VENV)/dev.stamp node_modules/.package-lock.json ## Format the code and fix what the linter can
	$(BIN)/ruff check --fix --quiet . || true
	$(BIN)/ruff format .
	$(NODE) eslint/bin/eslint.js --fix site-overrides || true
	$(NODE) prettier/bin/prettier.cjs --write --log-level warn site-overrides

bench: $(VENV)/dev.stamp browser ## Print speed and memory beside other generators, as ratios within one run (about an hour)
	$(BIN)/python -m tests.bench

schema: $(VENV)/site.stamp ## Write data/schema/ from the records
	$(BIN)/proofpack schema

lock: $(VENV)/dev.stamp ## Write the locks anew from pyproject.toml (needs uv)
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --quiet \
	  --upgrade --group build pyproject.toml --output-file locks/site.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --quiet \
	  --upgrade --group dev --constraint locks/site.txt pyproject.toml --output-file locks/dev.txt

browser: $(VENV)/dev.stamp
	@$(BIN)/python -m tests.browser.install

clean: ## Remove everything that was made
	rm -rf build node_modules $(VENV)

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Proofpack needs Python 3.11 or newer; make PYTHON=/path/to/python3.11 ..." >&2; exit 1; }
	@# Debian keeps a part of Python that environments need in a package of its own.
	$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); $(ROOT) apt-get update -qq >/dev/null && \
	  $(ROOT) apt-get install -y -qq python3-venv >/dev/null && $(PYTHON) -m venv $(VENV); }

$(VENV)/site.stamp: locks/site.txt pyproject.toml | $(VENV)/bin/python
	$(PIP) install --require-hashes --requirement locks/site.txt
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/dev.stamp: locks/dev.txt $(VENV)/site.stamp
	$(PIP) install --require-hashes --requirement locks/dev.txt
	@touch $@

# What npm writes last.
node_modules/.package-lock.json: package-lock.json $(VENV)/dev.stamp
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/npm ci --ignore-scripts --no-fund --no-audit --loglevel=error
	@touch $@
