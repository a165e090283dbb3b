/* The long shape: a row a mark. It is by far the largest thing rollbook reads,
 * and its rows hardly differ from one another, so the next row is predicted:
 * the same pupil in the next session, or the next pupil in the same session.
 * Two compares of 16 bytes confirm that; any other row takes the general
 * path, which alone decides what is wrong with it. */
#include <string.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "read/shape.h"

enum {
  WIDE = 16, /* bytes of one compare */
  TAIL = 15  /* of ",2024-09-03,AM,": every row has it behind the pupil */
};

typedef struct guess {      /* what is known of a pupil for prediction */
  unsigned char head[WIDE]; /* the id's first bytes */
  const char *id;
  uint32_t length;    /* 0: an id that must be quoted, never predicted */
  uint32_t successor; /* who came next in the same session; RBK_NONE */
} guess;

typedef struct long_layout {
  rbk_put *put;
  size_t pupil, date, session, code, minutes, comment, school;
  size_t columns[14];

  bool predicting;
  unsigned char (*tails)[WIDE]; /* of each session of the axis */
  int32_t *next_session;        /* -1 after the last */
  guess *guesses;               /* by row of marks */
  size_t guess_count, guess_capacity;
  uint32_t row; /* of the row before; RBK_NONE: predict nothing */
  int32_t session_before;
  bool by_pupil; /* which guess held last */
} long_layout;

/* --- the general path --- */

static rbk_status minutes_of(rbk_table *table, size_t column,
                             int32_t *minutes) {
  rbk_text text = rbk_table_field(table, column);
  int64_t number;
  *minutes = -1;
  if (text.length == 0) return RBK_OK;
  if (!rbk_text_number(text, &number) || number > RBK_MINUTES_OF_DAY)
    return rbk_table_refuse(table, column,
                            "is no whole number of minutes of one day");
  *minutes = (int32_t)number;
  return RBK_OK;
}

static rbk_status session_of(rbk_table *table, size_t column,
                             uint8_t *session) {
  rbk_text text = rbk_table_field(table, column);
  if (rbk_text_is(text, "AM"))
    *session = RBK_AM;
  else if (rbk_text_is(text, "PM"))
    *session = RBK_PM;
  else
    return rbk_table_refuse(table, column, "is no session; write AM or PM");
  return RBK_OK;
}

static rbk_status general_row(rbk_table *table, void *context) {
  long_layout *layout = context;
  rbk_put *put = layout->put;
  rbk_cell cell = {.column = layout->code,
                   .text = rbk_table_field(table, layout->code),
                   .comment = rbk_table_field(table, layout->comment),
                   .school = rbk_table_field(table, layout->school)};
  layout->row = RBK_NONE;
  rbk_status status = rbk_put_begin(put, table, layout->pupil);
  if (!status) status = rbk_table_date(table, layout->date, false, &cell.date);
  if (!status) status = session_of(table, layout->session, &cell.session);
  if (!status) status = minutes_of(table, layout->minutes, &cell.minutes);
  if (!status && rbk_put_day(put, cell.date) == RBK_OUTSIDE)
    return rbk_table_refuse(table, layout->date,
                            "lies in no school year of calendar.json; add "
                            "the year or correct the date");
  if (!status) status = rbk_put_mark(put, table, &cell);
  if (!status) status = rbk_put_commit(put, table, layout->columns);
  if (status) return status;
  int32_t day = rbk_put_day(put, cell.date);
  if (day >= 0) {
    layout->row = put->stage.row;
    layout->session_before = 2 * day + (cell.session == RBK_PM);
  }
  return RBK_OK;
}

/* --- the predicted path --- */

/* Whether 16 bytes agree where `mask` has a bit. */
static inline bool agree(const char *at, const unsigned char *pattern,
                         unsigned mask) {
#ifdef __SSE2__
  __m128i a = _mm_loadu_si128((const __m128i *)(const void *)at);
  __m128i b = _mm_loadu_si128((const __m128i *)(const void *)pattern);
  unsigned same = (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(a, b));
  return (same & mask) == mask;
#else
  size_t length = 0;
  while (mask >> length & 1) length++;
  return memcmp(at, pattern, length) == 0;
#endif
}

