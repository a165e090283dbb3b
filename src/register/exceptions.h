/* The marks that are not plain present: some forty of a year's 380. Figures
 * visit these and no others. */
#ifndef RBK_REGISTER_EXCEPTIONS_H
#define RBK_REGISTER_EXCEPTIONS_H

#include "register/marks.h"

typedef struct rbk_exception {
  int32_t session;
  rbk_code code; /* RBK_NO_CODE: missing */
} rbk_exception;

/* What a worker needs of one pupil, found in one pass over the marks.
 * exceptions: sessions that exist, are on roll and taken, and are missing or
 * marked with something else than `/` in a morning and `\` in an afternoon;
 * ascending. The arrays belong to the caller: at least 2 * day_count long. */
size_t rbk_exceptions_find(const rbk_calendar *calendar, const rbk_pupil *pupil,
                           const rbk_marks *marks, uint32_t index,
                           rbk_exception *out);

#endif
