/* The register codes by date: one table, from which every set, list and
 * lookup follows. To add or end a code, add or end a row. */
#include "register/codes.h"

#include <string.h>

/* Sources. The regulations fix the codes and say when a pupil is present; the
 * statutory guidance says what each code counts as; the methodology of the
 * national statistics says what the older list counted as. */
#define REGULATION_10                                                          \
  "SI 2024/208 reg 10, https://crimeline.co.uk/legislationdisplay/"            \
  "?leg=%2Fuksi%2F2024%2F208%2Fregulation%2F10%2Fmade"
#define REGULATION_11                                                          \
  "SI 2024/208 reg 11, https://crimeline.co.uk/legislationdisplay/"            \
  "?leg=%2Fuksi%2F2024%2F208%2Fregulation%2F11"
#define GUIDANCE_2024                                                          \
  "Working together to improve school attendance, August 2024, "               \
  "https://assets.publishing.service.gov.uk/media/66bf300da44f1c4c23e5bd1b/"   \
  "Working_together_to_improve_school_attendance_-_August_2024.pdf"
#define METHODOLOGY                                                            \
  "Pupil absence statistics: methodology, Annex B, "                           \
  "https://github.com/dfe-analytical-services/explore-education-statistics/"   \
  "tree/master/src/GovUk.Education.ExploreEducationStatistics.Content.Model"   \
  "/Database/Migrations/Html/Pupil_Absence_Statistics"
#define REGULATIONS_2006                                                       \
  "SI 2006/1751, https://legislation.gov.uk/cy/uksi/2006/1751/note/"           \
  "data.xht?view=snippet&wrap=true"
#define AMENDMENT_2010                                                         \
  "SI 2010/1725, "                                                             \
  "http://legislation.data.gov.uk/uksi/2010/1725/made/data.html"
#define ABSENCE_2021                                                           \
  "Pupil absence in schools in England 2020/21, "                              \
  "https://explore-education-statistics.service.gov.uk/find-statistics/"       \
  "pupil-absence-in-schools-in-england/2020-21"
#define WARWICKSHIRE_2022                                                      \
  "Warwickshire Heads Up, 8 April 2022, "                                      \
  "https://headsup.warwickshire.gov.uk/heads-up-8-april-2022/"                 \
  "covid-19-news-and-information/print"
#define SIMS_PRIMARY                                                           \
  "SIMS Primary release 92, https://github.com/essdocs/sims.primary.en-gb/"    \
  "blob/HEAD/_docs/whats-new/whatsnew-92.md"
#define SCHOLARPACK                                                            \
  "ScholarPack, attendance codes for COVID-19, "                               \
  "https://support.scholarpack.com/hc/en-gb/articles/6762510092573-"           \
  "COVID-19-Covid-Attendance-Codes-for-academic-year-2021"

/* The days on which something changed. */
#define ALWAYS   RBK_NO_DATE /* before all records: first dates are not known */
#define IN_FORCE RBK_NO_DATE
#define NEW_SET  RBK_DATE(2024, 8, 19) /* SI 2024/208 came into force */
#define OLD_SET  (NEW_SET - 1)
/* Dual registration stopped counting as attendance "in September 2011"
 * (methodology). No day is given. School years run to 31 July and no school
 * is open in August, so 31 August is the last day of the old meaning whatever
 * day in September was meant to be the first of the new. */
#define DUAL_COUNTED RBK_DATE(2011, 8, 31)
/* F ended with the spring 2014 census by one place of the methodology and "as
 * of September 2014" by another. The later is taken: the class is the same on
 * both sides, and no mark is called out of date that may have been right. */
#define EXTENDED_HOLIDAY RBK_DATE(2014, 8, 31)
/* The 2006 regulations brought in "unable to attend"; the amendment of 2010
 * added travel disruption. */
#define UNABLE        RBK_DATE(2006, 9, 1)
#define UNABLE_TRAVEL RBK_DATE(2010, 9, 1)
/* X stood for absence over coronavirus too from the school year 2020/21 until
 * schools were told in April 2022 to use I. */
