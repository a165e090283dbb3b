/* Whether a node holds: on all days at once where marks, events and attributes
 * decide it, day by day where the fold or a function does. */
#include "engine/family.h"

#include <string.h>

static bool is_function(const rbk_node *node) {
  return node->kind == RBK_NODE_FUNCTION ||
         node->kind == RBK_NODE_COMPARE_FUNCTION;
}

static bool has_left(const rbk_node *node) {
  return node->kind == RBK_NODE_AND || node->kind == RBK_NODE_OR ||
         node->kind == RBK_NODE_NOT || node->kind == RBK_NODE_WITHIN ||
         node->kind == RBK_NODE_THROUGHOUT;
}

static bool has_right(const rbk_node *node) {
  return node->kind == RBK_NODE_AND || node->kind == RBK_NODE_OR;
}

static bool goes_by_stage(const rbk_page *page, const rbk_node *node) {
  const rbk_window_spec *specs = page->edition->measures.window_specs;
  for (uint8_t i = 0; i < node->window_count; i++)
    if (rbk_window_is_by_stage(&specs[node->windows[i]])) return true;
  return false;
}

/* Parts stand before the node, so one pass finds all that ask. */
static void find_asking(rbk_page *page) {
  const rbk_edition_bound *edition = page->edition;
  for (size_t i = 0; i < edition->node_count; i++) {
    const rbk_node *node = &edition->nodes[i];
    bool asks = is_function(node);
    if (has_left(node)) asks = asks || page->asks[node->left];
    if (has_right(node)) asks = asks || page->asks[node->right];
    for (size_t p = 0; p < node->part_count; p++)
      asks = asks || page->asks[node->parts[p].node];
    page->asks[i] = asks;
  }
}

static rbk_status make_answers(rbk_worker *w, rbk_page *page) {
  const rbk_edition_bound *edition = page->edition;
  for (size_t i = 0; i < edition->node_count; i++) {
    page->answer_of[i] = RBK_NONE;
    if (is_function(&edition->nodes[i]))
      page->answer_of[i] = (uint32_t)page->answer_count++;
  }
  page->answers =
      rbk_arena_take(&w->memory, page->answer_count, sizeof *page->answers);
  if (page->answers == NULL) return RBK_NOMEM;
  for (size_t i = 0; i < edition->node_count; i++) {
    if (page->answer_of[i] == RBK_NONE) continue;
    rbk_answer *answer = &page->answers[page->answer_of[i]];
    answer->asked = rbk_arena_take(&w->memory, w->words, sizeof(rbk_word));
    answer->holds = rbk_arena_take(&w->memory, w->words, sizeof(rbk_word));
    if (answer->asked == NULL || answer->holds == NULL) return RBK_NOMEM;
    if (edition->nodes[i].kind != RBK_NODE_COMPARE_FUNCTION) continue;
    answer->values = rbk_arena_take(&w->memory, w->days, sizeof(rbk_value));
    if (answer->values == NULL) return RBK_NOMEM;
  }
  return RBK_OK;
}

static uint32_t *numbers(rbk_worker *w, size_t count) {
  uint32_t *list = rbk_arena_take(&w->memory, count, sizeof *list);
  for (size_t i = 0; list != NULL && i < count; i++) list[i] = RBK_NONE;
  return list;
}

static rbk_status place_ids(rbk_worker *w, rbk_page *page) {
  const rbk_edition_bound *edition = page->edition;
  page->rule_of = numbers(w, w->rule_count);
  page->flag_of = numbers(w, w->flag_count);
  page->band_of = numbers(w, w->band_count);
  page->ladder_of = numbers(w, w->ladder_count);
  page->stages =
      rbk_arena_take(&w->memory, w->stage_count, sizeof *page->stages);
  if (!page->rule_of || !page->flag_of || !page->band_of || !page->ladder_of ||
      !page->stages)
    return RBK_NOMEM;
  for (size_t i = 0; i < edition->rule_count; i++)
    if (edition->rules[i].subject == w->subject)
      page->rule_of[edition->rules[i].number] = (uint32_t)i;
  for (size_t i = 0; i < edition->flag_count; i++)
    page->flag_of[edition->flags[i].number] = (uint32_t)i;
  for (size_t i = 0; i < edition->band_count; i++)
    page->band_of[edition->bands[i].number] = (uint32_t)i;
  for (size_t i = 0; i < edition->ladder_count; i++) {
    const rbk_bound_ladder *ladder = &edition->ladders[i];
    page->ladder_of[ladder->number] = (uint32_t)i;
    for (size_t j = 0; j < ladder->source->stage_count; j++)
      page->stages[ladder->stages[j].number] = &ladder->stages[j];
  }
  for (size_t i = 0; i < edition->coding_count; i++)
    page->coding_codes |= edition->codings[i].codes;
  return RBK_OK;
}

