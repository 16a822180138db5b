# make run     install, set up and serve the site with its demo content: http://127.0.0.1:8000
# make test    install what tests need and run them
# README.md gives the same as plain commands.

PORT ?= 8000
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export SYMPTOMS_VAR ?= $(CURDIR)/var
VAR := $(SYMPTOMS_VAR)

.PHONY: run test clean
.DEFAULT_GOAL := run

run: export ALLOWED_HOSTS ?= 127.0.0.1,localhost
run: export SYMPTOMS_SITE_URL ?= http://127.0.0.1:$(PORT)
run: export SYMPTOMS_EMERGENCY_NUMBER ?= 112
run: export DEBUG =
run: $(VENV)/.run-installed $(VAR)/secret-key
	@SECRET_KEY="$$(cat "$(VAR)/secret-key")" PORT=$(PORT) BIN=$(BIN) sh deploy/run.sh

test: $(VENV)/.test-installed
	@env -u DEBUG $(BIN)/python -m pytest -n 2 $(ARGS)

$(VENV)/.run-installed: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; make PYTHON=/path/to/it run"; exit 1; }
	@echo "Installing what the site needs (about half a minute, once) ..."
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/.test-installed: requirements.txt requirements-scale.txt requirements-dev.txt | $(VENV)/.run-installed
	@echo "Installing what the tests need (about a minute, once) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

$(VAR)/secret-key:
	@mkdir -p "$(VAR)"
	@umask 077 && $(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(50))' > "$@"

clean:
	@echo "This deletes the virtual environment; the site's data in var/ stays."
	rm -rf $(VENV)
