#include "read/reading.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

const char *rbk_shown(rbk_text value, char out[RBK_SHOWN]) {
  size_t length = value.length, most = RBK_SHOWN - 4;
  bool cut = length > most;
  if (cut) {
    length = most;
    while (length > 0 && ((unsigned char)value.bytes[length] & 0xC0) == 0x80)
      length--;
  }
  for (size_t i = 0; i < length; i++) {
    unsigned char c = (unsigned char)value.bytes[i];
    out[i] = value.bytes[i];
    if (c < 0x20 || c == 0x7F) out[i] = '?';
  }
  memcpy(out + length, cut ? "..." : "", cut ? 4 : 1);
  return out;
}

rbk_status rbk_reading_no_memory(rbk_reading *reading) {
  return rbk_no_memory(&reading->error);
}

rbk_status rbk_refuse_field(rbk_reading *reading, const rbk_csv *csv,
                            size_t column, const char *name, rbk_text value,
                            const char *format, ...) {
  char what[512], shown[RBK_SHOWN];
  reading->column = name;
  reading->value = value;
  if (reading->quiet) return RBK_REJECTED;
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(what, sizeof what, format, arguments);
  va_end(arguments);
  return rbk_fail(&reading->error, RBK_REJECTED, csv->file->path, csv->row_line,
                  column + 1, "%s '%s' %s", name, rbk_shown(value, shown),
                  what);
}

rbk_status rbk_refuse_row(rbk_reading *reading, const rbk_csv *csv,
                          const char *format, ...) {
  char what[512];
  reading->column = NULL;
  reading->value = (rbk_text){NULL, 0};
  if (reading->quiet) return RBK_REJECTED;
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(what, sizeof what, format, arguments);
  va_end(arguments);
  return rbk_fail(&reading->error, RBK_REJECTED, csv->file->path, csv->row_line,
                  0, "%s", what);
}

void rbk_reading_progress(rbk_reading *reading, size_t more) {
  enum { STEP = 4 * 1024 * 1024 };
  reading->done += more;
  if (!reading->progress || reading->quiet) return;
  if (reading->done < reading->total && reading->done - reading->told < STEP)
    return;
  reading->told = reading->done;
  reading->progress(reading->context, reading->done, reading->total);
}

bool rbk_reading_date(const rbk_reading *reading, rbk_text text,
                      rbk_date *date) {
  return reading->reg->school.uk_dates ? rbk_date_parse_uk(text, date)
                                       : rbk_date_parse(text, date);
}

const char *rbk_reading_date_form(const rbk_reading *reading) {
  return reading->reg->school.uk_dates
             ? "is no date; write it as 14/02/2025"
             : "is no date; write it as 2025-02-14, or declare \"dates\": "
               "\"dd/mm/yyyy\" in school.json";
}
