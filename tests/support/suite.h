/* The main of a Check program: runs the tests of one list. */
#ifndef TESTS_SUPPORT_SUITE_H
#define TESTS_SUPPORT_SUITE_H

#include <check.h>
#include <stddef.h>

/* Runs them under the name `subject`; the exit code of the program. */
int test_run(const char *subject, const TTest *const *tests, size_t count);

/* int main(void) { return TEST_RUN("date", first_test, second_test); } */
#define TEST_RUN(subject, ...)                                                 \
  test_run(subject, (const TTest *const[]){__VA_ARGS__},                       \
           sizeof((const TTest *const[]){__VA_ARGS__}) / sizeof(TTest *))

#endif
