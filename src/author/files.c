#include "author/files.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const char test_ending[] = "_test.lua";
static const char script_ending[] = ".lua";
static const char definitions_ending[] = ".d.lua"; /* for editors */

static bool ends(const char *path, const char *ending) {
  size_t length = strlen(path), tail = strlen(ending);
  return length > tail && strcmp(path + length - tail, ending) == 0;
}

bool rbk_is_folder(const char *path) {
  struct stat about;
  return stat(path, &about) == 0 && S_ISDIR(about.st_mode);
}

bool rbk_is_file(const char *path) {
  struct stat about;
  return stat(path, &about) == 0 && S_ISREG(about.st_mode);
}

bool rbk_is_test_file(const char *path) {
  return ends(path, test_ending);
}

const char *rbk_policy_of_test(rbk_arena *arena, const char *path) {
  int stem = (int)(strlen(path) - (sizeof test_ending - 1));
  return rbk_arena_format(arena, "%.*s%s", stem, path, script_ending);
}

static rbk_status add(rbk_arena *arena, rbk_paths *paths, const char *path) {
  if (path == NULL) return RBK_NOMEM;
  if (paths->count == paths->capacity) {
    size_t capacity = 2 * paths->capacity + 8;
    const char **more = rbk_arena_take(arena, capacity, sizeof *more);
    if (more == NULL) return RBK_NOMEM;
    if (paths->count > 0)
      memcpy(more, paths->items, paths->count * sizeof *more);
    paths->items = more;
    paths->capacity = capacity;
  }
  paths->items[paths->count++] = path;
  return RBK_OK;
}

static int by_bytes(const void *left, const void *right) {
  const char *const *a = left, *const *b = right;
  return strcmp(*a, *b);
}

/* Adds what one folder holds; the folders in it go to `folders`. */
static rbk_status scan(rbk_arena *arena, const char *folder, rbk_paths *files,
                       rbk_paths *folders, rbk_error *error) {
  DIR *directory = opendir(folder);
  if (directory == NULL)
    return rbk_fail(error, RBK_REJECTED, folder, 0, 0,
                    "the folder cannot be read (%s); name one that is there",
                    strerror(errno));
  rbk_status status = RBK_OK;
  for (struct dirent *entry; !status && (entry = readdir(directory));) {
    if (entry->d_name[0] == '.') continue;
    const char *path = rbk_arena_format(arena, "%s/%s", folder, entry->d_name);
    if (path == NULL)
      status = rbk_no_memory(error);
    else if (rbk_is_folder(path))
      status = add(arena, folders, path);
    else if (ends(path, script_ending) && !ends(path, definitions_ending))
      status = add(arena, files, path);
  }
  closedir(directory);
  return status;
}

rbk_status rbk_lua_files(rbk_arena *arena, const char *folder, rbk_paths *out,
                         rbk_error *error) {
  rbk_paths files = {0}, folders = {0};
  rbk_status status = add(arena, &folders, folder);
  for (size_t i = 0; !status && i < folders.count; i++)
    status = scan(arena, folders.items[i], &files, &folders, error);
  if (status) return status;
  if (files.count > 0)
    qsort(files.items, files.count, sizeof *files.items, by_bytes);
  *out = files;
  return RBK_OK;
}

/* The test files of a folder, or its other scripts. */
static rbk_status files_of_folder(rbk_arena *arena, const char *folder,
                                  bool tests, rbk_paths *out,
                                  rbk_error *error) {
  rbk_paths all = {0};
  rbk_status status = rbk_lua_files(arena, folder, &all, error);
  if (status) return status;
  size_t kept = 0;
  for (size_t i = 0; i < all.count; i++)
    if (rbk_is_test_file(all.items[i]) == tests)
      all.items[kept++] = all.items[i];
  all.count = kept;
  *out = all;
  return RBK_OK;
}

const char *rbk_test_of_policy(rbk_arena *arena, const char *path) {
  int stem = (int)(strlen(path) - (sizeof script_ending - 1));
  return rbk_arena_format(arena, "%.*s%s", stem, path, test_ending);
}

static rbk_status test_beside(rbk_arena *arena, const char *policy,
                              rbk_paths *out) {
  const char *test = rbk_test_of_policy(arena, policy);
  if (test == NULL) return RBK_NOMEM;
  return rbk_is_file(test) ? add(arena, out, test) : RBK_OK;
}

/* What a word of the command line means. */
typedef enum meaning { NOTHING, FOLDER, TEST_FILE, POLICY_FILE } meaning;

/* `*path` is the file or folder. RBK_NOMEM. */
static rbk_status look_up(rbk_arena *arena, const char *policies,
                          const char *word, meaning *what, const char **path) {
  *path = word;
  *what = rbk_is_folder(word)                                ? FOLDER
          : !rbk_is_file(word) || !ends(word, script_ending) ? NOTHING
          : rbk_is_test_file(word)                           ? TEST_FILE
                                                             : POLICY_FILE;
  if (*what != NOTHING || policies == NULL) return RBK_OK;
  *path = rbk_arena_format(arena, "%s/%s%s", policies, word, script_ending);
  if (*path == NULL) return RBK_NOMEM;
  if (rbk_is_file(*path)) *what = POLICY_FILE;
  return RBK_OK;
}

static rbk_status no_such(const char *word, rbk_error *error) {
  return rbk_fail(error, RBK_POLICY, word, 0, 0,
                  "is no policy, test file or folder; give the path of one, "
                  "or the id of a policy");
}

rbk_status rbk_test_files(rbk_arena *arena, const char *policies,
                          const char *word, rbk_paths *out, rbk_error *error) {
  rbk_paths found = {0};
  meaning what;
  const char *path;
  rbk_status status = look_up(arena, policies, word, &what, &path);
  if (status) return rbk_no_memory(error);
  switch (what) {
  case NOTHING:
    return no_such(word, error);
  case FOLDER:
    status = files_of_folder(arena, path, true, &found, error);
    break;
  case TEST_FILE:
    status = add(arena, &found, path);
    break;
  case POLICY_FILE:
    status = test_beside(arena, path, &found);
    break;
  }
  if (!status) *out = found;
  return status;
}

rbk_status rbk_policy_files(rbk_arena *arena, const char *policies,
                            const char *word, rbk_paths *out,
                            rbk_error *error) {
  rbk_paths found = {0};
  meaning what;
  const char *path;
  rbk_status status = look_up(arena, policies, word, &what, &path);
  if (status) return rbk_no_memory(error);
  if (what == NOTHING) return no_such(word, error);
  if (what == TEST_FILE) path = rbk_policy_of_test(arena, path);
  if (path == NULL) return rbk_no_memory(error);
  status = what == FOLDER ? files_of_folder(arena, path, false, &found, error)
                          : add(arena, &found, path);
  if (!status) *out = found;
  return status;
}

const char *rbk_folder_of_policy(rbk_arena *arena, const char *file) {
  size_t length = strlen(file);
  while (length > 0) {
    while (length > 0 && file[length - 1] != '/') length--;
    const char *folder = length == 0 ? rbk_arena_copy(arena, ".", 1)
                         : length == 1
                             ? rbk_arena_copy(arena, "/", 1)
                             : rbk_arena_copy(arena, file, length - 1);
    const char *mark =
        folder == NULL ? NULL : rbk_arena_format(arena, "%s/national", folder);
    if (mark == NULL) return NULL;
    if (rbk_is_folder(mark)) return folder;
    while (length > 0 && file[length - 1] == '/') length--;
  }
  const char *above = rbk_arena_format(arena, "..");
  return above != NULL && rbk_is_folder("../national") ? above : NULL;
}