rbk_status rbk_page_create(rbk_worker *w, rbk_page *page, size_t number,
                           uint32_t party) {
  const rbk_edition_bound *edition = &w->binding->editions[number];
  size_t nodes = edition->node_count;
  page->edition = edition;
  page->number = number;
  page->party = party;
  page->whole = &w->pages[number];
  page->lines = rbk_arena_take(&w->memory, nodes, sizeof *page->lines);
  page->words =
      rbk_arena_take(&w->memory, nodes * 2 * w->words, sizeof(rbk_word));
  page->asks = rbk_arena_take(&w->memory, nodes, sizeof *page->asks);
  page->answer_of = rbk_arena_take(&w->memory, nodes, sizeof *page->answer_of);
  page->windows = rbk_arena_take(&w->memory, nodes, sizeof *page->windows);
  page->by_party = rbk_arena_take(&w->memory, nodes, sizeof *page->by_party);
  if (!page->lines || !page->words || !page->asks || !page->answer_of ||
      !page->windows || !page->by_party)
    return RBK_NOMEM;
  if (party > 0) rbk_party_nodes(edition, page->by_party);
  find_asking(page);
  for (size_t i = 0; i < nodes; i++)
    page->stage_windows |= goes_by_stage(page, &edition->nodes[i]);
  rbk_status status = make_answers(w, page);
  if (status == RBK_OK) status = place_ids(w, page);
  if (status == RBK_OK && w->family == NULL) /* families have no figures */
    status = rbk_desk_create(w->alloc, &edition->measures, &page->desk);
  return status;
}

rbk_page *rbk_page_on(rbk_worker *w, rbk_day day) {
  const rbk_edition_bound *edition = rbk_binding_on(w->binding, day);
  return edition ? &w->pages[edition - w->binding->editions] : NULL;
}

/* --- all days at once ---------------------------------------------------- */

/* The window of a node that has one, or the days common to several. */
static rbk_status window_of(rbk_worker *w, rbk_page *page, uint32_t number) {
  const rbk_node *node = &page->edition->nodes[number];
  const rbk_window *all = NULL;
  for (uint8_t i = 0; i < node->window_count; i++) {
    const rbk_window *one;
    rbk_status status = rbk_desk_window(page->desk, node->windows[i], &one);
    if (status != RBK_OK) return status;
    if (all == NULL) {
      all = one;
      continue;
    }
    rbk_window *common = rbk_arena_take(&w->scratch, 1, sizeof *common);
    if (common == NULL) return RBK_NOMEM;
    status = rbk_window_common(&w->scratch, w->calendar, all, one, common);
    if (status != RBK_OK) return status;
    all = common;
  }
  page->windows[number] = all;
  return RBK_OK;
}

/* Where neither part can be unknown, one array serves as lo and hi. */
static void join(rbk_worker *w, rbk_timeline *line, const rbk_timeline *a,
                 const rbk_timeline *b,
                 void (*operation)(rbk_word *, const rbk_word *, size_t)) {
  bool known = a->lo == a->hi && b->lo == b->hi;
  rbk_bits_copy(line->lo, a->lo, w->days);
  operation(line->lo, b->lo, w->days);
  if (known) {
    line->hi = line->lo;
    return;
  }
  rbk_bits_copy(line->hi, a->hi, w->days);
  operation(line->hi, b->hi, w->days);
}

