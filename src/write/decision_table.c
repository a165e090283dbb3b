/* Decisions for a terminal: what the run was, how many pupils stand where,
 * and one line for each pupil somebody has to do something about. The counts
 * come first, so a run is kept until it is finished. */
#include <limits.h>
#include <string.h>

#include "base/alloc.h"
#include "write/format.h"
#include "write/layout.h"

typedef struct names { /* texts of one cell, in the arena of the run */
  const char **items;
  size_t count;
} names;

typedef struct pupil_line {
  const char *pupil, *rate;
  names bands, flags, actions;
  rbk_colour colour; /* of its actions */
} pupil_line;

typedef struct group_line {
  const char *group;
  names actions;
  rbk_colour colour;
} group_line;

typedef struct table_state {
  pupil_line *lines;
  size_t line_count, line_capacity;
  group_line *groups;
  size_t group_count, group_capacity;
  const char *policy; /* in force on the day; NULL: none seen */
  size_t pupils, off_roll;
  rbk_attendance sum;
  bool overflow;
  rbk_tally bands, flags, stages, actions, proposals, findings, undetermined;
  rbk_buffer cell;
} table_state;

/* Every tally of the state, with the heading under which it is printed. */
static rbk_tally *tally_at(table_state *state, size_t index,
                           const char **heading) {
  struct {
    const char *heading;
    rbk_tally *tally;
  } all[] = {
    {"Bands", &state->bands},
    {"Flags", &state->flags},
    {"Stages", &state->stages},
    {"Actions", &state->actions},
    {"Proposals", &state->proposals},
    {"Findings", &state->findings},
    {"Undetermined", &state->undetermined},
  };
  if (index >= sizeof all / sizeof all[0]) return NULL;
  *heading = all[index].heading;
  return all[index].tally;
}

static rbk_status open_table(rbk_writer *writer) {
  table_state *state = rbk_take(writer->options.alloc, 1, sizeof *state);
  if (state == NULL) return RBK_NOMEM;
  writer->state = state;
  rbk_buffer_init(&state->cell, writer->options.alloc);
  const char *heading;
  for (size_t i = 0; tally_at(state, i, &heading); i++)
    rbk_tally_init(tally_at(state, i, &heading), writer->options.alloc);
  return RBK_OK;
}

/* The arena was emptied for the new run, and the lines' texts with it. */
static rbk_status started(rbk_writer *writer) {
  table_state *state = writer->state;
  const char *heading;
  for (size_t i = 0; tally_at(state, i, &heading); i++) {
    rbk_tally *tally = tally_at(state, i, &heading);
    rbk_tally_finish(tally);
    rbk_tally_init(tally, writer->options.alloc);
  }
  state->line_count = state->group_count = 0;
  state->policy = NULL;
  state->pupils = state->off_roll = 0;
  state->sum = (rbk_attendance){0};
  state->overflow = false;
  return RBK_OK;
}

static bool is_open(rbk_action_status status) {
  return status == RBK_ACTION_OVERDUE || status == RBK_ACTION_DUE ||
         status == RBK_ACTION_BLOCKED;
}

/* What is urgent stands first where statuses are listed. */
static int urgency(rbk_action_status status) {
  return status == RBK_ACTION_OVERDUE ? INT_MIN : -(int)status;
}

static const char *keep(rbk_writer *writer, const char *text) {
  return rbk_arena_copy(&writer->arena, text, strlen(text));
}

static void add_sum(table_state *state, const rbk_attendance *figures) {
  const int64_t more[] = {figures->possible, figures->attended,
                          figures->authorised, figures->unauthorised,
                          figures->late, figures->missing};
  int64_t *sums[] = {&state->sum.possible,   &state->sum.attended,
                     &state->sum.authorised, &state->sum.unauthorised,
                     &state->sum.late,       &state->sum.missing};
  for (size_t i = 0; i < sizeof more / sizeof more[0]; i++)
    if (!rbk_checked_add(*sums[i], more[i], sums[i])) state->overflow = true;
}

