/* The theme's tokens on the desk: other values are tried with a copy of the
 * theme's folder, OUT/.cache/trial-N, and written back to tokens.css when they
 * are kept, not before.
 *
 * theme.json:
 *   {"folder", "version": of tokens.css as it is read,
 *    "writable": can it be written back?
 *    "trial": are other values shown at present?
 *    "tokens": [{"name", "kind", "value", "where", "group", "note" (as in
 *      cmd/fields.h), "tried": the value that is shown, or null}]}
 *
 * A POST has {"version", "paper", "date" (the issue that is looked at),
 * "values": {"index of the token": "value", …}}, all that are to differ from
 * the file; it is answered with the new theme.json. Refused, with the status
 * and {"error"}: 400 "request", 409 "changed" (the file is not of that
 * version), 422 "value" with "name", 403 "readonly", 500 "write". */
#ifndef CMD_DESK_THEME_H
#define CMD_DESK_THEME_H

struct desk_host;
struct request;
struct reply;

struct desk_theme;
/* HOST is borrowed. */
struct desk_theme *desk_theme_new(const struct desk_host *host);
/* Removes the copies. */
void desk_theme_free(struct desk_theme *t);
void desk_theme_tell(struct desk_theme *t, struct reply *r);
void desk_theme_try(struct desk_theme *t, const struct request *rq,
                    struct reply *r);
void desk_theme_keep(struct desk_theme *t, const struct request *rq,
                     struct reply *r);
void desk_theme_drop(struct desk_theme *t, const struct request *rq,
                     struct reply *r);

#endif
