/* One policy file: its text, and the layer read from it. */
#ifndef RBK_POLICY_SCRIPT_H
#define RBK_POLICY_SCRIPT_H

#include "policy/object.h"

typedef struct rbk_script {
  const rbk_alloc *alloc;
  char *file;   /* as messages name it */
  char *source; /* kept: workers run it again for its functions */
  size_t length;
  char *id;    /* as the text says it, before the script is run; "" unknown */
  bool loaded; /* layer is filled in */
  bool broken; /* ... but something is missing in it */
  rbk_layer layer;
  rbk_made *made; /* what it made, in order; nodes of the layer */
  size_t made_count;
  uint32_t id_line, extends_line, effective_line;
  rbk_traced traced; /* while a trace of its functions is kept: trace.h */
} rbk_script;

/* Reads a file without running it. RBK_REJECTED: it cannot be read, and `why`
 * (a literal) says so; no script then. */
rbk_status rbk_script_open(const rbk_alloc *alloc, const char *file,
                           rbk_script **out, const char **why);
/* The same from memory. */
rbk_status rbk_script_of_text(const rbk_alloc *alloc, const char *file,
                              const char *source, size_t length,
                              rbk_script **out);
void rbk_script_destroy(rbk_script *script);

/* Runs the script and reads its table. Problems go to the list; RBK_OK also
 * when there are some (script->broken, or nothing loaded). RBK_NOMEM. */
rbk_status rbk_script_load(rbk_script *script, rbk_problems *problems);

/* Runs the script once more in a state of its own and reads its table, so that
 * its functions stand in the state by their numbers. `layer` is empty before
 * and the caller's afterwards, with the state and `loader`; all three are made
 * even on failure. */
rbk_status rbk_script_run(const rbk_script *script, const rbk_alloc *alloc,
                          rbk_sandbox *sandbox, rbk_loader *loader,
                          rbk_layer *layer, rbk_problems *problems,
                          bool *broken);

#endif
