# 晨报 chenbao. `make` sets up, builds and prints the sample papers.
SHELL := /bin/sh
.DELETE_ON_ERROR:

# What the project needs from Debian, named once. TOOLS are looked for by
# command and installed only where that is missing.
LIBS := libcmark-dev libxml2-dev libhpdf-dev libqrencode-dev libharfbuzz-dev \
  libfreetype-dev libfontconfig-dev libyaml-dev libicu-dev libpng-dev \
  libjpeg62-turbo-dev libwebp-dev libxxhash-dev libzbar-dev zlib1g-dev \
  libjansson-dev liblcms2-dev libbrotli-dev libmicrohttpd-dev libzip-dev
FONTS := fonts-noto-cjk fonts-lxgw-wenkai
TOOLS := cc:gcc pkg-config:pkg-config msgfmt:gettext \
  pdftotext:poppler-utils
TEST_PKGS := libcmocka-dev libclang-rt-14-dev python3-jsonschema python3-yaml
TEST_TOOLS := qpdf:qpdf zbarimg:zbar-tools \
  xmllint:libxml2-utils cmark:cmark clang:clang python3:python3 \
  gs:ghostscript tidy:tidy ctags:universal-ctags mandoc:mandoc zsh:zsh
# Tests that need these are skipped where they cannot be had.
BROWSER_TOOLS := chromium:chromium node:nodejs npm:npm \
  java:default-jre-headless
LINT_TOOLS := clang-tidy:clang-tidy cppcheck:cppcheck

PREFIX ?= /usr/local
DESTDIR ?=
OUT := out
BIN := $(OUT)/bin/chenbao
CC := cc
PCS := libxml-2.0 libcmark libqrencode harfbuzz harfbuzz-subset freetype2 \
  fontconfig yaml-0.1 icu-uc icu-i18n libpng libjpeg libwebp libxxhash zlib \
  jansson lcms2 libbrotlienc libzip
# Loaded when first asked for (base/late.h), not linked.
PCS_LATE := zbar libmicrohttpd
OPT ?= -O3 -g
CPPFLAGS = -D_GNU_SOURCE -Igen -DDATADIR='"$(PREFIX)/share/chenbao"'
CFLAGS = -std=c17 -Wall -Wextra -Werror $(OPT)
PC_CFLAGS = $(shell pkg-config --cflags $(PCS) $(PCS_LATE) 2>/dev/null)
LDLIBS = $(shell pkg-config --libs $(PCS) 2>/dev/null) -lhpdf -lm

SRC := $(sort $(wildcard gen/*/*.c))
OBJ := $(SRC:gen/%.c=$(OUT)/obj/%.o)
MO := $(patsubst gen/po/%.po,$(OUT)/share/locale/%/LC_MESSAGES/chenbao.mo,\
  $(wildcard gen/po/*.po))
LIBSRC := $(filter-out gen/cmd/main.c,$(SRC))

.PHONY: all build paper setup test-setup lint-setup test check-san fuzz bench \
  lint soak install clean regen po

all: paper

# --- set-up ---------------------------------------------------------------
$(OUT)/.setup: Makefile
	@sh gen/setup.sh "$(LIBS) $(FONTS)" "$(TOOLS)"
	@mkdir -p $(OUT) && touch $@

$(OUT)/.test-setup: Makefile $(OUT)/.setup
	@sh gen/setup.sh "$(TEST_PKGS)" "$(TEST_TOOLS)"
	-@sh gen/setup.sh "" "$(BROWSER_TOOLS)"
	@touch $@

$(OUT)/.lint-setup: Makefile $(OUT)/.setup
	@sh gen/setup.sh "" "$(LINT_TOOLS)"
	@touch $@

setup: $(OUT)/.setup

# --- build ----------------------------------------------------------------
# A second make starts here, since the flags ask pkg-config, which the set-up
# installs.
build: $(OUT)/.setup
	@$(MAKE) -s --no-print-directory -j$$(nproc) $(BIN) $(MO)

$(BIN): $(OBJ)
	@mkdir -p $(@D)
	@echo "LD $@"
	@$(CC) $(LDFLAGS) -o $@.new $(OBJ) $(LDLIBS) && mv $@.new $@

$(OUT)/obj/%.o: gen/%.c
	@mkdir -p $(@D)
	@echo "CC $<"
	@$(CC) $(CPPFLAGS) $(PC_CFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

-include $(OBJ:.o=.d)

$(OUT)/share/locale/%/LC_MESSAGES/chenbao.mo: gen/po/%.po
	@mkdir -p $(@D)
	@echo "MO $@"
	@msgfmt --check -o $@.new $< && mv $@.new $@

# After a change of messages: brings new ones into the catalogues, where they
# wait for their translation.
po: $(OUT)/.setup
	@sh gen/po/extract.sh $(OUT)/chenbao.pot
	@for f in gen/po/*.po; do \
	  msgmerge --quiet --update --backup=none --no-fuzzy-matching \
	    --add-location=file "$$f" $(OUT)/chenbao.pot; \
	  msgattrib --no-obsolete --add-location=file -o "$$f" "$$f"; \
	  msgfmt --statistics -o /dev/null "$$f"; \
	done

paper: build
	@$(BIN) build content -o $(OUT)
	@echo "报纸 Papers:   $(OUT)/site/<paper>/<date>/<paper>-<date>.pdf"

# --- tests ----------------------------------------------------------------
test: build $(OUT)/.test-setup
	@sh tests/run.sh

regen: build $(OUT)/.test-setup
	@sh tests/run.sh --regen

soak: build $(OUT)/.test-setup
	@sh tests/soak.sh

bench: build $(OUT)/.test-setup
	@sh tests/bench.sh

lint: $(OUT)/.lint-setup
	@sh tests/lint.sh

# --- install --------------------------------------------------------------
# Modes are set, whatever umask the clone and this shell have.
install: build
	install -d "$(DESTDIR)$(PREFIX)/bin" "$(DESTDIR)$(PREFIX)/share/chenbao"
	install -m 755 $(BIN) "$(DESTDIR)$(PREFIX)/bin/chenbao"
	find themes -type f -exec sh -c 'install -D -m 644 "$$2" "$$1/$$2"' \
	  sh "$(DESTDIR)$(PREFIX)/share/chenbao" {} \;
	install -m 644 gen/tree/schema.rng "$(DESTDIR)$(PREFIX)/share/chenbao/"
	for f in $(MO:$(OUT)/%=%); do \
	  install -D -m 644 $(OUT)/$$f "$(DESTDIR)$(PREFIX)/$$f"; \
	done
	[ ! -d gen/desk ] || find gen/desk -type f -exec \
	  sh -c 'install -D -m 644 "$$2" "$$1/$${2#gen/}"' \
	  sh "$(DESTDIR)$(PREFIX)/share/chenbao" {} \;
	sh gen/install.sh $(BIN) "$(DESTDIR)$(PREFIX)/share" $(MO)

clean:
	find $(OUT) -mindepth 1 -maxdepth 1 ! -name .gitignore -exec rm -rf {} +
