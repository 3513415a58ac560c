/* Inside of cmd/completion*.c: what the scripts for both shells share. A
 * script has helpers named _chenbao_NAME (words, files, folders, issues, dates,
 * papers, themes), each of which offers what completes the word. */
#ifndef CMD_COMPLETION_IN_H
#define CMD_COMPLETION_IN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

struct command;
struct option;

/* The first words of all commands, each once; with FAMILY the second words of
 * those that begin with it. PUT is called for each; WHAT is the msgid of what
 * it does, "" for a family. */
struct completion_words {
  struct buf *b;
  const char *family; /* or NULL */
  void (*put)(struct buf *b, const char *word, size_t n, const char *what);
};
void completion_words(const struct completion_words *w);
/* Is the first word of command I that of none before it? */
bool completion_is_new(const struct command *all, size_t i);

/* Helpers that both shells understand. */
extern const char completion_shared[];
/* Puts the calls of helpers that complete WORD ("ISSUE", "site|pdf"), "; "
 * behind each. */
void completion_helpers(struct buf *b, const char *word);
/* The same for all arguments of C. */
void completion_arguments(struct buf *b, const struct command *c);
/* Is WORD no stand-in, but what is to be written, like "site|pdf"? */
bool completion_literal(const char *word);
/* What follows O, as a word that has a helper, or NULL. */
const char *completion_value(const struct option *o);

void completion_bash(struct buf *b);
void completion_zsh(struct buf *b);

#endif
