/* Evaluates a school folder through the installed library and prints one line
 * for each action that is due: the whole of what an embedding program does.
 *
 *   evaluate POLICIES SCHOOL [DAY]
 */
#include <rollbook/run.h>
#include <stdio.h>
#include <string.h>

static rbk_status show(void *context, const rbk_decision *decision) {
  size_t *shown = context;
  for (size_t i = 0; i < decision->action_count; i++) {
    const rbk_action_now *action = &decision->actions[i];
    if (action->status != RBK_ACTION_DUE &&
        action->status != RBK_ACTION_OVERDUE)
      continue;
    printf("%s: %s (%s, by %s)\n", decision->pupil ? decision->pupil : "school",
           action->action, rbk_action_status_name(action->status),
           action->due ? action->due : "no date");
    ++*shown;
  }
  return RBK_OK;
}

static void say(void *context, const rbk_message *message) {
  (void)context;
  fprintf(stderr, "%s:%zu: %s\n", message->file, message->line, message->text);
}

int main(int argc, char **argv) {
  if (argc < 3) return fprintf(stderr, "evaluate POLICIES SCHOOL [DAY]\n"), 2;
  rbk_error error = {.status = RBK_OK};
  rbk_register *reg = NULL;
  rbk_policy *policy = NULL;
  size_t shown = 0;

  rbk_policy_options which = {
      .size = sizeof which, .folder = argv[1], .message = say};
  rbk_run_options run = {.size = sizeof run,
                         .as_of = argc > 3 ? argv[3] : NULL};
  rbk_decision_sink sink = {.context = &shown, .decision = show};

  rbk_status status = rbk_register_read(argv[2], NULL, &reg, &error);
  if (status == RBK_OK) status = rbk_policy_load(reg, &which, &policy, &error);
  if (status == RBK_OK) status = rbk_evaluate(reg, policy, &run, &sink, &error);
  if (status != RBK_OK)
    fprintf(stderr, "%s:%zu: %s\n", error.file, error.line, error.text);
  else
    printf("%zu actions for %zu pupils\n", shown, rbk_register_pupils(reg));
  rbk_policy_destroy(policy);
  rbk_register_destroy(reg);
  return status == RBK_OK ? 0 : 1;
}