static void count(table_state *state, const rbk_decision *shown) {
  for (size_t i = 0; i < shown->band_count; i++) {
    const rbk_band_now *band = &shown->bands[i];
    const char *row = band->id          ? band->id
                      : band->otherwise ? band->otherwise
                                        : "none";
    rbk_tally_add(&state->bands, band->name, row, band->id ? 0 : 1, 1);
  }
  for (size_t i = 0; i < shown->flag_count; i++)
    rbk_tally_add(&state->flags, shown->flags[i].id, "", 0, 1);
  for (size_t i = 0; i < shown->stage_count; i++)
    rbk_tally_add(&state->stages, shown->stages[i].ladder,
                  shown->stages[i].id, 0, 1);
  for (size_t i = 0; i < shown->action_count; i++) {
    rbk_action_status status = shown->actions[i].status;
    rbk_tally_add(&state->actions, shown->actions[i].rule,
                  rbk_action_status_name(status), urgency(status), 1);
  }
  for (size_t i = 0; i < shown->proposal_count; i++)
    rbk_tally_add(&state->proposals, shown->proposals[i].id, "", 0, 1);
  for (size_t i = 0; i < shown->finding_count; i++)
    rbk_tally_add(&state->findings, shown->findings[i].id, "", 0, 1);
  for (size_t i = 0; i < shown->undetermined_count; i++)
    rbk_tally_add(&state->undetermined, shown->undetermined[i].id,
                  shown->undetermined[i].cause, 0, 1);
}

/* No cell of a pupil has more than one text for each of its items and two
 * for what is only counted. */
static bool add_name(rbk_writer *writer, names *list,
                     const rbk_decision *shown, const char *text) {
  if (list->items == NULL)
    list->items = rbk_arena_take(&writer->arena,
                                 shown->band_count + shown->flag_count +
                                     shown->action_count + 2,
                                 sizeof *list->items);
  if (list->items == NULL) return false;
  const char *kept = text ? keep(writer, text) : NULL;
  if (kept == NULL) return false;
  list->items[list->count++] = kept;
  return true;
}

/* "open_ews_pathway overdue 2025-02-10" */
static bool add_action(rbk_writer *writer, names *list,
                       const rbk_decision *shown,
                       const rbk_action_now *action) {
  rbk_buffer *cell = &((table_state *)writer->state)->cell;
  rbk_buffer_clear(cell);
  rbk_buffer_text(cell, action->rule);
  rbk_buffer_byte(cell, ' ');
  rbk_buffer_text(cell, rbk_action_status_name(action->status));
  const char *due = action->due ? action->due : action->due_in;
  if (due != NULL) {
    rbk_buffer_byte(cell, ' ');
    rbk_buffer_text(cell, due);
  }
  return add_name(writer, list, shown, rbk_buffer_string(cell));
}

static rbk_status fill_actions(rbk_writer *writer, const rbk_decision *shown,
                               names *list, rbk_colour *colour) {
  /* most urgent first: the cell shows as many as fit */
  static const rbk_action_status order[] = {
    RBK_ACTION_OVERDUE, RBK_ACTION_DUE, RBK_ACTION_BLOCKED};
  for (size_t o = 0; o < sizeof order / sizeof order[0]; o++)
    for (size_t i = 0; i < shown->action_count; i++) {
      if (shown->actions[i].status != order[o]) continue;
      if (!add_action(writer, list, shown, &shown->actions[i]))
        return RBK_NOMEM;
      if (list->count > 1) continue;
      *colour = order[o] == RBK_ACTION_OVERDUE ? RBK_RED
                : order[o] == RBK_ACTION_DUE   ? RBK_YELLOW
                                               : RBK_PLAIN;
    }
  return RBK_OK;
}

/* What is not an action but still wants somebody: in the same cell. */
static rbk_status fill_others(rbk_writer *writer, const rbk_decision *shown,
                              names *list) {
  const struct {
    const char *what;
    size_t count;
  } others[] = {
    {"proposals", shown->proposal_count},
    {"undetermined", shown->undetermined_count},
  };
  for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
    if (others[i].count == 0) continue;
    const char *text = rbk_arena_format(&writer->arena, "%s %zu",
                                        others[i].what, others[i].count);
    if (!add_name(writer, list, shown, text)) return RBK_NOMEM;
  }
  return RBK_OK;
}

static bool wants_somebody(const rbk_decision *shown) {
  if (shown->flag_count > 0 || shown->proposal_count > 0 ||
      shown->undetermined_count > 0)
    return true;
  for (size_t i = 0; i < shown->action_count; i++)
    if (is_open(shown->actions[i].status)) return true;
  return false;
}

static rbk_status add_pupil(rbk_writer *writer, const rbk_decision *shown) {
  table_state *state = writer->state;
  if (rbk_grow(writer->options.alloc, &state->lines, &state->line_capacity,
               state->line_count + 1, sizeof *state->lines) != RBK_OK)
    return RBK_NOMEM;
  pupil_line line = {.colour = RBK_PLAIN};
  line.pupil = keep(writer, shown->pupil);
  line.rate = keep(writer, shown->attendance.rate ? shown->attendance.rate
                                                  : "-");
  if (line.pupil == NULL || line.rate == NULL) return RBK_NOMEM;
  for (size_t i = 0; i < shown->band_count; i++)
    if (shown->bands[i].id &&
        !add_name(writer, &line.bands, shown, shown->bands[i].id))
      return RBK_NOMEM;
  for (size_t i = 0; i < shown->flag_count; i++)
    if (!add_name(writer, &line.flags, shown, shown->flags[i].id))
      return RBK_NOMEM;
  rbk_status status =
      fill_actions(writer, shown, &line.actions, &line.colour);
  if (status == RBK_OK) status = fill_others(writer, shown, &line.actions);
  if (status == RBK_OK) state->lines[state->line_count++] = line;
  return status;
}

