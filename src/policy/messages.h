/* Every message of loading and running a policy: one table of ids and texts,
 * from which the pages about messages are made. */
#ifndef RBK_POLICY_MESSAGES_H
#define RBK_POLICY_MESSAGES_H

#include "base/status.h"

typedef enum rbk_saying {
  RBK_SAY_NOTHING,
  /* the sandbox */
  RBK_SAY_SYNTAX,
  RBK_SAY_SCRIPT_ERROR,
  RBK_SAY_OVER_WORK,
  RBK_SAY_OVER_MEMORY,
  RBK_SAY_LONG_STRING,
  RBK_SAY_LONG_SOURCE,
  RBK_SAY_NOT_TEXT,
  RBK_SAY_MANY_ARGUMENTS,
  RBK_SAY_GLOBAL_ASSIGNED,
  RBK_SAY_UNKNOWN_NAME,
  RBK_SAY_UNKNOWN_FIELD,
  RBK_SAY_READ_ONLY,
  RBK_SAY_FROZEN_TABLE,
  RBK_SAY_PAIRS_KEY,
  RBK_SAY_ARGUMENT,
  /* words */
  RBK_SAY_WORD_TOO_LATE,
  RBK_SAY_COMPARED,
  RBK_SAY_JOINED,
  RBK_SAY_NO_WINDOW,
  RBK_SAY_MANY_DECIMALS,
  RBK_SAY_UNKNOWN_CODE,
  RBK_SAY_UNKNOWN_CHOICE,
  RBK_SAY_BAD_DATE,
  RBK_SAY_BAD_CLOCK,
  RBK_SAY_SAID_TWICE,
  RBK_SAY_TOO_MANY,
  RBK_SAY_NOT_CALLED,
  RBK_SAY_UNUSED,
  /* the table */
  RBK_SAY_NO_TABLE,
  RBK_SAY_UNKNOWN_KEY,
  RBK_SAY_KEY_TYPE,
  RBK_SAY_MISSING_KEY,
  RBK_SAY_WRONG_TYPE,
  RBK_SAY_BAD_ID,
  RBK_SAY_BAD_API,
  RBK_SAY_LIST_EXPECTED,
  RBK_SAY_HOLE,
  RBK_SAY_EMPTY,
  RBK_SAY_PARAMETER_VALUE,
  RBK_SAY_UNKNOWN_UNIT,
  RBK_SAY_EVENT_COLUMN,
  RBK_SAY_EFFECTIVE_ORDER,
  RBK_SAY_MISNAMED,
  /* files and versions */
  RBK_SAY_NO_POLICY_CHOSEN,
  RBK_SAY_UNREADABLE,
  RBK_SAY_NO_SUCH_POLICY,
  RBK_SAY_CIRCLE,
  RBK_SAY_VERSIONS_OVERLAP,
  RBK_SAY_NOT_IN_FORCE,
  /* calls */
  RBK_SAY_EXPIRED,
  RBK_SAY_NO_FIGURE,
  RBK_SAY_WRONG_RESULT,
  RBK_SAY_EXTRA_RESULTS,
  RBK_SAY_UNKNOWN_ID,
  RBK_SAY_KEEPS_STATE,
  RBK_SAYINGS
} rbk_saying;

typedef struct rbk_saying_text {
  const char *id; /* "unknown-key" */
  rbk_severity severity;
  const char *text; /* with {1} {2} {3} {4} */
} rbk_saying_text;

const rbk_saying_text *rbk_saying_of(rbk_saying saying);

/* What is put in place of {1} and so on. */
#define RBK_WITH(...) ((const char *const[4]){__VA_ARGS__})

/* Writes the message; what does not fit is cut at the end. */
void rbk_say(char *out, size_t size, rbk_saying saying,
             const char *const *with);
/* "did you mean "x"?", or the words to choose from. */
void rbk_suggest(char *out, size_t size, const char *wrong,
                 const char *const *words, size_t count);

#endif
