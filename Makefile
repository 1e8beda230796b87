# make run   reads corpus/ into outputs/ and prints what came out
# make test  runs every test
# Any Python from 3.11 on will do: make run PYTHON=python3.12

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
CORPUS ?= corpus
OUT ?= outputs

.DEFAULT_GOAL := help
.PHONY: help setup run test lint eval bench dictionary clean

help:
	@sed -n 's/^# make/make/p' Makefile

# make setup builds the environment in .venv
setup: $(READY)

$(READY): pyproject.toml constraints.txt
	@test -n "$(PYTHON)" || { echo "Cần Python 3.11 trở lên (chưa tìm thấy)."; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || \
		{ rm -rf $(VENV); echo "Không tạo được môi trường; trên Debian/Ubuntu: apt-get install python3-venv"; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@touch $(READY)

run: $(READY)
	@$(BIN)/solieu run $(CORPUS) --out $(OUT); state=$$?; \
	if [ $$state -le 1 ]; then $(BIN)/solieu summary $(OUT); fi; exit $$state

test: $(READY)
	$(BIN)/python -m pytest

# make lint  checks style, types and the one-way imports
lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# make eval  scores the annotated sentences; figures gained and lost since the committed result (UPDATE=yes renews it)
eval: $(READY)
	$(BIN)/python tests/annotated_score.py
	$(BIN)/python tests/evaluation.py $(if $(filter yes,$(UPDATE)),--update)

# make bench  measures speed beside the libraries underneath, and how the comparison of drafts grows to 5,000 figures
bench: $(READY)
	@$(BIN)/python tests/bench/bench.py
	@$(BIN)/python tests/bench/diff_growth.py

# make dictionary  writes docs/data-dictionary.md, docs/errors.md and docs/indicators.md anew
dictionary: $(READY)
	$(BIN)/solieu dictionary > docs/data-dictionary.md
	$(BIN)/solieu dictionary --errors > docs/errors.md
	$(BIN)/solieu dictionary --indicators > docs/indicators.md

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache build dist
	find $(OUT) -mindepth 1 ! -name .gitkeep -delete
