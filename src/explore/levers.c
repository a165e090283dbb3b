#include "explore/levers.h"

#include <string.h>

#include "explore/evidence.h"
#include "measure/evidence.h"

/* --- marks --------------------------------------------------------------- */

/* A code of the set that a register may hold on the day. The commonest first:
 * it is the one people expect to read. */
static rbk_code code_of(rbk_code_set set, rbk_date date) {
  static const char *const common[] = {"O", "I", "M", "L", "G", "N", "U"};
  rbk_code code;
  for (size_t i = 0; i < sizeof common / sizeof common[0]; i++)
    if (rbk_code_find(rbk_text_of(common[i]), date, &code) ==
            RBK_CODE_IN_FORCE &&
        (set & rbk_code_bit(code)))
      return code;
  for (size_t c = 1; c <= rbk_codes_count(); c++)
    if ((set & rbk_code_bit((rbk_code)c)) &&
        rbk_code_find(rbk_text_of(rbk_code_letters((rbk_code)c)), date,
                      &code) == RBK_CODE_IN_FORCE &&
        code == c)
      return code;
  return RBK_NO_CODE;
}

static void say_where(const rbk_story *s, const rbk_figure_spec *spec) {
  static const char *const days[] = {"Mondays",   "Tuesdays", "Wednesdays",
                                     "Thursdays", "Fridays",  "Saturdays",
                                     "Sundays"};
  const char *gap = " on ";
  for (size_t day = 0; day < 7; day++) {
    if (!(spec->weekdays & (1u << day))) continue;
    rbk_buffer_format(s->room, "%s%s", gap, days[day]);
    gap = " and ";
  }
  if (spec->sessions == RBK_AM) rbk_buffer_text(s->room, " in the mornings");
  if (spec->sessions == RBK_PM) rbk_buffer_text(s->room, " in the afternoons");
  if (spec->beside_closure)
    rbk_buffer_text(s->room, " next to holidays and closures");
}

static rbk_status add_marks(const rbk_story *s, uint32_t figure,
                            rbk_levers *out) {
  const rbk_figure_spec *spec = &rbk_story_edition(s)->measures.figures[figure];
  if (spec->kind == RBK_FIGURE_ADD || spec->kind == RBK_FIGURE_SUBTRACT ||
      spec->kind == RBK_FIGURE_MULTIPLY) {
    rbk_status status = add_marks(s, spec->left, out);
    return status == RBK_OK ? add_marks(s, spec->right, out) : status;
  }
  /* How late somebody might be is anybody's guess. */
  if (spec->kind > RBK_FIGURE_LONGEST_RUN || spec->kind == RBK_FIGURE_MINUTES)
    return RBK_OK;
  rbk_code_set set = rbk_telling_codes(spec);
  rbk_code code = code_of(set, s->reg->calendar.date[s->day]);
  if (code == RBK_NO_CODE && !(set & RBK_MISSING)) return RBK_OK;
  for (size_t i = 0; i < out->mark_count; i++)
    if (out->marks[i].code == code && out->marks[i].figure == figure)
      return RBK_OK;
  if (out->mark_count == RBK_MOST_MARK_LEVERS) return RBK_OK;
  rbk_set_expression words = {.kind = RBK_SET_MASK, .mask = set};
  rbk_english english = rbk_story_english(s);
  rbk_english_set(&english, &words);
  rbk_mark_lever *lever = &out->marks[out->mark_count++];
  *lever = (rbk_mark_lever){
      .code = code, .figure = figure, .set = rbk_told_text(s->arena, s->room)};
  say_where(s, spec);
  lever->where = rbk_told_text(s->arena, s->room);
  return lever->set && lever->where ? RBK_OK : RBK_NOMEM;
}

/* --- records ------------------------------------------------------------- */

static rbk_status add_fact(const rbk_supposed *fact, const char *words,
                           rbk_levers *out) {
  if (words == NULL) return RBK_NOMEM;
  for (size_t i = 0; i < out->fact_count; i++)
    if (strcmp(out->fact_words[i], words) == 0) return RBK_OK;
  if (out->fact_count == RBK_MOST_FACT_LEVERS) return RBK_OK;
  out->facts[out->fact_count] = *fact;
  out->fact_words[out->fact_count++] = words;
  return RBK_OK;
}

static rbk_status add_event(const rbk_story *s, const rbk_condition *source,
                            const rbk_leaf_spec *leaf, rbk_levers *out) {
  const rbk_match_expression *match = source->match;
  rbk_supposed fact = {.name = match->event_kind,
                       .field_count = match->filter_count};
  for (size_t i = 0; i < match->filter_count; i++) {
    fact.fields[i].field = match->filters[i].field;
    fact.fields[i].value = leaf->match.filters[i].value;
  }
  /* Of a kind or field that this history does not hold the binding keeps no
   * values: they stand in the policy. */
  if (leaf->match.filter_count < match->filter_count) {
    for (size_t i = 0; i < match->filter_count; i++) {
      const char *text;
      if (rbk_bound_text(s->binding, rbk_story_edition(s),
                         &match->filters[i].value,
                         s->reg->calendar.date[s->day], &text) != RBK_OK)
        return RBK_OK;
      fact.fields[i].value = text;
    }
  }
  rbk_english english = rbk_story_english(s);
  english.plain = true;
  rbk_english_match(&english, match);
  return add_fact(&fact, rbk_told_text(s->arena, s->room), out);
}

