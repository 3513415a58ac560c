# Other builds of all of gen/ for tests, with the flags of the Makefile:
#   make -f tests/build.mk OUT=out/test/san OPT=… LDFLAGS=… unit-tests
#   make -f tests/build.mk OUT=out/test/fuzz CC=clang OPT=… LDFLAGS=… fuzz-targets
# Goals: unit-tests (the program, every unit test and lines.c), fuzz-targets,
# bench-programs, makeup-programs (what judges the make-up: tests/makeup/).
include Makefile

LIB := $(OUT)/gen.a
UNIT := $(patsubst tests/unit/%_test.c,$(OUT)/unit/%,\
  $(sort $(wildcard tests/unit/*_test.c)))
FUZZ := $(patsubst tests/fuzz/%_fuzz.c,$(OUT)/fuzz/%,\
  $(sort $(wildcard tests/fuzz/*_fuzz.c)))

BENCH := $(patsubst tests/bench/%.c,$(OUT)/bench/%,\
  $(sort $(wildcard tests/bench/*.c)))

MAKEUP := $(patsubst tests/makeup/%.c,$(OUT)/makeup/%.o,\
  $(sort $(wildcard tests/makeup/*.c)))

.PHONY: unit-tests fuzz-targets bench-programs makeup-programs
unit-tests: $(BIN) $(UNIT) $(OUT)/lines
fuzz-targets: $(FUZZ)
bench-programs: $(BENCH)
makeup-programs: $(OUT)/cover $(OUT)/makeup-run

$(LIB): $(LIBSRC:gen/%.c=$(OUT)/obj/%.o)
	@rm -f $@
	@ar rcs $@ $^

# The source goes before the library, which must not name main().
define LINK
@mkdir -p $(@D)
@echo "CC $<"
@$(CC) $(CPPFLAGS) $(PC_CFLAGS) $(CFLAGS) -MMD -MP -MF $@.d $(LDFLAGS) \
  -o $@ $< $(EXTRA) $(LIB) $(LDLIBS)
endef

$(OUT)/unit/%: override LDLIBS += -lcmocka -lbrotlidec
$(OUT)/unit/%: tests/unit/%_test.c $(LIB)
	$(LINK)

$(OUT)/lines: tests/lines.c $(LIB)
	$(LINK)

$(OUT)/makeup/%.o: tests/makeup/%.c
	@mkdir -p $(@D)
	@echo "CC $<"
	@$(CC) $(CPPFLAGS) -Itests $(PC_CFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

# What is linked with them.
JUDGES := $(addprefix $(OUT)/,unit/make unit/makeup unit/framed unit/jumps \
  unit/run bench/makeup cover makeup-run)
$(JUDGES): override CPPFLAGS += -Itests
$(JUDGES): EXTRA = $(MAKEUP)
$(JUDGES): $(MAKEUP)

$(OUT)/cover: tests/cover.c $(LIB)
	$(LINK)

$(OUT)/makeup-run: tests/makeup.c $(LIB)
	$(LINK)

$(OUT)/bench/%: tests/bench/%.c $(LIB)
	$(LINK)

$(OUT)/fuzz/%: override LDFLAGS += -fsanitize=fuzzer
$(OUT)/fuzz/%: tests/fuzz/%_fuzz.c $(LIB)
	$(LINK)

-include $(MAKEUP:.o=.d) $(OUT)/cover.d
-include $(UNIT:=.d) $(FUZZ:=.d) $(OUT)/lines.d $(BENCH:=.d)

# For tests/lint.sh: what a file of gen/ is compiled with, quoted.
.PHONY: print-flags
print-flags:
	@:$(info $(CPPFLAGS) $(PC_CFLAGS) -std=c17)
