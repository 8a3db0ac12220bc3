# Makefile: builds the program, its tests and its benchmarks.
#
#   make            build/accumbens
#   make test       all tests and the rules of the house; ends with "N passed, N failed"
#   make check      besides: -Werror, sanitizers, one seed = the same bytes everywhere, fuzzing
#   make bench      speed, as ratios against plain loops
#   make demo       the main experiment, as experiments/demo.sh runs it; and: make clean
#
# VARIANT=debug|san|fuzz builds in build/VARIANT. CC, CXX, OPT (instead of the rooms' own -O),
# CFLAGS (besides) and BUILD may be set, too:  make BUILD=build/native OPT='-O3 -march=native'

VARIANT ?= release
BUILD   ?= build$(if $(filter-out release,$(VARIANT)),/$(VARIANT))
ifeq ($(origin CC) $(origin CXX),default default)
CC  := $(if $(filter fuzz,$(VARIANT)),clang,gcc)
CXX := $(if $(filter fuzz,$(VARIANT)),clang++,g++)
endif

# What is there. A folder is the register of its kinds: ROOM.Type, for each room of plugs.
sockets := env.EnvKind network.NetworkKind agent.AgentKind policy.PolicyKind signal.SignalKind \
           plasticity.PlasticityKind measure.MeasureKind
hot     := math agent policy signal plasticity network cohort model
sources := $(sort $(wildcard src/*.c src/*/*.c src/*/*.cc))
helpers := $(patsubst %,tests/%.sh,check one run sentence setup slurm sweep tally)
scripts := $(filter-out $(helpers),$(sort $(wildcard tests/*.sh tests/*/*.sh)))
others  := $(wildcard tests/bench/*.c tests/fuzz/*.c tests/tools/*.c)
tests   := $(sort $(filter-out $(others),$(wildcard tests/*.c tests/*/*.c)))

program  := $(BUILD)/accumbens
library  := $(BUILD)/libaccumbens.a
objects  := $(patsubst %,$(BUILD)/%.o,$(basename $(filter-out src/main.c,$(sources))) kinds)
programs := $(tests:%.c=$(BUILD)/%)
built     = $(patsubst %.c,$(BUILD)/%,$(sort $(wildcard tests/$1/*.c)))
benches  := $(call built,bench)
fuzzers  := $(call built,fuzz)
tools    := $(call built,tools)
linked   := $(programs) $(benches) $(tools)
outputs  := $(programs:%=%.out) $(scripts:%=$(BUILD)/%.out)

# Flags. Nothing may fuse a multiplication with an addition (one seed, the same bytes), so
# -ffp-contract=off comes last on every line. -O3 is worth a factor of 2.4 in the hot rooms.
uses  := gsl yaml-0.1 sqlite3
found := $(shell pkg-config --libs $(uses) 2>/dev/null)
libs   = $(or $(found),-lgsl -lgslcblas -lyaml -lsqlite3) -lm -pthread $($(VARIANT).flags) $(last)
where := $(shell pkg-config --cflags $(uses) 2>/dev/null)
flags  = -Wall -Wextra -Wshadow -pthread -Isrc $(where) -MMD -MP
c      = $(CC) -std=c11 -D_POSIX_C_SOURCE=200809L $(flags)
cc     = $(CXX) -std=c++11 $(flags)
is_hot = $(filter $(hot:%=src/%/%) tests/bench/%,$<)
level  = $(or $(OPT),$($(VARIANT).opt),$(if $(is_hot),-O3,-O2)) $(if $(is_hot),$(quiet))
quiet := -fno-math-errno -fno-trapping-math
ends   = $($(VARIANT).flags) $(CFLAGS) $(last)
last  := -ffp-contract=off
debug.opt  := -O0 -g
san.opt    := -O1 -g
san.flags  := -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
fuzz.opt   := -O1 -g
fuzz.flags := -fsanitize=fuzzer-no-link $(san.flags)

.DELETE_ON_ERROR:
.PHONY: all programs fuzzers test check bench demo clean FORCE
all: $(program)
programs: $(program) $(linked)
fuzzers: $(fuzzers)

$(program): $(BUILD)/src/main.o $(library)
	$(CXX) -o $@ $^ $(libs)
$(library): $(objects) $(BUILD)/sources
	@rm -f $@
	ar rcs $@ $(objects)
$(BUILD)/%.o: %.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(c) $(level) -o $@ -c $< $(ends)
$(BUILD)/%.o: %.cc $(BUILD)/flags
	@mkdir -p $(@D)
	$(cc) $(level) -o $@ -c $< $(ends)
$(BUILD)/kinds.o: $(BUILD)/kinds.c
	$(c) $(level) -o $@ -c $< $(ends)

# Files that change only when what they say does: the flags, the sources, the register of kinds.
$(BUILD)/flags:   lines = '$(c)' '$(cc)' '$(OPT) $(ends)' '$(libs)'
$(BUILD)/sources: lines = $(sources)
$(BUILD)/kinds.c: lines = '// Kinds: the register, written by the Makefile from the folders.' \
    '\#include <stddef.h>' '\#include "kind/register.h"' \
    $(foreach s,$(sockets),$(call table,$(basename $s),$(patsubst .%,%,$(suffix $s))))
table = $(foreach k,$(call kinds,$1),'extern const $2 $1_$k$(if $(many),[]);') \
    'const $2 *const $1_kinds[] = {' \
    $(foreach k,$(call kinds,$1),'  $(if $(many),,&)$1_$k$(comma)') '  NULL' '};'
kinds = $(sort $(notdir $(basename $(wildcard src/$1/*.c))))
many  = $(filter measure,$1)
comma := ,
$(BUILD)/flags $(BUILD)/sources $(BUILD)/kinds.c: FORCE
	@mkdir -p $(@D)
	@printf '%s\n' $(lines) > $@.new
	@if cmp -s $@.new $@; then rm $@.new; else mv $@.new $@; fi

# Each test is a program (with the flags that its line "// link: ..." asks for) or a script. All
# are run from the top folder, whatever fails, and then counted.
$(linked): %: %.o $(library)
	$(CXX) -o $@ $^ $$(sed -n 's|^// link: ||p' $(@:$(BUILD)/%=%).c) $(cmocka) $(libs)
$(programs): cmocka = -lcmocka
$(fuzzers): %: %.o $(library)
	$(CXX) -fsanitize=fuzzer -o $@ $^ $(libs)
$(programs:%=%.out): %.out: % FORCE
	@BUILD=$(BUILD) sh tests/one.sh $@ $<
$(patsubst %,$(BUILD)/%.out,$(filter-out tests/house/%,$(scripts))): $(program) $(tools)
$(scripts:%=$(BUILD)/%.out): $(BUILD)/%.out: % FORCE
	@BUILD=$(BUILD) sh tests/one.sh $@ sh $<
test:
	@rm -f $(outputs)
	@$(MAKE) -O --no-print-directory -k $(outputs) || :
	@sh tests/tally.sh $(outputs)
check:
	+@MAKE='$(MAKE)' sh tests/check.sh
bench: $(program) $(benches)
	@for bench in $(benches); do BUILD=$(BUILD) $$bench || exit; done
demo: ; @sh experiments/demo.sh
clean: ; rm -rf build
-include $(addsuffix .d,$(basename $(objects)) $(BUILD)/src/main $(linked) $(fuzzers))