static rbk_status add_attribute(const rbk_story *s, const rbk_leaf_spec *leaf,
                                rbk_levers *out) {
  if (leaf->attribute == RBK_NONE) return RBK_OK; /* no such column */
  rbk_supposed fact = {
      .attribute = true,
      .name = rbk_intern_text(&s->reg->roll.attributes, leaf->attribute),
      .value = leaf->kind == RBK_LEAF_ATTRIBUTE_IS ? leaf->text : "yes"};
  rbk_buffer_format(s->room, "%s as %s", fact.name, fact.value);
  return add_fact(&fact, rbk_told_text(s->arena, s->room), out);
}

/* --- the walk ------------------------------------------------------------ */

static rbk_status of_leaf(const rbk_story *s, const rbk_node *node,
                          rbk_truth wanted, rbk_levers *out) {
  const rbk_leaf_spec *leaf =
      &rbk_story_edition(s)->measures.leaves[node->leaf];
  rbk_status status;
  switch (leaf->kind) {
  case RBK_LEAF_COMPARE:
    status = add_marks(s, leaf->figure, out);
    if (status == RBK_OK && leaf->right_kind == RBK_RIGHT_FIGURE)
      status = add_marks(s, leaf->right_figure, out);
    return status;
  case RBK_LEAF_ON_RECORD:
  case RBK_LEAF_EVENT:
  case RBK_LEAF_CURRENT:
  case RBK_LEAF_LATEST:
    if (wanted != RBK_TRUE || !node->source || !node->source->match)
      return RBK_OK;
    return add_event(s, node->source, leaf, out);
  case RBK_LEAF_ATTRIBUTE:
  case RBK_LEAF_ATTRIBUTE_IS:
  case RBK_LEAF_ATTRIBUTE_EVER:
    return wanted == RBK_TRUE ? add_attribute(s, leaf, out) : RBK_OK;
  default:
    return RBK_OK;
  }
}

static rbk_status collect(const rbk_story *s, uint32_t number, rbk_truth wanted,
                          rbk_levers *out);

static const rbk_bound_stage *stage_of(const rbk_edition_bound *edition,
                                       uint32_t number) {
  for (size_t i = 0; i < edition->ladder_count; i++) {
    const rbk_bound_ladder *ladder = &edition->ladders[i];
    for (size_t j = 0; j < ladder->source->stage_count; j++)
      if (ladder->stages[j].number == number) return &ladder->stages[j];
  }
  return NULL;
}

/* What the stage needs, on record or not: those that are there do no harm. */
static rbk_status of_stage(const rbk_story *s, uint32_t number,
                           rbk_levers *out) {
  const rbk_bound_stage *stage = stage_of(rbk_story_edition(s), number);
  rbk_status status = RBK_OK;
  for (size_t i = 0; stage && i < stage->source->need_count; i++) {
    const rbk_need *need = &stage->source->needs[i];
    if (status != RBK_OK) return status;
    if (need->event_kind == NULL) {
      status = collect(s, stage->needs[i].node, RBK_TRUE, out);
      continue;
    }
    const rbk_match_expression match = {.event_kind = need->event_kind};
    const rbk_supposed fact = {.name = need->event_kind};
    rbk_english english = rbk_story_english(s);
    english.plain = true;
    rbk_english_match(&english, &match);
    status = add_fact(&fact, rbk_told_text(s->arena, s->room), out);
  }
  return status;
}

/* Parts that are as wanted already are passed over. */
static rbk_status collect(const rbk_story *s, uint32_t number, rbk_truth wanted,
                          rbk_levers *out) {
  const rbk_node *node = rbk_story_node(s, number);
  rbk_truth other = wanted == RBK_TRUE ? RBK_FALSE : RBK_TRUE, truth;
  rbk_status status =
      rbk_worker_truth(s->worker, s->edition, number, s->day, &truth);
  if (status != RBK_OK || truth == wanted) return status;
  uint32_t part;
  switch (node->kind) {
  case RBK_NODE_AND:
  case RBK_NODE_OR:
    status = collect(s, node->left, wanted, out);
    return status == RBK_OK ? collect(s, node->right, wanted, out) : status;
  case RBK_NODE_NOT:
    return collect(s, node->left, other, out);
  case RBK_NODE_WITHIN:
  case RBK_NODE_THROUGHOUT:
    return collect(s, node->left, wanted, out);
  case RBK_NODE_DATED:
    part = rbk_story_part(s, node);
    return part == RBK_NONE ? RBK_OK : collect(s, part, wanted, out);
  case RBK_NODE_LEAF:
    return of_leaf(s, node, wanted, out);
  case RBK_NODE_STAGE_COMPLETE:
    return wanted == RBK_TRUE ? of_stage(s, node->stage, out) : RBK_OK;
  default:
    return RBK_OK;
  }
}

rbk_status rbk_levers_find(const rbk_story *s, const rbk_hurdle *hurdles,
                           size_t count, rbk_levers *out) {
  rbk_status status = RBK_OK;
  out->mark_count = out->fact_count = 0;
  for (size_t i = 0; i < count && status == RBK_OK; i++)
    if (hurdles[i].node != RBK_NONE)
      status = collect(s, hurdles[i].node, hurdles[i].wanted, out);
  return status;
}
