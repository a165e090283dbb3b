/* A comparison as text, CSV and JSON. */
#include <string.h>

#include "explore/diff.h"
#include "write/pieces.h"

/* --- text ---------------------------------------------------------------- */

static void put_state(rbk_buffer *out, const rbk_diff_state *state) {
  if (state->value) rbk_buffer_text(out, state->value);
  if (state->value && state->date) rbk_buffer_text(out, " since ");
  if (state->date) rbk_buffer_text(out, state->date);
  if (state->due) rbk_buffer_format(out, " (due %s)", state->due);
}

static void put_example(rbk_buffer *out, const rbk_difference_item *item) {
  rbk_buffer_format(out, "  %s  ", item->pupil);
  if (!item->before.there) {
    rbk_buffer_text(out, "comes: ");
    put_state(out, &item->after);
  } else if (!item->after.there) {
    rbk_buffer_text(out, "goes: ");
    put_state(out, &item->before);
  } else {
    put_state(out, &item->after);
    rbk_buffer_text(out, " instead of ");
    put_state(out, &item->before);
  }
  rbk_buffer_byte(out, '\n');
}

static void put_examples(rbk_buffer *out, const rbk_diff *diff,
                         const rbk_diff_count *count, size_t most) {
  size_t all = count->gone + count->come + count->moved, shown = 0;
  const char *last = NULL; /* one example a pupil */
  rbk_buffer_format(out, "\n%s %s\n", count->event, count->id);
  for (size_t i = 0; i < diff->item_count && shown < most; i++) {
    const rbk_difference_item *item = &diff->items[i];
    if (strcmp(item->event, count->event) != 0 ||
        strcmp(item->id, count->id) != 0 || item->pupil == last)
      continue;
    put_example(out, item);
    last = item->pupil;
    shown++;
  }
  if (all > shown) rbk_buffer_format(out, "  and %zu more\n", all - shown);
}

static void put_text(const rbk_diff *diff, size_t examples, rbk_buffer *out) {
  rbk_buffer_format(out, "%s: %s, then %s\n", diff->school, diff->before,
                    diff->after);
  rbk_buffer_format(out,
                    diff->as_of ? "What stands on %s: "
                                : "Every change "
                                  "up to %s: ",
                    diff->last);
  rbk_buffer_format(out, "%zu of %zu pupils have it otherwise.\n",
                    diff->changed, diff->pupils);
  if (diff->count_count == 0) return;
  size_t width = 0;
  for (size_t i = 0; i < diff->count_count; i++) {
    size_t length =
        strlen(diff->counts[i].event) + strlen(diff->counts[i].id) + 1;
    if (length > width) width = length;
  }
  rbk_buffer_format(out, "\n  %*s  %6s %6s %6s %6s\n", (int)width, "", "goes",
                    "comes", "moves", "pupils");
  for (size_t i = 0; i < diff->count_count; i++) {
    const rbk_diff_count *c = &diff->counts[i];
    int rest = (int)(width - strlen(c->event) - strlen(c->id) - 1);
    rbk_buffer_format(out, "  %s %s%*s  %6zu %6zu %6zu %6zu\n", c->event, c->id,
                      rest, "", c->gone, c->come, c->moved, c->pupils);
  }
  for (size_t i = 0; i < diff->count_count && examples > 0; i++)
    put_examples(out, diff, &diff->counts[i], examples);
}

/* --- CSV ----------------------------------------------------------------- */

static void put_cell(rbk_buffer *out, const char *text) {
  if (text) rbk_buffer_csv(out, text, strlen(text));
}

static void put_cells(rbk_buffer *out, const rbk_diff_state *state) {
  const char *cells[] = {state->date, state->value, state->key, state->due};
  for (size_t i = 0; i < sizeof cells / sizeof cells[0]; i++) {
    rbk_buffer_byte(out, ',');
    put_cell(out, cells[i]);
  }
}

static const char *change_of(const rbk_difference_item *item) {
  return !item->before.there ? "comes" : !item->after.there ? "goes" : "moves";
}

static void put_csv(const rbk_diff *diff, bool head, rbk_buffer *out) {
  if (head)
    rbk_buffer_text(out,
                    "school,pupil,event,id,change,before_date,before_value,"
                    "before_key,before_due,after_date,after_value,after_key,"
                    "after_due\n");
  for (size_t i = 0; i < diff->item_count; i++) {
    const rbk_difference_item *item = &diff->items[i];
    const char *cells[] = {diff->school, item->pupil, item->event, item->id,
                           change_of(item)};
    for (size_t c = 0; c < sizeof cells / sizeof cells[0]; c++) {
      if (c > 0) rbk_buffer_byte(out, ',');
      put_cell(out, cells[c]);
    }
    put_cells(out, &item->before);
    put_cells(out, &item->after);
    rbk_buffer_text(out, "\n");
  }
}

