/* The files of a folder as answers, as a web server has them. */
#ifndef SERVE_FILES_H
#define SERVE_FILES_H

struct reply;

/* What stands at PATH (of guard_path) in the folder ROOT: a file; index.html of
 * a folder, whose address ends in '/' (else a redirection); else 404 with
 * ROOT/404.html or a plain word. Links that lead out of ROOT, and what is
 * neither file nor folder, are not there. SCRIPT goes into every HTML page
 * (serve/inject.h). */
void files_answer(const char *root, const char *path, const char *script,
                  struct reply *r);
/* Content-Type by the ending of NAME. */
const char *files_type(const char *name);

#endif
