/* What the text of a mark means on its day, and the tables that answer for
 * most marks at a glance. */
#include "read/put_codes.h"

#include <stdio.h>
#include <string.h>

#include "register/codes.h"

enum { FIRST_LETTER = 33, LAST_LETTER = 126 };

static const char *alias_of(const rbk_school *school, rbk_text text) {
  for (size_t i = 0; i < school->alias_count; i++)
    if (rbk_text_is(text, school->aliases[i].name))
      return school->aliases[i].value;
  return NULL;
}

bool rbk_missing_text(rbk_text text) {
  return rbk_text_is(text, "-");
}

/* The first day on which a code that is not in force yet will be. */
static void first_day_of(rbk_text text, char out[11]) {
  rbk_date first = RBK_NO_DATE;
  for (size_t c = 1; c <= rbk_codes_count() && first == RBK_NO_DATE; c++) {
    const rbk_code_info *info = rbk_code_info_of((rbk_code)c);
    if (rbk_text_is(text, info->code)) first = info->from;
  }
  for (size_t s = 0; s < rbk_sub_codes_count() && first == RBK_NO_DATE; s++)
    if (rbk_text_is(text, rbk_sub_code_at(s)->code))
      first = rbk_sub_code_at(s)->from;
  if (first == RBK_NO_DATE)
    memcpy(out, "later", 6);
  else
    rbk_date_print(first, out);
}

static const char *session_name(uint8_t session) {
  return session == RBK_AM ? "AM" : "PM";
}

static rbk_status refuse(rbk_put *put, rbk_table *table, const rbk_cell *cell,
                         const char *what) {
  char date[11];
  rbk_date_print(cell->date, date);
  return rbk_refuse_field(put->reading, &table->csv, cell->column,
                          table->names[cell->column], cell->text, "on %s %s %s",
                          date, session_name(cell->session), what);
}

static rbk_status unknown(rbk_put *put, rbk_table *table,
                          const rbk_cell *cell) {
  if (cell->text.length == 0)
    return refuse(put, table, cell,
                  "is empty; write a code, or - where no mark was made");
  char upper[8];
  size_t length = cell->text.length;
  if (length < sizeof upper) {
    for (size_t i = 0; i < length; i++) {
      upper[i] = cell->text.bytes[i];
      if (upper[i] >= 'a' && upper[i] <= 'z')
        upper[i] = (char)(upper[i] - 'a' + 'A');
    }
    rbk_code code;
    rbk_text text = {upper, length};
    if (rbk_code_find(text, cell->date, &code) == RBK_CODE_IN_FORCE)
      return refuse(put, table, cell,
                    "is not a register code; codes are written in capitals");
  }
  return refuse(put, table, cell,
                "is not a register code; correct it, or give it a meaning "
                "under \"aliases\" in school.json");
}

static rbk_status not_yet(rbk_put *put, rbk_table *table, const rbk_cell *cell,
                          rbk_text text) {
  char first[11], what[96];
  first_day_of(text, first);
  snprintf(what, sizeof what,
           "is a code only from %s; use the code of that day", first);
  return refuse(put, table, cell, what);
}

rbk_status rbk_read_code(rbk_put *put, rbk_table *table, const rbk_cell *cell,
                         rbk_code *code, bool *withdrawn, bool *differs) {
  const char *alias = alias_of(&put->reading->reg->school, cell->text);
  rbk_text text = alias ? rbk_text_of(alias) : cell->text;
  *code = RBK_NO_CODE;
  *withdrawn = false;
  *differs = false;
  if (rbk_missing_text(text)) return RBK_OK;
  rbk_code found = RBK_NO_CODE;
  switch (rbk_code_find(text, cell->date, &found)) {
  case RBK_CODE_IN_FORCE:
    break;
  case RBK_CODE_WITHDRAWN:
    *withdrawn = true;
    break;
  case RBK_CODE_NOT_YET:
    return not_yet(put, table, cell, text);
  case RBK_CODE_UNKNOWN:
    return unknown(put, table, cell);
  }
  uint8_t sessions = rbk_code_info_of(found)->sessions;
  if (!(sessions & cell->session))
    return refuse(put, table, cell,
                  sessions == RBK_AM
                      ? "stands for mornings only; afternoons are \\"
                      : "stands for afternoons only; mornings are /");
  *code = found;
  *differs = !rbk_text_is(cell->text, rbk_code_letters(found));
  return RBK_OK;
}