static void negate(rbk_worker *w, rbk_timeline *line, const rbk_timeline *a) {
  rbk_bits_not(line->lo, a->hi, w->days);
  if (a->lo == a->hi)
    line->hi = line->lo;
  else
    rbk_bits_not(line->hi, a->lo, w->days);
}

static void take_parts(rbk_worker *w, rbk_page *page, const rbk_node *node,
                       rbk_timeline *line) {
  rbk_bits_zero(line->lo, w->days);
  rbk_bits_zero(line->hi, w->days);
  for (size_t i = 0; i < node->part_count; i++) {
    const rbk_dated_part *part = &node->parts[i];
    if (part->first > part->last) continue;
    const rbk_timeline *of = &page->lines[part->node];
    rbk_bits_zero(w->spare, w->days);
    rbk_bits_fill(w->spare, (size_t)part->first, (size_t)part->last);
    rbk_bits_and(w->spare, of->lo, w->days);
    rbk_bits_or(line->lo, w->spare, w->days);
    rbk_bits_zero(w->spare, w->days);
    rbk_bits_fill(w->spare, (size_t)part->first, (size_t)part->last);
    rbk_bits_and(w->spare, of->hi, w->days);
    rbk_bits_or(line->hi, w->spare, w->days);
  }
}

/* What goes by a stage turns with every move: nothing is known beforehand. */
static bool is_open(const rbk_page *page, const rbk_node *node) {
  return (node->kind == RBK_NODE_LEAF && node->stratum >= RBK_STRATUM_FOLD) ||
         goes_by_stage(page, node);
}

rbk_status rbk_stays_tell_page(rbk_worker *w, rbk_page *page) {
  rbk_status status = RBK_OK;
  rbk_desk_stays(page->desk, w->log.stay_days, w->log.stay_count);
  if (!page->stage_windows) return RBK_OK;
  for (size_t i = 0; i < page->edition->node_count && status == RBK_OK; i++)
    if (goes_by_stage(page, &page->edition->nodes[i]))
      status = window_of(w, page, (uint32_t)i);
  return status;
}

static rbk_status find_line(rbk_worker *w, rbk_page *page, uint32_t number) {
  const rbk_node *node = &page->edition->nodes[number];
  rbk_timeline *line = &page->lines[number];
  const rbk_timeline *left = &page->lines[node->left];
  line->lo = page->words + (size_t)number * 2 * w->words;
  line->hi = line->lo + w->words;
  rbk_status status = RBK_OK;
  if (node->window_count > 0) status = window_of(w, page, number);
  if (status != RBK_OK) return status;
  if (is_open(page, node)) {
    line->lo = w->zeros;
    line->hi = w->ones;
    return RBK_OK;
  }
  switch (node->kind) {
  case RBK_NODE_LEAF:
    return rbk_desk_leaf(page->desk, node->leaf, line);
  case RBK_NODE_AND:
    join(w, line, left, &page->lines[node->right], rbk_bits_and);
    return RBK_OK;
  case RBK_NODE_OR:
    join(w, line, left, &page->lines[node->right], rbk_bits_or);
    return RBK_OK;
  case RBK_NODE_NOT:
    negate(w, line, left);
    return RBK_OK;
  case RBK_NODE_WITHIN:
    rbk_timeline_within(left, page->windows[number], w->on_roll, w->days, line);
    return RBK_OK;
  case RBK_NODE_THROUGHOUT:
    rbk_timeline_throughout(left, page->windows[number], w->on_roll, w->days,
                            line);
    return RBK_OK;
  case RBK_NODE_DATED:
    take_parts(w, page, node, line);
    return RBK_OK;
  case RBK_NODE_FUNCTION:
  case RBK_NODE_COMPARE_FUNCTION:
  case RBK_NODE_FIRED:
  case RBK_NODE_FIRED_WITHIN:
  case RBK_NODE_IN_STAGE:
  case RBK_NODE_STAGE_COMPLETE:
    line->lo = w->zeros;
    line->hi = w->ones;
    return RBK_OK;
  }
  return RBK_INTERNAL;
}

