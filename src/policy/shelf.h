/* The policy folder: which files there are of an id, and what each extends. */
#ifndef RBK_POLICY_SHELF_H
#define RBK_POLICY_SHELF_H

#include "policy/script.h"

typedef struct rbk_shelf {
  const rbk_alloc *alloc;
  rbk_arena arena;
  const char *folder;
  rbk_problems *problems;
  rbk_script **scripts; /* every file looked at so far */
  size_t count, capacity;
  rbk_intern folders; /* whose files are all among them */
} rbk_shelf;

void rbk_shelf_init(rbk_shelf *shelf, const rbk_alloc *alloc,
                    const char *folder, rbk_problems *problems);
void rbk_shelf_finish(rbk_shelf *shelf);

/* Who asks for a policy: for the message when there is none. */
typedef struct rbk_asker {
  const char *file; /* "" where nobody wrote it down */
  size_t line;
} rbk_asker;

/* The versions of an id, loaded, in order of their dates. `*out` lives in the
 * shelf's arena. None: a problem is told. RBK_NOMEM. */
rbk_status rbk_shelf_versions(rbk_shelf *shelf, const char *id,
                              const rbk_asker *asker, rbk_script ***out,
                              size_t *count);
/* One file, loaded, whatever its id. NULL: a problem is told. */
rbk_status rbk_shelf_file(rbk_shelf *shelf, const char *file,
                          const rbk_asker *asker, rbk_script **out);

/* Every policy id below a folder with its title, in byte order; for `policy
 * list`. Files whose text says no id (tests) are left out. */
typedef struct rbk_policy_entry {
  const char *id, *title, *file;
} rbk_policy_entry;
rbk_status rbk_policy_entries(const rbk_alloc *alloc, const char *folder,
                              rbk_arena *arena, rbk_policy_entry **out,
                              size_t *count, rbk_error *error);

#endif
