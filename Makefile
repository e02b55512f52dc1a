# Each target sets up what it needs; when all is there, that costs nothing.

# Tests start hundreds of processes: none is to compile all sources anew.
unexport PYTHONDONTWRITEBYTECODE

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
# These judge daemons by the clock, and run alone.
PUNCTUAL := tests/integration/test_demo.py tests/integration/test_stopping.py tests/integration/peers
BENCHMARKS = $(patsubst tests/benchmarks/%.py,%,$(patsubst %/__main__.py,%.py,$(sort \
	$(shell grep -rl --include='*.py' 'report import .*arguments' tests/benchmarks))))
COMPILE = uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-annotate --custom-compile-command "make lock"

.DEFAULT_GOAL := help
.PHONY: help run demo test lint types imports check bench week faults deliveries soak docs build lock clean

help: ## Say what there is
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-10s  %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(READY) ## Run the daemon, with lastdance.toml if there is one
	@$(BIN)/lastdance run $(ARGS)

demo: $(READY) ## Play an evening in a minute, from a like to the end of the talk, without the internet
	@$(BIN)/python -m tests.simulator.demo $(ARGS)

test: $(READY) ## Run the tests: unit, contract, integration
	@$(BIN)/python -m pytest -n auto --maxprocesses 4 tests/unit tests/contract $(ARGS)
	@$(BIN)/python -m pytest -n 2 --dist loadfile tests/integration $(PUNCTUAL:%=--ignore %) $(ARGS)
	@$(BIN)/python -m pytest $(PUNCTUAL) $(ARGS)

lint: $(READY) ## Check style and form
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet .

types: $(READY) ## Check types
	@$(BIN)/mypy

imports: $(READY) ## Check that imports point inwards
	@$(BIN)/lint-imports

check: test lint types imports ## All of test, lint, types and imports

bench: $(READY) ## Run the benchmarks on the data in LASTDANCE_DATA
	@test -n "$$LASTDANCE_DATA" || { echo "make bench needs LASTDANCE_DATA=FOLDER; docs/benchmarks.md says what belongs there and where to get it" >&2; exit 2; }
	@for name in $(BENCHMARKS); do echo "== $$name"; $(BIN)/python -m tests.benchmarks.$$name || exit 1; done

week: $(READY) ## Print what an editor would have received: a summer (needs LASTDANCE_DATA) and two months
	@$(BIN)/python -m tests.benchmarks.week.editor

faults: $(READY) ## Kill the daemon again and again, and prove that nothing is lost or doubled
	@$(BIN)/python -m tests.faults.campaign $(ARGS)
	@$(if $(ARGS),,$(BIN)/python -m tests.faults.care)

deliveries: $(READY) ## Deliver 10,000 alerts through a receiver that fails, and kill the daemon meanwhile
	@$(BIN)/python -m tests.faults.deliveries $(ARGS)

soak: $(READY) ## Run the daemon for 15 minutes under load and scrapes: no job may be missed
	@$(BIN)/python -m tests.faults.soak $(ARGS)

docs: $(READY) ## Renew what is written from the code: parts of the documentation, boards
	@$(BIN)/python -m tests.documents

build: $(READY) ## Build the wheel and the source distribution into dist/
	@rm -rf dist
	@$(BIN)/python -m build --no-isolation .

lock: ## Renew the locked versions (needs uv)
	@command -v uv >/dev/null || { echo "make lock needs uv: pip install uv" >&2; exit 2; }
	@$(COMPILE) $(ARGS) pyproject.toml --output-file requirements.lock
	@$(COMPILE) $(ARGS) pyproject.toml --all-extras --group dev --output-file requirements-dev.lock

clean: ## Remove what was built and cached; the environment stays
	@rm -rf dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find monitor connectors storage dashboards tests -name __pycache__ -prune -exec rm -rf {} +

$(READY): requirements-dev.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { echo "lastdance needs Python 3.11 or newer; if it has another name: make PYTHON=python3.12" >&2; exit 2; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "this Python cannot make environments; on Debian and Ubuntu: apt-get install python3-venv" >&2; exit 2; }
	@echo "setting up $(VENV) ..."
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@