static void forget_answers(rbk_worker *w, rbk_page *page) {
  for (size_t i = 0; i < page->answer_count; i++) {
    rbk_bits_zero(page->answers[i].asked, w->days);
    rbk_bits_zero(page->answers[i].holds, w->days);
  }
}

rbk_status rbk_page_look(rbk_worker *w, rbk_page *page) {
  const rbk_edition_bound *edition = page->edition;
  page->ready = false;
  rbk_status status = rbk_desk_pupil(page->desk, w->pupil);
  for (size_t i = 0; i < edition->node_count && status == RBK_OK; i++)
    if (edition->nodes[i].stratum <= RBK_STRATUM_PUPIL)
      status = find_line(w, page, (uint32_t)i);
  return status;
}

rbk_status rbk_page_prepare(rbk_worker *w, rbk_page *page) {
  if (page->ready) return RBK_OK;
  rbk_status status = rbk_desk_pupil(page->desk, w->pupil);
  if (status != RBK_OK) return status;
  const rbk_page *whole = page->whole;
  if (page->party > 0) {
    rbk_desk_parent(page->desk, w->parties[page->party].reader);
    status = rbk_page_prepare(w, page->whole);
  }
  rbk_groups_give(w->binding, page->edition,
                  w->subject == RBK_NONE ? w->pupil : RBK_NONE, page->desk);
  forget_answers(w, page);
  rbk_desk_stays(page->desk, w->log.stay_days, w->log.stay_count);
  for (size_t i = 0; i < page->edition->node_count && status == RBK_OK; i++) {
    if (page->only && !page->only[i]) continue;
    if (page == whole || page->by_party[i]) {
      status = find_line(w, page, (uint32_t)i);
    } else { /* what reads no event is the same for all parents */
      page->lines[i] = whole->lines[i];
      page->windows[i] = whole->windows[i];
    }
  }
  page->ready = status == RBK_OK;
  return status;
}

/* --- functions ----------------------------------------------------------- */

bool rbk_same_script(const rbk_layer *a, const rbk_layer *b) {
  return a == b ||
         (strcmp(a->id, b->id) == 0 && strcmp(a->digest, b->digest) == 0);
}

rbk_status rbk_functions_create(rbk_worker *w) {
  const rbk_function *functions = w->binding->functions;
  size_t count = w->binding->function_count;
  w->functions = rbk_arena_take(&w->memory, count, sizeof *w->functions);
  if (w->functions == NULL) return RBK_NOMEM;
  for (size_t i = 0; i < count; i++) {
    size_t twin = 0;
    while (functions[twin].function != functions[i].function ||
           !rbk_same_script(functions[twin].layer, functions[i].layer))
      twin++;
    w->functions[i].twin = (uint32_t)twin;
  }
  return RBK_OK;
}

void rbk_functions_forget(rbk_worker *w) {
  for (size_t i = 0; i < w->binding->function_count; i++) {
    w->functions[i].failed = RBK_NO_DAY;
    w->functions[i].why = NULL;
    w->functions[i].asking = false;
  }
}

static rbk_function_state *state_of(const rbk_worker *w, const rbk_page *page,
                                    uint32_t node) {
  uint32_t function = page->edition->nodes[node].function;
  return &w->functions[w->functions[function].twin];
}

static rbk_status asked_holds(void *engine, uint32_t node, rbk_truth *out) {
  rbk_asker *asker = engine;
  return rbk_truth_on(asker->worker, asker->page, node, asker->day, out);
}

void rbk_ask_make(rbk_worker *w, rbk_page *page, rbk_day day, rbk_asker *asker,
                  rbk_ask *ask) {
  *asker = (rbk_asker){w, page, day};
  *ask = (rbk_ask){.binding = w->binding,
                   .reg = w->reg,
                   .edition = page->edition,
                   .desk = page->desk,
                   .pupil = w->pupil,
                   .day = day,
                   .parent = w->parties[page->party].parent,
                   .reader = w->parties[page->party].reader,
                   .event = w->event,
                   .holds = asked_holds,
                   .engine = asker};
}

