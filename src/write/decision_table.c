/* Decisions for a terminal: what the run was, how many pupils stand where,
 * and one line for each pupil somebody has to do something about. The counts
 * come first, so a run is kept until it is finished. */
#include <limits.h>
#include <string.h>

#include "base/alloc.h"
#include "write/format.h"
#include "write/layout.h"
#include "write/table_line.h"

typedef struct line_list {
  rbk_table_line *items;
  size_t count, capacity;
} line_list;

typedef struct table_state {
  line_list lines, groups;
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
  state->lines.count = state->groups.count = 0;
  state->policy = NULL;
  state->pupils = state->off_roll = 0;
  state->sum = (rbk_attendance){0};
  state->overflow = false;
  return RBK_OK;
}

/* What is urgent stands first where statuses are listed. */
static int urgency(rbk_action_status status) {
  return status == RBK_ACTION_OVERDUE ? INT_MIN : -(int)status;
}

static void add_sum(table_state *state, const rbk_attendance *figures) {
  const int64_t more[] = {figures->possible,   figures->attended,
                          figures->authorised, figures->unauthorised,
                          figures->late,       figures->missing};
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
    rbk_tally_add(&state->stages, shown->stages[i].ladder, shown->stages[i].id,
                  0, 1);
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

static rbk_status add_line(rbk_writer *writer, line_list *list,
                           const rbk_decision *shown) {
  rbk_status status =
      rbk_grow(writer->options.alloc, &list->items, &list->capacity,
               list->count + 1, sizeof *list->items);
  if (status == RBK_OK)
    status =
        rbk_table_line_of(&writer->arena, shown, &list->items[list->count]);
  if (status == RBK_OK) list->count++;
  return status;
}

static rbk_status keep_policy(rbk_writer *writer, const char *policy) {
  table_state *state = writer->state;
  if (state->policy != NULL || policy == NULL) return RBK_OK;
  state->policy = rbk_arena_copy(&writer->arena, policy, strlen(policy));
  return state->policy ? RBK_OK : RBK_NOMEM;
}

static rbk_status decision(rbk_writer *writer, const rbk_decision *shown) {
  table_state *state = writer->state;
  bool wants = rbk_wants_somebody(shown);
  rbk_status status = keep_policy(writer, shown->policy);
  if (status != RBK_OK) return status;
  count(state, shown);
  if (shown->group != NULL)
    return wants ? add_line(writer, &state->groups, shown) : RBK_OK;
  state->pupils++;
  if (!shown->on_roll) state->off_roll++;
  add_sum(state, &shown->attendance);
  return wants ? add_line(writer, &state->lines, shown) : RBK_OK;
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
  size_t stages; /* 0: no pupil listed is in one, so there is no column */
} widths;

/* The width that all items of a cell would take, up to `most`. */
static size_t wanted(const rbk_line_cell *list, size_t so_far, size_t most) {
  size_t width = 0;
  for (size_t i = 0; i < list->count; i++)
    width += rbk_width(list->items[i]) + (i > 0 ? 2 : 0);
  if (width > most) width = most;
  return width > so_far ? width : so_far;
}

static widths widths_of(const table_state *state) {
  widths w = {.pupil = 5, .bands = 5, .flags = 5};
  for (size_t i = 0; i < state->lines.count; i++) {
    const rbk_table_line *line = &state->lines.items[i];
    size_t pupil = rbk_width(line->name);
    if (pupil > w.pupil) w.pupil = pupil < 20 ? pupil : 20;
    w.bands = wanted(&line->bands, w.bands, 20);
    w.flags = wanted(&line->flags, w.flags, 26);
    if (line->stages.count > 0 && w.stages == 0) w.stages = 5;
    w.stages = wanted(&line->stages, w.stages, 20);
  }
  if (w.stages > 0 && w.flags > 22) w.flags = 22; /* actions need the room */
  w.actions =
      RBK_LINE_WIDTH - (w.pupil + 2 + 6 + 2 + w.bands + 2 + w.flags + 2);
  if (w.stages > 0) w.actions -= w.stages + 2;
  return w;
}

static void put_names(rbk_writer *writer, const rbk_line_cell *list,
                      size_t width, rbk_colour colour) {
  rbk_buffer *cell = &((table_state *)writer->state)->cell;
  rbk_buffer_clear(cell);
  rbk_put_fitting(cell, list->items, list->count, width);
  const char *text = rbk_buffer_string(cell);
  if (text == NULL)
    writer->line.status = cell->status;
  else
    rbk_put_cell(&writer->line, text, width, colour, writer->options.colours);
}

static void put_line(rbk_writer *writer, const rbk_table_line *line,
                     const widths *w) {
  rbk_buffer *out = &writer->line;
  size_t from = out->length;
  rbk_put_cell(out, line->name, w->pupil, RBK_PLAIN, false);
  rbk_buffer_text(out, "  ");
  rbk_put_number_cell(out, line->rate, 6);
  rbk_buffer_text(out, "  ");
  put_names(writer, &line->bands, w->bands, RBK_PLAIN);
  rbk_buffer_text(out, "  ");
  put_names(writer, &line->flags, w->flags, RBK_PLAIN);
  rbk_buffer_text(out, "  ");
  if (w->stages > 0) {
    put_names(writer, &line->stages, w->stages, RBK_PLAIN);
    rbk_buffer_text(out, "  ");
  }
  put_names(writer, &line->actions, w->actions, line->colour);
  rbk_trim_line_end(out, from);
  rbk_buffer_byte(out, '\n');
}

static void put_lines(rbk_writer *writer) {
  table_state *state = writer->state;
  rbk_buffer *out = &writer->line;
  bool colours = writer->options.colours;
  rbk_buffer_byte(out, '\n');
  if (state->lines.count == 0) {
    rbk_buffer_text(
        out, "No pupil has a flag, a stage, an open action or a proposal.\n");
    return;
  }
  rbk_put_cell(out, "Pupils with something to look at: ", 34, RBK_BOLD,
               colours);
  rbk_buffer_format(out, "%zu of %zu\n", state->lines.count, state->pupils);
  widths w = widths_of(state);
  rbk_put_cell(out, "pupil", w.pupil, RBK_FAINT, colours);
  rbk_put_cell(out, "    rate", 10, RBK_FAINT, colours);
  rbk_put_cell(out, "band", w.bands + 2, RBK_FAINT, colours);
  rbk_put_cell(out, "flags", w.flags + 2, RBK_FAINT, colours);
  if (w.stages > 0)
    rbk_put_cell(out, "stage", w.stages + 2, RBK_FAINT, colours);
  rbk_put_cell(out, "actions", 7, RBK_FAINT, colours);
  rbk_buffer_byte(out, '\n');
  for (size_t i = 0; i < state->lines.count; i++)
    put_line(writer, &state->lines.items[i], &w);
}

static void put_groups(rbk_writer *writer) {
  table_state *state = writer->state;
  for (size_t i = 0; i < state->groups.count; i++) {
    if (i == 0) rbk_buffer_byte(&writer->line, '\n');
    rbk_put_cell(&writer->line, state->groups.items[i].name, 20, RBK_BOLD,
                 writer->options.colours);
    rbk_buffer_text(&writer->line, "  ");
    put_names(writer, &state->groups.items[i].actions, RBK_LINE_WIDTH - 22,
              state->groups.items[i].colour);
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
  rbk_release(writer->options.alloc, state->lines.items);
  rbk_release(writer->options.alloc, state->groups.items);
  rbk_release(writer->options.alloc, state);
}

const rbk_format_parts rbk_decision_table = {.open = open_table,
                                             .started = started,
                                             .decision = decision,
                                             .finished = finished,
                                             .close = close_table};