/* Whether some row of the code table begins or ends between two days. */
static bool codes_change(rbk_date before, rbk_date day) {
  for (size_t c = 1; c <= rbk_codes_count(); c++) {
    const rbk_code_info *info = rbk_code_info_of((rbk_code)c);
    if (info->from != RBK_NO_DATE && info->from > before && info->from <= day)
      return true;
    if (info->to != RBK_NO_DATE && info->to >= before && info->to < day)
      return true;
  }
  return false;
}

/* The quick codes as they stand on a day. */
static void fill_era(const rbk_put *put, rbk_date day, rbk_quick_codes *quick) {
  const rbk_school *school = &put->reading->reg->school;
  memset(quick, 0, sizeof *quick);
  for (int letter = FIRST_LETTER; letter <= LAST_LETTER; letter++) {
    char byte = (char)letter;
    rbk_text text = {&byte, 1};
    rbk_code code = RBK_NO_CODE;
    if (alias_of(school, text) || rbk_missing_text(text) || letter == ',' ||
        letter == '"' || rbk_code_find(text, day, &code) != RBK_CODE_IN_FORCE)
      continue;
    const rbk_code_info *info = rbk_code_info_of(code);
    if (info->sessions & RBK_AM) quick->code[0][letter] = code;
    if (info->sessions & RBK_PM) quick->code[1][letter] = code;
  }
}

rbk_status rbk_put_eras(rbk_put *put) {
  const rbk_alloc *alloc = put->reading->alloc;
  const rbk_calendar *calendar = put->calendar;
  put->era_of_day = rbk_take(alloc, calendar->day_count + 1, 1);
  if (!put->era_of_day) return rbk_reading_no_memory(put->reading);
  for (size_t day = 0; day < calendar->day_count; day++) {
    if (day == 0 ||
        codes_change(calendar->date[day - 1], calendar->date[day])) {
      if (put->era_count == UINT8_MAX)
        return rbk_fail(&put->reading->error, RBK_REJECTED, "calendar.json", 0,
                        0, "the codes change too often in these years");
      if (rbk_grow(alloc, &put->eras, &put->era_capacity, put->era_count + 1,
                   sizeof *put->eras))
        return rbk_reading_no_memory(put->reading);
      fill_era(put, calendar->date[day], &put->eras[put->era_count++]);
    }
    put->era_of_day[day] = (uint8_t)(put->era_count - 1);
  }
  return RBK_OK;
}

static void note_length(rbk_put *put, const char *text) {
  size_t length = strlen(text);
  size_t *longest = &put->longest[(unsigned char)text[0]];
  if (length > *longest) *longest = length;
  if (length > 1) put->second[(unsigned char)text[1]] = true;
}

void rbk_put_lengths(rbk_put *put) {
  const rbk_school *school = &put->reading->reg->school;
  for (size_t c = 1; c <= rbk_codes_count(); c++)
    note_length(put, rbk_code_info_of((rbk_code)c)->code);
  for (size_t s = 0; s < rbk_sub_codes_count(); s++)
    note_length(put, rbk_sub_code_at(s)->code);
  for (size_t a = 0; a < school->alias_count; a++)
    if (school->aliases[a].name[0]) note_length(put, school->aliases[a].name);
  put->plain_closure = !alias_of(school, rbk_text_of("#"));
}

size_t rbk_longest_code(const rbk_put *put, rbk_text rest, rbk_date date) {
  size_t length = rbk_put_one_byte(put, rest)
                      ? 1
                      : put->longest[(unsigned char)rest.bytes[0]];
  if (length > rest.length) length = rest.length;
  for (; length > 1; length--) {
    rbk_text text = {rest.bytes, length};
    rbk_code code;
    if (alias_of(&put->reading->reg->school, text) ||
        rbk_code_find(text, date, &code) != RBK_CODE_UNKNOWN)
      return length;
  }
  /* An unknown character is refused whole, not byte by byte. */
  length = 1;
  while (length < rest.length &&
         ((unsigned char)rest.bytes[0] & 0xC0) == 0xC0 &&
         ((unsigned char)rest.bytes[length] & 0xC0) == 0x80)
    length++;
  return length;
}