static inline bool agree_id(const char *at, const guess *pupil) {
  if (pupil->length <= WIDE)
    return agree(at, pupil->head, (1u << pupil->length) - 1);
  return memcmp(at, pupil->id, pupil->length) == 0;
}

/* If the row at `at` is this pupil's in this session with a mark that needs no
 * second look, stores it and gives the length of the row, else 0. */
static inline size_t try_guess(const long_layout *layout, const char *at,
                               size_t left, uint32_t row, int32_t session) {
  const guess *pupil = &layout->guesses[row];
  if (pupil->length == 0 || left < pupil->length + WIDE + 2 || left < WIDE)
    return 0;
  if (!agree_id(at, pupil)) return 0;
  const char *tail = at + pupil->length;
  if (!agree(tail, layout->tails[session], (1u << TAIL) - 1)) return 0;
  size_t ends;
  if (tail[TAIL + 1] == '\n')
    ends = TAIL + 2;
  else if (tail[TAIL + 1] == '\r' && tail[TAIL + 2] == '\n')
    ends = TAIL + 3;
  else
    return 0;
  const rbk_put *put = layout->put;
  rbk_code code = rbk_put_quick_code(put, session / 2, session % 2 != 0,
                                     (unsigned char)tail[TAIL]);
  uint8_t *mark = put->bytes + (size_t)row * put->stride + (size_t)session;
  if (code == RBK_NO_CODE || (*mark != RBK_NO_CODE && *mark != code)) return 0;
  *mark = code;
  return pupil->length + ends;
}

/* Reads rows for as long as one of the two guesses holds. */
static void predicted_rows(long_layout *layout, rbk_csv *csv) {
  const char *bytes = csv->file->bytes;
  size_t length = csv->file->length, at = csv->at, rows = 0;
  uint32_t row = layout->row;
  int32_t session = layout->session_before;
  bool by_pupil = layout->by_pupil;
  for (;;) {
    int32_t next = layout->next_session[session];
    uint32_t other = layout->guesses[row].successor;
    size_t step = 0;
    for (int attempt = 0; attempt < 2 && !step; attempt++) {
      if (by_pupil && next >= 0) {
        step = try_guess(layout, bytes + at, length - at, row, next);
        if (step) session = next;
      } else if (!by_pupil && other != RBK_NONE) {
        step = try_guess(layout, bytes + at, length - at, other, session);
        if (step) row = other;
      }
      if (!step) by_pupil = !by_pupil;
    }
    if (!step) break;
    at += step;
    rows++;
  }
  csv->at = at;
  csv->line += rows;
  layout->row = row;
  layout->session_before = session;
  layout->by_pupil = by_pupil;
}

static rbk_status learn_pupils(long_layout *layout) {
  const rbk_put *put = layout->put;
  const rbk_alloc *alloc = put->reading->alloc;
  if (rbk_grow(alloc, &layout->guesses, &layout->guess_capacity, put->ids.count,
               sizeof *layout->guesses))
    return rbk_reading_no_memory(put->reading);
  for (; layout->guess_count < put->ids.count; layout->guess_count++) {
    rbk_text id = put->ids.texts[layout->guess_count];
    guess made = {.id = id.bytes, .successor = RBK_NONE};
    memcpy(made.head, id.bytes, id.length < WIDE ? id.length : WIDE);
    if (id.length < RBK_LONGEST_LINE / 2 && !memchr(id.bytes, ',', id.length) &&
        !memchr(id.bytes, '"', id.length))
      made.length = (uint32_t)id.length;
    layout->guesses[layout->guess_count] = made;
  }
  return RBK_OK;
}

/* Notes that one pupil came after another in the same session. */
static void learn_successor(long_layout *layout, uint32_t before,
                            int32_t session_before) {
  if (before == RBK_NONE || layout->row == RBK_NONE || before == layout->row ||
      session_before != layout->session_before)
    return;
  layout->guesses[before].successor = layout->row;
}

