/* chenbao doctor [CONTENT]: what this machine lacks for building papers, and
 * what to do about it. Exit status 1 when something is lacking. */
#ifndef CMD_DOCTOR_H
#define CMD_DOCTOR_H

struct options;

int doctor_run(const struct options *o);

#endif
