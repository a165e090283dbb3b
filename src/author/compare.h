/* A fixture's expectations beside what came out. */
#ifndef RBK_AUTHOR_COMPARE_H
#define RBK_AUTHOR_COMPARE_H

#include "author/result.h"
#include "plan/layer.h"
#include "rollbook/policy.h"

typedef struct rbk_difference {
  rbk_fixture_section section;
  const char *id;    /* of the rule, flag, band ... */
  const char *pupil; /* another of the fixture's school; NULL: its own */
  const char *text;  /* "expected due, got nothing" */
  const char **why;  /* the figures, thresholds and days behind it */
  size_t why_count;
  bool missing; /* expected, and nothing of that id came */
} rbk_difference;

typedef struct rbk_differences {
  rbk_arena *arena;
  rbk_difference *items;
  size_t count, capacity;
} rbk_differences;

/* Whether the layer declares what a section calls by that id (a change of a
 * band is called band/row). */
bool rbk_layer_declares(const rbk_layer *layer, rbk_fixture_section section,
                        const char *id);

/* Adds a difference about this pupil (NULL: the fixture's own); `text` as in
 * printf. RBK_NOMEM. */
rbk_status rbk_differences_add(rbk_differences *differences,
                               rbk_fixture_section section, const char *id,
                               const char *pupil, const rbk_result_item *item,
                               const char *format, ...)
    __attribute__((format(printf, 6, 7)));

/* Every difference between what the fixture expects and the result. What is
 * not listed is expected not to happen to the fixture's own pupil and to
 * groups, in the sections that the fixture names and for the ids that the
 * policy's own layer declares in some version; of other pupils only what is
 * listed is compared. Undetermined rules of that layer are differences also
 * where the fixture says nothing of them. */
rbk_status rbk_fixture_compare(const rbk_fixture *fixture,
                               const rbk_result *result,
                               const rbk_policy *policy,
                               rbk_differences *differences);

#endif
