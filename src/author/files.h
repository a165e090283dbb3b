/* Finding scripts in a folder of policies. */
#ifndef RBK_AUTHOR_FILES_H
#define RBK_AUTHOR_FILES_H

#include "base/status.h"

typedef struct rbk_paths { /* in byte order; all in one arena */
  const char **items;
  size_t count, capacity;
} rbk_paths;

/* Every *.lua file of a folder and the folders in it, hidden ones left out,
 * in byte order. RBK_REJECTED: the folder cannot be read. */
rbk_status rbk_lua_files(rbk_arena *arena, const char *folder, rbk_paths *out,
                         rbk_error *error);

/* The test files that a word of the command line means: a test file, a policy
 * with its test beside it, a folder, or the id of a policy in `policies`.
 * None: there are no tests. RBK_POLICY: there is no such file or policy. */
rbk_status rbk_test_files(rbk_arena *arena, const char *policies,
                          const char *word, rbk_paths *out, rbk_error *error);

/* The policy files that such a word means, tested or not. */
rbk_status rbk_policy_files(rbk_arena *arena, const char *policies,
                            const char *word, rbk_paths *out, rbk_error *error);

/* "la/bedford.lua" of "la/bedford_test.lua", and whether a path is a test's. */
bool rbk_is_test_file(const char *path);
const char *rbk_policy_of_test(rbk_arena *arena, const char *path);
const char *rbk_test_of_policy(rbk_arena *arena, const char *path);

/* The folder of policies in which a policy file stands: the nearest one above
 * it that holds `national`; NULL: none does. */
const char *rbk_folder_of_policy(rbk_arena *arena, const char *file);

bool rbk_is_folder(const char *path);
bool rbk_is_file(const char *path);

#endif
