/* Changes as NDJSON: one object a change, keys in the order of README.md. */
#include "write/format.h"
#include "write/pieces.h"

void rbk_put_change(rbk_buffer *out, const rbk_change *change) {
  rbk_buffer_byte(out, '{');
  rbk_put_text_member(out, "date", change->date);
  rbk_put_text_member(out, "pupil", change->pupil);
  rbk_put_text_member(out, "event", rbk_change_name(change->kind));
  rbk_put_text_member(out, "id", change->id);
  rbk_put_text_member(out, "key", change->key);
  rbk_put_text_member(out, "parent", change->parent);
  rbk_put_names_member(out, "clause", &change->clause);
  rbk_put_text_member(out, "due", change->due);
  rbk_put_because_member(out, change->because, change->because_count);
  rbk_buffer_byte(out, '}');
}

static rbk_status line(rbk_writer *writer, const rbk_change *change) {
  rbk_put_change(&writer->line, change);
  rbk_buffer_byte(&writer->line, '\n');
  return RBK_OK;
}

const rbk_format_parts rbk_change_ndjson = {.change = line};
