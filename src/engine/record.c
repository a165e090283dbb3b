#include "engine/record.h"

#include <string.h>

#include "register/canonical.h"

#define RUN_ID_DIGITS 12

/* The name of the file without its folder: a run is the same wherever the
 * policies are kept. */
static const char *base_name(const char *file) {
  const char *slash = strrchr(file, '/');
  return slash ? slash + 1 : file;
}

static bool is_listed(const rbk_digest_of *list, size_t count,
                      const rbk_layer *layer, const char *name) {
  for (size_t i = 0; i < count; i++)
    if (strcmp(list[i].digest, layer->digest) == 0 &&
        strcmp(list[i].name, name) == 0)
      return true;
  return false;
}

/* Every layer of every edition once, in the order of dates and of layers. */
static rbk_status list_policies(rbk_arena *arena, const rbk_policy *policy,
                                rbk_run_record *out) {
  size_t most = 0, count = 0;
  for (size_t e = 0; e < policy->edition_count; e++)
    most += policy->editions[e].plan->layer_count;
  rbk_digest_of *list = rbk_arena_take(arena, most, sizeof *list);
  if (list == NULL) return RBK_NOMEM;
  for (size_t e = 0; e < policy->edition_count; e++) {
    const rbk_plan *plan = policy->editions[e].plan;
    for (size_t l = 0; l < plan->layer_count; l++) {
      const rbk_layer *layer = plan->layers[l];
      const char *name =
          rbk_arena_format(arena, "%s (%s)", layer->id, base_name(layer->file));
      if (name == NULL) return RBK_NOMEM;
      if (is_listed(list, count, layer, name)) continue;
      list[count++] = (rbk_digest_of){name, layer->digest};
    }
  }
  out->policies = list;
  out->policy_count = count;
  return RBK_OK;
}

static void add_line(rbk_digest *digest, const char *text) {
  rbk_digest_add(digest, text, strlen(text));
  rbk_digest_add(digest, "\n", 1);
}

/* What is assumed makes another run of the same inputs. */
static const char *run_id(rbk_arena *arena, const rbk_run_record *record,
                          bool assume_done) {
  rbk_digest digest;
  char hex[RBK_DIGEST_HEX + 1];
  rbk_digest_init(&digest);
  for (size_t i = 0; i < record->policy_count; i++)
    add_line(&digest, record->policies[i].digest);
  add_line(&digest, record->parameters);
  add_line(&digest, record->codes);
  add_line(&digest, record->reg);
  if (assume_done) add_line(&digest, "assume-done");
  rbk_digest_hex(&digest, hex);
  return rbk_arena_copy(arena, hex, RUN_ID_DIGITS);
}

rbk_status rbk_record_make(rbk_arena *arena, const rbk_register *reg,
                           const rbk_policy *policy, const rbk_binding *binding,
                           const char *as_of, rbk_run_record *out) {
  rbk_run_record record = {.profile = reg->school.id, .as_of = as_of};
  char *codes = rbk_arena_take(arena, RBK_DIGEST_HEX + 1, 1);
  char *whole = rbk_arena_take(arena, RBK_DIGEST_HEX + 1, 1);
  if (codes == NULL || whole == NULL) return RBK_NOMEM;
  rbk_status status = list_policies(arena, policy, &record);
  if (status == RBK_OK) status = rbk_codes_digest(arena->alloc, codes);
  if (status == RBK_OK) status = rbk_register_digest(reg, whole);
  if (status != RBK_OK) return status;
  record.parameters = binding->parameters_digest;
  record.codes = codes;
  record.reg = whole;
  record.run = run_id(arena, &record, binding->assume_done);
  if (record.run == NULL) return RBK_NOMEM;
  *out = record;
  return RBK_OK;
}
