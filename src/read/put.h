/* The one place where a mark goes, whatever shape it came in. A row of a file
 * is staged mark by mark, each checked by its date, and then taken as a whole
 * or not at all. */
#ifndef RBK_READ_PUT_H
#define RBK_READ_PUT_H

#include "base/intern.h"
#include "read/keys.h"
#include "read/table.h"

typedef struct rbk_place { /* a row of a marks file */
  uint32_t file;           /* its number among the marks files */
  uint32_t line;           /* 0: none */
} rbk_place;

typedef struct rbk_put_note { /* as rbk_mark_note, by row of marks */
  uint32_t row;
  int32_t session;
  int32_t minutes;
  const char *raw, *comment;
  bool withdrawn;
} rbk_put_note;

typedef struct rbk_loose_mark { /* a stray, or a mark of another school */
  uint32_t row;
  rbk_date date;
  uint8_t session;
  rbk_code code;
  uint32_t school; /* number in put->schools; RBK_NONE: a stray */
  rbk_place place;
  uint32_t next; /* of the same pupil and session, another school */
} rbk_loose_mark;

/* A code that is one character, in force, without alias and right for its
 * session: the marks that need no second look. 0: look closer. */
typedef struct rbk_quick_codes {
  rbk_code code[2][256];
} rbk_quick_codes;

typedef struct rbk_stage { /* the marks of the row at hand */
  rbk_text pupil;
  uint32_t row;        /* RBK_NONE: a pupil not met before */
  uint8_t *codes;      /* one a session of the axis, 0: none */
  int32_t first, last; /* the sessions set; first > last: none */
  rbk_put_note *notes;
  size_t note_count, note_capacity;
  rbk_loose_mark *loose;
  size_t loose_count, loose_capacity;
} rbk_stage;

typedef struct rbk_put {
  rbk_reading *reading;
  const rbk_calendar *calendar;
  rbk_intern ids;  /* pupils, numbered by their row of marks */
  bool roll_given; /* pupils.csv says who is on roll */

  rbk_date first_date; /* of the table of dates */
  size_t date_count;
  int32_t *day_at; /* date - first_date -> day, RBK_CLOSED or RBK_OUTSIDE */
  rbk_quick_codes *eras; /* between two days on which some code changed */
  size_t era_count, era_capacity;
  uint8_t *era_of_day;
  size_t longest[256]; /* of the texts that begin with a byte, for strings */
  bool second[256];    /* whether a byte stands second in one of them */
  bool plain_closure;  /* `#` has no alias */

  size_t stride;
  uint8_t *bytes; /* row r at bytes + r * stride */
  size_t row_capacity;
  rbk_put_note *notes;
  size_t note_count, note_capacity;
  rbk_keys note_at; /* row, session -> note */
  rbk_loose_mark *loose;
  size_t loose_count, loose_capacity;
  rbk_keys loose_at; /* row, date, session -> first loose mark */
  rbk_intern schools, texts;

  rbk_stage stage;
  uint32_t file; /* the marks file being read */
  /* Where each mark was read: kept only from the first clash on, when the
   * files up to there are read once more. */
  rbk_place *places;
  size_t place_capacity;
  bool locating;
  rbk_place stop; /* where locating ends */
  rbk_status (*read_file)(rbk_reading *reading, uint32_t file);
  const char *(*file_path)(const rbk_reading *reading, uint32_t file);
} rbk_put;

#define RBK_MINUTES_OF_DAY 1440 /* nobody is later than that */
#define RBK_CLOSED         (-1)
#define RBK_OUTSIDE        (-2)

typedef struct rbk_cell { /* one mark as a file has it */
  size_t column;          /* for messages */
  rbk_date date;
  uint8_t session; /* RBK_AM or RBK_PM */
  rbk_text text;
  int32_t minutes;  /* -1: not said */
  rbk_text comment; /* length 0: none */
  rbk_text school;  /* length 0: this one */
} rbk_cell;

/* Once the calendar and the profile are read. */
rbk_status rbk_put_init(rbk_put *put, rbk_reading *reading);
void rbk_put_finish(rbk_put *put);

/* Gives a pupil a row of marks, for pupils.csv; known ones keep theirs. */
rbk_status rbk_put_enrol(rbk_put *put, rbk_text id, uint32_t *row);

/* Begins a row of a file: whose marks follow. */
rbk_status rbk_put_begin(rbk_put *put, rbk_table *table, size_t column);
rbk_status rbk_put_mark(rbk_put *put, rbk_table *table, const rbk_cell *cell);
/* A mark that the table of quick codes knew, on a session the axis has. */
static inline void rbk_put_quick(rbk_put *put, int32_t session, rbk_code code) {
  rbk_stage *stage = &put->stage;
  stage->codes[session] = code;
  if (session < stage->first) stage->first = session;
  if (session > stage->last) stage->last = session;
}
/* What stands beside a mark staged already; texts of length 0 say nothing.
 * RBK_REJECTED where there is no such mark. */
rbk_status rbk_put_beside(rbk_put *put, rbk_table *table, const rbk_cell *cell,
                          rbk_text raw);
/* Takes what is staged. `columns` says under which column a mark of a weekday
 * and session stood, for the message of a clash: 14 of them, Monday AM first.
 */
rbk_status rbk_put_commit(rbk_put *put, rbk_table *table,
                          const size_t columns[14]);

/* The day of a date, RBK_CLOSED or RBK_OUTSIDE. */
static inline int32_t rbk_put_day(const rbk_put *put, rbk_date date) {
  int64_t at = (int64_t)date - put->first_date;
  return at < 0 || at >= (int64_t)put->date_count ? RBK_OUTSIDE
                                                  : put->day_at[at];
}
/* Whether a mark of a string is the one byte at its front, and no more. */
static inline bool rbk_put_one_byte(const rbk_put *put, rbk_text rest) {
  return put->longest[(unsigned char)rest.bytes[0]] <= 1 || rest.length < 2 ||
         !put->second[(unsigned char)rest.bytes[1]];
}
/* The quick code of a byte on a day, 0 for any that needs a closer look. */
static inline rbk_code rbk_put_quick_code(const rbk_put *put, int32_t day,
                                          bool afternoon, unsigned char byte) {
  return put->eras[put->era_of_day[day]].code[afternoon][byte];
}

#endif
