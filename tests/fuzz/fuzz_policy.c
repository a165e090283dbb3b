/* Any bytes as a policy script: it loads or is told what is wrong, at a line,
 * the same way twice, within its budget, and leaves no memory. What loads is
 * stacked, bound to a small school, and its functions are asked. */
#include <string.h>

#include "engine/callbacks.h"
#include "fuzz/fuzz.h"
#include "policy/calls.h"
#include "policy/script.h"
#include "read/read.h"
#include "support/alloc.h"

static const char calendar[] =
    "{\"school_year\":\"2024/25\",\"half_terms\":[{\"term\":\"autumn\","
    "\"number\":1,\"from\":\"2024-09-02\",\"to\":\"2024-09-27\"}]}";
static const char marks[] =
    "pupil_id,date,session,code\nP0001,2024-09-10,AM,I\n"
    "P0001,2024-09-10,PM,L\nP0001,2024-09-12,AM,/\n";
static const char events[] =
    "pupil_id,date,kind,outcome\nP0001,2024-09-11,letter,none\n";

static rbk_register *small_school(void) {
  rbk_bytes files[] = {{"calendar.json", calendar, strlen(calendar)},
                       {"marks.csv", marks, strlen(marks)},
                       {"events.csv", events, strlen(events)}};
  rbk_register *reg = NULL;
  rbk_error error = {0};
  FUZZ_HOLDS(rbk_register_read_bytes(files, 3, "school", NULL, &reg, &error) ==
                 RBK_OK,
             "%s", error.text);
  return reg;
}

static rbk_status unknown(void *engine, uint32_t node, rbk_truth *out) {
  (void)engine;
  (void)node;
  *out = RBK_UNKNOWN;
  return RBK_OK;
}

static void check_failure(rbk_status status, bool failed,
                          const rbk_failure *failure) {
  FUZZ_HOLDS(status == RBK_OK || status == RBK_NOMEM, "%s",
             rbk_status_name(status));
  FUZZ_HOLDS(!failed || (failure->line > 0 && failure->text[0]), "%s",
             failure->kind);
}

/* Every function as a condition and as a figure: that one of them is the wrong
 * question is a failure like any other. */
static void ask_functions(const rbk_binding *binding, rbk_voices *voices,
                          rbk_ask *ask) {
  rbk_callbacks callbacks = rbk_calls_make(voices);
  void *session = NULL;
  FUZZ_HOLDS(callbacks.open(callbacks.context, voices->alloc, binding, &session,
                            NULL) == RBK_OK,
             "session");
  for (uint32_t i = 0; i < binding->function_count && i < 8; i++) {
    rbk_failure failure = {0}, again = {0};
    bool failed = false, holds = false, other = false;
    rbk_value value;
    check_failure(
        callbacks.condition(session, i, ask, &holds, &failed, &failure), failed,
        &failure);
    bool first = failed;
    failed = false;
    check_failure(callbacks.figure(session, i, ask, &value, &failed, &again),
                  failed, &again);
    failed = false;
    check_failure(callbacks.condition(session, i, ask, &other, &failed, &again),
                  failed, &again);
    FUZZ_HOLDS(failed == first && other == holds, "another answer: %s",
               again.text);
  }
  callbacks.close(session);
}

static void run_layer(rbk_script *script, const rbk_alloc *alloc) {
  const rbk_layer *layers[] = {&script->layer};
  rbk_problems problems;
  rbk_plan *plan = NULL;
  rbk_binding *binding = NULL;
  rbk_desk *desk = NULL;
  rbk_problems_init(&problems, alloc);
  rbk_register *reg = small_school();
  if (rbk_plan_stack(alloc, layers, 1, &problems, &plan) != RBK_OK) goto out;
  rbk_edition edition = {RBK_NO_DATE, RBK_NO_DATE, plan, "la/x"};
  if (rbk_bind(alloc, reg, &edition, 1, NULL, 0, &problems, &binding) !=
      RBK_OK) {
    goto out;
  }
  rbk_day day = rbk_calendar_day(&reg->calendar, RBK_DATE(2024, 9, 12));
  rbk_ask ask = {.binding = binding,
                 .reg = reg,
                 .edition = rbk_binding_on(binding, day),
                 .day = day,
                 .holds = unknown};
  if (!ask.edition || rbk_desk_create(alloc, &ask.edition->measures, &desk)) {
    goto out;
  }
  ask.desk = desk;
  FUZZ_HOLDS(rbk_desk_pupil(desk, 0) == RBK_OK, "desk");
  rbk_script *scripts[] = {script};
  rbk_voices voices = {alloc, scripts, 1};
  ask_functions(binding, &voices, &ask);
out:
  rbk_desk_destroy(desk);
  rbk_binding_destroy(binding);
  rbk_plan_destroy(plan);
  rbk_register_destroy(reg);
  rbk_problems_finish(&problems);
}

static void load(const char *bytes, size_t length, const rbk_alloc *alloc,
                 rbk_problems *problems, bool run) {
  rbk_script *script = NULL;
  FUZZ_HOLDS(rbk_script_of_text(alloc, "la/x.lua", bytes, length, &script) ==
                 RBK_OK,
             "memory");
  FUZZ_HOLDS(rbk_script_load(script, problems) == RBK_OK, "memory");
  FUZZ_HOLDS(!script->broken || problems->errors > 0, "broken without a word");
  if (run && !script->broken) run_layer(script, alloc);
  rbk_script_destroy(script);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length) {
  test_alloc test;
  rbk_problems first, second;
  test_alloc_init(&test);
  rbk_problems_init(&first, &test.alloc);
  rbk_problems_init(&second, &test.alloc);
  load((const char *)bytes, length, &test.alloc, &first, true);
  load((const char *)bytes, length, &test.alloc, &second, false);
  FUZZ_HOLDS(first.count == second.count, "%zu and %zu problems", first.count,
             second.count);
  for (size_t i = 0; i < first.count; i++) {
    const rbk_problem *a = &first.items[i], *b = &second.items[i];
    FUZZ_HOLDS(a->line > 0 && a->text[0], "%s", a->id);
    FUZZ_HOLDS(a->line == b->line && strcmp(a->text, b->text) == 0, "%s | %s",
               a->text, b->text);
  }
  rbk_problems_finish(&first);
  rbk_problems_finish(&second);
  FUZZ_HOLDS(test.blocks == 0, "%zu blocks are left", test.blocks);
  return 0;
}
