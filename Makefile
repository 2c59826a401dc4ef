# Everything sets itself up: on a fresh machine Python 3.11 or newer, git and make are enough.
# Set-up is done once, into .venv; after that every target starts at once.

.PHONY: help setup demo test test-browser test-spark check golden graphs boundary-cases fuzz bench nightly pins clean
.DEFAULT_GOAL := help
SHELL := /bin/sh

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.doudi-ready
SPARK_READY := $(VENV)/.doudi-spark-ready
PINNED := build/pinned
INSTALL := bin/python -m pip -qq --disable-pip-version-check install
RULES := rules
BUNDLE := build/rules.doudi
LANG_SHOWN ?= zh
HOUSEHOLDS := $(wildcard examples/*.yaml)
# Those that are run by themselves; the rest of the folder serves them.
BENCHMARKS := $(filter-out benchmarks/generate.py benchmarks/conflicts_% benchmarks/decision_%,$(wildcard benchmarks/*.py))

help:
	@echo 'make demo     检查并编译 rules/，对 examples/ 里的家庭作出决定    check, build, decide four households'
	@echo 'make test     测试                                            the tests'
	@echo 'make test-browser  在无头 Chromium 里查看网页                  the pages in headless Chromium'
	@echo 'make test-spark    在 Spark 上作决定（一主两从）              deciding on Spark, a master and two workers'
	@echo 'make check    格式、lint、类型、分层、规则                    format, lint, types, layers, rules'
	@echo 'make golden   更新金样，请审阅差异                            rewrite goldens; review the diff'
	@echo 'make boundary-cases  重新草拟边界案例，供复核                   redraft the boundary cases, for review'
	@echo 'make graphs   重画 docs/graph/ 里的依赖图                       redraw the pictures of docs/graph/'
	@echo 'make fuzz     随机字节喂给解析器                              random bytes into the parser'
	@echo 'make bench    基准                                            benchmarks'
	@echo 'make nightly  夜间规模的测试                                  the runs too long for make test'

setup: $(READY)

$(READY): pyproject.toml constraints.txt
	@python=''; \
	for it in $(PYTHON) python3.11 python3.12 python3.13 python3.14 python3 python; do \
	  if $$it -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; \
	  then python=$$it; break; fi; \
	done; \
	if [ -z "$$python" ]; then \
	  echo '没有找到 Python 3.11 或更新的版本（须带 venv；Debian、Ubuntu 上是 python3-venv 包）。' >&2; \
	  echo 'Python 3.11 or newer, with venv, was not found (on Debian and Ubuntu: package python3-venv).' >&2; \
	  exit 2; \
	fi; \
	echo "首次设置 $(VENV)，约一分钟 · setting up $(VENV), about a minute"; \
	$$python -m venv $(VENV)
	@$(call installed,$(VENV),--constraint constraints.txt)
	@touch $@

define installed
$(1)/$(INSTALL) $(2) hatchling editables && \
  $(1)/$(INSTALL) $(2) --no-build-isolation --editable '.[compiler,ingest,dev]'
endef

# What each household of examples/ is mainly about; its whole letter goes to build/.
demo: $(READY)
	@mkdir -p build
	@echo '── doudi check $(RULES)'
	@$(BIN)/doudi check $(RULES) --lang $(LANG_SHOWN)
	@echo '── doudi build $(RULES) -o $(BUNDLE)'
	@$(BIN)/doudi build $(RULES) -o $(BUNDLE) --lang $(LANG_SHOWN)
	@$(call decided,chongqing-patient,--scheme 确诊患者临时救助金 --person 父亲)
	@$(call decided,wuwei-migrant,--scheme 临时救助)
	@$(call decided,ministry-window-2022,--scheme 临时救助)
	@for it in $(HOUSEHOLDS); do \
	  $(BIN)/doudi decide $$it --bundle $(BUNDLE) --lang $(LANG_SHOWN) --depth argument \
	    --format html -o build/$$(basename $$it .yaml).html || exit 1; \
	done
	@echo; echo '── doudi ask examples/ministry-window-2022.yaml'; echo
	@$(BIN)/doudi ask examples/ministry-window-2022.yaml --bundle $(BUNDLE) --lang $(LANG_SHOWN)
	@echo; echo '── doudi whynot examples/chongqing-refused.yaml --scheme 最低生活保障金'; echo
	@$(BIN)/doudi whynot examples/chongqing-refused.yaml --scheme 最低生活保障金 --bundle $(BUNDLE) --lang $(LANG_SHOWN)
	@echo; echo '── doudi receipt, doudi verify'; echo
	@$(BIN)/doudi receipt examples/chongqing-patient.yaml --bundle $(BUNDLE) --lang $(LANG_SHOWN) -o build/chongqing-patient.receipt.json
	@$(BIN)/doudi verify build/chongqing-patient.receipt.json --lang $(LANG_SHOWN)
	@echo; echo '── doudi ledger $(RULES)'
	@$(BIN)/doudi ledger $(RULES) --format html -o build/ledger.html --lang $(LANG_SHOWN)
	@$(BIN)/doudi ledger $(RULES) --lang $(LANG_SHOWN) | sed -n -E '/^  (文件|document)  /,/^$$/p'
	@echo '逐句台账 · the ledger, every sentence with its rule: build/ledger.html'
	@echo; echo '── doudi conflicts $(RULES) --kind place --of WW2021/六·二是-1a'; echo
	@$(BIN)/doudi conflicts $(RULES) --kind place --of WW2021/六·二是-1a --lang $(LANG_SHOWN)
	@$(BIN)/doudi conflicts $(RULES) --format markdown -o build/conflicts.md --lang $(LANG_SHOWN)
	@echo '全部冲突，各有一户 · every conflict with its household: build/conflicts.md'
	@echo; echo '── 各户的全部项目 · every scheme of every household: build/*.html'

define decided
echo; echo '── doudi decide examples/$(1).yaml --bundle $(BUNDLE) $(2)'; echo; \
$(BIN)/doudi decide examples/$(1).yaml --bundle $(BUNDLE) $(2) --lang $(LANG_SHOWN)
endef

test: $(READY)
	@$(BIN)/python -m pytest -q -n auto -m 'not nightly and not browser and not spark'
	@echo '未运行的：浏览器测试（make test-browser）、Spark 测试（make test-spark）、夜间规模的测试（make nightly）和基准（make bench）'
	@echo 'Left out: tests in a browser (make test-browser), on Spark (make test-spark), the nightly-size runs (make nightly) and the benchmarks (make bench)'

# Where there is no Chromium and none can be installed it says so and is not a failure.
test-browser: $(READY)
	@if ! $(call chromium); then \
	  echo '没有 Chromium，用 apt-get 安装 · no Chromium, installing it with apt-get' >&2; \
	  { apt-get update -qq && apt-get install -y -qq chromium fonts-noto-cjk; } >/dev/null 2>&1 || true; \
	fi; \
	if $(call chromium); then $(BIN)/python -m pytest -q -m browser; else \
	  echo '浏览器测试没有运行：没有 Chromium，也无法用 apt-get 安装（需要 root 和网络）。请安装 chromium 后再试。' >&2; \
	  echo 'The browser tests were NOT run: there is no Chromium, and apt-get could not install it (it needs root and a network). Install chromium and try again.' >&2; \
	fi

chromium = { command -v chromium || command -v chromium-browser || command -v google-chrome \
  || command -v google-chrome-stable || command -v chrome; } >/dev/null

# Where there is no Java 17 and none can be installed it says so and is not a failure.
test-spark: $(SPARK_READY)
	@java="$$($(java17))"; \
	if [ -z "$$java" ]; then \
	  echo '没有 Java 17，用 apt-get 安装 · no Java 17, installing it with apt-get' >&2; \
	  { apt-get update -qq && apt-get install -y -qq --no-upgrade openjdk-17-jre-headless; } >/dev/null 2>&1 || true; \
	  java="$$($(java17))"; \
	fi; \
	if [ -n "$$java" ]; then JAVA_HOME="$$java" $(BIN)/python -m pytest -q -m spark -W ignore::DeprecationWarning tests/spark; else \
	  echo 'Spark 测试没有运行：没有 Java 17，也无法用 apt-get 安装（需要 root 和网络）。请安装 openjdk-17-jre-headless 或设 JAVA_HOME 后再试。' >&2; \
	  echo 'The tests on Spark were NOT run: there is no Java 17, and apt-get could not install it (it needs root and a network). Install openjdk-17-jre-headless, or set JAVA_HOME, and try again.' >&2; \
	fi

$(SPARK_READY): $(READY) constraints-spark.txt
	@echo '为测试安装 Spark，约一分钟 · installing Spark for its tests, about a minute'
	@$(VENV)/$(INSTALL) --constraint constraints.txt --constraint constraints-spark.txt 'pandas>=2.2' 'pyspark>=3.5'
	@touch $@

java17 = for it in "$$JAVA_HOME" "$$(readlink -f "$$(command -v java)" | sed 's|/bin/java$$||')" /usr/lib/jvm/*; do \
  if [ -n "$$it" ] && "$$it/bin/java" -version 2>&1 | grep -q ' version "17'; then echo "$$it"; break; fi; done

check: $(READY)
	@echo '── ruff'; $(BIN)/ruff format --quiet --check . || { echo '运行 · run: $(BIN)/ruff format .' >&2; exit 1; }
	@$(BIN)/ruff check --quiet .
	@echo '── mypy --strict'; $(BIN)/mypy --no-error-summary
	@echo '── lint-imports'; said=$$($(BIN)/lint-imports --no-cache 2>&1) || { echo "$$said"; exit 1; }
	@echo '── doudi check, fmt, test'
	@$(BIN)/doudi check $(RULES)
	@$(BIN)/doudi fmt --check $(RULES)
	@$(BIN)/doudi test $(RULES)

golden: $(READY)
	@DOUDI_GOLDEN=write $(BIN)/python -m pytest -q -n auto \
	  $$(grep -rlE 'check_golden|DOUDI_GOLDEN' tests --include='test_*.py')
	@git --no-pager diff --stat -- tests examples runtime

boundary-cases: $(READY)
	@mkdir -p docs/review
	@$(BIN)/doudi cases $(RULES) -o docs/review/boundary-cases.yaml --lang $(LANG_SHOWN)

# Not checked to be up to date: rules move, and a picture of yesterday's is no fault of theirs.
graphs: $(READY)
	@mkdir -p docs/graph
	@$(BIN)/doudi graph $(RULES) --lang zh --format svg -o docs/graph/whole.svg
	@$(BIN)/doudi graph $(RULES) --lang zh --format svg -o docs/graph/dibao-standard.svg --moves 低保标准 --depth 2
	@$(BIN)/doudi graph $(RULES) --lang zh --format svg -o docs/graph/tekun.svg --of 特困人员 --depth 1
	@$(BIN)/doudi graph $(RULES) --lang zh --format svg -o docs/graph/price-subsidy.svg --of 价格临时补贴 --depth 2
	@$(BIN)/doudi graph $(RULES) --lang zh --format svg -o docs/graph/CQ2021.svg --document CQ2021

fuzz: $(READY)
	@$(BIN)/python -m tests.fuzz.fuzz_parser --inputs 100000

bench: $(READY)
	@for it in $(BENCHMARKS); do echo "── $$it"; $(BIN)/python $$it || exit 1; done
	@echo '── benchmarks/county'; $(BIN)/python benchmarks/county/run.py --rows 10000,100000,1000000

nightly: $(READY)
	@$(BIN)/python -m pytest -q -n auto -m 'nightly and not browser and not spark'
	@$(BIN)/python -m tests.fuzz.fuzz_parser --inputs 1000000
	@$(BIN)/python -m tests.inquiry.run --households 2000
	@$(BIN)/python -m tests.whynot.run --refusals 2000
	@$(BIN)/python -m tests.receipts.determinism --decisions 10000

# From an environment of its own: what else $(VENV) has, such as Spark, is not what `make` installs.
pins: $(READY)
	@rm -rf $(PINNED)
	@$(BIN)/python -m venv $(PINNED)
	@$(call installed,$(PINNED))
	@{ echo '# What `make` installs, to the version. Refresh: `make pins`.'; \
	  $(PINNED)/bin/python -m pip freeze --exclude-editable; } > constraints.txt.new
	@mv constraints.txt.new constraints.txt
	@rm -rf $(PINNED)

clean:
	@rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .doudi-cache