const char *rbk_failure_text(rbk_worker *w, const rbk_failure *failure) {
  w->failures++;
  if (failure->line == 0)
    return rbk_arena_format(w->arena, "%s: %s", failure->kind, failure->text);
  return rbk_arena_format(w->arena, "%s:%zu: %s: %s", failure->file,
                          failure->line, failure->kind, failure->text);
}

/* Asks once; the answer is kept unless it is about one event of several. */
static rbk_status ask_function(rbk_worker *w, rbk_page *page, uint32_t number,
                               rbk_day day, rbk_truth *out) {
  const rbk_node *node = &page->edition->nodes[number];
  rbk_answer *answer = &page->answers[page->answer_of[number]];
  rbk_function_state *state = state_of(w, page, number);
  rbk_asker asker;
  rbk_ask ask;
  rbk_ask_make(w, page, day, &asker, &ask);
  bool holds = false, failed = false;
  rbk_value value = {.known = RBK_NO_DATA, .d = 1};
  rbk_failure failure = {.kind = "asks itself",
                         .text = "the function asks for a condition that the "
                                 "function is part of"};
  rbk_status status = RBK_OK;
  if (state->asking) {
    failed = true;
  } else {
    state->asking = true;
    status = node->kind == RBK_NODE_FUNCTION
                 ? w->callbacks->condition(w->session, node->function, &ask,
                                           &holds, &failed, &failure)
                 : w->callbacks->figure(w->session, node->function, &ask,
                                        &value, &failed, &failure);
    state->asking = false;
  }
  if (status != RBK_OK) return status;
  if (failed) {
    if (state->failed > day) {
      state->failed = day;
      state->why = rbk_failure_text(w, &failure);
      if (state->why == NULL) return RBK_NOMEM;
    }
  }
  /* also where it failed by asking for itself on the way */
  *out = RBK_UNKNOWN;
  if (state->failed <= day) return RBK_OK;
  *out = holds ? RBK_TRUE : RBK_FALSE;
  if (node->kind == RBK_NODE_COMPARE_FUNCTION) {
    rbk_value right = {
        .known = RBK_KNOWN, .n = node->right_side, .d = RBK_DECIMAL_ONE};
    *out = rbk_value_compare(&value, node->comparison, &right);
    answer->values[day] = value;
  }
  if (w->event != NULL) return RBK_OK;
  rbk_bits_set(answer->asked, (size_t)day);
  rbk_bits_put(answer->holds, (size_t)day, *out == RBK_TRUE);
  return RBK_OK;
}

static rbk_status function_on(rbk_worker *w, rbk_page *page, uint32_t number,
                              rbk_day day, rbk_truth *out) {
  const rbk_node *node = &page->edition->nodes[number];
  rbk_answer *answer = &page->answers[page->answer_of[number]];
  *out = RBK_UNKNOWN;
  if (state_of(w, page, number)->failed <= day) return RBK_OK;
  if (w->event != NULL) return ask_function(w, page, number, day, out);
  if (!rbk_bits_get(answer->asked, (size_t)day))
    return w->explaining ? RBK_OK : ask_function(w, page, number, day, out);
  if (node->kind == RBK_NODE_COMPARE_FUNCTION) {
    rbk_value right = {
        .known = RBK_KNOWN, .n = node->right_side, .d = RBK_DECIMAL_ONE};
    *out = rbk_value_compare(&answer->values[day], node->comparison, &right);
    return RBK_OK;
  }
  *out = rbk_bits_get(answer->holds, (size_t)day) ? RBK_TRUE : RBK_FALSE;
  return RBK_OK;
}

const rbk_value *rbk_function_value(const rbk_page *page, uint32_t node,
                                    rbk_day day) {
  return &page->answers[page->answer_of[node]].values[day];
}

const char *rbk_function_failure(const rbk_worker *w, const rbk_page *page,
                                 uint32_t node, rbk_day day) {
  const rbk_function_state *state = state_of(w, page, node);
  return state->failed <= day ? state->why : NULL;
}

/* --- firings as they stood when the day opened --------------------------- */

/* Where a rule that fires for each parent asks about another such rule, its
 * own parent's firings are meant; elsewhere those of all. */
