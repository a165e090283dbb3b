/* The register codes, each with the dates on which it means what it means.
 *
 * A mark is stored as one byte: the number of a row of this table. A letter
 * whose class or meaning changed has several rows, so a mark read by its date
 * carries its class with it, and a set of codes is one 64-bit mask.
 * Sources stand with the rows in codes.c. */
#ifndef RBK_REGISTER_CODES_H
#define RBK_REGISTER_CODES_H

#include "base/date.h"
#include "base/text.h"
#include "rollbook/error.h"

typedef uint8_t rbk_code; /* a row of the table; 0 is no code at all */
#define RBK_NO_CODE ((rbk_code)0)

/* Bit c stands for row c; bit 0 for a missing mark. */
typedef uint64_t rbk_code_set;
#define RBK_MISSING ((rbk_code_set)1)
static inline rbk_code_set rbk_code_bit(rbk_code code) {
  return (rbk_code_set)1 << code;
}

typedef enum rbk_code_class {
  RBK_CLASS_PRESENT,      /* at the school */
  RBK_CLASS_ACTIVITY,     /* approved educational activity: attended */
  RBK_CLASS_AUTHORISED,   /* absent with leave */
  RBK_CLASS_UNAUTHORISED, /* absent without */
  RBK_CLASS_NOT_POSSIBLE, /* out of every denominator */
  RBK_CLASS_ADMINISTRATIVE
} rbk_code_class;

typedef enum rbk_physical { /* where the pupil is at registration */
                            RBK_AT_SCHOOL,
                            RBK_AT_SCHOOL_LATE,
                            RBK_ON_SITE_LATER,
                            RBK_ELSEWHERE
} rbk_physical;

#define RBK_AM 1u /* bits of a set of sessions */
#define RBK_PM 2u

typedef struct rbk_code_info {
  const char *code; /* as written in a register: "/", "C1" */
  const char *meaning;
  rbk_date from; /* first day of this row; RBK_NO_DATE: before all records */
  rbk_date to;   /* last day of this row; RBK_NO_DATE: still in force */
  rbk_code_class class;
  rbk_physical physical;
  uint8_t sessions; /* RBK_AM | RBK_PM */
  const char *source;
} rbk_code_info;

/* A sub-code counts as its parent letter in every figure. */
typedef struct rbk_sub_code {
  const char *code;   /* "X01" */
  const char *parent; /* "X" */
  const char *meaning;
  rbk_date from, to; /* as above */
  const char *source;
} rbk_sub_code;

/* Rows are 1 .. rbk_codes_count(), in the order in which codes are printed:
 * the order of the guidance (/ \ L K V P W B D C1 M J1 S X C2 C T R I E Q Y1 to
 * Y7 G N O U Z #), withdrawn letters beside those that took their place. Rows
 * of one letter stand together, the earlier first. */
size_t rbk_codes_count(void);
const rbk_code_info *rbk_code_info_of(rbk_code code); /* NULL for 0 */
const char *rbk_code_letters(rbk_code code);          /* "" for 0 */
size_t rbk_sub_codes_count(void);
const rbk_sub_code *rbk_sub_code_at(size_t index);

typedef enum rbk_code_standing {
  RBK_CODE_IN_FORCE,
  RBK_CODE_WITHDRAWN, /* still arrives: counts in its last class, a finding */
  RBK_CODE_NOT_YET,   /* its first row begins later */
  RBK_CODE_UNKNOWN
} rbk_code_standing;

/* What a register's text means on a day: a code or a sub-code (exact case).
 * `*code` is set for the first two standings. A withdrawn sub-code is
 * RBK_CODE_WITHDRAWN too. */
rbk_code_standing rbk_code_find(rbk_text text, rbk_date date, rbk_code *code);

/* "absent" "authorised" "unauthorised" "attended" "present" "late" "possible"
 * "missing". present: present at the school; late: L and U. False if there is
 * no such class. */
bool rbk_code_class_set(rbk_text name, rbk_code_set *set);
/* All class names, for messages; NULL ends the list. */
const char *const *rbk_code_class_names(void);
/* "G N O U": every row of each letter, codes parted by spaces. On an unknown
 * code false, and `*unknown` is the word. */
bool rbk_code_list_set(rbk_text list, rbk_code_set *set, rbk_text *unknown);
const char *rbk_code_class_name(rbk_code_class class); /* for print */
const char *rbk_physical_name(rbk_physical physical);

/* Sets that figures use at every turn: the same each time, so a compiler may
 * ask once for a loop. */
__attribute__((const)) rbk_code_set rbk_set_possible(void);
__attribute__((const)) rbk_code_set rbk_set_attended(void);
__attribute__((const)) rbk_code_set rbk_set_absent(void);
__attribute__((const)) rbk_code_set rbk_set_authorised(void);
__attribute__((const)) rbk_code_set rbk_set_unauthorised(void);
__attribute__((const)) rbk_code_set rbk_set_late(void);
/* The plain present marks: `/` (AM) and `\` (PM). Everything else is an
 * exception. */
__attribute__((const)) rbk_code rbk_code_present_am(void);
__attribute__((const)) rbk_code rbk_code_present_pm(void);

#endif
