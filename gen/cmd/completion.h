/* chenbao completion bash|zsh: what a shell needs to complete the command
 * line, printed from the tables of commands and options. */
#ifndef CMD_COMPLETION_H
#define CMD_COMPLETION_H

struct options;

int completion_run(const struct options *o);

#endif