static rbk_status predicting_rows(long_layout *layout, rbk_table *table) {
  bool got = true;
  while (got) {
    size_t from = table->csv.at;
    uint32_t before = layout->row;
    int32_t session_before = layout->session_before;
    rbk_status status = rbk_table_row(table, general_row, layout, &got);
    if (!status) status = learn_pupils(layout);
    if (status) return status;
    if (got && layout->row != RBK_NONE) {
      learn_successor(layout, before, session_before);
      /* With places to be kept, each mark must go by the general path. */
      if (!layout->put->places) predicted_rows(layout, &table->csv);
    }
    rbk_reading_progress(table->reading, table->csv.at - from);
  }
  return RBK_OK;
}

static void print_tail(const rbk_put *put, int32_t session,
                       unsigned char out[WIDE]) {
  char date[11];
  rbk_date_print(put->calendar->date[session / 2], date);
  if (put->reading->reg->school.uk_dates) {
    char year[4] = {date[0], date[1], date[2], date[3]};
    char month[2] = {date[5], date[6]};
    char day[2] = {date[8], date[9]};
    memcpy(date, day, 2);
    date[2] = date[5] = '/';
    memcpy(date + 3, month, 2);
    memcpy(date + 6, year, 4);
  }
  out[0] = out[11] = out[14] = ',';
  memcpy(out + 1, date, 10);
  out[12] = session % 2 ? 'P' : 'A';
  out[13] = 'M';
  out[15] = 0;
}

static rbk_status prepare_guesses(long_layout *layout) {
  const rbk_put *put = layout->put;
  const rbk_alloc *alloc = put->reading->alloc;
  size_t sessions = 2 * put->calendar->day_count;
  layout->tails = rbk_take(alloc, sessions, sizeof *layout->tails);
  layout->next_session =
      rbk_take(alloc, sessions, sizeof *layout->next_session);
  if (!layout->tails || !layout->next_session)
    return rbk_reading_no_memory(put->reading);
  int32_t next = -1;
  for (size_t s = sessions; s-- > 0;) {
    print_tail(put, (int32_t)s, layout->tails[s]);
    layout->next_session[s] = next;
    if (put->calendar->sessions[s / 2] & (s % 2 ? RBK_PM : RBK_AM))
      next = (int32_t)s;
  }
  return RBK_OK;
}

static rbk_status layout_of(rbk_table *table, long_layout *layout) {
  static const char *const known[] = {
      "pupil_id",     "date",    "session", "code",
      "minutes_late", "comment", "school",  NULL};
  rbk_status status = rbk_table_need(table, "pupil_id", &layout->pupil);
  if (!status) status = rbk_table_need(table, "date", &layout->date);
  if (!status) status = rbk_table_need(table, "session", &layout->session);
  if (!status) status = rbk_table_need(table, "code", &layout->code);
  layout->minutes = rbk_table_find(table, "minutes_late");
  layout->comment = rbk_table_find(table, "comment");
  layout->school = rbk_table_find(table, "school");
  for (size_t i = 0; i < 14; i++) layout->columns[i] = layout->code;
  layout->predicting = table->column_count == 4 && layout->pupil == 0 &&
                       layout->date == 1 && layout->session == 2 &&
                       layout->code == 3;
  return status ? status : rbk_table_only(table, known);
}

rbk_status rbk_read_long(rbk_put *put, rbk_table *table) {
  const rbk_alloc *alloc = put->reading->alloc;
  long_layout layout = {.put = put, .row = RBK_NONE, .by_pupil = true};
  rbk_status status = layout_of(table, &layout);
  if (!status && layout.predicting) status = prepare_guesses(&layout);
  if (!status)
    status = layout.predicting ? predicting_rows(&layout, table)
                               : rbk_table_rows(table, general_row, &layout);
  rbk_release(alloc, layout.tails);
  rbk_release(alloc, layout.next_session);
  rbk_release(alloc, layout.guesses);
  return status;
}