#define COVID_X      RBK_DATE(2020, 8, 1)
#define COVID_X_ENDS RBK_DATE(2022, 3, 31)

#define BOTH           (RBK_AM | RBK_PM)
#define PRESENT        RBK_CLASS_PRESENT
#define ACTIVITY       RBK_CLASS_ACTIVITY
#define AUTHORISED     RBK_CLASS_AUTHORISED
#define UNAUTHORISED   RBK_CLASS_UNAUTHORISED
#define NOT_POSSIBLE   RBK_CLASS_NOT_POSSIBLE
#define ADMINISTRATIVE RBK_CLASS_ADMINISTRATIVE

/* In the order in which codes are printed: that of the guidance, withdrawn
 * letters beside those that took their place. Rows of one letter stand
 * together, the earlier first, without a gap between them. The plain present
 * marks come first, so that looking them up is the shortest search. */
/* clang-format off: rows as people write them, not one word a line */
static const rbk_code_info table[] = {
    {"/", "Present when the morning register is taken", ALWAYS, IN_FORCE,
     PRESENT, RBK_AT_SCHOOL, RBK_AM, REGULATION_10},
    {"\\", "Present when the afternoon register is taken", ALWAYS, IN_FORCE,
     PRESENT, RBK_AT_SCHOOL, RBK_PM, REGULATION_10},
    {"L", "Arrived after the register began and before it ended", ALWAYS,
     IN_FORCE, PRESENT, RBK_AT_SCHOOL_LATE, BOTH, REGULATION_10},
    {"K",
     "At education that a local authority arranged, not at a school where "
     "registered",
     NEW_SET, IN_FORCE, ACTIVITY, RBK_ELSEWHERE, BOTH, REGULATION_10},
    {"V",
     "On an educational visit arranged by the school and supervised by its "
     "staff",
     ALWAYS, IN_FORCE, ACTIVITY, RBK_ELSEWHERE, BOTH, REGULATION_10},
    {"P", "At a sporting activity that is an approved educational activity",
     ALWAYS, IN_FORCE, ACTIVITY, RBK_ELSEWHERE, BOTH, REGULATION_10},
    {"W", "On work experience", ALWAYS, IN_FORCE, ACTIVITY, RBK_ELSEWHERE, BOTH,
     GUIDANCE_2024},
    {"B", "Educated off site, other than by dual registration", ALWAYS, OLD_SET,
     ACTIVITY, RBK_ELSEWHERE, BOTH, METHODOLOGY},
    {"B", "At another approved educational activity, supervised and off site",
     NEW_SET, IN_FORCE, ACTIVITY, RBK_ELSEWHERE, BOTH, GUIDANCE_2024},
    {"J", "At an interview", ALWAYS, OLD_SET, ACTIVITY, RBK_ELSEWHERE, BOTH,
     METHODOLOGY},
    {"D", "Dual registered: due at the other school (counted as attended)",
     ALWAYS, DUAL_COUNTED, ACTIVITY, RBK_ELSEWHERE, BOTH, METHODOLOGY},
    {"D", "Dual registered: due at the other school", DUAL_COUNTED + 1,
     IN_FORCE, NOT_POSSIBLE, RBK_ELSEWHERE, BOTH, METHODOLOGY},
    {"C1", "Leave for a regulated performance or regulated employment abroad",
     NEW_SET, IN_FORCE, AUTHORISED, RBK_ELSEWHERE, BOTH, REGULATION_11},
    {"M", "At a medical or dental appointment", ALWAYS, IN_FORCE, AUTHORISED,
     RBK_ELSEWHERE, BOTH, GUIDANCE_2024},
    {"J1", "Leave for an interview for a job or a place at another institution",
     NEW_SET, IN_FORCE, AUTHORISED, RBK_ELSEWHERE, BOTH, REGULATION_11},
    {"S", "Study leave for a public examination", ALWAYS, IN_FORCE, AUTHORISED,
     RBK_ELSEWHERE, BOTH, REGULATION_11},
    {"X", "Outside compulsory school age and not required to attend", ALWAYS,
     COVID_X - 1, NOT_POSSIBLE, RBK_ELSEWHERE, BOTH, METHODOLOGY},
    {"X",
     "Outside compulsory school age and not required to attend, or not "
     "attending in circumstances related to coronavirus",
     COVID_X, COVID_X_ENDS, NOT_POSSIBLE, RBK_ELSEWHERE, BOTH, ABSENCE_2021},
    {"X", "Outside compulsory school age and not required to attend",
     COVID_X_ENDS + 1, IN_FORCE, NOT_POSSIBLE, RBK_ELSEWHERE, BOTH,
     WARWICKSHIRE_2022},
    {"C2", "Leave on a temporary part-time timetable, of compulsory school age",
     NEW_SET, IN_FORCE, AUTHORISED, RBK_ELSEWHERE, BOTH, REGULATION_11},
    {"C",
     "Other authorised circumstances, performances and part-time "
     "timetables among them",
     ALWAYS, OLD_SET, AUTHORISED, RBK_ELSEWHERE, BOTH, METHODOLOGY},
    {"C", "Leave for another exceptional circumstance", NEW_SET, IN_FORCE,
     AUTHORISED, RBK_ELSEWHERE, BOTH, REGULATION_11},
    {"H", "Family holiday, agreed", ALWAYS, OLD_SET, AUTHORISED, RBK_ELSEWHERE,
     BOTH, METHODOLOGY},
    {"F", "Extended family holiday, agreed", ALWAYS, EXTENDED_HOLIDAY,
     AUTHORISED, RBK_ELSEWHERE, BOTH, METHODOLOGY},
    {"T", "Travelling with a parent whose occupation requires it", ALWAYS,
     IN_FORCE, AUTHORISED, RBK_ELSEWHERE, BOTH, GUIDANCE_2024},
    {"R", "Religious observance", ALWAYS, IN_FORCE, AUTHORISED, RBK_ELSEWHERE,
     BOTH, GUIDANCE_2024},
    {"I", "Ill, in body or mind (not an appointment)", ALWAYS, IN_FORCE,
     AUTHORISED, RBK_ELSEWHERE, BOTH, GUIDANCE_2024},
    {"E", "Suspended or permanently excluded, no other provision made", ALWAYS,
     IN_FORCE, AUTHORISED, RBK_ELSEWHERE, BOTH, GUIDANCE_2024},
    {"Q", "Unable to attend: access arrangements are lacking", NEW_SET,
     IN_FORCE, NOT_POSSIBLE, RBK_ELSEWHERE, BOTH, GUIDANCE_2024},
    {"Y",
     "Unable to attend in exceptional circumstances: site closed, "
     "transport missing",
     UNABLE, UNABLE_TRAVEL - 1, NOT_POSSIBLE, RBK_ELSEWHERE, BOTH,
     REGULATIONS_2006},
    {"Y",
     "Unable to attend in exceptional circumstances: site closed, "
     "transport missing, travel widely disrupted",
     UNABLE_TRAVEL, OLD_SET, NOT_POSSIBLE, RBK_ELSEWHERE, BOTH, AMENDMENT_2010},
    {"Y1", "Unable to attend: the transport normally provided is not available",
     NEW_SET, IN_FORCE, NOT_POSSIBLE, RBK_ELSEWHERE, BOTH, GUIDANCE_2024},
    {"Y2", "Unable to attend: an emergency disrupts travel widely", NEW_SET,
     IN_FORCE, NOT_POSSIBLE, RBK_ELSEWHERE, BOTH, GUIDANCE_2024},
    {"Y3", "Unable to attend: part of the premises is out of use", NEW_SET,
     IN_FORCE, NOT_POSSIBLE, RBK_ELSEWHERE, BOTH, GUIDANCE_2024},
    {"Y4", "Unable to attend: the whole site is closed unexpectedly", NEW_SET,
     IN_FORCE, NOT_POSSIBLE, RBK_ELSEWHERE, BOTH, GUIDANCE_2024},
    {"Y5", "Unable to attend: in criminal justice detention", NEW_SET, IN_FORCE,
     NOT_POSSIBLE, RBK_ELSEWHERE, BOTH, GUIDANCE_2024},
    {"Y6", "Unable to attend: public health guidance or law is against it",
     NEW_SET, IN_FORCE, NOT_POSSIBLE, RBK_ELSEWHERE, BOTH, GUIDANCE_2024},
    {"Y7", "Unable to attend: another unavoidable cause", NEW_SET, IN_FORCE,
     NOT_POSSIBLE, RBK_ELSEWHERE, BOTH, GUIDANCE_2024},
    {"G", "Holiday without leave", ALWAYS, IN_FORCE, UNAUTHORISED,
     RBK_ELSEWHERE, BOTH, GUIDANCE_2024},
    {"N", "Circumstances of the absence not yet established", ALWAYS, IN_FORCE,
     UNAUTHORISED, RBK_ELSEWHERE, BOTH, GUIDANCE_2024},
    {"O", "Absent in other or unknown circumstances", ALWAYS, IN_FORCE,
     UNAUTHORISED, RBK_ELSEWHERE, BOTH, GUIDANCE_2024},
    {"U", "Arrived after the register ended and before the session ended",
     ALWAYS, IN_FORCE, UNAUTHORISED, RBK_ON_SITE_LATER, BOTH, GUIDANCE_2024},
    {"Z", "Prospective pupil, not on the admission register", ALWAYS, IN_FORCE,
     ADMINISTRATIVE, RBK_ELSEWHERE, BOTH, GUIDANCE_2024},
    {"#", "Planned closure of the whole or part of the school", ALWAYS, OLD_SET,
     ADMINISTRATIVE, RBK_ELSEWHERE, BOTH, METHODOLOGY},
    {"#", "Planned closure of the whole school", NEW_SET, IN_FORCE,
     ADMINISTRATIVE, RBK_ELSEWHERE, BOTH, GUIDANCE_2024},
};
/* clang-format on */

