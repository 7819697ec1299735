# What developers type; each line is also a plain command, see CONTRIBUTING.md.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: setup check test run bench translations

setup:
	$(PYTHON) -m venv .venv
	$(BIN)/pip install -q -e '.[dev]'

check:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

test:
	$(BIN)/python -m pytest

run:
	$(BIN)/livebg demo

bench:
	$(BIN)/livebg bench

translations:
	$(BIN)/python -m tests.translations
