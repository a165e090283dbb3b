/* The actions that events name in their field `action`: one that nothing in the
 * whole run derived is a slip of the pen, or of an earlier policy. */
#ifndef RBK_ENGINE_NAMED_H
#define RBK_ENGINE_NAMED_H

#include <stdatomic.h>

#include "engine/log.h"

typedef struct rbk_named {
  rbk_intern keys;         /* that an event up to the last day names */
  const rbk_event **first; /* by key: the event that stands first in its file */
  atomic_bool *derived;    /* by key */
  size_t count;
} rbk_named;

/* Gathers the keys; all of it lives in the arena. RBK_NOMEM. */
rbk_status rbk_named_begin(rbk_named *named, const rbk_register *reg,
                           rbk_day last, rbk_arena *arena);
/* Notes what a pupil or a group came to. Any thread may call it. */
void rbk_named_see(rbk_named *named, const rbk_log *log);
/* Warns of the keys that nobody was seen to have, in the order of the file. */
rbk_status rbk_named_tell(const rbk_named *named, rbk_arena *arena,
                          void (*message)(void *context,
                                          const rbk_message *message),
                          void *context);

#endif