#define ROWS (sizeof table / sizeof table[0])
_Static_assert(ROWS <= 63, "a set of codes is one 64-bit mask, bit 0 taken");

/* What information systems wrote beside the letters in the COVID years. They
 * began on 8 March 2021, X08 and X09 in August 2021. Two of X02 to X07 were
 * dropped that August; which, the sources read do not say, so all stand until
 * the X sub-codes were withdrawn in April 2022. I02 was withdrawn in August
 * 2022, when no school is open; I01 never was. The single characters 7, 8 and
 * 9 that one system showed in 2020 were local (they left it as I and Y) and
 * today would be slips for Y7: a school that has them names them as aliases in
 * its profile.
 * https://docs.bromcom.com/how-to-record-non-attendance-relating-to-covid-19-in-bromcom-updated-for-march-8th-2021/
 * https://support.arbor-education.com/hc/en-us/articles/4571630635933
 * https://sims-partners.com/GeneralDocuments/NewsItems/COVID-19/SIMS7/Attendance
 */
#define SUB_CODES        RBK_DATE(2021, 3, 8)
#define SUB_CODES_AUTUMN RBK_DATE(2021, 8, 1)
#define CONFIRMED_ENDS   RBK_DATE(2022, 7, 31)

/* clang-format off */
static const rbk_sub_code sub_codes[] = {
  {"I01", "I", "Ill", SUB_CODES, IN_FORCE, SIMS_PRIMARY},
  {"I02", "I", "Ill with confirmed coronavirus", SUB_CODES, CONFIRMED_ENDS,
   SCHOLARPACK},
  {"X01", "X", "Outside compulsory school age and not required to attend",
   SUB_CODES, COVID_X_ENDS, SIMS_PRIMARY},
  {"X02", "X", "Isolating with symptoms", SUB_CODES, COVID_X_ENDS,
   SIMS_PRIMARY},
  {"X03", "X", "Isolating after contact inside the school", SUB_CODES,
   COVID_X_ENDS, SIMS_PRIMARY},
  {"X04", "X", "Isolating after contact outside the school", SUB_CODES,
   COVID_X_ENDS, SIMS_PRIMARY},
  {"X05", "X", "In quarantine after travel", SUB_CODES, COVID_X_ENDS,
   SIMS_PRIMARY},
  {"X06", "X", "Advised on clinical grounds not to attend", SUB_CODES,
   COVID_X_ENDS, SIMS_PRIMARY},
  {"X07", "X", "Advised by government not to attend", SUB_CODES, COVID_X_ENDS,
   SIMS_PRIMARY},
  {"X08", "X", "Kept away by the management of an outbreak", SUB_CODES_AUTUMN,
   COVID_X_ENDS, SCHOLARPACK},
  {"X09", "X", "Close contact aged eighteen years and six months or more",
   SUB_CODES_AUTUMN, COVID_X_ENDS, SCHOLARPACK},
};
/* clang-format on */

