/* Generated registers for the tests of this room, and what is counted in
 * them: mark by mark, as a reader would with a pencil. */
#ifndef TESTS_GENERATE_SYNTHETIC_H
#define TESTS_GENERATE_SYNTHETIC_H

#include <check.h>
#include <string.h>

#include "generate/counts.h"
#include "generate/family.h"
#include "generate/generate.h"

static inline rbk_register *made(const rbk_generate_options *options) {
  rbk_register *reg = NULL;
  rbk_error error = {0};
  rbk_status status = rbk_generate(options, &reg, &error);
  ck_assert_msg(status == RBK_OK, "%s:%zu: %s", error.file, error.line,
                error.text);
  return reg;
}

typedef struct tally { /* sessions */
  int64_t possible, attended, authorised, unauthorised, late, missing;
} tally;

static inline void count_pupil(const rbk_register *reg, uint32_t p,
                               tally *sum) {
  const rbk_pupil *pupil = &reg->roll.pupils[p];
  for (int32_t s = 0; s < 2 * (int32_t)reg->calendar.day_count; s++) {
    rbk_session_state state =
        rbk_session_state_of(&reg->calendar, pupil, &reg->marks, p, s);
    if (state == RBK_SESSION_MISSING) sum->missing++;
    if (state != RBK_SESSION_MARKED) continue;
    rbk_code_set mark = rbk_code_bit(rbk_marks_of(&reg->marks, p)[s]);
    sum->possible += (mark & rbk_set_possible()) != 0;
    sum->attended += (mark & rbk_set_attended()) != 0;
    sum->authorised += (mark & rbk_set_authorised()) != 0;
    sum->unauthorised += (mark & rbk_set_unauthorised()) != 0;
    sum->late += (mark & rbk_set_late()) != 0;
  }
}

static inline tally tally_of(const rbk_register *reg, uint32_t p) {
  tally sum = {0};
  count_pupil(reg, p, &sum);
  return sum;
}

/* Marks of a code, by its letters, of one pupil. */
static inline int64_t marks_of(const rbk_register *reg, uint32_t p,
                               const char *letters) {
  int64_t count = 0;
  for (size_t s = 0; s < 2 * reg->calendar.day_count; s++)
    count +=
        strcmp(rbk_code_letters(rbk_marks_of(&reg->marks, p)[s]), letters) == 0;
  return count;
}

static inline const char *value_of(const rbk_register *reg, uint32_t p,
                                   const char *attribute) {
  uint32_t number =
      rbk_intern_find(&reg->roll.attributes, rbk_text_of(attribute));
  ck_assert_uint_ne(number, RBK_NONE);
  return reg->roll.pupils[p].spells[0].values[number];
}

#endif
