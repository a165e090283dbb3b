/* Families of behaviour one meets in schools: how often each is met, and how
 * it shows in a pupil's marks. */
#ifndef RBK_GENERATE_FAMILY_H
#define RBK_GENERATE_FAMILY_H

#include "generate/page.h"

typedef enum rbk_enrolment {
  RBK_ENROLLED_THROUGHOUT,
  RBK_ENROLLED_LATER, /* joins during the year */
  RBK_LEAVES_EARLY,
  RBK_LEAVES_AND_RETURNS
} rbk_enrolment;

typedef struct rbk_family_numbers {
  int32_t least, most; /* days, sessions, or parts of a thousand */
  int32_t chance;      /* parts of a thousand */
} rbk_family_numbers;

typedef struct rbk_family {
  const char *name;
  const char *says; /* in a few words, for a list of them */
  /* Marks a stretch; NULL: nothing but background. */
  void (*paint)(rbk_page *page, rbk_stretch stretch,
                const rbk_family_numbers *numbers);
  int32_t weight;                     /* pupils of a thousand */
  int32_t illness, lateness, absence; /* background, per cent of the usual */
  int32_t need; /* of a thousand: more free meals, support, social workers */
  rbk_enrolment enrolment;
  rbk_family_numbers numbers;
  bool yearly; /* shows every school year, or in one of them */
} rbk_family;

size_t rbk_family_count(void);
const rbk_family *rbk_family_at(size_t index);
/* The family of that name, or NULL. */
const rbk_family *rbk_family_find(const char *name);
/* One of them, as likely as its weight says. */
const rbk_family *rbk_family_draw(rbk_prng *prng);

#endif
