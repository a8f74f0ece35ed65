# The commands of the house; `make help` lists them. Needs Python 3.11 or later; the tests need Node 20 too.
PYTHON ?= python3
PORT ?= 8765
VENV := .venv
BIN := $(VENV)/bin
SET_UP := $(VENV)/.set-up
SET_UP_DEV := $(VENV)/.set-up-dev
NODE_READY := tests/node_modules/.package-lock.json
# Halves of the suite in order, so that what a file makes once is made once; who is done early takes from the other.
ON_BOTH_CORES := -n 2 --dist worksteal
# What runs on PostgreSQL too; all of it, the browser's excepted, in `make soak`.
RECORDED := tests/records tests/desk tests/jobs
TSC := tests/node_modules/.bin/tsc -p extension/jsconfig.json
AUDIT := build/audit/bin/pip-audit
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--no-annotate --custom-compile-command "make lock"

.DEFAULT_GOAL := help
.PHONY: help demo demo-reset test lint check audit bench soak clean lock docs pictures screens setup browser deploy-tools

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' Makefile

demo: $(SET_UP) ## start Segue with an invented company; PORT=8400 takes another port
	@$(BIN)/segue demo --data var/demo --port $(PORT)

demo-reset: ## forget what happened in the demo
	@rm -rf var/demo && echo "The demo starts afresh next time."

test: $(SET_UP_DEV) $(NODE_READY) browser deploy-tools ## set up and run every test, the browser's too
	node --test tests/pane/
	$(BIN)/pytest $(ON_BOTH_CORES)
	SEGUE_TEST_STORE=postgresql $(BIN)/pytest $(ON_BOTH_CORES) -m "not browser and not slow" $(RECORDED)

lint: $(SET_UP_DEV) $(NODE_READY) ## lint, types and contracts
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/shellcheck .ci/* deploy/microsoft/*.sh
	$(TSC)

check: lint ## the same, and the fast tests
	$(BIN)/pytest $(ON_BOTH_CORES) -m "not browser and not slow"

bench: $(SET_UP_DEV) $(NODE_READY) browser ## print the benchmark table; ROWS="crowd hot" only rows of such names
	PYTHONPATH=tests $(BIN)/python -m bench $(ROWS)

soak: $(SET_UP_DEV) $(NODE_READY) browser ## the long form: many kills, 10,000 cases for each property
	SEGUE_TEST_STORE=postgresql $(BIN)/pytest $(ON_BOTH_CORES) -m "not browser"
	HYPOTHESIS_PROFILE=soak SEGUE_TEST_SOAK=1 $(BIN)/pytest $(ON_BOTH_CORES) -m "not browser"
	SEGUE_TEST_SOAK=1 $(BIN)/pytest tests/browser/test_gmail_pages.py

audit: $(AUDIT) ## look up known weaknesses of everything that is locked; asks pypi.org and npm's registry
	$(AUDIT) --strict --disable-pip --require-hashes --requirement requirements.lock
	$(AUDIT) --strict --disable-pip --require-hashes --requirement requirements-dev.lock
	npm audit --prefix tests

docs: $(SET_UP_DEV) ## write the pages of docs/ that are made from the code
	PYTHONPATH=tests $(BIN)/python -m house.documents

pictures: $(SET_UP_DEV) browser ## take the pictures of the documentation again
	SEGUE_TEST_PICTURES=docs/pictures $(BIN)/pytest tests/browser/test_pictures.py
	$(BIN)/pytest tests/house/test_pictures_shown.py

screens: $(SET_UP_DEV) browser ## picture every page in every look, in build/screens, for people to look at
	SEGUE_TEST_SCREENS=build/screens $(BIN)/pytest -m browser -k "fit_to_be_seen or 320_px"

lock: $(BIN)/python ## choose newest allowed versions and write the lock files
	$(PIP) install uv
	grep -o '"hatchling==[^"]*"' pyproject.toml | tr -d '"' > $(VENV)/build-needs.in && echo editables >> $(VENV)/build-needs.in
	$(COMPILE) --upgrade pyproject.toml -o requirements.lock
	$(COMPILE) --upgrade $(VENV)/build-needs.in -c requirements.lock -o requirements-build.lock
	$(COMPILE) --upgrade pyproject.toml --group dev -c requirements.lock -c requirements-build.lock -o requirements-dev.lock
	echo "pip-audit==2.10.1" > $(VENV)/audit-needs.in
	$(COMPILE) --upgrade $(VENV)/audit-needs.in -o requirements-audit.lock

clean: ## remove what was made here, except var/
	rm -rf $(VENV) build dist tests/node_modules .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find server tests -name __pycache__ -type d -prune -exec rm -rf {} +

setup: $(SET_UP)

browser: $(SET_UP_DEV)
	@.ci/browsers

deploy-tools:
	@.ci/deploy-tools

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Segue needs Python 3.11 or later; PYTHON= names another."; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "Python's venv is missing: on Debian and Ubuntu, install python3-venv."; exit 1; }

# The project itself is installed without asking an index for anything: its builder is locked as well.
$(SET_UP): pyproject.toml requirements.lock requirements-build.lock | $(BIN)/python
	@echo "Setting up, once …"
	@$(PIP) install --require-hashes -r requirements-build.lock -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(SET_UP_DEV): $(SET_UP) requirements-dev.lock
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@

# The auditor has a place of its own: it is no part of Segue, and what it needs is locked like everything else.
$(AUDIT): requirements-audit.lock
	@$(PYTHON) -m venv build/audit
	@build/audit/bin/python -m pip --disable-pip-version-check --quiet install --require-hashes -r requirements-audit.lock
	@touch $@

$(NODE_READY): tests/package.json tests/package-lock.json
	npm ci --prefix tests --no-audit --no-fund
	@touch $@
