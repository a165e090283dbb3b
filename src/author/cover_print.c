/* What fixtures cover, as text or JSON. */
#include <string.h>

#include "author/cover.h"

/* How each kind is spoken of. */
static const struct {
  const char *name, *came, *never;
} kinds[RBK_COVER_KINDS] = {
    [RBK_COVER_BAND] = {"band", "fired", "never fired"},
    [RBK_COVER_FLAG] = {"flag", "fired", "never fired"},
    [RBK_COVER_RULE] = {"rule", "fired", "never fired"},
    [RBK_COVER_CODING] = {"coding", "fired", "never fired"},
    [RBK_COVER_GROUP_RULE] = {"group rule", "fired", "never fired"},
    [RBK_COVER_STAGE] = {"stage", "entered", "never entered"},
    [RBK_COVER_LETTER] = {"letter", "asked for", "never asked for"},
    [RBK_COVER_VARIANT] = {"variant", "used", "never used"},
    [RBK_COVER_COHORT] = {"cohort", "with members", "never with a member"},
};

/* What is wanting; NULL: nothing. */
static const char *wanting(const rbk_cover_item *item) {
  if (rbk_cover_item_done(item)) return NULL;
  if (item->fired > 0)
    return item->kind == RBK_COVER_COHORT ? "never with a pupil outside it"
                                          : "never seen to stay away";
  if (item->parentless > 0) return "never fired for a parent on file";
  if (item->not_fired > 0) return kinds[item->kind].never;
  if (item->no_data + item->undetermined > 0)
    return "never fired, never known not to";
  return "never evaluated";
}

static size_t items_done(const rbk_cover_file *file) {
  size_t done = 0;
  for (size_t i = 0; i < file->item_count; i++)
    done += rbk_cover_item_done(&file->items[i]);
  return done;
}

static size_t thresholds_done(const rbk_cover_file *file) {
  size_t done = 0;
  for (size_t i = 0; i < file->threshold_count; i++)
    done += rbk_cover_threshold_done(&file->thresholds[i]);
  return done;
}

/* --- text ----------------------------------------------------------------- */

static void text_counts(const rbk_cover_item *item, rbk_buffer *buffer) {
  rbk_buffer_format(buffer, "%s in %zu, not in %zu", kinds[item->kind].came,
                    item->fired, item->not_fired);
  if (item->parentless > 0)
    rbk_buffer_format(buffer, ", for no parent on file in %zu",
                      item->parentless);
  if (item->no_data > 0)
    rbk_buffer_format(buffer, ", no data in %zu", item->no_data);
  if (item->undetermined > 0)
    rbk_buffer_format(buffer, ", undetermined in %zu", item->undetermined);
}

static void text_item(const rbk_cover_item *item, rbk_buffer *buffer) {
  const char *problem = wanting(item);
  rbk_buffer_format(buffer, "  %s %s: ", kinds[item->kind].name, item->id);
  text_counts(item, buffer);
  if (problem != NULL)
    rbk_buffer_format(buffer, "\n    %s:%u: %s", item->where.file,
                      item->where.line, problem);
  rbk_buffer_byte(buffer, '\n');
}

static void text_move(const rbk_cover_threshold *t, const rbk_cover_move *move,
                      const char *way, rbk_buffer *buffer) {
  if (move->refused || move->fixture != NULL) return;
  rbk_buffer_format(buffer, "    %s:%u: untested: ", t->where.file,
                    t->where.line);
  if (move->value == NULL)
    rbk_buffer_text(buffer, "no fixture gives it a value\n");
  else if (t->value == NULL)
    rbk_buffer_format(buffer, "one step %s, no fixture fails\n", way);
  else
    rbk_buffer_format(buffer, "with %s, one step %s, no fixture fails\n",
                      move->value, way);
}

static void text_threshold(const rbk_cover_threshold *t, rbk_buffer *buffer) {
  rbk_buffer_format(buffer, "  threshold %s", t->name);
  if (t->value != NULL) rbk_buffer_format(buffer, " = %s", t->value);
  if (t->note != NULL) rbk_buffer_format(buffer, " (%s)", t->note);
  rbk_buffer_format(buffer, ", step %s: %s\n", t->step,
                    rbk_cover_threshold_done(t) ? "tested" : "untested");
  text_move(t, &t->up, "up", buffer);
  if (t->up.value != NULL) text_move(t, &t->down, "down", buffer);
}

static void text_lines(const rbk_cover_file *file, rbk_buffer *buffer) {
  for (size_t i = 0; i < file->lines.missed_count; i++)
    rbk_buffer_format(buffer, "    %s:%zu: this line of a function never ran\n",
                      file->policy, file->lines.missed[i]);
}

