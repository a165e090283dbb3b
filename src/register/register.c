/* The register as a whole: made, asked for its size, given back. */
#include "register/register.h"

#include "base/alloc.h"

rbk_status rbk_register_create(const rbk_alloc *alloc, rbk_register **out) {
  rbk_register *reg = rbk_take(alloc, 1, sizeof *reg);
  if (reg == NULL) return RBK_NOMEM;
  reg->alloc = alloc;
  rbk_arena_init(&reg->arena, alloc);
  rbk_intern_init(&reg->roll.attributes, &reg->arena);
  rbk_intern_init(&reg->roll.parent_fields, &reg->arena);
  rbk_intern_init(&reg->history.kinds, &reg->arena);
  rbk_intern_init(&reg->history.fields, &reg->arena);
  reg->marks.last_session = -1;
  /* Texts that may be asked for are never NULL, and a school has an id. */
  reg->school.file = reg->school.name = reg->school.phase = "";
  reg->school.la = reg->school.precedence = "";
  reg->school.id = "school";
  *out = reg;
  return RBK_OK;
}

void rbk_register_destroy(rbk_register *reg) {
  if (reg == NULL) return;
  const rbk_alloc *alloc = reg->alloc;
  rbk_arena_finish(&reg->arena);
  rbk_release(alloc, reg);
}

const char *rbk_register_school(const rbk_register *reg) {
  return reg->school.id;
}

size_t rbk_register_pupils(const rbk_register *reg) {
  return reg->roll.pupil_count;
}

size_t rbk_register_days(const rbk_register *reg) {
  return reg->calendar.day_count;
}

bool rbk_register_last_day(const rbk_register *reg, char out[11]) {
  if (reg->marks.last_session < 0) return false;
  rbk_date_print(reg->calendar.date[reg->marks.last_session / 2], out);
  return true;
}