#define SUB_ROWS (sizeof sub_codes / sizeof sub_codes[0])

size_t rbk_codes_count(void) {
  return ROWS;
}

const rbk_code_info *rbk_code_info_of(rbk_code code) {
  return code >= 1 && code <= ROWS ? &table[code - 1] : NULL;
}

const char *rbk_code_letters(rbk_code code) {
  const rbk_code_info *info = rbk_code_info_of(code);
  return info ? info->code : "";
}

size_t rbk_sub_codes_count(void) {
  return SUB_ROWS;
}

const rbk_sub_code *rbk_sub_code_at(size_t index) {
  return index < SUB_ROWS ? &sub_codes[index] : NULL;
}

/* Looking up */

static rbk_code_standing standing_on(rbk_date from, rbk_date to,
                                     rbk_date date) {
  if (from != RBK_NO_DATE && date < from) return RBK_CODE_NOT_YET;
  if (to != RBK_NO_DATE && date > to) return RBK_CODE_WITHDRAWN;
  return RBK_CODE_IN_FORCE;
}

/* Rows of a letter stand in order of time, so the last one that has begun is
 * either in force or the one whose class a withdrawn code keeps. */
static rbk_code_standing find_letter(rbk_text text, rbk_date date,
                                     rbk_code *code) {
  if (text.length == 0) return RBK_CODE_UNKNOWN;
  rbk_code_standing standing = RBK_CODE_UNKNOWN;
  for (size_t i = 0; i < ROWS; i++) {
    if (table[i].code[0] != text.bytes[0] ||
        !rbk_text_is(text, table[i].code)) {
      if (standing != RBK_CODE_UNKNOWN) break;
      continue;
    }
    rbk_code_standing row = standing_on(table[i].from, table[i].to, date);
    if (row == RBK_CODE_NOT_YET) {
      if (standing == RBK_CODE_UNKNOWN) standing = row;
      break;
    }
    standing = row;
    *code = (rbk_code)(i + 1);
    if (row == RBK_CODE_IN_FORCE) break;
  }
  return standing;
}

