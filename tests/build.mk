# Other builds of all of gen/ for tests, with the flags of the Makefile:
#   make -f tests/build.mk OUT=out/test/san OPT=… LDFLAGS=… unit
#   make -f tests/build.mk OUT=out/test/fuzz CC=clang OPT=… LDFLAGS=… fuzz
# Goals: unit (the program and every unit test), fuzz (every fuzz target).
include Makefile

LIB := $(OUT)/gen.a
UNIT := $(patsubst tests/unit/%_test.c,$(OUT)/unit/%,\
  $(sort $(wildcard tests/unit/*_test.c)))
FUZZ := $(patsubst tests/fuzz/%_fuzz.c,$(OUT)/fuzz/%,\
  $(sort $(wildcard tests/fuzz/*_fuzz.c)))

.PHONY: unit-tests fuzz-targets
unit-tests: $(BIN) $(UNIT)
fuzz-targets: $(FUZZ)

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

$(OUT)/fuzz/%: override LDFLAGS += -fsanitize=fuzzer
$(OUT)/fuzz/%: tests/fuzz/%_fuzz.c $(LIB)
	$(LINK)

-include $(UNIT:=.d) $(FUZZ:=.d)

# For tests/lint.sh: what a file of gen/ is compiled with, quoted.
.PHONY: print-flags
print-flags:
	@:$(info $(CPPFLAGS) $(PC_CFLAGS) -std=c17)
