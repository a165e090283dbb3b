#include "register/school.h"

#include <string.h>

const char *rbk_school_text(const rbk_school *school, const char *name) {
  const rbk_pair own[] = {{"id", school->id},
                          {"name", school->name},
                          {"phase", school->phase},
                          {"la", school->la}};
  for (size_t i = 0; i < sizeof own / sizeof own[0]; i++) {
    if (strcmp(own[i].name, name) == 0) return own[i].value;
  }
  for (size_t i = 0; i < school->fact_count; i++) {
    if (strcmp(school->facts[i].name, name) == 0) return school->facts[i].value;
  }
  return NULL;
}
