/* School folders on disk for tests: made under the build folder, filled with
 * texts, read, and taken away again. A mistake stops the test. */
#ifndef TESTS_SUPPORT_FOLDER_H
#define TESTS_SUPPORT_FOLDER_H

#include "register/register.h"

typedef struct test_folder {
  char path[512];
} test_folder;

/* An empty folder under `where` (TEST_BINARY_DIR). */
test_folder folder_begin(const char *where);
/* Writes a file of these bytes; an old one of that name is replaced. */
void folder_write(const test_folder *folder, const char *name,
                  const char *text);
void folder_write_bytes(const test_folder *folder, const char *name,
                        const char *bytes, size_t length);
void folder_drop(const test_folder *folder, const char *name);
bool folder_has(const test_folder *folder, const char *name);
/* The whole file, to be given to free(). */
char *folder_text(const test_folder *folder, const char *name);
/* Takes the folder and all its files away. */
void folder_end(const test_folder *folder);

/* The canonical form of a register as one text, to be given to free(): equal
 * for equal registers, and a readable difference otherwise. */
char *canonical_text(const rbk_register *reg);
/* Stops the test unless two registers are the same in every field. */
void same_register(const rbk_register *a, const rbk_register *b);

#endif
