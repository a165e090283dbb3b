/* The fixtures of policies, run. */
#ifndef RBK_AUTHOR_TEST_H
#define RBK_AUTHOR_TEST_H

#include "author/compare.h"
#include "author/files.h"

typedef enum rbk_test_verdict {
  RBK_TEST_PASSED,
  RBK_TEST_FAILED,
  RBK_TEST_SKIPPED
} rbk_test_verdict;

typedef struct rbk_test_case {
  const char *name;
  const char *file; /* the test file */
  size_t line;
  rbk_test_verdict verdict;
  const char *skip; /* the reason */
  rbk_differences differences;
  const char *state; /* what shows that a rule keeps state, or NULL */
  const char *wrong; /* why it could not be run, or NULL */
} rbk_test_case;

typedef struct rbk_test_options {
  const rbk_alloc *alloc;
  const char *policies; /* the folder of policies for files that stand in
                           none; NULL: the one rollbook was installed with */
  const char *filter;   /* only fixtures whose name holds this; or NULL */
} rbk_test_options;

/* What the fixtures of one or several test files gave. */
typedef struct rbk_test_report {
  const rbk_alloc *alloc;
  rbk_arena arena;
  rbk_test_case *cases; /* in the order of the files, then as written */
  size_t count, capacity;
  size_t passed, failed, skipped;
  rbk_problems problems; /* of test files and policies that do not load, and
                            of fixtures that are wrong */
} rbk_test_report;

rbk_status rbk_test_report_create(const rbk_test_options *options,
                                  rbk_test_report **out);
/* Takes NULL. */
void rbk_test_report_destroy(rbk_test_report *report);

/* Runs the fixtures of one test file and adds them to the report. Each fixture
 * is run alone, then with the others of the same school in order, in reverse
 * order and each twice: a difference between these shows that a rule keeps
 * state. A fixture that is wrong fails, and keeps no other from being run.
 * RBK_POLICY: the file or its policy does not load. The report's problems say
 * where. */
rbk_status rbk_test_run(const rbk_test_options *options, const char *file,
                        rbk_test_report *report, rbk_error *error);

/* The same with fixtures read and a policy loaded by the caller. */
rbk_status rbk_test_fixtures(const rbk_test_options *options,
                             rbk_fixtures *fixtures, rbk_policy *policy,
                             rbk_test_report *report, rbk_error *error);

typedef enum rbk_test_format {
  RBK_TEST_TEXT,
  RBK_TEST_JSON,
  RBK_TEST_JUNIT
} rbk_test_format;
/* Writes the report; text ends in "12 passed, 1 failed, 2 skipped". Problems
 * are not in it. */
void rbk_test_print(const rbk_test_report *report, rbk_test_format format,
                    rbk_buffer *buffer);

#endif