/* --- JSON ---------------------------------------------------------------- */

static void put_side(rbk_buffer *out, const char *name,
                     const rbk_diff_state *state) {
  rbk_put_key(out, name);
  if (!state->there) {
    rbk_buffer_text(out, "null");
    return;
  }
  rbk_buffer_byte(out, '{');
  rbk_put_text_member(out, "date", state->date);
  rbk_put_text_member(out, "value", state->value);
  rbk_put_text_member(out, "key", state->key);
  rbk_put_text_member(out, "due", state->due);
  rbk_buffer_byte(out, '}');
}

static void put_item(rbk_buffer *out, const rbk_diff *diff,
                     const rbk_difference_item *item, bool school) {
  rbk_buffer_byte(out, '{');
  if (school) rbk_put_text_member(out, "school", diff->school);
  rbk_put_text_member(out, "pupil", item->pupil);
  rbk_put_text_member(out, "event", item->event);
  rbk_put_text_member(out, "id", item->id);
  rbk_put_text_member(out, "change", change_of(item));
  put_side(out, "before", &item->before);
  put_side(out, "after", &item->after);
  rbk_buffer_byte(out, '}');
}

/* Without the brace that ends the object. */
static void put_summary(rbk_buffer *out, const rbk_diff *diff) {
  rbk_buffer_byte(out, '{');
  rbk_put_text_member(out, "school", diff->school);
  rbk_put_text_member(out, "before", diff->before);
  rbk_put_text_member(out, "after", diff->after);
  rbk_put_text_member(out, "run_before", diff->run_before);
  rbk_put_text_member(out, "run_after", diff->run_after);
  rbk_put_text_member(out, "as_of", diff->as_of);
  rbk_put_text_member(out, "to", diff->last);
  rbk_put_number_member(out, "pupils", (int64_t)diff->pupils);
  rbk_put_number_member(out, "changed", (int64_t)diff->changed);
  rbk_put_key(out, "counts");
  rbk_buffer_byte(out, '[');
  for (size_t i = 0; i < diff->count_count; i++) {
    const rbk_diff_count *c = &diff->counts[i];
    rbk_buffer_text(out, i > 0 ? ",{" : "{");
    rbk_put_text_member(out, "event", c->event);
    rbk_put_text_member(out, "id", c->id);
    rbk_put_number_member(out, "goes", (int64_t)c->gone);
    rbk_put_number_member(out, "comes", (int64_t)c->come);
    rbk_put_number_member(out, "moves", (int64_t)c->moved);
    rbk_put_number_member(out, "pupils", (int64_t)c->pupils);
    rbk_buffer_byte(out, '}');
  }
  rbk_buffer_byte(out, ']');
}

static void put_json(const rbk_diff *diff, bool first, rbk_buffer *out) {
  rbk_buffer_text(out, first ? "[\n" : ",\n");
  put_summary(out, diff);
  rbk_put_key(out, "changes");
  rbk_buffer_byte(out, '[');
  for (size_t i = 0; i < diff->item_count; i++) {
    rbk_buffer_text(out, i > 0 ? ",\n" : "\n");
    put_item(out, diff, &diff->items[i], false);
  }
  rbk_buffer_text(out, "]}");
}

static void put_ndjson(const rbk_diff *diff, rbk_buffer *out) {
  for (size_t i = 0; i < diff->item_count; i++) {
    put_item(out, diff, &diff->items[i], true);
    rbk_buffer_byte(out, '\n');
  }
  put_summary(out, diff);
  rbk_buffer_text(out, "}\n");
}

void rbk_diff_print(const rbk_diff *diff, rbk_diff_format format,
                    size_t examples, size_t number, rbk_buffer *out) {
  switch (format) {
  case RBK_DIFF_TEXT:
    if (number > 0) rbk_buffer_byte(out, '\n');
    put_text(diff, examples, out);
    return;
  case RBK_DIFF_CSV:
    put_csv(diff, number == 0, out);
    return;
  case RBK_DIFF_JSON:
    put_json(diff, number == 0, out);
    return;
  case RBK_DIFF_NDJSON:
    put_ndjson(diff, out);
    return;
  }
}

void rbk_diff_print_end(rbk_diff_format format, size_t number,
                        rbk_buffer *out) {
  if (format == RBK_DIFF_JSON)
    rbk_buffer_text(out, number > 0 ? "\n]\n" : "[\n]\n");
}