rbk_code_standing rbk_code_find(rbk_text text, rbk_date date, rbk_code *code) {
  rbk_code_standing standing = find_letter(text, date, code);
  if (standing != RBK_CODE_UNKNOWN) return standing;
  for (size_t i = 0; i < SUB_ROWS; i++) {
    if (!rbk_text_is(text, sub_codes[i].code)) continue;
    standing = standing_on(sub_codes[i].from, sub_codes[i].to, date);
    if (standing == RBK_CODE_NOT_YET) return standing;
    rbk_code_standing parent =
        find_letter(rbk_text_of(sub_codes[i].parent), date, code);
    return parent == RBK_CODE_IN_FORCE ? standing : parent;
  }
  return RBK_CODE_UNKNOWN;
}

/* Sets */

#define CLASS(class) (1u << (class))
#define ATTENDED     (CLASS(PRESENT) | CLASS(ACTIVITY))
#define ABSENT       (CLASS(AUTHORISED) | CLASS(UNAUTHORISED))

static rbk_code_set of_classes(unsigned classes) {
  rbk_code_set set = 0;
  for (size_t i = 0; i < ROWS; i++)
    if (classes >> table[i].class & 1) set |= rbk_code_bit((rbk_code)(i + 1));
  return set;
}

static rbk_code_set of_letters(rbk_text letters) {
  rbk_code_set set = 0;
  for (size_t i = 0; i < ROWS; i++)
    if (rbk_text_is(letters, table[i].code))
      set |= rbk_code_bit((rbk_code)(i + 1));
  return set;
}