static void text_file(const rbk_cover_file *file, rbk_buffer *buffer) {
  rbk_buffer_format(buffer, "%s: %zu fixture%s", file->id, file->fixtures,
                    file->fixtures == 1 ? "" : "s");
  if (file->failed > 0)
    rbk_buffer_format(buffer, ", %zu of them fail; see `policy test`",
                      file->failed);
  if (file->others > 0)
    rbk_buffer_format(buffer,
                      "; %zu more name another policy and count here "
                      "for nothing",
                      file->others);
  rbk_buffer_byte(buffer, '\n');
  for (size_t i = 0; i < file->item_count; i++)
    text_item(&file->items[i], buffer);
  for (size_t i = 0; i < file->threshold_count; i++)
    text_threshold(&file->thresholds[i], buffer);
  text_lines(file, buffer);
  rbk_buffer_format(buffer,
                    "  %zu of %zu came and stayed away, %zu of %zu thresholds "
                    "tested, %zu of %zu lines of functions run\n",
                    items_done(file), file->item_count, thresholds_done(file),
                    file->threshold_count,
                    file->lines.count - file->lines.missed_count,
                    file->lines.count);
}

/* --- JSON ----------------------------------------------------------------- */

static void json_text(rbk_buffer *buffer, const char *name, const char *text) {
  rbk_buffer_format(buffer, "\"%s\":", name);
  if (text == NULL)
    rbk_buffer_text(buffer, "null");
  else
    rbk_buffer_json(buffer, text, strlen(text));
}

static void json_item(const rbk_cover_item *item, rbk_buffer *buffer) {
  rbk_buffer_byte(buffer, '{');
  json_text(buffer, "kind", kinds[item->kind].name);
  rbk_buffer_byte(buffer, ',');
  json_text(buffer, "id", item->id);
  rbk_buffer_byte(buffer, ',');
  json_text(buffer, "file", item->where.file);
  rbk_buffer_format(buffer,
                    ",\"line\":%u,\"fired\":%zu,\"not_fired\":%zu,"
                    "\"no_data\":%zu,\"undetermined\":%zu,"
                    "\"parentless\":%zu,",
                    item->where.line, item->fired, item->not_fired,
                    item->no_data, item->undetermined, item->parentless);
  json_text(buffer, "wanting", wanting(item));
  rbk_buffer_byte(buffer, '}');
}

static void json_move(const char *name, const rbk_cover_move *move,
                      rbk_buffer *buffer) {
  rbk_buffer_format(buffer, ",\"%s\":{", name);
  json_text(buffer, "value", move->value);
  rbk_buffer_format(buffer, ",\"refused\":%s,",
                    move->refused ? "true" : "false");
  json_text(buffer, "fails", move->fixture);
  rbk_buffer_byte(buffer, '}');
}

static void json_threshold(const rbk_cover_threshold *t, rbk_buffer *buffer) {
  rbk_buffer_byte(buffer, '{');
  json_text(buffer, "name", t->name);
  rbk_buffer_byte(buffer, ',');
  json_text(buffer, "value", t->value);
  rbk_buffer_byte(buffer, ',');
  json_text(buffer, "note", t->note);
  rbk_buffer_byte(buffer, ',');
  json_text(buffer, "step", t->step);
  rbk_buffer_byte(buffer, ',');
  json_text(buffer, "file", t->where.file);
  rbk_buffer_format(buffer, ",\"line\":%u,\"tested\":%s", t->where.line,
                    rbk_cover_threshold_done(t) ? "true" : "false");
  json_move("up", &t->up, buffer);
  json_move("down", &t->down, buffer);
  rbk_buffer_byte(buffer, '}');
}

static void json_file(const rbk_cover_file *file, rbk_buffer *buffer) {
  rbk_buffer_byte(buffer, '{');
  json_text(buffer, "policy", file->id);
  rbk_buffer_byte(buffer, ',');
  json_text(buffer, "file", file->policy);
  rbk_buffer_format(buffer,
                    ",\"fixtures\":%zu,\"failed\":%zu,"
                    "\"other_policy\":%zu,\"items\":[",
                    file->fixtures, file->failed, file->others);
  for (size_t i = 0; i < file->item_count; i++) {
    if (i > 0) rbk_buffer_byte(buffer, ',');
    json_item(&file->items[i], buffer);
  }
  rbk_buffer_text(buffer, "],\"thresholds\":[");
  for (size_t i = 0; i < file->threshold_count; i++) {
    if (i > 0) rbk_buffer_byte(buffer, ',');
    json_threshold(&file->thresholds[i], buffer);
  }
  rbk_buffer_format(buffer, "],\"lines\":%zu,\"lines_missed\":[",
                    file->lines.count);
  for (size_t i = 0; i < file->lines.missed_count; i++)
    rbk_buffer_format(buffer, "%s%zu", i > 0 ? "," : "", file->lines.missed[i]);
  rbk_buffer_text(buffer, "]}");
}

void rbk_cover_print(const rbk_cover_file *files, size_t count, bool json,
                     rbk_buffer *buffer) {
  unsigned percent = rbk_cover_percent(files, count);
  if (json)
    rbk_buffer_format(buffer, "{\"percent\":%u,\"policies\":[", percent);
  for (size_t i = 0; i < count; i++) {
    if (json && i > 0) rbk_buffer_byte(buffer, ',');
    if (json)
      json_file(&files[i], buffer);
    else
      text_file(&files[i], buffer);
  }
  if (json)
    rbk_buffer_text(buffer, "]}\n");
  else
    rbk_buffer_format(buffer, "%u %% covered\n", percent);
}
