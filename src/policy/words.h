/* The words of the policy language, as one table: what a script may say, what
 * each takes and gives, and one line about it. The script's environment, the
 * definitions for editors and the reference are made from it. */
#ifndef RBK_POLICY_WORDS_H
#define RBK_POLICY_WORDS_H

#include <stdbool.h>
#include <stddef.h>

typedef struct rbk_term {
  const char *name;
  const char *on;        /* what it is a method of ("measure", "condition",
                            "codes", "pupil", ...); NULL: said by itself */
  bool value;            /* said without arguments: `school_year` */
  bool anytime;          /* may also be said inside functions */
  const char *arguments; /* "set: codes, of: codes"; a `?` after a name: may
                            be left out; "" where there are none */
  const char *result;    /* "measure", "condition", "window", ... */
  const char *usage;     /* an example */
  const char *doc;       /* one line */
} rbk_term;

/* In the order of the reference: words by subject, then methods. */
size_t rbk_words_count(void);
const rbk_term *rbk_word_at(size_t index);

/* The names of the guarded Lua library, for editors and linters: "pairs",
 * "string.rep", ...; NULL past the end. */
const char *rbk_library_name(size_t index, const char **usage,
                             const char **doc);

#endif
