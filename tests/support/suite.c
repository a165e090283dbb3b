#include "support/suite.h"

#include <stdlib.h>

int test_run(const char *subject, const TTest *const *tests, size_t count) {
  Suite *suite = suite_create(subject);
  TCase *tcase = tcase_create(subject);
  tcase_set_timeout(tcase, 120); /* with sanitizers, on a busy machine */
  for (size_t i = 0; i < count; i++) tcase_add_test(tcase, tests[i]);
  suite_add_tcase(suite, tcase);
  SRunner *runner = srunner_create(suite);
  srunner_run_all(runner, CK_NORMAL);
  int failed = srunner_ntests_failed(runner);
  srunner_free(runner);
  return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
