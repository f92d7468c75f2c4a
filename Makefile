# Two commands do all set-up: `make demo` and `make test`. The rest is for who works on the code.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: demo test check bench schemas clean help

help:
	@echo "make demo    create .venv, crawl the bundled demo ward, write output/, say what to look at"
	@echo "make test    create .venv with the test tools, run all tests"
	@echo "make check   ruff, mypy, import rules, docs and contract drift"
	@echo "make bench   CPU and memory figures, each beside its yardstick"
	@echo "make schemas write schemas/v1 and docs/cli.md anew after a change of the records or the commands"

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "bulletin_spider needs Python 3.11 or newer; name one: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml | $(BIN)/python
	$(PIP) install --editable .
	@touch $@

$(VENV)/.tested: pyproject.toml | $(BIN)/python
	$(PIP) install --editable '.[dev]'
	@touch $@ $(VENV)/.installed

demo: $(VENV)/.installed
	@$(BIN)/bulletin demo

test: $(VENV)/.tested
	$(BIN)/python -m pytest

check: $(VENV)/.tested
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m bulletin_spider.contract.generate --check
	$(BIN)/python docs/reference.py --check

bench: $(VENV)/.tested
	$(BIN)/python benchmarks/extract.py
	$(BIN)/python benchmarks/mine.py
	$(BIN)/python benchmarks/crawl.py --memory
	$(BIN)/python benchmarks/replay.py --memory

schemas: $(VENV)/.tested
	$(BIN)/python -m bulletin_spider.contract.generate
	$(BIN)/python docs/reference.py

clean:
	rm -rf $(VENV) output .mypy_cache .ruff_cache .pytest_cache .hypothesis
