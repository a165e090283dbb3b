#include "write/writer.h"

#include <string.h>

#include "base/alloc.h"
#include "base/status.h"
#include "base/text.h"
#include "write/format.h"

/* Every format: what it is called, how its files end, and who writes it. */
static const struct {
  const char *ending;
  const rbk_format_parts *decisions, *changes;
  bool needs_file;
} formats[RBK_FORMATS] = {
    [RBK_FORMAT_TABLE] = {".txt", &rbk_decision_table, &rbk_change_table,
                          false},
    [RBK_FORMAT_NDJSON] = {".ndjson", &rbk_decision_ndjson, &rbk_change_ndjson,
                           false},
    [RBK_FORMAT_JSON] = {".json", &rbk_decision_json, &rbk_change_json, false},
    [RBK_FORMAT_CSV] = {".csv", &rbk_decision_csv, &rbk_change_csv, false},
    [RBK_FORMAT_XLSX] = {".xlsx", &rbk_decision_xlsx, &rbk_change_xlsx, true},
};

static const char *const names[RBK_FORMATS] = {
    [RBK_FORMAT_TABLE] = "table", [RBK_FORMAT_NDJSON] = "ndjson",
    [RBK_FORMAT_JSON] = "json",   [RBK_FORMAT_CSV] = "csv",
    [RBK_FORMAT_XLSX] = "xlsx",
};

const char *rbk_format_name(rbk_format format) {
  return names[format];
}

bool rbk_format_find(const char *name, rbk_format *format) {
  for (size_t i = 0; i < RBK_FORMATS; i++) {
    if (strcmp(name, names[i]) != 0) continue;
    *format = (rbk_format)i;
    return true;
  }
  return false;
}

bool rbk_format_of_file(const char *path, rbk_format *format) {
  size_t length = strlen(path);
  for (size_t i = 0; i < RBK_FORMATS; i++) {
    rbk_text ending = rbk_text_of(formats[i].ending);
    if (length <= ending.length) continue;
    rbk_text tail = {path + length - ending.length, ending.length};
    if (!rbk_text_equal_fold(tail, ending)) continue;
    *format = (rbk_format)i;
    return true;
  }
  return false;
}

/* What a call of a part comes to: its own status, or what became of the text
 * that it appended. The error record is filled in either way. */
static rbk_status settle(rbk_writer *writer, rbk_status status) {
  if (status == RBK_NOMEM) return rbk_no_memory(writer->error);
  if (status != RBK_OK) return status;
  return rbk_output_drain(writer->output, &writer->line, writer->error);
}

static rbk_status open_writer(const rbk_writer_options *options,
                              const rbk_format_parts *parts, rbk_output *output,
                              rbk_writer **out, rbk_error *error) {
  if (formats[options->format].needs_file && rbk_output_place(output) == NULL)
    return rbk_fail(error, RBK_USAGE, NULL, 0, 0,
                    "%s cannot go to the standard output or a device; name a "
                    "file with --output",
                    names[options->format]);
  rbk_writer *writer = rbk_take(options->alloc, 1, sizeof *writer);
  if (writer == NULL) return rbk_no_memory(error);
  writer->options = *options;
  writer->parts = parts;
  writer->output = output;
  writer->error = error;
  rbk_buffer_init(&writer->line, options->alloc);
  rbk_arena_init(&writer->arena, options->alloc);
  rbk_status status = RBK_OK;
  if (parts->open) status = settle(writer, parts->open(writer));
  if (status == RBK_OK)
    *out = writer;
  else
    rbk_writer_destroy(writer);
  return status;
}

rbk_status rbk_writer_decisions(const rbk_writer_options *options,
                                rbk_output *output, rbk_writer **out,
                                rbk_error *error) {
  return open_writer(options, formats[options->format].decisions, output, out,
                     error);
}

rbk_status rbk_writer_changes(const rbk_writer_options *options,
                              rbk_output *output, rbk_writer **out,
                              rbk_error *error) {
  return open_writer(options, formats[options->format].changes, output, out,
                     error);
}

/* False without memory. */
static bool keep(rbk_writer *writer, const char *text, const char **kept) {
  *kept = NULL;
  if (text == NULL) return true;
  *kept = rbk_arena_copy(&writer->arena, text, strlen(text));
  return *kept != NULL;
}

static rbk_status started(void *context, const rbk_run_record *record) {
  rbk_writer *writer = context;
  rbk_arena_reset(&writer->arena);
  if (!keep(writer, record->profile, &writer->head.profile) ||
      !keep(writer, record->run, &writer->head.run) ||
      !keep(writer, record->as_of, &writer->head.as_of))
    return rbk_no_memory(writer->error);
  writer->runs++;
  writer->record = record;
  rbk_status status = RBK_OK;
  if (writer->parts->started) status = writer->parts->started(writer);
  writer->record = NULL;
  return settle(writer, status);
}

static rbk_status decision(void *context, const rbk_decision *shown) {
  rbk_writer *writer = context;
  rbk_status status = writer->parts->decision(writer, shown);
  writer->objects++;
  return settle(writer, status);
}

static rbk_status change(void *context, const rbk_change *shown) {
  rbk_writer *writer = context;
  rbk_status status = writer->parts->change(writer, shown);
  writer->objects++;
  return settle(writer, status);
}

static rbk_status finished(void *context, const rbk_run_record *record) {
  rbk_writer *writer = context;
  writer->record = record;
  rbk_status status = RBK_OK;
  if (writer->parts->finished) status = writer->parts->finished(writer);
  writer->record = NULL;
  return settle(writer, status);
}

rbk_decision_sink rbk_writer_decision_sink(rbk_writer *writer) {
  return (rbk_decision_sink){writer, started, decision, finished};
}

rbk_change_sink rbk_writer_change_sink(rbk_writer *writer) {
  return (rbk_change_sink){writer, started, change, finished};
}

rbk_status rbk_writer_end(rbk_writer *writer) {
  rbk_status status = RBK_OK;
  if (writer->parts->end) status = writer->parts->end(writer);
  return settle(writer, status);
}

void rbk_writer_destroy(rbk_writer *writer) {
  if (writer == NULL) return;
  if (writer->parts->close) writer->parts->close(writer);
  rbk_buffer_finish(&writer->line);
  rbk_arena_finish(&writer->arena);
  rbk_release(writer->options.alloc, writer);
}
