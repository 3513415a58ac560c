/* chenbao serve: a preview on 127.0.0.1 that follows every save. */
#ifndef CMD_SERVE_H
#define CMD_SERVE_H

struct options;
int serve_run(const struct options *o);

#endif
