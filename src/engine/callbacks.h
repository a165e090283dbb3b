/* How the engine asks functions and hooks. It does not know in what language
 * they are written: the policy room implements this for Lua, the engine's tests
 * do so in C. */
#ifndef RBK_ENGINE_CALLBACKS_H
#define RBK_ENGINE_CALLBACKS_H

#include "plan/bind.h"

/* What a function may look at: one pupil at the close of one day. Valid during
 * the call only. */
typedef struct rbk_ask {
  const rbk_binding *binding;
  const rbk_register *reg; /* of the run: it may hold supplied events */
  const rbk_edition_bound *edition;
  rbk_desk *desk; /* of this edition, with the pupil called */
  uint32_t pupil;
  rbk_day day;
  const rbk_event *event; /* the event a rule is firing for, or NULL */
  const char *parent;     /* of a per-parent rule, or NULL; "unknown" where
                             none is on file */
  const char *reader;     /* the parent whose events are seen, or NULL: all */
  /* A condition of the edition on that day, whatever its stratum. */
  rbk_status (*holds)(void *engine, uint32_t node, rbk_truth *out);
  void *engine;
} rbk_ask;

/* Why a function gave nothing: shown as undetermined, never read as false. */
typedef struct rbk_failure {
  const char *kind; /* "script error", "over its budget", "wrong result", ...;
                       a literal */
  char file[256];
  size_t line;
  char text[512];
} rbk_failure;

/* One id a hook returned, with figures to show. */
typedef struct rbk_hook_figure {
  const char *name, *value;
} rbk_hook_figure;
typedef struct rbk_hook_result {
  rbk_section section; /* BANDS, FLAGS or RULES */
  const char *id;      /* flag, rule, or the band's name */
  const char *row;     /* of a band */
  const rbk_hook_figure *figures;
  size_t figure_count;
} rbk_hook_result;
typedef struct rbk_hook_results { /* valid until the next call */
  const rbk_hook_result *items;
  size_t count;
} rbk_hook_results;

/* Each answers RBK_OK with *failed false and the result set, or RBK_OK with
 * *failed true and the failure filled in; RBK_NOMEM ends the run. A session
 * belongs to one worker; the answers may not depend on what was asked before.
 */
typedef struct rbk_callbacks {
  void *context;
  rbk_status (*open)(void *context, const rbk_alloc *alloc,
                     const rbk_binding *binding, void **session,
                     rbk_error *error);
  void (*close)(void *session);
  rbk_status (*condition)(void *session, uint32_t function, const rbk_ask *ask,
                          bool *result, bool *failed, rbk_failure *failure);
  rbk_status (*figure)(void *session, uint32_t function, const rbk_ask *ask,
                       rbk_value *result, bool *failed, rbk_failure *failure);
  /* the role's id; valid until the next call */
  rbk_status (*owner)(void *session, uint32_t function, const rbk_ask *ask,
                      const char **result, bool *failed, rbk_failure *failure);
  rbk_status (*due)(void *session, uint32_t function, const rbk_ask *ask,
                    rbk_date *result, bool *failed, rbk_failure *failure);
  rbk_status (*text)(void *session, uint32_t function, const rbk_ask *ask,
                     const char **result, bool *failed, rbk_failure *failure);
  rbk_status (*hook)(void *session, const rbk_layer *layer, rbk_hook hook,
                     const rbk_ask *ask, rbk_hook_results *result, bool *failed,
                     rbk_failure *failure);
} rbk_callbacks;

/* A loaded policy: its editions and who answers for its functions. */
struct rbk_policy {
  const rbk_alloc *alloc;
  const rbk_edition *editions;
  size_t edition_count;
  const rbk_callbacks *callbacks; /* NULL: it has no functions */
  void (*destroy)(struct rbk_policy *policy);
};

#endif
