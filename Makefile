# Everything happens in .venv: nothing is installed elsewhere, and `make clean` undoes it all.
# Debian or Ubuntu need: apt-get install git make python3 python3-venv

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:

BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
WORKERS ?= 2
ARGS ?=

# What the wheel is made of; a change to any of these rebuilds it. A folder changes when a file
# in it is removed.
WHEEL_INPUTS := pyproject.toml README.md $(wildcard LICENSE* NOTICE) \
	$(shell find src packs -not -path '*/__pycache__*' -not -path '*/.*' -not -path '* *' 2>/dev/null)

# What the front end is built from.
FRONTEND_INPUTS := scripts/frontend.sh $(wildcard frontend/*.json frontend/*.mjs frontend/islands/*)

.PHONY: help observe test bench docs wheel lint format messages clean

help: ## show this list
	@echo "make targets:"
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  \1|\2/p' Makefile | column -t -s '|' 2>/dev/null \
		|| sed -n 's/^\([a-z]*\):.*## \(.*\)/  \1  \2/p' Makefile

observe: .venv/.installed ## install into .venv, build the Central Asia registry and show it
	@$(BIN)/biruni observe $(ARGS)

test: .venv/.installed .venv/.tools ## all checks, then every test against the installed wheel
	@$(MAKE) --no-print-directory lint docs
	@sh scripts/browser.sh
	@sh scripts/java.sh
	@echo "== pytest"
	@env -u PYTHONPATH BIRUNI_TEST_WHEEL=1 $(BIN)/pytest -n $(WORKERS) $(ARGS)

lint: .venv/.installed .venv/.tools ## ruff, mypy and the direction of imports
	@echo "== ruff check"
	@$(BIN)/ruff check .
	@echo "== ruff format"
	@$(BIN)/ruff format --check .
	@echo "== mypy"
	@$(BIN)/mypy src $(wildcard tests/typing)
	@echo "== lint-imports"
	@PYTHONPATH=src $(BIN)/lint-imports --no-cache

docs: .venv/.tools ## the documentation, in build/docs/index.html
	@echo "== docs"
	@$(BIN)/sphinx-build -q -E -W --keep-going -b html docs build/docs

pictures: .venv/.installed .venv/.tools ## pictures of pages for the documentation, in docs/pictures
	@sh scripts/browser.sh
	@$(BIN)/python scripts/pictures.py

bench: .venv/.installed .venv/.bench ## speed and memory beside peer libraries
	@$(BIN)/python bench/run.py $(ARGS)
	@$(BIN)/python bench/web.py

wheel: .venv/.frontend .venv/.created ## the wheel and the source archive, in dist/
	@$(PIP) install 'build>=1.2'
	@rm -rf dist
	@$(BIN)/python -m build --outdir dist .

format: .venv/.tools ## let ruff format the code and mend what it can
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

messages: .venv/.installed .venv/.tools ## collect the phrases for translators into src/biruni/locale
	@cd src/biruni && PYTHONPATH=.. ../../$(BIN)/pybabel -q extract -F ../../babel.cfg -o locale/biruni.pot \
		--no-location --sort-output --omit-header --width 100 .
	@cd src/biruni && ../../$(BIN)/pybabel -q update -D biruni -i locale/biruni.pot -d locale \
		--no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date --width 100

clean: ## remove .venv and everything that was built
	@rm -rf .venv build dist frontend/node_modules src/biruni/web/static/dist \
		src/biruni/report/geography/built .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	@find src tests docs -type d -name __pycache__ -prune -exec rm -rf {} + 2>/dev/null || true

# ---- stamps: each names a state of .venv and is newer than what led to it

.venv/.created:
	@python=""; \
	for candidate in $${PYTHON:-python3.11 python3}; do \
		if "$$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; \
		then python="$$candidate"; break; fi; \
	done; \
	if [ -z "$$python" ]; then \
		echo "biruni needs Python 3.11 or newer: apt-get install python3, or make PYTHON=/path/to/python3.11" >&2; \
		exit 1; \
	fi; \
	if ! "$$python" -c 'import ensurepip, venv' 2>/dev/null; then \
		echo "$$python cannot make virtual environments: apt-get install python3-venv" >&2; \
		exit 1; \
	fi; \
	echo "== making .venv with $$("$$python" --version)"; \
	"$$python" -m venv --clear .venv
	@$(PIP) install --upgrade 'pip>=25.1'
	@touch $@

.venv/.tools: pyproject.toml .venv/.created
	@echo "== installing the tools"
	@$(PIP) install --group lint --group docs --group test
	@touch $@

# nomenklatura compares names with ICU, which pip has to compile.
.venv/.bench: pyproject.toml .venv/.created
	@if ! pkg-config --exists icu-i18n 2>/dev/null; then \
		echo "the peers need a compiler and ICU: apt-get install g++ libicu-dev pkg-config python3-dev" >&2; \
		exit 1; \
	fi
	@echo "== installing the peers"
	@$(PIP) install --group bench
	@touch $@

# What the wheel carries and git does not: scripts of the pages, and outlines for the maps.
.venv/.frontend: $(FRONTEND_INPUTS) .venv/.created
	@sh scripts/frontend.sh .venv
	@touch $@

# The dependencies and the package are two steps: a rebuilt wheel keeps its version number, and
# pip would take it for installed.
.venv/.installed: $(WHEEL_INPUTS) .venv/.frontend .venv/.created
	@echo "== building and installing biruni"
	@rm -rf build/wheel
	@$(PIP) wheel --no-deps --wheel-dir build/wheel .
	@$(PIP) install "$$(echo build/wheel/biruni-*.whl)[all]"
	@$(PIP) install --force-reinstall --no-deps build/wheel/biruni-*.whl
	@touch $@
