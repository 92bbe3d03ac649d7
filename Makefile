# The only task runner. Every task installs what it lacks, by name, and can be run again at any time.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

FUZZ_SECONDS ?= 60
READERS ?= share-events tiktok-research-csv tiktok-research-json zeeschuimer-tiktok 4cat-tiktok 538-trolls \
    trolls-by-author csv ndjson scanners \
    x-archive x-archive-users x-api-v1 x-api-v2 zeeschuimer-x zeeschuimer-instagram 4cat-csv 4cat-ndjson usc-x-24 \
    538-authors nbc-trolls nbc-trolls-users python \
    meta-indicators meta-indicators-md sekoia-observables coornet-accounts \
    telegram-desktop telegram-rows youtube-api bluesky-jetstream mastodon reddit-ndjson vk-wall \
    crowdtangle-api crowdtangle-csv meta-content-library tiktok-commercial tiktok-web tiktok-aweme tiktok-counters \
    statements-of-reasons harmonised-report register observations taxonomy stix \
    custody-line custody-log checkpoint time-stamp evidence-record bag-manifest zip search-query form
SIZES ?= 1,10,30
RUNS ?= 3
ONLY ?=
SEEDS ?= 2,3,4

release := .build/release/daylight
python := .build/bench/venv/bin/python

.PHONY: help browser calibration demo test bench herd oversight fuzz acceptance format packages validators venv release

help:
	@echo "make demo        simulate a platform with planted groups, investigate it, leave a report in daylight-out/"
	@echo "make test        build and run all tests; with DAYLIGHT_DATA set, those on real data too"
	@echo "make browser     a new user's way through the built program in a real browser; make test does it, too"
	@echo "make bench       measure against DuckDB (SIZES=1,10,30 RUNS=3 ONLY=duckdb|daylight|reading)"
	@echo "make acceptance  kill imports and evidence at random; compare with the peers' own outputs in DAYLIGHT_DATA"
	@echo "make herd        measure the early warning on two million simulated accounts (SEEDS=2,3,4)"
	@echo "make oversight   time what is measured of 100,000 assets and of ten million statements of reasons"
	@echo "make calibration shuffle accounts of the data in DAYLIGHT_DATA: do probabilities keep their promise?"
	@echo "make fuzz        feed each reader damaged input for FUZZ_SECONDS=60"
	@echo "make format      format all sources"

# System libraries, only where they are missing; the tests also want programs that check what we write.
debian := zlib1g-dev libzstd-dev libsqlite3-dev
test: debian += openssl libxml2-utils
packages:
	@if ! command -v dpkg-query > /dev/null; then echo "Not a Debian system: zlib, libzstd and SQLite with headers must be there."; exit 0; fi; \
	missing=""; \
	for package in $(debian); do \
	    dpkg-query -W -f='$${Status}' $$package 2> /dev/null | grep -q "ok installed" || missing="$$missing $$package"; \
	done; \
	if [ -n "$$missing" ]; then \
	    echo "installing$$missing"; \
	    as_root=""; if [ "$$(id -u)" != 0 ]; then as_root=sudo; fi; \
	    $$as_root apt-get update -qq; \
	    $$as_root apt-get install -y -qq --no-install-recommends $$missing; \
	fi

release: packages
	swift build -c release --product daylight

demo: release
	@mkdir -p .build/demo
	$(release) simulate --out .build/demo
	$(release) investigate .build/demo/posts.json --window 60s,10min --correction attainable --permutations 20 --stability \
	    --out daylight-out --truth .build/demo/truth.csv

# What checks our exports and is not ours, in a folder of its own. Without a network or pip there is a notice, and the tests
# that need it are skipped.
validators:
	@if ! [ -x .build/validators/bin/python ]; then \
	    if ! python3 -c "import ensurepip" 2> /dev/null; then \
	        as_root=""; if [ "$$(id -u)" != 0 ]; then as_root=sudo; fi; \
	        { $$as_root apt-get update -qq && $$as_root apt-get install -y -qq --no-install-recommends python3 python3-venv; } \
	            || echo "notice: python3-venv cannot be installed"; \
	    fi; \
	    mkdir -p .build; python3 -m venv .build/validators || rm -rf .build/validators; \
	fi
	@if ! .build/validators/bin/python -m pip install --quiet --disable-pip-version-check --retries 1 --timeout 15 \
	    -r Tests/Validators/requirements.txt; \
	then echo "notice: the validators cannot be installed; tests that need them are skipped"; fi

test: packages validators
	swift build --build-tests
	@swift test --skip-build 2>&1 | tee .build/test.log
	@skipped=$$(grep -cE "(Test|Suite) .*skipped" .build/test.log || true); \
	if [ "$$skipped" != 0 ]; then echo "$$skipped tests or suites were skipped: most need real data, in the folder that DAYLIGHT_DATA names."; fi; \
	unchecked=$$(grep -c "skipped.*no validators" .build/test.log || true); \
	if [ "$$unchecked" != 0 ]; then echo "$$unchecked of them need validators, which could not be installed."; fi
	@$(MAKE) --no-print-directory browser

