/* What could move a condition that stands in the way: further marks of some
 * code, or something put on record. */
#ifndef RBK_EXPLORE_LEVERS_H
#define RBK_EXPLORE_LEVERS_H

#include "explore/outlook.h"

enum { RBK_MOST_MARK_LEVERS = 12, RBK_MOST_FACT_LEVERS = 6 };

typedef struct rbk_mark_lever {
  rbk_code code;
  uint32_t figure;   /* whose sessions are taken */
  const char *set;   /* the codes that would do, in words */
  const char *where; /* on which of the sessions: "on Fridays"; "": on any */
} rbk_mark_lever;

typedef struct rbk_levers {
  rbk_mark_lever marks[RBK_MOST_MARK_LEVERS];
  size_t mark_count;
  rbk_supposed facts[RBK_MOST_FACT_LEVERS];
  const char *fact_words[RBK_MOST_FACT_LEVERS];
  size_t fact_count;
} rbk_levers;

rbk_status rbk_levers_find(const rbk_story *story, const rbk_hurdle *hurdles,
                           size_t count, rbk_levers *out);

#endif
