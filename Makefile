# make run     install, set up and serve the site with its demo content: http://127.0.0.1:8000
# make test    install what tests need and run them
# make lock    compile requirements*.txt anew from requirements/*.in
# make messages  collect what is to be translated into config/locale/, and compile it
# make sbom    write sbom.json: the packages of a site, with versions and hashes
# make audit   ask whether a package has a known fault
# make newest  run the tests with the newest of everything that requirements/*.in admit
# README.md gives the first two as plain commands.

PORT ?= 8000
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export SYMPTOMS_VAR ?= $(CURDIR)/var
VAR := $(SYMPTOMS_VAR)

.PHONY: run test lock messages newest sbom audit clean python
.DEFAULT_GOAL := run

run: export ALLOWED_HOSTS ?= 127.0.0.1,localhost
run: export SYMPTOMS_SITE_URL ?= http://127.0.0.1:$(PORT)
run: export SYMPTOMS_EMERGENCY_NUMBER ?= 112
run: export DEBUG =
run: python
	@$(PYTHON) deploy/prepare.py run --venv $(VENV) --var "$(VAR)" --port "$(PORT)"
	@SECRET_KEY="$$(cat "$(VAR)/secret-key")" PORT=$(PORT) BIN=$(BIN) sh deploy/run.sh

test: python
	@$(PYTHON) deploy/prepare.py test --venv $(VENV)
	@env -u DEBUG $(BIN)/python -m pytest -n 2 $(ARGS)

lock: python
	@PYTHON=$(PYTHON) sh deploy/lock.sh

# Needs GNU gettext (xgettext, msgmerge, msgfmt).
messages: python
	@DEBUG=1 $(BIN)/python manage.py makemessages --all --no-location --no-wrap --ignore ".venv*" --ignore tests --ignore bench --ignore var --ignore deploy
	@DEBUG=1 $(BIN)/python manage.py compilemessages --ignore ".venv*"

sbom: python
	@$(PYTHON) deploy/sbom.py requirements-scale.txt > sbom.json && echo "sbom.json"

audit: python
	@PYTHON=$(PYTHON) sh deploy/audit.sh $(ARGS)

newest: python
	@PYTHON=$(PYTHON) sh deploy/newest.sh $(ARGS)

python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2> /dev/null || \
		{ echo "Python 3.11 or newer is needed, and $(PYTHON) is not. Name another: make PYTHON=/path/to/python3.11" >&2; exit 1; }

clean:
	@echo "This deletes the virtual environments; the site's data in var/ stays."
	rm -rf $(VENV) .venv-lock .venv-newest .venv-audit
