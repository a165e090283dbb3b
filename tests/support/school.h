/* Registers for tests of every room, built in memory.
 *
 *   school *s = school_begin("sandwell-2024-25");
 *   school_pupil(s, "P0001");                          on roll throughout
 *   school_present(s, "P0001");                        `/` and `\` all year
 *   school_mark(s, "P0001", "2024-11-12", "II");       a day's AM and PM
 *   school_marks(s, "P0001", "2025-01-06", "2025-01-17", "I.");
 *   rbk_register *reg = school_finish(s);
 *   ...
 *   rbk_register_destroy(reg);
 *
 * A mistake in a call (no such day, no such pupil, an unknown code) stops the
 * test with a message: a test never goes on with a register it did not mean.
 * Dates are texts, "2024-11-12"; NULL or "" leaves an end open. */
#ifndef TESTS_SUPPORT_SCHOOL_H
#define TESTS_SUPPORT_SCHOOL_H

#include "register/register.h"

typedef struct school school; /* being built */

/* Calendars by name:
 *   "sandwell-2023-24" 190 days, "sandwell-2024-25" 190, "bedford-2023-24" 190,
 *   "bedford-2024-25" 189, "bedford-2025-26" 190, "southwark-2025-26" 190,
 *   "bedford-2023-25" two years, 190 + 189, "bedford-2023-26" three, 569,
 *   "weeks-<n>"  n unbroken school weeks from Monday 2 September 2024, in half
 *                terms of at most seven weeks with a week's holiday between
 *                (n up to 36; six half terms)
 * Sources stand in school.c. */
school *school_begin(const char *calendar);
/* The same from any calendar; the spec must live until the first pupil. */
school *school_begin_with(const rbk_calendar_spec *spec);
/* A named calendar's spec, to be copied and altered. Static. "weeks-<n>" is
 * not among them. */
const rbk_calendar_spec *school_calendar(const char *name);

/* Changes of the calendar; only before the first pupil. */
void school_close(school *s, const char *from, const char *to,
                  const char *reason);
void school_single_session(school *s, const char *date, uint8_t session);
void school_named_period(school *s, const char *name, const char *from,
                         const char *to);
void school_bank_holiday(school *s, const char *date);

/* Pupils, in any order; the register has them in roll order. */
void school_pupil(school *s, const char *id);
/* One enrolment. The first takes the place of "throughout"; more add. */
void school_spell(school *s, const char *id, const char *from, const char *to);
/* Sets date_of_birth, as a date and as an attribute of every spell. */
void school_birth(school *s, const char *id, const char *date);
/* An attribute as pupils.csv has it: of every spell, of one (from 0). */
void school_attribute(school *s, const char *id, const char *name,
                      const char *value);
void school_spell_attribute(school *s, const char *id, size_t spell,
                            const char *name, const char *value);
void school_parent(school *s, const char *parent_id, const char *pupil_id,
                   bool responsible);
/* A column of parents.csv, at most four of them. */
void school_parent_field(school *s, const char *parent_id, const char *pupil_id,
                         const char *field, const char *value);

/* Marks. `codes` is AM then PM ("II", "/-", "C1C2"), read by longest match: a
 * code sets the mark, "-" takes it away (missing), "." leaves it as it is. On
 * a day with one session one code is enough, and of two the session's own is
 * taken. Codes are read by the date: a withdrawn one is kept with its note. */
void school_mark(school *s, const char *id, const char *date,
                 const char *codes);
/* The same on every school day from .. to. */
void school_marks(school *s, const char *id, const char *from, const char *to,
                  const char *codes);
/* `/` and `\` on every session of the calendar, on roll or not. */
void school_present(school *s, const char *id);
/* Takes every pupil's mark of the session away: a register not taken. Last
 * call wins, so call it after the marks. `sessions`: RBK_AM | RBK_PM. */
void school_untaken(school *s, const char *date, uint8_t sessions);
/* Takes away all marks after a day: not yet taken. */
void school_until(school *s, const char *date);
/* What stands beside a mark. */
void school_minutes(school *s, const char *id, const char *date,
                    uint8_t session, int minutes);
void school_comment(school *s, const char *id, const char *date,
                    uint8_t session, const char *comment);
void school_raw(school *s, const char *id, const char *date, uint8_t session,
                const char *raw);
/* A mark made at another school; a mark of a session that does not exist. */
void school_foreign(school *s, const char *id, const char *date,
                    uint8_t session, const char *code, const char *other);
void school_stray(school *s, const char *id, const char *date, uint8_t session,
                  const char *code);

/* Case history. `id` NULL: the school's (or a group's). `fields` is NULL or
 * "name=value;name=value", where id, parent_id, group and withdrawn (a date)
 * are the event's own and the rest are fields of its kind. */
void school_event(school *s, const char *id, const char *date, const char *kind,
                  const char *fields);
/* attribute.set: from that day on. */
void school_set(school *s, const char *id, const char *date,
                const char *attribute, const char *value);

/* The profile. */
void school_identity(school *s, const char *id, const char *phase);
void school_policy(school *s, const char *from, const char *policy);
void school_parameter(school *s, const char *name, const char *value,
                      bool number);

/* The register, which is the caller's; the builder is gone. */
rbk_register *school_finish(school *s);

/* Asking a register by texts; stops the test where there is no such thing. */
rbk_date school_date(const char *date);
rbk_day school_day(const rbk_register *reg, const char *date);
int32_t school_session(const rbk_register *reg, const char *date,
                       uint8_t session);
uint32_t school_index(const rbk_register *reg, const char *id);
/* The code in force on 19 August 2024, or the one of a date. */
rbk_code school_code(const char *letters);
rbk_code school_code_on(const char *letters, rbk_date date);

/* Random numbers that are the same everywhere (xorshift64*). */
typedef struct school_random {
  uint64_t state;
} school_random;
school_random school_random_from(uint64_t seed);
uint64_t school_random_next(school_random *random);
uint32_t school_random_below(school_random *random, uint32_t limit);
bool school_random_chance(school_random *random, uint32_t per_thousand);

/* A register that depends on the seed alone: one or two school years (of
 * 2019/20 to 2025/26, short ones more often than full ones), closures, days
 * with one session, named periods, bank holidays; 1 to `pupils` pupils
 * (P0001 ...): joiners, leavers, two spells with and without a gap, spells
 * without a school day; habits from steady to severely absent; codes of their
 * date and withdrawn ones; missing marks, registers not taken, not yet taken;
 * marks while off roll; minutes, comments, raw text, foreign marks, strays;
 * attributes, attribute.set, parents; events of the kinds letter, meeting,
 * notice and visit, some with id, parent, fields, withdrawn; some of the
 * school's. */
rbk_register *school_random_register(uint64_t seed, size_t pupils);
/* The same register up to the close of `after`, and other marks, events and
 * attribute.set after it. Calendar, roll, spells and parents are the same. */
rbk_register *school_random_changed(uint64_t seed, size_t pupils,
                                    rbk_date after, uint64_t change);

#endif
