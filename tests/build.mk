# Other builds of all of gen/ for tests, with the flags of the Makefile:
#   make -f tests/build.mk OUT=out/test/san OPT=… LDFLAGS=… unit-tests
#   make -f tests/build.mk OUT=out/test/fuzz CC=clang OPT=… LDFLAGS=… fuzz-targets
# Goals: unit-tests (the program, every unit test and lines.c), fuzz-targets,
# bench-programs.
include Makefile

LIB := $(OUT)/gen.a
UNIT := $(patsubst tests/unit/%_test.c,$(OUT)/unit/%,\
  $(sort $(wildcard tests/unit/*_test.c)))
FUZZ := $(patsubst tests/fuzz/%_fuzz.c,$(OUT)/fuzz/%,\
  $(sort $(wildcard tests/fuzz/*_fuzz.c)))

BENCH := $(patsubst tests/bench/%.c,$(OUT)/bench/%,\
  $(sort $(wildcard tests/bench/*.c)))

.PHONY: unit-tests fuzz-targets bench-programs
unit-tests: $(BIN) $(UNIT) $(OUT)/lines
fuzz-targets: $(FUZZ)
bench-programs: $(BENCH)

$(LIB): $(LIBSRC:gen/%.c=$(OUT)/obj/%.o)
	@rm -f $@
	@ar rcs $@ $^

# The source goes before the library, which must not name main().
define LINK
@mkdir -p $(@D)
@echo "CC $<"
@$(CC) $(CPPFLAGS) $(PC_CFLAGS) $(CFLAGS) -MMD -MP -MF $@.d $(LDFLAGS) \
  -o $@ $< $(LIB) $(LDLIBS)
endef

$(OUT)/unit/%: override LDLIBS += -lcmocka
$(OUT)/unit/%: tests/unit/%_test.c $(LIB)
	$(LINK)

$(OUT)/lines: tests/lines.c $(LIB)
	$(LINK)

$(OUT)/bench/%: tests/bench/%.c $(LIB)
	$(LINK)

$(OUT)/fuzz/%: override LDFLAGS += -fsanitize=fuzzer
$(OUT)/fuzz/%: tests/fuzz/%_fuzz.c $(LIB)
	$(LINK)

-include $(UNIT:=.d) $(FUZZ:=.d) $(OUT)/lines.d $(BENCH:=.d)

# For tests/lint.sh: what a file of gen/ is compiled with, quoted.
.PHONY: print-flags
print-flags:
	@:$(info $(CPPFLAGS) $(PC_CFLAGS) -std=c17)
