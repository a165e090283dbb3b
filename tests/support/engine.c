#include "support/engine.h"

#include <check.h>
#include <string.h>

#include "base/buffer.h"

/* --- policies ------------------------------------------------------------- */

static rbk_date date_or_none(const char *date) {
  return date && *date ? school_date(date) : RBK_NO_DATE;
}

void policy_add(test_policy *p, const rbk_plan *plan, const char *from,
                const char *to) {
  ck_assert_uint_lt(p->policy.edition_count, 4);
  p->editions[p->policy.edition_count++] =
      (rbk_edition){date_or_none(from), date_or_none(to), plan, "la/test"};
  p->policy.editions = p->editions;
}

void policy_one(test_policy *p, const rbk_plan *plan) {
  memset(p, 0, sizeof *p);
  policy_add(p, plan, NULL, NULL);
}

void running_begin_two(running *r, rbk_layer *nation, rbk_layer *layer,
                       school *s) {
  r->nation = nation;
  r->layer = layer;
  r->reg = school_finish(s);
  r->plan = nation ? plan_of(nation, layer) : plan_of(layer, NULL);
  policy_one(&r->policy, r->plan);
}

void running_begin(running *r, rbk_layer *layer, school *s) {
  running_begin_two(r, NULL, layer, s);
}

void running_finish(running *r) {
  rbk_plan_destroy(r->plan);
  layer_destroy(r->layer);
  layer_destroy(r->nation);
  rbk_register_destroy(r->reg);
}

school *one_pupil_in(const char *calendar) {
  school *s = school_begin(calendar);
  school_pupil(s, "P0001");
  school_present(s, "P0001");
  return s;
}

rbk_run_options options_none(void) {
  return (rbk_run_options){.size = sizeof(rbk_run_options)};
}

rbk_run_options options_as_of(const char *as_of) {
  rbk_run_options options = options_none();
  options.as_of = as_of;
  return options;
}

/* --- texts ---------------------------------------------------------------- */

enum { KEPT = 8 };

static rbk_buffer *next_text(void) {
  static rbk_buffer texts[KEPT];
  static size_t next;
  rbk_buffer *text = &texts[next++ % KEPT];
  rbk_buffer_finish(text);
  rbk_buffer_init(text, NULL);
  return text;
}

static const char *text_of(rbk_buffer *buffer) {
  const char *text = rbk_buffer_string(buffer);
  ck_assert_ptr_nonnull(text);
  return text;
}

static void say(rbk_buffer *out, const char *before, const char *text) {
  if (text == NULL) return;
  rbk_buffer_text(out, before);
  rbk_buffer_text(out, text);
}

static void say_list(rbk_buffer *out, const char *before, rbk_list list) {
  for (size_t i = 0; i < list.count; i++)
    say(out, i == 0 ? before : ",", list.items[i]);
}

static void say_because(rbk_buffer *out, const rbk_because *items,
                        size_t count) {
  rbk_buffer_text(out, " [");
  for (size_t i = 0; i < count; i++) {
    const rbk_because *b = &items[i];
    if (i > 0) rbk_buffer_text(out, "; ");
    rbk_buffer_text(out, b->name);
    say(out, "=", b->value);
    if (b->ratio)
      rbk_buffer_format(out, "(%lld/%lld)", (long long)b->n, (long long)b->d);
    say(out, " ", b->is);
    say(out, " ", b->threshold);
    say(out, " as of ", b->as_of);
    say(out, " #", b->id);
    say(out, " on ", b->date);
  }
  rbk_buffer_byte(out, ']');
}

/* --- changes -------------------------------------------------------------- */

typedef struct taking {
  rbk_buffer *out;
  bool because;
} taking;

static rbk_status take_change(void *context, const rbk_change *change) {
  taking *t = context;
  rbk_buffer_text(t->out, change->date);
  say(t->out, " ", change->pupil ? change->pupil : "-");
  say(t->out, " ", rbk_change_name(change->kind));
  say(t->out, " ", change->id);
  say(t->out, " ", change->key);
  say(t->out, " due=", change->due);
  if (t->because) say_because(t->out, change->because, change->because_count);
  rbk_buffer_byte(t->out, '\n');
  return RBK_OK;
}

static const char *replay(const rbk_register *reg, const rbk_policy *policy,
                          const rbk_run_options *options, bool because) {
  taking t = {next_text(), because};
  rbk_change_sink sink = {.context = &t, .change = take_change};
  rbk_error error = {0};
  rbk_status status = rbk_replay(reg, policy, options, &sink, &error);
  ck_assert_msg(status == RBK_OK, "%s", error.text);
  return text_of(t.out);
}

const char *replayed(const rbk_register *reg, const rbk_policy *policy,
                     const rbk_run_options *options) {
  return replay(reg, policy, options, false);
}

const char *replayed_because(const rbk_register *reg, const rbk_policy *policy,
                             const rbk_run_options *options) {
  return replay(reg, policy, options, true);
}

/* --- decisions ------------------------------------------------------------ */

