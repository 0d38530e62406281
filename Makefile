# A newcomer's commands. Each one sets up what it needs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export NO_MKDOCS_2_WARNING := 1

.PHONY: site serve part merge test bench reading lighthouse fuzz sbom lock schema clean

site: $(VENV)/.site  ## build all languages into site/ and judge the result
	@grep -qE '^ +- hooks/build.py' mkdocs.yml || { echo "mkdocs.yml must name hooks/build.py below 'hooks':" \
	  "without it nothing is checked. Take the file back from an earlier version."; exit 1; }
	@echo "Checking facts, pages and translations …"
	@$(BIN)/factbook check
	@echo "Building all languages into site/ and judging them …"
	@$(BIN)/mkdocs build
	@$(BIN)/factbook check site

serve: $(VENV)/.site  ## the same, live, at http://127.0.0.1:8000/
	$(BIN)/mkdocs serve --no-strict --dev-addr 127.0.0.1:8000 --watch overrides --watch hooks

part: $(VENV)/.site  ## the pages of one language, such as PART=en, built alone
	@$(BIN)/factbook part "$(PART)" ".build/parts/$(PART)"

merge: $(VENV)/.site  ## all parts joined to site/, the same as `make site` builds, and judged
	@$(BIN)/factbook check
	@$(BIN)/factbook merge .build/parts/* site

test: $(VENV)/.test  ## lint, types, unit tests, site tests, browser tests
	$(BIN)/ruff check hooks tests tools
	$(BIN)/ruff format --check hooks tests tools
	$(BIN)/mypy
	$(BIN)/python -m tests.browser.install
	$(BIN)/pytest -n auto --dist worksteal  # neighbours share what they set up

ifneq ($(wildcard tools/bench),)  # sites for other conditions have none
bench: $(VENV)/.test  ## what a build costs, beside plain Material
	$(BIN)/python -m tools.bench
endif

lighthouse: $(VENV)/.test  ## what Lighthouse says of every page; it needs npx, and takes some minutes
	$(BIN)/python -m tests.browser.install
	$(BIN)/python -m tools.lighthouse

fuzz: $(VENV)/.tools  ## hostile input for the readers of files, found by coverage; FUZZ_SECONDS for each of them
	$(BIN)/python -m tools.fuzz $(or $(FUZZ_SECONDS),300)

sbom: $(VENV)/.tools  ## the bill of materials of the packages that build the site, as CycloneDX
	$(BIN)/cyclonedx-py requirements requirements.txt --pyproject pyproject.toml --output-reproducible -o sbom.cdx.json

reading: $(VENV)/.site  ## how hard each page is to read, and its hardest sentences
	@$(BIN)/factbook reading

schema: $(VENV)/.site  ## the JSON Schema that editors check data files with
	$(BIN)/factbook schema

COMPILE = $(BIN)/pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras --no-header --no-annotate \
  --all-build-deps --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --upgrade

lock: $(VENV)/.test  ## pin the newest versions that pyproject.toml allows
	$(COMPILE) -o requirements.txt pyproject.toml
	$(COMPILE) --extra test -c requirements.txt -o requirements-test.txt pyproject.toml
	$(COMPILE) --extra tools -c requirements.txt -o requirements-tools.txt pyproject.toml

clean:
	rm -rf $(VENV) .cache .build site

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; set PYTHON=/path/to/it"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.site: requirements.txt pyproject.toml | $(VENV)/bin/python
	@echo "Setting up $(VENV): a minute or so, once."
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.test: requirements-test.txt $(VENV)/.site
	@echo "Setting up what the tests need: a minute or so, once."
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.txt
	@touch $@

$(VENV)/.tools: requirements-tools.txt $(VENV)/.site
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-tools.txt
	@touch $@
