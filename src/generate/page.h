/* One pupil's page of the register while it is filled: first present
 * throughout, then with what kept the pupil away. */
#ifndef RBK_GENERATE_PAGE_H
#define RBK_GENERATE_PAGE_H

#include "generate/prng.h"
#include "register/register.h"

/* Why a session is not plain present. Which code says so depends on the day
 * and, for absence without leave, on compulsory school age. */
typedef enum rbk_cause {
  RBK_CAUSE_ILLNESS,
  RBK_CAUSE_APPOINTMENT,
  RBK_CAUSE_LATE,
  RBK_CAUSE_TOO_LATE, /* after the register closed */
  RBK_CAUSE_HOLIDAY,  /* without leave */
  RBK_CAUSE_NOT_ESTABLISHED,
  RBK_CAUSE_NO_REASON,
  RBK_CAUSE_LEAVE,
  RBK_CAUSE_PART_TIME,
  RBK_CAUSE_TRAVELLING,
  RBK_CAUSE_SUSPENDED,
  RBK_CAUSE_RELIGION,
  RBK_CAUSE_VISIT,
  RBK_CAUSE_WORK,
  RBK_CAUSE_SPORT,
  RBK_CAUSE_STUDY,
  RBK_CAUSE_NOT_REQUIRED,
  RBK_CAUSE_UNMARKED, /* no mark at all */
  RBK_CAUSES
} rbk_cause;

typedef struct rbk_stretch { /* school days of one school year */
  rbk_day first, last;
} rbk_stretch;

typedef struct rbk_page {
  const rbk_calendar *calendar;
  const rbk_pupil *pupil;
  const uint8_t *plain; /* what a present pupil has in every session */
  uint8_t *marks;
  rbk_date compulsory_from, compulsory_until;
  rbk_prng prng;
} rbk_page;

/* The marks of a pupil who is always there: a row that pages begin with. */
void rbk_page_plain(const rbk_calendar *calendar, uint8_t *plain);
/* Plain marks on the days on roll; from the end of compulsory age on the
 * pupil is no longer required to attend. */
void rbk_page_open(rbk_page *page);

/* Marks a session, if it is on roll and still plain. */
void rbk_page_session(rbk_page *page, int32_t session, rbk_cause cause);
void rbk_page_day(rbk_page *page, rbk_day day, rbk_cause cause);
/* `days` school days from `first` on, as far as the stretch goes. */
void rbk_page_days(rbk_page *page, rbk_stretch stretch, rbk_day first,
                   int32_t days, rbk_cause cause);

/* A day somewhere in the stretch from which `days` days still fit, or its
 * first where none does. */
rbk_day rbk_page_somewhere(rbk_page *page, rbk_stretch stretch, int32_t days);
/* An absence nobody explained in time: not yet established in the last days
 * of the register, without reason before. */
rbk_cause rbk_page_unexplained(rbk_page *page, rbk_day day);

/* What happens to everybody now and then: illness by season, appointments,
 * lateness, a day off. Per cent of the usual. */
void rbk_page_background(rbk_page *page, rbk_stretch stretch, int32_t illness,
                         int32_t lateness, int32_t absence);

#endif
