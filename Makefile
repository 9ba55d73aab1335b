# Everything a person or a machine does with Lendex. A bare Debian with git and make is enough; the rest is installed.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help run test test-long lint setup docs lock clean
bin := .venv/bin
# Compiled files, which git ignores, halve the time of every start after the first.
unexport PYTHONDONTWRITEBYTECODE

help:  ## say what each target does
	@sed -nE 's/^([a-z-]+):.*## (.*)/  make \1\t\2/p' Makefile | expand -t 20

run:  ## install what is missing, start Lendex, stay in the foreground (settings: LENDEX_HOST, LENDEX_PORT, …)
	@setup/install run
	@# As `lendex serve`, but quicker, since nothing of the other commands is loaded; it ends when make ends.
	@exec setpriv --pdeathsig TERM $(bin)/python -m web.serving

setup:  ## install what `make test` needs, and nothing else
	@setup/install test

lint: setup  ## style, types and the directions of imports
	$(bin)/ruff check .
	$(bin)/ruff format --check .
	$(bin)/mypy
	$(bin)/lint-imports

test: lint  ## lint, then every test but the long ones
	$(bin)/pytest -n 2 --dist loadfile

test-long: lint  ## lint, then every test, with many more generated examples
	$(bin)/pytest -n 2 --dist loadfile -m '' --hypothesis-profile=lendex-long

docs: setup  ## write the pages of docs/reference anew from the rules, the commands and the HTTP API
	$(bin)/python setup/reference

lock: setup  ## choose the newest versions allowed by requirements/*.in and write the hashed locks
	setup/lock

clean:  ## remove the environment and what tools left behind; conversations and published rules stay
	rm -rf .venv build lendex.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
