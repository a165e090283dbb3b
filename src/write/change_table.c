/* Changes for a terminal: what the run was, how often each thing happened,
 * then one line a change. The counts come first, so a run is kept until it is
 * finished. */
#include <string.h>

#include "base/alloc.h"
#include "write/format.h"
#include "write/layout.h"
#include "write/pieces.h"

typedef struct change_line {
  const char *date, *pupil, *event, *id, *why;
  rbk_change_kind kind;
} change_line;

typedef struct table_state {
  change_line *lines;
  size_t count, capacity;
  rbk_tally events;
  rbk_buffer cell;
} table_state;

static rbk_status open_table(rbk_writer *writer) {
  table_state *state = rbk_take(writer->options.alloc, 1, sizeof *state);
  if (state == NULL) return RBK_NOMEM;
  writer->state = state;
  rbk_tally_init(&state->events, writer->options.alloc);
  rbk_buffer_init(&state->cell, writer->options.alloc);
  return RBK_OK;
}

static rbk_status started(rbk_writer *writer) {
  table_state *state = writer->state;
  rbk_tally_finish(&state->events);
  rbk_tally_init(&state->events, writer->options.alloc);
  state->count = 0;
  return RBK_OK;
}

static const char *keep(rbk_writer *writer, const char *text) {
  if (text == NULL) text = "";
  return rbk_arena_copy(&writer->arena, text, strlen(text));
}

static rbk_status change(rbk_writer *writer, const rbk_change *shown) {
  table_state *state = writer->state;
  if (rbk_grow(writer->options.alloc, &state->lines, &state->capacity,
               state->count + 1, sizeof *state->lines) != RBK_OK)
    return RBK_NOMEM;
  rbk_buffer_clear(&state->cell);
  if (shown->due != NULL) {
    rbk_buffer_text(&state->cell, "due ");
    rbk_buffer_text(&state->cell, shown->due);
    if (shown->because_count > 0) rbk_buffer_text(&state->cell, "; ");
  }
  rbk_put_because_words(&state->cell, shown->because, shown->because_count);
  const char *why = rbk_buffer_string(&state->cell);
  change_line line = {
      .date = keep(writer, shown->date),
      .pupil = keep(writer, shown->pupil ? shown->pupil : "(group)"),
      .event = rbk_change_name(shown->kind),
      .id = keep(writer, shown->id),
      .why = why ? keep(writer, why) : NULL,
      .kind = shown->kind,
  };
  if (!line.date || !line.pupil || !line.id || !line.why) return RBK_NOMEM;
  state->lines[state->count++] = line;
  rbk_tally_add(&state->events, line.id, line.event, (int)line.kind, 1);
  return RBK_OK;
}

static void put_head(rbk_writer *writer) {
  table_state *state = writer->state;
  const struct {
    const char *name, *value;
  } lines[] = {
      {"School", writer->head.profile},
      {"From", writer->options.from ? writer->options.from : "the first day"},
      {"To", writer->options.to ? writer->options.to : "the last day"},
      {"Run", writer->head.run},
  };
  if (writer->runs > 1) rbk_buffer_byte(&writer->line, '\n');
  for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
    rbk_put_cell(&writer->line, lines[i].name, 12, RBK_BOLD,
                 writer->options.colours);
    rbk_put_cell(&writer->line, lines[i].value, rbk_width(lines[i].value),
                 RBK_PLAIN, false);
    rbk_buffer_byte(&writer->line, '\n');
  }
  rbk_put_cell(&writer->line, "Changes", 12, RBK_BOLD, writer->options.colours);
  rbk_buffer_format(&writer->line, "%zu\n", state->count);
}

static size_t widest(size_t so_far, const char *text, size_t most) {
  size_t width = rbk_width(text);
  if (width > most) width = most;
  return width > so_far ? width : so_far;
}

static rbk_colour colour_of(rbk_change_kind kind) {
  switch (kind) {
  case RBK_CHANGE_ACTION_OVERDUE:
  case RBK_CHANGE_UNDETERMINED:
    return RBK_RED;
  case RBK_CHANGE_ACTION_FIRED:
    return RBK_YELLOW;
  case RBK_CHANGE_ACTION_DONE:
    return RBK_GREEN;
  default:
    return RBK_PLAIN;
  }
}

static rbk_status finished(rbk_writer *writer) {
  table_state *state = writer->state;
  rbk_buffer *out = &writer->line;
  bool colours = writer->options.colours;
  put_head(writer);
  rbk_put_tally(out, "Counts", &state->events, colours);
  if (state->events.status != RBK_OK) return state->events.status;
  size_t pupil = 5, id = 2;
  for (size_t i = 0; i < state->count; i++) {
    pupil = widest(pupil, state->lines[i].pupil, 14);
    id = widest(id, state->lines[i].id, 28);
  }
  size_t why = RBK_LINE_WIDTH - (10 + 2 + pupil + 2 + 17 + 2 + id + 2);
  if (state->count > 0) rbk_buffer_byte(out, '\n');
  for (size_t i = 0; i < state->count; i++) {
    const change_line *line = &state->lines[i];
    size_t from = out->length;
    rbk_put_cell(out, line->date, 12, RBK_PLAIN, false);
    rbk_put_cell(out, line->pupil, pupil, RBK_PLAIN, false);
    rbk_buffer_text(out, "  ");
    rbk_put_cell(out, line->event, 17, colour_of(line->kind), colours);
    rbk_buffer_text(out, "  ");
    rbk_put_cell(out, line->id, id, RBK_PLAIN, false);
    rbk_buffer_text(out, "  ");
    rbk_put_cell(out, line->why, why, RBK_FAINT, colours);
    rbk_trim_line_end(out, from);
    rbk_buffer_byte(out, '\n');
  }
  return RBK_OK;
}

static void close_table(rbk_writer *writer) {
  table_state *state = writer->state;
  if (state == NULL) return;
  rbk_tally_finish(&state->events);
  rbk_buffer_finish(&state->cell);
  rbk_release(writer->options.alloc, state->lines);
  rbk_release(writer->options.alloc, state);
}

const rbk_format_parts rbk_change_table = {.open = open_table,
                                           .started = started,
                                           .change = change,
                                           .finished = finished,
                                           .close = close_table};
