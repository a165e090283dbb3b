/* Decisions as NDJSON: one object a pupil, keys in the order of README.md,
 * which is a contract with whoever reads them. */
#include "write/format.h"
#include "write/pieces.h"

static void attendance(rbk_buffer *out, const rbk_attendance *figures) {
  rbk_put_key(out, "attendance");
  rbk_buffer_byte(out, '{');
  rbk_put_number_member(out, "possible", figures->possible);
  rbk_put_number_member(out, "attended", figures->attended);
  rbk_put_number_member(out, "authorised", figures->authorised);
  rbk_put_number_member(out, "unauthorised", figures->unauthorised);
  rbk_put_number_member(out, "late", figures->late);
  rbk_put_number_member(out, "missing", figures->missing);
  rbk_put_text_member(out, "rate", figures->rate);
  rbk_buffer_byte(out, '}');
}

static void codes(rbk_buffer *out, const rbk_decision *decision) {
  rbk_put_key(out, "codes");
  rbk_buffer_byte(out, '{');
  for (size_t i = 0; i < decision->code_count; i++)
    rbk_put_number_member(out, decision->codes[i].code,
                          decision->codes[i].count);
  rbk_buffer_byte(out, '}');
}

static void bands(rbk_buffer *out, const rbk_decision *decision) {
  rbk_put_key(out, "bands");
  rbk_buffer_byte(out, '{');
  for (size_t i = 0; i < decision->band_count; i++) {
    const rbk_band_now *band = &decision->bands[i];
    rbk_put_key(out, band->name);
    if (band->id == NULL) {
      rbk_buffer_text(out, "null");
      continue;
    }
    rbk_buffer_byte(out, '{');
    rbk_put_text_member(out, "id", band->id);
    rbk_put_text_member(out, "label", band->label);
    rbk_put_names_member(out, "clause", &band->clause);
    rbk_put_text_member(out, "since", band->since);
    rbk_buffer_byte(out, '}');
  }
  rbk_buffer_byte(out, '}');
}

static void flag(rbk_buffer *out, const rbk_flag_now *shown) {
  rbk_put_text_member(out, "id", shown->id);
  rbk_put_names_member(out, "clause", &shown->clause);
  rbk_put_text_member(out, "since", shown->since);
}

static void stages(rbk_buffer *out, const rbk_decision *decision) {
  rbk_put_key(out, "stages");
  rbk_buffer_byte(out, '{');
  for (size_t i = 0; i < decision->stage_count; i++) {
    const rbk_stage_now *stage = &decision->stages[i];
    rbk_put_key(out, stage->ladder);
    rbk_buffer_byte(out, '{');
    rbk_put_text_member(out, "id", stage->id);
    rbk_put_names_member(out, "clause", &stage->clause);
    rbk_put_text_member(out, "since", stage->since);
    rbk_put_names_member(out, "owner", &stage->owner);
    rbk_put_text_member(out, "review", stage->review);
    rbk_put_list_member(out, "missing", &stage->missing);
    rbk_buffer_byte(out, '}');
  }
  rbk_buffer_byte(out, '}');
}

static void action(rbk_buffer *out, const rbk_action_now *shown) {
  rbk_put_text_member(out, "key", shown->key);
  rbk_put_text_member(out, "rule", shown->rule);
  rbk_put_text_member(out, "action", shown->action);
  rbk_put_text_member(out, "duty", shown->duty);
  rbk_put_names_member(out, "clause", &shown->clause);
  rbk_put_names_member(out, "owner", &shown->owner);
  rbk_put_text_member(out, "parent", shown->parent);
  rbk_put_text_member(out, "fired", shown->fired);
  rbk_put_text_member(out, "due", shown->due);
  rbk_put_text_member(out, "due_in", shown->due_in);
  rbk_put_text_member(out, "status", rbk_action_status_name(shown->status));
  rbk_put_names_member(out, "done_by", &shown->done_by);
  rbk_put_text_member(out, "done_on", shown->done_on);
  rbk_put_text_member(out, "reason", shown->reason);
  rbk_put_list_member(out, "missing", &shown->missing);
  rbk_put_because_member(out, shown->because, shown->because_count);
  rbk_put_list_member(out, "marks", &shown->marks);
  if (shown->members.list) rbk_put_list_member(out, "members", &shown->members);
}

static void finding(rbk_buffer *out, const rbk_finding *shown) {
  rbk_put_text_member(out, "id", shown->id);
  rbk_put_text_member(out, "date", shown->date);
  rbk_put_text_member(out, "session", shown->session);
  rbk_put_text_member(out, "code", shown->code);
  rbk_put_text_member(out, "propose", shown->propose);
  rbk_put_names_member(out, "owner", &shown->owner);
  rbk_put_text_member(out, "due", shown->due);
  rbk_put_names_member(out, "clause", &shown->clause);
}

static void unsure(rbk_buffer *out, const rbk_unsure *shown) {
  rbk_put_text_member(out, "id", shown->id);
  rbk_put_text_member(out, "cause", shown->cause);
}

/* `"name":[{...},...]`: each item written by `put`. */
#define LIST(out, name, items, count, put)                                     \
  do {                                                                         \
    rbk_put_key((out), (name));                                                \
    rbk_buffer_byte((out), '[');                                               \
    for (size_t i_ = 0; i_ < (count); i_++) {                                  \
      rbk_buffer_text((out), i_ > 0 ? ",{" : "{");                             \
      put((out), &(items)[i_]);                                                \
      rbk_buffer_byte((out), '}');                                             \
    }                                                                          \
    rbk_buffer_byte((out), ']');                                               \
  } while (0)

void rbk_put_decision(rbk_buffer *out, const rbk_run_head *head,
                      const rbk_decision *decision) {
  bool of_pupil = decision->group == NULL;
  rbk_buffer_byte(out, '{');
  if (of_pupil)
    rbk_put_text_member(out, "pupil", decision->pupil);
  else
    rbk_put_text_member(out, "group", decision->group);
  rbk_put_text_member(out, "as_of", decision->as_of);
  rbk_put_text_member(out, "profile", head->profile);
  rbk_put_text_member(out, "policy", decision->policy);
  rbk_put_text_member(out, "run", head->run);
  if (of_pupil) {
    attendance(out, &decision->attendance);
    codes(out, decision);
    bands(out, decision);
    LIST(out, "flags", decision->flags, decision->flag_count, flag);
    stages(out, decision);
  }
  LIST(out, "actions", decision->actions, decision->action_count, action);
  if (of_pupil) {
    LIST(out, "proposals", decision->proposals, decision->proposal_count,
         finding);
  }
  /* A group's object ends with its actions, unless there is something to say:
   * a register that was not taken, or what is not known. */
  if (of_pupil || decision->finding_count > 0)
    LIST(out, "findings", decision->findings, decision->finding_count, finding);
  if (of_pupil || decision->undetermined_count > 0)
    LIST(out, "undetermined", decision->undetermined,
         decision->undetermined_count, unsure);
  if (of_pupil || decision->no_data_count > 0)
    LIST(out, "no_data", decision->no_data, decision->no_data_count, unsure);
  rbk_buffer_byte(out, '}');
}

static rbk_status line(rbk_writer *writer, const rbk_decision *decision) {
  rbk_put_decision(&writer->line, &writer->head, decision);
  rbk_buffer_byte(&writer->line, '\n');
  return RBK_OK;
}

const rbk_format_parts rbk_decision_ndjson = {.decision = line};