# The program that exists, the newer of the two; nothing is built. Where there is no browser and none can be installed, as
# without a network, there is a notice and no failure. SCREENSHOTS=FOLDER keeps a picture of every page.
SCREENSHOTS ?=
browser:
	@program=$$(ls -t .build/debug/daylight .build/release/daylight 2> /dev/null | head -n 1 || true); \
	if [ -z "$$program" ]; then echo "There is no program yet: 'swift build' makes it."; exit 1; fi; \
	as_root=""; if [ "$$(id -u)" != 0 ]; then as_root=sudo; fi; \
	if ! [ -x /usr/bin/chromium ] || ! python3 -c "import ensurepip" 2> /dev/null; then \
	    { $$as_root apt-get update -qq && $$as_root apt-get install -y -qq --no-install-recommends chromium python3 python3-venv; } \
	        || echo "notice: chromium or python3-venv cannot be installed"; \
	fi; \
	if ! [ -x .build/browser/bin/python ]; then \
	    mkdir -p .build; python3 -m venv .build/browser || rm -rf .build/browser; \
	fi; \
	if ! [ -x /usr/bin/chromium ] || ! .build/browser/bin/python -m pip install --quiet --disable-pip-version-check --retries 1 \
	    --timeout 15 -r Tests/Browser/requirements.txt; \
	then echo "notice: there is no browser to test with; pages were not looked at in one"; exit 0; fi; \
	DAYLIGHT=$$program .build/browser/bin/python Tests/Browser/journey.py $(if $(SCREENSHOTS),--screenshots $(SCREENSHOTS)) > .build/browser/journey.log 2>&1 \
	    || { grep -v "^ok " .build/browser/journey.log; exit 1; }; \
	grep -E "^[0-9]+ checks" .build/browser/journey.log; \
	DAYLIGHT=$$program .build/browser/bin/python Tests/Browser/sign_in.py > .build/browser/sign_in.log 2>&1 \
	    || { grep -v "^ok " .build/browser/sign_in.log; exit 1; }; \
	grep -E "^[0-9]+ checks" .build/browser/sign_in.log

venv:
	@if ! python3 -c "import ensurepip" 2> /dev/null; then \
	    as_root=""; if [ "$$(id -u)" != 0 ]; then as_root=sudo; fi; \
	    $$as_root apt-get update -qq; $$as_root apt-get install -y -qq --no-install-recommends python3 python3-venv; \
	fi
	@if ! [ -x $(python) ]; then mkdir -p .build/bench; python3 -m venv .build/bench/venv; fi
	@$(python) -m pip install --quiet --disable-pip-version-check -r Benchmarks/requirements.txt

bench: release venv
	$(python) Benchmarks/bench.py --sizes $(SIZES) --runs $(RUNS) $(if $(ONLY),--only $(ONLY))

acceptance: release validators
	python3 Benchmarks/killed.py --times 200
	python3 Benchmarks/evidence.py --kills 200 --entries 1000000
	python3 Benchmarks/tampering.py --flips 2000 --kills 200
	python3 Benchmarks/million.py
	python3 Benchmarks/serve-killed.py --kills 100
	python3 Benchmarks/acceptance.py

# Shuffles accounts of real data a hundred times each, and counts what is reported although it cannot be true.
calibration: release
	python3 Benchmarks/calibration.py --runs 100

herd: release
	python3 Benchmarks/herd.py --seeds $(SEEDS)

oversight: release
	python3 Benchmarks/oversight.py

# Each reader for FUZZ_SECONDS, from the seeds in Tests/Fixtures/Fuzz; inputs are kept in .build/fuzz/corpus and the next
# run goes on from there. A fuzzer that fails, or that never ran an input, fails the task.
fuzz: packages
	DAYLIGHT_FUZZ=1 swift build -c release --product daylight-fuzz --scratch-path .build/fuzz -Xswiftc -sanitize=fuzzer,address
	@for reader in $(READERS); do \
	    mkdir -p .build/fuzz/corpus/$$reader; \
	    echo "fuzzing $$reader for $(FUZZ_SECONDS) s"; \
	    log=.build/fuzz/$$reader.log; \
	    if ! DAYLIGHT_FUZZ_READER=$$reader .build/fuzz/release/daylight-fuzz -max_total_time=$(FUZZ_SECONDS) -max_len=4096 \
	        -dict=Tests/Fixtures/Fuzz/readers.dict -verbosity=0 -print_final_stats=1 \
	        -artifact_prefix=.build/fuzz/$$reader- .build/fuzz/corpus/$$reader Tests/Fixtures/Fuzz/$$reader \
	        > $$log 2>&1; \
	    then tail -n 40 $$log; echo "the fuzzer of $$reader failed: see $$log"; exit 1; fi; \
	    units=$$(sed -n 's/^stat::number_of_executed_units: *//p' $$log); \
	    if ! [ "$${units:-0}" -gt 0 ]; then tail -n 40 $$log; echo "the fuzzer of $$reader ran no input: see $$log"; exit 1; fi; \
	    echo "$$units inputs"; \
	done; echo "no finding"

format:
	swift format --in-place --recursive Sources Tests Package.swift
