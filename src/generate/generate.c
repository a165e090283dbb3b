#include "generate/generate.h"

#include "base/alloc.h"
#include "generate/base.h"
#include "generate/marks.h"
#include "generate/parents.h"

static const char *nearest_family(const char *wrong) {
  const char *names[64];
  size_t count = 0;
  for (; count < rbk_family_count() && count < 64; count++)
    names[count] = rbk_family_at(count)->name;
  return rbk_nearest(wrong, names, count);
}

static rbk_status check(const rbk_generate_options *options, rbk_error *error) {
  if (options->pupils == 0 || options->pupils > RBK_MOST_PUPILS)
    return rbk_fail(error, RBK_USAGE, NULL, 0, 0,
                    "a school of %zu pupils cannot be made; ask for 1 to %zu",
                    options->pupils, RBK_MOST_PUPILS);
  if (options->family && !rbk_family_find(options->family)) {
    const char *meant = nearest_family(options->family);
    if (meant)
      return rbk_fail(error, RBK_USAGE, NULL, 0, 0,
                      "there is no family '%s'; did you mean '%s'?",
                      options->family, meant);
    return rbk_fail(error, RBK_USAGE, NULL, 0, 0,
                    "there is no family '%s'; rollbook generate --family list "
                    "names them",
                    options->family);
  }
  return RBK_OK;
}

rbk_status rbk_generate(const rbk_generate_options *given, rbk_register **out,
                        rbk_error *error) {
  rbk_generate_options said = *given;
  const rbk_generate_options *options = &said;
  rbk_register *reg = NULL;
  rbk_sketch *sketches = NULL;
  said.alloc = rbk_alloc_or_default(given->alloc);
  if (said.phase == RBK_PHASE_NOT_SAID) said.phase = RBK_SECONDARY;
  rbk_status status = check(options, error);
  if (!status) status = rbk_base_create(options, &reg, error);
  if (!status) status = rbk_base_profile(reg, options, error);
  if (!status) status = rbk_roll_make(reg, options, &sketches, error);
  if (!status && options->parents)
    status = rbk_parents_make(reg, options, error);
  if (!status) status = rbk_base_marks(reg, error);
  if (!status) status = rbk_marks_make(reg, options, sketches, error);
  rbk_release(options->alloc, sketches);
  if (status)
    rbk_register_destroy(reg);
  else
    *out = reg;
  return status;
}
