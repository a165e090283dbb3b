/* A register and one policy built in C, for the tests of this folder. */
#ifndef TESTS_EXPLORE_WORLD_H
#define TESTS_EXPLORE_WORLD_H

#include <string.h>

#include "support/engine.h"
#include "support/suite.h"

typedef running world; /* support/engine.h */

static inline rbk_layer *world_layer(void) {
  rbk_layer *layer = layer_begin("la/test", "la/test.lua");
  layer->title = "Testborough: a policy";
  return layer;
}

/* P0001 .. P000n on 'weeks-4', all present: the 20 school days from Monday 2
 * September to Friday 27 September 2024, two sessions each. */
static inline school *world_school(int pupils) {
  static const char *const ids[] = {"P0001", "P0002", "P0003", "P0004"};
  school *s = school_begin("weeks-4");
  for (int i = 0; i < pupils; i++) {
    school_pupil(s, ids[i]);
    school_present(s, ids[i]);
  }
  return s;
}

static inline void holds(const char *text, const char *piece) {
  ck_assert_msg(strstr(text, piece) != NULL, "no \"%s\" in:\n%s", piece, text);
}
static inline void lacks(const char *text, const char *piece) {
  ck_assert_msg(strstr(text, piece) == NULL, "\"%s\" in:\n%s", piece, text);
}

#endif
