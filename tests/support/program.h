/* Running the program as a person would, in a folder of its own. */
#ifndef TESTS_SUPPORT_PROGRAM_H
#define TESTS_SUPPORT_PROGRAM_H

#include <check.h>
#include <stdbool.h>
#include <stddef.h>

/* What a call came to. The texts are ended by a zero byte. */
typedef struct program_result {
  int exit;   /* -1: ended by a signal */
  int signal; /* that signal; else 0 */
  char *out, *err;
} program_result;

/* A fresh folder with `oak`, a school of three pupils and one week of marks,
 * and `policies`, with school/letter: a letter below 92 %; and the way back.
 * Every call of the program works in that folder. */
void program_begin(const char *program); /* its path */
void program_end(void);

/* Runs `rollbook ARGUMENTS` through the shell (so that > and | may follow),
 * with ROLLBOOK_POLICIES set to the folder's policies. */
program_result program_run(const char *arguments);
/* The same with `before` in front of the program: "NO_COLOR=1". */
program_result program_run_with(const char *before, const char *arguments);
void program_free(program_result *result);

void program_write(const char *path, const char *text);
char *program_read(const char *path); /* to be freed */
bool program_exists(const char *path);
/* The folder they lie in. */
const char *program_folder(void);

/* Asserts the exit code and, where not NULL, what the texts contain ("" means
 * they are empty); frees the result. */
void program_gives(const char *arguments, int exit, const char *out,
                   const char *err);

#endif
