/* Calendar dates as day numbers. There is no clock here. */
#ifndef RBK_BASE_DATE_H
#define RBK_BASE_DATE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"

typedef int32_t rbk_date; /* days since 1970-01-01, Gregorian */

#define RBK_NO_DATE INT32_MIN

typedef enum rbk_weekday { /* as the school week runs */
                           RBK_MONDAY,
                           RBK_TUESDAY,
                           RBK_WEDNESDAY,
                           RBK_THURSDAY,
                           RBK_FRIDAY,
                           RBK_SATURDAY,
                           RBK_SUNDAY
} rbk_weekday;

/* The day number of a date, usable in static tables. Only for real dates. */
#define RBK_DATE_Y_(y, m) ((m) <= 2 ? (y)-1 : (y))
#define RBK_DATE_M_(m)    ((m) > 2 ? (m)-3 : (m) + 9)
#define RBK_DATE(y, m, d)                                                      \
  (RBK_DATE_Y_(y, m) * 365 + RBK_DATE_Y_(y, m) / 4 - RBK_DATE_Y_(y, m) / 100 + \
   RBK_DATE_Y_(y, m) / 400 + (153 * RBK_DATE_M_(m) + 2) / 5 + (d)-1 - 719468)

/* False where there is no such day (years 1 to 9999). */
bool rbk_date_make(int year, int month, int day, rbk_date *date);
void rbk_date_split(rbk_date date, int *year, int *month, int *day);
bool rbk_date_parse(rbk_text text, rbk_date *date);    /* 2025-02-14 only */
bool rbk_date_parse_uk(rbk_text text, rbk_date *date); /* 14/02/2025 only */
/* 2025-02-14; the empty text for RBK_NO_DATE and years beyond 1 to 9999. */
void rbk_date_print(rbk_date date, char out[11]);
/* 3 February 2025, as people write it; empty likewise. */
void rbk_date_words(rbk_date date, char out[24]);
rbk_weekday rbk_date_weekday(rbk_date date);
rbk_date rbk_date_monday(rbk_date date); /* of its Monday-to-Sunday week */
void rbk_date_iso_week(rbk_date date, int *iso_year, int *week);
/* The same day `years` later (29 February becomes 28); RBK_NO_DATE when that
 * leaves the years 1 to 9999, or for RBK_NO_DATE. */
rbk_date rbk_date_add_years(rbk_date date, int years);
/* First year of the school year (1 August to 31 July) that holds the date. */
int rbk_school_year_of(rbk_date date);
rbk_date rbk_school_year_first(int first_year); /* 1 August */
rbk_date rbk_school_year_last(int first_year);  /* 31 July after */

/* Compulsory school age on a day: from the prescribed day (31 December, 31
 * March, 31 August) on or next after the fifth birthday, to the last Friday in
 * June of the school year in which the pupil turns 16, that day included. A
 * birthday between that Friday and September belongs to that June, so this
 * school year ends with August, unlike rbk_school_year_of. RBK_NO_DATE for
 * RBK_NO_DATE.
 * Education Act 1996 s8; IPSEA,
 * https://www.ipsea.org.uk/faqs/compulsory-school-age */
rbk_date rbk_compulsory_from(rbk_date birth);
rbk_date rbk_compulsory_until(rbk_date birth);
/* Whole years of age on a day; a year is complete on rbk_date_add_years of the
 * birth. Negative before the birth. */
int rbk_age_on(rbk_date birth, rbk_date day);

#endif
