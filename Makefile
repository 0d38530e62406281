# A newcomer's commands. Each one sets up what it needs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export NO_MKDOCS_2_WARNING := 1
export PYTHONDONTWRITEBYTECODE :=

# What somebody's shell says of Python and pip is not for what is in .venv, but for how the network is reached.
NETWORK := $(addprefix PIP_,INDEX_URL EXTRA_INDEX_URL FIND_LINKS NO_INDEX CERT CLIENT_CERT PROXY TRUSTED_HOST \
  CACHE_DIR NO_CACHE_DIR TIMEOUT DEFAULT_TIMEOUT RETRIES KEYRING_PROVIDER CONFIG_FILE CONSTRAINT)
FOREIGN := $(filter-out PYTHON $(NETWORK),$(filter PYTHON% PIP_% VIRTUAL_ENV,$(.VARIABLES)))
unexport $(FOREIGN)
export PIP_USER := 0

.PHONY: site serve test bench reading lighthouse fuzz sbom lock schema clean new-site upgrade

site: $(VENV)/.site  ## build all languages into site/ and judge the result
	@grep -qE '^ +- hooks/build.py' mkdocs.yml || { echo "mkdocs.yml must name hooks/build.py below 'hooks':" \
	  "without it nothing is checked. Take the file back from an earlier version."; exit 1; }
	@case "$${SITE_URL:-http://}" in http://*|https://*) ;; *) echo "SITE_URL must be a whole address," \
	  "as in https://guide.example/kit/, got '$$SITE_URL'."; exit 1;; esac
	@$(BIN)/mkdocs build

serve: $(VENV)/.site  ## the same, live, at http://127.0.0.1:8000/
	$(BIN)/mkdocs serve --no-strict --dev-addr 127.0.0.1:8000 --watch overrides --watch hooks

test: $(VENV)/.test  ## lint, types, unit tests, site tests, browser tests
	$(BIN)/ruff check hooks tests tools
	$(BIN)/ruff format --check hooks tests tools
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
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

# Copier, with a sentence for what is wrong and not what led to it
COPIER = $(BIN)/python -c 'import sys; sys.tracebacklimit = 0; from copier.__main__ import CopierApp; CopierApp.run()'

ifneq ($(wildcard copier.yml),)  # in the kit
KIT ?= $(CURDIR)

new-site: $(VENV)/.fork  ## a site for another condition: DIR=../my-site CONDITION="Glimmer itch" LANGUAGES=en,fr
	@test -z "$$(git status --porcelain)" || { echo "Commit your changes first: a site is made of what is committed."; exit 1; }
	@rmdir "$(DIR)" 2>/dev/null; test -n "$(DIR)" -a ! -e "$(DIR)" || { echo "DIR must be empty or not there yet."; exit 1; }
	@$(COPIER) copy --quiet --trust --vcs-ref HEAD -d "condition=$$CONDITION" -d "languages=$$LANGUAGES" "$(KIT)" "$(DIR)"
	@echo "Next: cd $(DIR) && make site   (README.md says what to do first)"
else  # in a site
upgrade: $(VENV)/.fork  ## the kit as it is now; what is this site's own stays as it is
	@$(COPIER) update --trust --defaults --vcs-ref HEAD
	@! git diff --name-only --diff-filter=U | grep . || { echo "The kit and you have changed the same lines of these files:" \
	  "choose between what stands after <<<<<<< and after =======. Then: make site"; exit 1; }
	@$(MAKE) --quiet --no-print-directory $(VENV)/.site
	@$(BIN)/factbook translate update
endif

COMPILE = $(BIN)/pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras --no-header --no-annotate \
  --all-build-deps --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --upgrade

lock: $(VENV)/.test  ## pin the newest versions that pyproject.toml allows, and see that they install without a compiler
	$(COMPILE) -o requirements.txt pyproject.toml
	$(COMPILE) --extra fork -c requirements.txt -o requirements-fork.txt pyproject.toml
	$(COMPILE) --extra test --extra fork -c requirements.txt -o requirements-test.txt pyproject.toml
	$(COMPILE) --extra tools -c requirements.txt -o requirements-tools.txt pyproject.toml
	for python in 3.11.2 3.14; do for machine in x86_64 aarch64; do $(BIN)/pip install --quiet --dry-run --no-deps --target .cache/none \
	  --only-binary :all: --no-binary docopt --python-version $$python $(foreach old,12 17 24 26 28,--platform manylinux_2_$(old)_$$machine) \
	  -r requirements-fork.txt || exit 1; done; done  # without a compiler; docopt is plain Python

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

$(VENV)/.fork: requirements-fork.txt $(VENV)/.site
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-fork.txt
	@touch $@