static rbk_status add_group(rbk_writer *writer, const rbk_decision *shown) {
  table_state *state = writer->state;
  if (rbk_grow(writer->options.alloc, &state->groups, &state->group_capacity,
               state->group_count + 1, sizeof *state->groups) != RBK_OK)
    return RBK_NOMEM;
  group_line line = {.colour = RBK_PLAIN};
  line.group = keep(writer, shown->group);
  if (line.group == NULL) return RBK_NOMEM;
  rbk_status status =
      fill_actions(writer, shown, &line.actions, &line.colour);
  if (status == RBK_OK && line.actions.count > 0)
    state->groups[state->group_count++] = line;
  return status;
}

static rbk_status decision(rbk_writer *writer, const rbk_decision *shown) {
  table_state *state = writer->state;
  if (state->policy == NULL && shown->policy != NULL &&
      (state->policy = keep(writer, shown->policy)) == NULL)
    return RBK_NOMEM;
  count(state, shown);
  if (shown->group != NULL) return add_group(writer, shown);
  state->pupils++;
  if (!shown->on_roll) state->off_roll++;
  add_sum(state, &shown->attendance);
  return wants_somebody(shown) ? add_pupil(writer, shown) : RBK_OK;
}

/* ---- printing ---- */

static void put_head_name(rbk_writer *writer, const char *name) {
  rbk_put_cell(&writer->line, name, 12, RBK_BOLD, writer->options.colours);
}

static void put_head_line(rbk_writer *writer, const char *name,
                          const char *value) {
  put_head_name(writer, name);
  if (value == NULL) value = "none";
  rbk_put_cell(&writer->line, value, rbk_width(value), RBK_PLAIN, false);
  rbk_buffer_byte(&writer->line, '\n');
}

static void put_share(rbk_buffer *out, int64_t n, int64_t d,
                      const char *behind) {
  char text[40];
  int64_t hundredfold;
  if (!rbk_checked_mul(100, n, &hundredfold)) return;
  rbk_ratio_print(hundredfold, d, 2, text);
  rbk_buffer_text(out, text);
  rbk_buffer_text(out, behind);
}

/* The school's own figures: sums over sums, never a mean of rates. */
static void put_attendance(rbk_writer *writer) {
  table_state *state = writer->state;
  rbk_buffer *out = &writer->line;
  if (state->overflow || state->sum.possible == 0) return;
  put_head_name(writer, "Attendance");
  put_share(out, state->sum.attended, state->sum.possible, " % of ");
  rbk_buffer_number(out, state->sum.possible);
  rbk_buffer_text(out, " possible sessions, authorised absence ");
  put_share(out, state->sum.authorised, state->sum.possible,
            " %, unauthorised ");
  put_share(out, state->sum.unauthorised, state->sum.possible, " %\n");
}

static void put_head(rbk_writer *writer) {
  table_state *state = writer->state;
  if (writer->runs > 1) rbk_buffer_byte(&writer->line, '\n');
  put_head_line(writer, "School", writer->head.profile);
  put_head_line(writer, "Policy", state->policy);
  put_head_line(writer, "Day", writer->head.as_of);
  put_head_line(writer, "Run", writer->head.run);
  put_head_name(writer, "Pupils");
  rbk_buffer_number(&writer->line, (int64_t)state->pupils);
  if (state->off_roll > 0)
    rbk_buffer_format(&writer->line, ", %zu of them not on roll that day",
                      state->off_roll);
  rbk_buffer_byte(&writer->line, '\n');
  put_attendance(writer);
}

typedef struct widths {
  size_t pupil, bands, flags, actions;
} widths;

/* The width that all items of a cell would take, up to `most`. */
static size_t wanted(const names *list, size_t so_far, size_t most) {
  size_t width = 0;
  for (size_t i = 0; i < list->count; i++)
    width += rbk_width(list->items[i]) + (i > 0 ? 2 : 0);
  if (width > most) width = most;
  return width > so_far ? width : so_far;
}