static rbk_code_set set_present(void) {
  return of_classes(CLASS(PRESENT));
}
static rbk_code_set set_missing(void) {
  return RBK_MISSING;
}
rbk_code_set rbk_set_possible(void) {
  return of_classes(ATTENDED | ABSENT);
}
rbk_code_set rbk_set_attended(void) {
  return of_classes(ATTENDED);
}
rbk_code_set rbk_set_absent(void) {
  return of_classes(ABSENT);
}
rbk_code_set rbk_set_authorised(void) {
  return of_classes(CLASS(AUTHORISED));
}
rbk_code_set rbk_set_unauthorised(void) {
  return of_classes(CLASS(UNAUTHORISED));
}
/* Late before the register ended, and late after it: L counts as attended, U
 * as absent, and both are lateness. */
rbk_code_set rbk_set_late(void) {
  rbk_code_set set = 0;
  for (size_t i = 0; i < ROWS; i++) {
    const char *code = table[i].code;
    if ((code[0] == 'L' || code[0] == 'U') && code[1] == '\0')
      set |= rbk_code_bit((rbk_code)(i + 1));
  }
  return set;
}

static const struct {
  const char *name;
  rbk_code_set (*set)(void);
} classes[] = {
    {"absent", rbk_set_absent},
    {"authorised", rbk_set_authorised},
    {"unauthorised", rbk_set_unauthorised},
    {"attended", rbk_set_attended},
    {"present", set_present},
    {"late", rbk_set_late},
    {"possible", rbk_set_possible},
    {"missing", set_missing},
};

static const char *const class_names[] = {
    "absent", "authorised", "unauthorised", "attended", "present",
    "late",   "possible",   "missing",      NULL};
_Static_assert(sizeof class_names / sizeof class_names[0] ==
                   sizeof classes / sizeof classes[0] + 1,
               "every class has its name in the list");

bool rbk_code_class_set(rbk_text name, rbk_code_set *set) {
  for (size_t i = 0; i < sizeof classes / sizeof classes[0]; i++) {
    if (!rbk_text_is(name, classes[i].name)) continue;
    *set = classes[i].set();
    return true;
  }
  return false;
}

const char *const *rbk_code_class_names(void) {
  return class_names;
}

bool rbk_code_list_set(rbk_text list, rbk_code_set *set, rbk_text *unknown) {
  rbk_code_set all = 0;
  for (size_t i = 0; i < list.length;) {
    if (list.bytes[i] == ' ') {
      i++;
      continue;
    }
    rbk_text word = {list.bytes + i, 0};
    while (i < list.length && list.bytes[i] != ' ') {
      i++;
      word.length++;
    }
    rbk_code_set rows = of_letters(word);
    if (rows == 0) {
      *unknown = word;
      return false;
    }
    all |= rows;
  }
  *set = all;
  return true;
}

const char *rbk_code_class_name(rbk_code_class class) {
  static const char *const names[] = {
      [RBK_CLASS_PRESENT] = "present",
      [RBK_CLASS_ACTIVITY] = "approved educational activity",
      [RBK_CLASS_AUTHORISED] = "authorised absence",
      [RBK_CLASS_UNAUTHORISED] = "unauthorised absence",
      [RBK_CLASS_NOT_POSSIBLE] = "not a possible attendance",
      [RBK_CLASS_ADMINISTRATIVE] = "administrative",
  };
  return (size_t) class < sizeof names / sizeof names[0] ? names[class] : "";
}

const char *rbk_physical_name(rbk_physical physical) {
  static const char *const names[] = {
      [RBK_AT_SCHOOL] = "at school",
      [RBK_AT_SCHOOL_LATE] = "at school, late",
      [RBK_ON_SITE_LATER] = "on site later",
      [RBK_ELSEWHERE] = "elsewhere",
  };
  return (size_t)physical < sizeof names / sizeof names[0] ? names[physical]
                                                           : "";
}

/* The first two rows; a test holds the table to it. */
rbk_code rbk_code_present_am(void) {
  return 1;
}
rbk_code rbk_code_present_pm(void) {
  return 2;
}
