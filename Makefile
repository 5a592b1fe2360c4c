# Two commands matter: `make run` and `make test`. Everything is made in .venv and made again only where it changed.
PYTHON ?= python3
BIN := .venv/bin
SAMPLE ?= resources/samples/astronaut.png
RESULT := enlarged-x4.png
CATALOGUE := resources/translations
export PIP_DISABLE_PIP_VERSION_CHECK := 1

# Set by hand to `nothing` to work without the window although there is a display.
VIEW ?= $(shell $(PYTHON) ganstudio/system.py view)

.PHONY: run test lint pytest bench screenshots translations package clean

run: .venv/run
ifeq ($(VIEW),window)
	$(BIN)/ganstudio $(SAMPLE)
else
	@echo "There is no display here, so the sample is enlarged without the window."
	$(BIN)/ganstudio upscale $(SAMPLE) -o $(RESULT) --scale 4 --overwrite
	@echo "The result is $(CURDIR)/$(RESULT)"
endif

test: lint pytest

lint: .venv/test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

# In several processes; one that has done its tests takes over some of another's.
pytest: .venv/test
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -n auto --dist worksteal

# With PHOTOS=folder the quality is measured too, on the pictures of that folder.
bench: .venv/test
	$(BIN)/python -m tests.bench "$(PHOTOS)" "$(DATA)"

screenshots: .venv/test
	$(BIN)/python -m tests.pictures.screenshots
	$(BIN)/python -m tests.pictures.guide

# Collects the marked strings and compiles what is translated. Then translate what is new in the .po, and run it again.
translations: .venv/test
	@mkdir -p build
	@$(BIN)/pybabel -q extract -F pyproject.toml --project=ganstudio --version= --msgid-bugs-address='ganstudio contributors' --no-wrap --sort-by-file --add-location=file -o build/ganstudio.pot ganstudio trainers resources/models resources/presets resources/catalogue
	@$(BIN)/pybabel -q update -D ganstudio -i build/ganstudio.pot -d $(CATALOGUE) --no-wrap --ignore-obsolete --no-fuzzy-matching --ignore-pot-creation-date
	@$(BIN)/pybabel -q compile -D ganstudio -d $(CATALOGUE)

# What people download, in dist/: the folder with the program, tried in whole, then packed for this system.
package: .venv/package
	$(BIN)/python -m installer

# The checks come first: what is missing is told before anything is downloaded.
$(BIN)/python:
	$(PYTHON) -m venv .venv

.venv/run: pyproject.toml constraints.txt | check-run $(BIN)/python
	@echo "Installing into .venv; the first time this takes some minutes."
	$(BIN)/python -m pip install -q -c constraints.txt -e .
	@touch $@

.venv/test: pyproject.toml constraints.txt | check-test $(BIN)/python
	@echo "Installing into .venv; the first time this takes some minutes."
	$(BIN)/python -m pip install -q -c constraints.txt -e '.[raw,heif,onnx,cluster,test]'
	@touch $@ .venv/run

.venv/package: pyproject.toml constraints.txt | check-run $(BIN)/python
	@echo "Installing into .venv; the first time this takes some minutes."
	$(BIN)/python -m pip install -q -c constraints.txt -e '.[raw,package]'
	@touch $@

.PHONY: check-run check-test
check-run:
	@$(PYTHON) ganstudio/system.py $(VIEW)
check-test:
	@$(PYTHON) ganstudio/system.py offscreen

clean:
	rm -rf .venv build dist $(RESULT) .mypy_cache .pytest_cache .ruff_cache
	find ganstudio trainers tests -name __pycache__ -prune -exec rm -rf {} +
