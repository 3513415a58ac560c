/* chenbao build: the whole content folder becomes OUT/site. */
#ifndef CMD_BUILD_H
#define CMD_BUILD_H

struct options;
int build_run(const struct options *o);

#endif
