#include "read/put_place.h"

#include <string.h>

static rbk_place *place_at(rbk_put *put, uint32_t row, int32_t session) {
  return &put->places[(size_t)row * put->stride + (size_t)session];
}

rbk_status rbk_put_place_row(rbk_put *put, uint32_t row) {
  if (!put->places) return RBK_OK;
  size_t row_size = put->stride * sizeof *put->places;
  if (rbk_grow(put->reading->alloc, &put->places, &put->place_capacity,
               (size_t)row + 1, row_size))
    return rbk_reading_no_memory(put->reading);
  memset(place_at(put, row, 0), 0, row_size);
  return RBK_OK;
}

void rbk_put_placed(rbk_put *put, const rbk_table *table, int32_t session) {
  if (!put->places) return;
  *place_at(put, put->stage.row, session) =
      (rbk_place){put->file, (uint32_t)table->csv.row_line};
}

rbk_status rbk_put_relocate(rbk_put *put, const rbk_table *table) {
  rbk_stage *stage = &put->stage;
  if (put->file == put->stop.file && table->csv.row_line >= put->stop.line)
    return RBK_STOPPED;
  if (stage->row == RBK_NONE) return RBK_OK;
  for (int32_t s = stage->first; s <= stage->last; s++)
    if (stage->codes[s] && place_at(put, stage->row, s)->line == 0)
      rbk_put_placed(put, table, s);
  return RBK_OK;
}

/* Reads again what was read so far, beside the row at hand. */
static rbk_status read_again(rbk_put *put, const rbk_table *table) {
  rbk_reading *reading = put->reading;
  rbk_stage kept = put->stage;
  put->stage = (rbk_stage){.first = INT32_MAX, .last = -1};
  put->stage.codes = rbk_take(reading->alloc, put->stride + 16, 1);
  rbk_status status =
      put->stage.codes ? RBK_OK : rbk_reading_no_memory(reading);

  put->stop = (rbk_place){put->file, (uint32_t)table->csv.row_line};
  put->locating = reading->quiet = true;
  size_t done = reading->done;
  for (uint32_t file = 0; file <= put->stop.file && !status; file++) {
    put->file = file;
    status = put->read_file(reading, file);
  }
  if (status == RBK_STOPPED) status = RBK_OK;
  put->locating = reading->quiet = false;
  put->file = put->stop.file;
  reading->done = done;

  rbk_release(reading->alloc, put->stage.codes);
  rbk_release(reading->alloc, put->stage.notes);
  rbk_release(reading->alloc, put->stage.loose);
  put->stage = kept;
  return status;
}

rbk_status rbk_put_keep_places(rbk_put *put, const rbk_table *table) {
  if (put->places) return RBK_OK;
  size_t rows = put->ids.count;
  put->places =
      rbk_take(put->reading->alloc, rows, put->stride * sizeof *put->places);
  if (!put->places) return rbk_reading_no_memory(put->reading);
  put->place_capacity = rows;
  return read_again(put, table);
}

rbk_place rbk_put_place(const rbk_put *put, int32_t session) {
  return put->places[(size_t)put->stage.row * put->stride + (size_t)session];
}
