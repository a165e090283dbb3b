/* One school's register, whole: immutable once made, so it may be shared by
 * threads. Everything in it lives in its arena. */
#ifndef RBK_REGISTER_REGISTER_H
#define RBK_REGISTER_REGISTER_H

#include "base/arena.h"
#include "base/digest.h"
#include "register/calendar.h"
#include "register/history.h"
#include "register/marks.h"
#include "register/roll.h"
#include "register/school.h"
#include "rollbook/register.h"

struct rbk_register {
  const rbk_alloc *alloc;
  rbk_arena arena;
  rbk_school school;
  rbk_calendar calendar;
  rbk_roll roll;
  rbk_marks marks;
  rbk_history history;
};

/* An empty register with its arena, to be filled by `read` or `generate`. */
rbk_status rbk_register_create(const rbk_alloc *alloc, rbk_register **out);

#endif
