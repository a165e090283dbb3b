/* One JSON document: a list of the objects that NDJSON has line by line, of
 * all runs. */
#include "write/format.h"

static rbk_status open_list(rbk_writer *writer) {
  rbk_buffer_byte(&writer->line, '[');
  return RBK_OK;
}

static void next(rbk_writer *writer) {
  rbk_buffer_text(&writer->line, writer->objects > 0 ? ",\n" : "\n");
}

static rbk_status decision(rbk_writer *writer, const rbk_decision *shown) {
  next(writer);
  rbk_put_decision(&writer->line, &writer->head, shown);
  return RBK_OK;
}

static rbk_status change(rbk_writer *writer, const rbk_change *shown) {
  next(writer);
  rbk_put_change(&writer->line, shown);
  return RBK_OK;
}

static rbk_status end_list(rbk_writer *writer) {
  rbk_buffer_text(&writer->line, "\n]\n");
  return RBK_OK;
}

const rbk_format_parts rbk_decision_json = {
    .open = open_list, .decision = decision, .end = end_list};
const rbk_format_parts rbk_change_json = {
    .open = open_list, .change = change, .end = end_list};