static widths widths_of(const table_state *state) {
  widths w = {.pupil = 5, .bands = 5, .flags = 5};
  for (size_t i = 0; i < state->line_count; i++) {
    const pupil_line *line = &state->lines[i];
    size_t pupil = rbk_width(line->pupil);
    if (pupil > w.pupil) w.pupil = pupil < 20 ? pupil : 20;
    w.bands = wanted(&line->bands, w.bands, 20);
    w.flags = wanted(&line->flags, w.flags, 26);
  }
  w.actions = RBK_LINE_WIDTH - (w.pupil + 2 + 6 + 2 + w.bands + 2 + w.flags + 2);
  return w;
}

static void put_names(rbk_writer *writer, const names *list, size_t width,
                      rbk_colour colour) {
  rbk_buffer *cell = &((table_state *)writer->state)->cell;
  rbk_buffer_clear(cell);
  rbk_put_fitting(cell, list->items, list->count, width);
  const char *text = rbk_buffer_string(cell);
  if (text == NULL) writer->line.status = cell->status;
  else rbk_put_cell(&writer->line, text, width, colour,
                    writer->options.colours);
}

static void put_line(rbk_writer *writer, const pupil_line *line,
                     const widths *w) {
  rbk_buffer *out = &writer->line;
  size_t from = out->length;
  rbk_put_cell(out, line->pupil, w->pupil, RBK_PLAIN, false);
  rbk_buffer_text(out, "  ");
  rbk_put_number_cell(out, line->rate, 6);
  rbk_buffer_text(out, "  ");
  put_names(writer, &line->bands, w->bands, RBK_PLAIN);
  rbk_buffer_text(out, "  ");
  put_names(writer, &line->flags, w->flags, RBK_PLAIN);
  rbk_buffer_text(out, "  ");
  put_names(writer, &line->actions, w->actions, line->colour);
  rbk_trim_line_end(out, from);
  rbk_buffer_byte(out, '\n');
}

static void put_lines(rbk_writer *writer) {
  table_state *state = writer->state;
  rbk_buffer *out = &writer->line;
  bool colours = writer->options.colours;
  rbk_buffer_byte(out, '\n');
  if (state->line_count == 0) {
    rbk_buffer_text(out, "No pupil has a flag, an open action or a proposal.\n");
    return;
  }
  rbk_put_cell(out, "Pupils with something to look at: ", 34, RBK_BOLD,
               colours);
  rbk_buffer_format(out, "%zu of %zu\n", state->line_count, state->pupils);
  widths w = widths_of(state);
  rbk_put_cell(out, "pupil", w.pupil, RBK_FAINT, colours);
  rbk_put_cell(out, "    rate", 10, RBK_FAINT, colours);
  rbk_put_cell(out, "band", w.bands + 2, RBK_FAINT, colours);
  rbk_put_cell(out, "flags", w.flags + 2, RBK_FAINT, colours);
  rbk_put_cell(out, "actions", 7, RBK_FAINT, colours);
  rbk_buffer_byte(out, '\n');
  for (size_t i = 0; i < state->line_count; i++)
    put_line(writer, &state->lines[i], &w);
}

static void put_groups(rbk_writer *writer) {
  table_state *state = writer->state;
  for (size_t i = 0; i < state->group_count; i++) {
    if (i == 0) rbk_buffer_byte(&writer->line, '\n');
    rbk_put_cell(&writer->line, state->groups[i].group, 20, RBK_BOLD,
                 writer->options.colours);
    rbk_buffer_text(&writer->line, "  ");
    put_names(writer, &state->groups[i].actions, RBK_LINE_WIDTH - 22,
              state->groups[i].colour);
    rbk_trim_line_end(&writer->line, 0);
    rbk_buffer_byte(&writer->line, '\n');
  }
}

static rbk_status finished(rbk_writer *writer) {
  table_state *state = writer->state;
  put_head(writer);
  const char *heading;
  for (size_t i = 0; tally_at(state, i, &heading); i++) {
    rbk_tally *tally = tally_at(state, i, &heading);
    rbk_put_tally(&writer->line, heading, tally, writer->options.colours);
    if (tally->status != RBK_OK) return tally->status;
  }
  put_lines(writer);
  put_groups(writer);
  return RBK_OK;
}

static void close_table(rbk_writer *writer) {
  table_state *state = writer->state;
  if (state == NULL) return;
  const char *heading;
  for (size_t i = 0; tally_at(state, i, &heading); i++)
    rbk_tally_finish(tally_at(state, i, &heading));
  rbk_buffer_finish(&state->cell);
  rbk_release(writer->options.alloc, state->lines);
  rbk_release(writer->options.alloc, state->groups);
  rbk_release(writer->options.alloc, state);
}

const rbk_format_parts rbk_decision_table = {
  .open = open_table, .started = started, .decision = decision,
  .finished = finished, .close = close_table};