static void say_bands(rbk_buffer *out, const rbk_decision *d) {
  for (size_t i = 0; i < d->band_count; i++) {
    const rbk_band_now *band = &d->bands[i];
    say(out, "band ", band->name);
    say(out, " ", band->id ? band->id : "null");
    say(out, " since ", band->since);
    say_list(out, " ", band->clause);
    say(out, " ", band->otherwise);
    rbk_buffer_byte(out, '\n');
  }
  for (size_t i = 0; i < d->flag_count; i++) {
    say(out, "flag ", d->flags[i].id);
    say(out, " since ", d->flags[i].since);
    say_list(out, " ", d->flags[i].clause);
    rbk_buffer_byte(out, '\n');
  }
}

static void say_actions(rbk_buffer *out, const rbk_decision *d) {
  for (size_t i = 0; i < d->action_count; i++) {
    const rbk_action_now *a = &d->actions[i];
    say(out, "action ", a->key);
    say(out, " ", rbk_action_status_name(a->status));
    say(out, " fired ", a->fired);
    say(out, " due ", a->due);
    say(out, " due in ", a->due_in);
    say(out, " done ", a->done_on);
    say_list(out, " owner ", a->owner);
    say(out, " reason ", a->reason);
    say_list(out, " missing ", a->missing);
    say_because(out, a->because, a->because_count);
    rbk_buffer_byte(out, '\n');
  }
}

static void say_marks(rbk_buffer *out, const char *word,
                      const rbk_finding *items, size_t count) {
  for (size_t i = 0; i < count; i++) {
    rbk_buffer_text(out, word);
    say(out, " ", items[i].id);
    say(out, " ", items[i].date);
    say(out, " ", items[i].session);
    say(out, " ", items[i].code);
    say(out, " -> ", items[i].propose);
    say(out, " due ", items[i].due);
    say_list(out, " owner ", items[i].owner);
    rbk_buffer_byte(out, '\n');
  }
}

static void say_unsure(rbk_buffer *out, const char *word,
                       const rbk_unsure *items, size_t count) {
  for (size_t i = 0; i < count; i++) {
    rbk_buffer_text(out, word);
    say(out, " ", items[i].id);
    say(out, " ", items[i].cause);
    rbk_buffer_byte(out, '\n');
  }
}

static void say_attendance(rbk_buffer *out, const rbk_decision *d) {
  const rbk_attendance *a = &d->attendance;
  rbk_buffer_format(out,
                    "attendance %lld of %lld authorised %lld unauthorised "
                    "%lld late %lld missing %lld rate %s;",
                    (long long)a->attended, (long long)a->possible,
                    (long long)a->authorised, (long long)a->unauthorised,
                    (long long)a->late, (long long)a->missing,
                    a->rate ? a->rate : "null");
  for (size_t i = 0; i < d->code_count; i++)
    rbk_buffer_format(out, " %s %lld", d->codes[i].code,
                      (long long)d->codes[i].count);
  rbk_buffer_byte(out, '\n');
}

static void say_stages(rbk_buffer *out, const rbk_decision *d) {
  for (size_t i = 0; i < d->stage_count; i++) {
    const rbk_stage_now *stage = &d->stages[i];
    say(out, "stage ", stage->ladder);
    say(out, " ", stage->id);
    say(out, " since ", stage->since);
    say(out, " review ", stage->review);
    say_list(out, " owner ", stage->owner);
    say_list(out, " missing ", stage->missing);
    rbk_buffer_byte(out, '\n');
  }
}

static rbk_status take_decision(void *context, const rbk_decision *d) {
  rbk_buffer *out = ((taking *)context)->out;
  say(out, "pupil ", d->pupil ? d->pupil : d->group);
  say(out, " ", d->as_of);
  say(out, " ", d->policy ? d->policy : "no policy");
  rbk_buffer_text(out, d->on_roll || d->group ? "\n" : " off roll\n");
  if (d->pupil) say_attendance(out, d);
  say_bands(out, d);
  say_stages(out, d);
  say_actions(out, d);
  say_marks(out, "proposal", d->proposals, d->proposal_count);
  say_marks(out, "finding", d->findings, d->finding_count);
  say_unsure(out, "undetermined", d->undetermined, d->undetermined_count);
  say_unsure(out, "no_data", d->no_data, d->no_data_count);
  return RBK_OK;
}

const char *decided(const rbk_register *reg, const rbk_policy *policy,
                    const rbk_run_options *options) {
  taking t = {next_text(), true};
  rbk_decision_sink sink = {.context = &t, .decision = take_decision};
  rbk_error error = {0};
  rbk_status status = rbk_evaluate(reg, policy, options, &sink, &error);
  ck_assert_msg(status == RBK_OK, "%s", error.text);
  return text_of(t.out);
}

static const char *filtered(const char *text, const char *piece, bool begins) {
  rbk_buffer *out = next_text();
  size_t length = strlen(piece);
  while (*text) {
    const char *end = strchr(text, '\n');
    size_t line = (size_t)(end - text) + 1;
    bool wanted = begins && strncmp(text, piece, length) == 0;
    for (size_t i = 0; !begins && !wanted && i + length < line; i++)
      wanted = strncmp(text + i, piece, length) == 0;
    if (wanted) rbk_buffer_add(out, text, line);
    text = end + 1;
  }
  return text_of(out);
}

const char *decided_only(const rbk_register *reg, const rbk_policy *policy,
                         const char *as_of, const char *word) {
  rbk_run_options options = options_as_of(as_of);
  return filtered(decided(reg, policy, &options), word, true);
}

const char *lines_with(const char *text, const char *piece) {
  return filtered(text, piece, false);
}
