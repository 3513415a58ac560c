/* The inside of cmd/schema*.c. */
#ifndef CMD_SCHEMA_IN_H
#define CMD_SCHEMA_IN_H

#include <jansson.h>

#include "tree/keys.h"

/* schema_type: what KEY's value may be; maps refer to the definition of their
 * scope (schema_name). Owned. */
json_t *schema_value(const struct key *key);
/* The names of ids in tables. */
json_t *schema_id(void);
/* The name of SCOPE's definition: "pin"; static. */
const char *schema_name(enum scope scope);

#endif
