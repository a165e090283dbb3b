/* Policies: scripts read once, strictly, and then immutable. */
#ifndef ROLLBOOK_POLICY_H
#define ROLLBOOK_POLICY_H

#include "rollbook/register.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct rbk_policy rbk_policy;

/* A message of a load. `warning` ones do not stop it. Valid during the call. */
typedef struct rbk_message {
  bool warning;
  const char *id; /* short, stable: "unknown-key" */
  const char *file;
  size_t line;
  const char *text; /* what is wrong; what to do */
} rbk_message;

typedef struct rbk_policy_options {
  size_t size;            /* sizeof(rbk_policy_options) */
  const rbk_alloc *alloc; /* NULL: malloc */
  /* The folder that holds national/, la/ and school/; NULL: the one rollbook
   * was installed with. A policy id is a path below it without ".lua"; several
   * files may share an id when their `effective` ranges do not overlap. */
  const char *folder;
  /* Policy id or path of a .lua file that stands in for the profile's choice;
   * NULL: what the register's school.json says. */
  const char *policy;
  /* Every message of the load, in order of file and line; may be NULL. */
  void (*message)(void *context, const rbk_message *message);
  void *context;
} rbk_policy_options;

/* Loads what the register's profile (or options->policy) asks for, with all
 * that it extends. RBK_POLICY: it does not load; `error` holds the first
 * problem and the messages have all of them. `*out` is the caller's. */
RBK_API rbk_status rbk_policy_load(const rbk_register *reg,
                                   const rbk_policy_options *options,
                                   rbk_policy **out, rbk_error *error);
/* Takes NULL. */
RBK_API void rbk_policy_destroy(rbk_policy *policy);

#ifdef __cplusplus
}
#endif
#endif
