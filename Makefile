PYTHON ?= python3
VENV := .venv
EXAMPLES := $(addprefix perspectief/,publishing report takeaway)
BIN := $(VENV)/bin
PIP := $(BIN)/pip install --quiet --disable-pip-version-check

.PHONY: help setup setup-dev browser app test check bench fidelity shots sentences sbom intake-demo
help:              ## show this list
	@sed -n 's/^\([a-z-]*\):.*## */\1\t/p' $(MAKEFILE_LIST) | expand -t 12

$(VENV)/.app: requirements.lock pyproject.toml setup.py perspectief_core/splits/_kernel.c
	@sh tools/need-python.sh $(PYTHON)
	$(PYTHON) -m venv $(VENV)
	$(PIP) --require-hashes -r requirements.lock
	$(PIP) --no-deps --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.app requirements-dev.lock synthesis/_annealer.so
	$(PIP) --require-hashes -r requirements-dev.lock
	@touch $@

# Only developers make the synthetic extract. Without a C compiler that takes hours, not minutes.
synthesis/_annealer.so: synthesis/_annealer.c $(VENV)/.app
	-$(CC) -O3 -ffp-contract=off -fPIC -shared -o $@ $< \
		-I"$$($(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("include"))')"

node_modules/axe-core/package.json: package-lock.json
	@sh tools/need-npm.sh
	npm ci --silent
	@touch $@

setup: $(VENV)/.app        ## make .venv with the pinned packages and the perspectief command
setup-dev: $(VENV)/.dev    ## the same, and what tests and checks need
browser: node_modules/axe-core/package.json    ## find or install Chromium, nginx and the accessibility checker
	@sh tools/need-chromium.sh
	@sh tools/need-nginx.sh

app: setup                 ## start the dashboard on http://127.0.0.1:8501
	MALLOC_ARENA_MAX=1 $(BIN)/streamlit run app.py

test: setup-dev browser    ## run all tests, in a real browser too
	$(BIN)/python -m pytest -n auto -p tests.loading --doctest-modules perspectief_core $(EXAMPLES)
	$(BIN)/pytest -n auto --ignore=tests/browser
	$(BIN)/pytest -n 2 tests/browser

check: setup-dev           ## style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: setup-dev           ## measure speed: benchmarks/, results on the screen
	$(BIN)/python -m benchmarks

fidelity: setup synthesis/_annealer.so  ## how near the search and the shipped extract are to print; renew docs/fidelity.md (minutes)
	$(BIN)/python -m synthesis.fidelity

shots: setup-dev browser   ## screenshot of every page in shots/, and the picture of the README
	$(BIN)/python -m tests.browser.shots

sentences: setup-dev       ## write down every sentence of every page, to read through: tests/golden/sentences.txt, published.txt
	$(BIN)/python -m tests.sentences

sbom: setup-dev            ## list what the dashboard is made of, as CycloneDX: build/sbom.json
	@mkdir -p build
	$(BIN)/python -m cyclonedx_py requirements requirements.lock --output-reproducible --of JSON -o build/sbom.json

DEMO := build/intake-demo
intake-demo: setup         ## invented lists in build/intake-demo, an extract from them, and the dashboard on it
	rm -rf $(DEMO)
	$(BIN)/perspectief intake demo --out $(DEMO)/lijsten
	$(BIN)/perspectief intake run $(DEMO)/lijsten --out $(DEMO)/extract --work $(DEMO)/werkmap --basis data/synthetic
	PERSPECTIEF_EXTRACT=$(DEMO)/extract MALLOC_ARENA_MAX=1 $(BIN)/streamlit run app.py