static uint32_t firings_of(const rbk_page *page, uint32_t rule) {
  uint32_t place = page->rule_of[rule];
  return place != RBK_NONE &&
                 rbk_party_has(page->edition->rules[place].source, page->party)
             ? page->party
             : 0;
}

static bool fired_before(const rbk_worker *w, const rbk_page *page,
                         const rbk_node *node, rbk_day day) {
  if (day == 0 || !rbk_bits_get(w->on_roll, (size_t)day)) return false;
  size_t before = rbk_bits_previous(w->on_roll, (size_t)day - 1);
  const rbk_rule_state *state =
      rbk_state_of(w, node->rule, firings_of(page, node->rule));
  return before != SIZE_MAX && rbk_bits_get(state->fired, before);
}

static rbk_truth fired_within(const rbk_worker *w, const rbk_page *page,
                              uint32_t number, rbk_day day) {
  const rbk_window *window = page->windows[number];
  if (window->exists && !rbk_bits_get(window->exists, (size_t)day))
    return RBK_UNKNOWN;
  if (window->from[day] > window->to[day]) return RBK_UNKNOWN;
  uint32_t rule = page->edition->nodes[number].rule;
  uint32_t party = firings_of(page, rule);
  if (w->families &&
      rbk_families_fired(w, rule, window->from[day], window->to[day], day))
    return RBK_TRUE;
  for (size_t i = 0; i < w->log.action_count; i++) {
    const rbk_action *a = w->log.actions[i];
    if (a->rule != rule || a->fired >= day) continue;
    if (party > 0 && a->party != party) continue;
    if (a->superseded_by != NULL && a->superseded_on < day) continue;
    if (a->fired >= window->from[day] && a->fired <= window->to[day])
      return RBK_TRUE;
  }
  return RBK_FALSE;
}

/* --- how long it stays so ------------------------------------------------ */

/* The first day from `from` on, up to `end`, whose bit is not `now`. */
static rbk_day next_other(const rbk_word *bits, rbk_day from, rbk_day end,
                          bool now) {
  rbk_word flip = now ? ~(rbk_word)0 : 0;
  for (rbk_day day = from; day < end; day = (day / 64 + 1) * 64) {
    rbk_word other = (bits[day / 64] ^ flip) >> (day % 64);
    if (other == 0) continue;
    return rbk_earlier(day + (rbk_day)__builtin_ctzll(other), end);
  }
  return end;
}

rbk_day rbk_truth_until(const rbk_page *page, uint32_t number, rbk_day day) {
  const rbk_timeline *line = &page->lines[number];
  /* what the fold or a function decides may turn with every day */
  if (page->edition->nodes[number].stratum >= RBK_STRATUM_FOLD &&
      rbk_timeline_at(line, day) == RBK_UNKNOWN)
    return day + 1;
  rbk_day end = page->edition->last + 1;
  end = next_other(line->lo, day + 1, end, rbk_bits_get(line->lo, (size_t)day));
  if (line->hi == line->lo) return end;
  return next_other(line->hi, day + 1, end,
                    rbk_bits_get(line->hi, (size_t)day));
}

/* --- one day ------------------------------------------------------------- */

/* `&` and `|`: the part that asks nobody first; the other only if that leaves
 * it open. `decides` is the truth that settles the whole. */
static rbk_status joined_on(rbk_worker *w, rbk_page *page, const rbk_node *node,
                            rbk_day day, rbk_truth decides, rbk_truth *out) {
  uint32_t first = node->left, second = node->right;
  if (page->asks[first] && !page->asks[second]) {
    first = node->right;
    second = node->left;
  }
  rbk_truth a, b;
  rbk_truth bound = rbk_timeline_at(&page->lines[second], day);
  if (bound == decides) {
    *out = decides;
    return RBK_OK;
  }
  rbk_status status = rbk_truth_on(w, page, first, day, &a);
  if (status != RBK_OK) return status;
  if (a == decides) {
    *out = decides;
    return RBK_OK;
  }
  status = rbk_truth_on(w, page, second, day, &b);
  if (status != RBK_OK) return status;
  if (b == decides)
    *out = decides;
  else if (a == RBK_UNKNOWN || b == RBK_UNKNOWN)
    *out = RBK_UNKNOWN;
  else
    *out = decides == RBK_FALSE ? RBK_TRUE : RBK_FALSE;
  return RBK_OK;
}

