# Each target does all its own set-up on a machine that has Python >= 3.11 and nothing else.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: demo test check bench train lock clean
.DEFAULT_GOAL := demo

$(VENV)/.installed: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "watchfloor needs Python 3.11 or newer; name one: make PYTHON=python3.12"; exit 1; }
	@echo "setting up $(VENV) (once; about a minute)"
	@$(PYTHON) -m venv $(VENV)
	@$(PIP) install --require-hashes --only-binary :all: --requirement requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed requirements-dev.lock
	@$(PIP) install --require-hashes --only-binary :all: --requirement requirements-dev.lock
	@touch $@

demo: $(VENV)/.installed  ## the example desk, from documents to a published assessment
	@$(BIN)/watchfloor demo --to demo

test: $(VENV)/.installed-dev  ## all tests; those that need Chromium skip with a reason where it is missing
	@$(BIN)/pytest -q $(PYTEST_ARGS)

check: $(VENV)/.installed-dev  ## style, types, the house's layers
	@$(BIN)/ruff check src tests tools bench
	@$(BIN)/ruff format --check src tests tools bench
	@$(BIN)/mypy
	@$(BIN)/lint-imports

bench: $(VENV)/.installed-dev  ## speed and sizes, as docs/measurements.md quotes them
	@for f in bench/bench_*.py; do $(BIN)/python $$f; done

train: $(VENV)/.installed-dev  ## the reader's layers and heads, anew from the corpus (installs torch and onnx)
	@$(PIP) install "onnx>=1.17" "torch>=2.6"
	@$(BIN)/python tools/train_encoder.py corpus

lock:  ## write both lock files anew (needs uv)
	uv export --quiet --no-emit-project --no-default-groups --group build --format requirements-txt --no-header --no-annotate > requirements.lock
	uv export --quiet --no-emit-project --only-group dev --format requirements-txt --no-header --no-annotate > requirements-dev.lock
	rm -f uv.lock

clean:
	rm -rf $(VENV) demo .mypy_cache .ruff_cache .pytest_cache .hypothesis
