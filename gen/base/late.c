#include "base/late.h"

#include <dlfcn.h>
#include <stddef.h>

#include "base/diag.h"

static bool load(const char *soname, const char *const *names, void **to)
{
  void *lib = dlopen(soname, RTLD_NOW | RTLD_LOCAL);
  for (size_t i = 0; lib && names[i]; i++) {
    to[i] = dlsym(lib, names[i]);
    if (!to[i])
      return false;
  }
  return lib != NULL;
}

bool late_load(const char *soname, const char *const *names, void **to)
{
  if (load(soname, names, to))
    return true;
  diag_once(LEVEL_ERROR, place_none(),
            _("the library %s cannot be loaded, run make setup or install its "
              "package"),
            soname);
  return false;
}