/* c:within(w) and c:throughout(w) of what the fold decides: `decides` on one
 * day of the window settles it. */
static rbk_status window_on(rbk_worker *w, rbk_page *page, uint32_t number,
                            rbk_day day, rbk_truth decides, rbk_truth *out) {
  const rbk_window *window = page->windows[number];
  *out = RBK_UNKNOWN;
  if (window->exists && !rbk_bits_get(window->exists, (size_t)day))
    return RBK_OK;
  rbk_day from = window->from[day], to = window->to[day];
  bool any = false, open = false;
  for (rbk_day d = from < 0 ? 0 : from; d <= to; d++) {
    if (!rbk_bits_get(w->on_roll, (size_t)d)) continue;
    rbk_truth one;
    rbk_status status =
        rbk_truth_on(w, page, page->edition->nodes[number].left, d, &one);
    if (status != RBK_OK) return status;
    any = true;
    open = open || one == RBK_UNKNOWN;
    if (one != decides) continue;
    *out = decides;
    return RBK_OK;
  }
  if (any && !open) *out = decides == RBK_TRUE ? RBK_FALSE : RBK_TRUE;
  return RBK_OK;
}

static uint32_t part_on(const rbk_node *node, rbk_day day) {
  for (size_t i = 0; i < node->part_count; i++)
    if (node->parts[i].first <= day && day <= node->parts[i].last)
      return node->parts[i].node;
  return RBK_NONE;
}

/* A leaf that goes by a stage, as the stays so far have it. */
static rbk_status leaf_on(rbk_page *page, const rbk_node *node, rbk_day day,
                          rbk_truth *out) {
  rbk_timeline line;
  rbk_status status = rbk_desk_leaf(page->desk, node->leaf, &line);
  if (status == RBK_OK) *out = rbk_timeline_at(&line, day);
  return status;
}

rbk_status rbk_truth_on(rbk_worker *w, rbk_page *page, uint32_t number,
                        rbk_day day, rbk_truth *out) {
  const rbk_node *node = &page->edition->nodes[number];
  *out = rbk_timeline_at(&page->lines[number], day);
  if (*out != RBK_UNKNOWN || node->stratum < RBK_STRATUM_FOLD) return RBK_OK;
  rbk_status status;
  switch (node->kind) {
  case RBK_NODE_AND:
    return joined_on(w, page, node, day, RBK_FALSE, out);
  case RBK_NODE_OR:
    return joined_on(w, page, node, day, RBK_TRUE, out);
  case RBK_NODE_NOT:
    status = rbk_truth_on(w, page, node->left, day, out);
    if (status == RBK_OK && *out != RBK_UNKNOWN)
      *out = *out == RBK_TRUE ? RBK_FALSE : RBK_TRUE;
    return status;
  case RBK_NODE_WITHIN:
    return window_on(w, page, number, day, RBK_TRUE, out);
  case RBK_NODE_THROUGHOUT:
    return window_on(w, page, number, day, RBK_FALSE, out);
  case RBK_NODE_DATED:
    return rbk_truth_on(w, page, part_on(node, day), day, out);
  case RBK_NODE_FUNCTION:
  case RBK_NODE_COMPARE_FUNCTION:
    return function_on(w, page, number, day, out);
  case RBK_NODE_FIRED:
    *out = fired_before(w, page, node, day) ? RBK_TRUE : RBK_FALSE;
    return RBK_OK;
  case RBK_NODE_FIRED_WITHIN:
    *out = fired_within(w, page, number, day);
    return RBK_OK;
  case RBK_NODE_IN_STAGE:
    *out = rbk_stay_on(w, node->stage, day) ? RBK_TRUE : RBK_FALSE;
    return RBK_OK;
  case RBK_NODE_STAGE_COMPLETE:
    return rbk_stage_complete_on(w, page, node->stage, day, out);
  case RBK_NODE_LEAF:
    return leaf_on(page, node, day, out);
  }
  return RBK_INTERNAL;
}
