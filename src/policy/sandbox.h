/* Where a policy script runs: a Lua state of its own with an environment built
 * from nothing, a cap on live memory, and a budget of work for each call.
 *
 * Which limit stopped a script is recorded here, in C; it is never read from
 * the text of an error. What C functions called from Lua need, they find in
 * the sandbox of their state; they own nothing themselves, because any call
 * into Lua may leave them by a jump. */
#ifndef RBK_POLICY_SANDBOX_H
#define RBK_POLICY_SANDBOX_H

#include <lua.h>

#include "base/status.h"
#include "policy/messages.h"

enum {
  RBK_SOURCE_LIMIT = 256 * 1024,      /* bytes of one script */
  RBK_STRING_LIMIT = 4096,            /* bytes of one string */
  RBK_MEMORY_LIMIT = 8 * 1024 * 1024, /* live bytes of one state */
  RBK_LOAD_WORK = 10 * 1000 * 1000,   /* units: see budget.c */
  RBK_CALL_WORK = 1000 * 1000,
  RBK_ARGUMENT_LIMIT = 250 /* values handed over or unpacked at once */
};

typedef enum rbk_limit {
  RBK_LIMIT_NONE,
  RBK_LIMIT_WORK,
  RBK_LIMIT_MEMORY,
  RBK_LIMIT_STRING,
  RBK_LIMIT_ENGINE /* not the script's: memory of the engine ran out */
} rbk_limit;

/* Why a call ended. */
typedef struct rbk_fault {
  rbk_limit limit;
  rbk_saying saying;
  size_t line;
  char text[512];
} rbk_fault;

/* Lines to be noted when they run: see trace.h. None where `lines` is NULL. */
typedef struct rbk_traced {
  unsigned char *lines; /* by number, from 1 */
  size_t count;
} rbk_traced;

typedef struct rbk_sandbox {
  const rbk_alloc *alloc;
  lua_State *state;
  const char *file;  /* the script's, for messages */
  size_t live;       /* bytes alive in the state */
  int64_t work;      /* units left of the budget */
  bool over;         /* the budget is spent */
  unsigned crowded;  /* how often this call has met the cap on memory */
  bool starved;      /* the allocator had no memory: sticky */
  rbk_limit refused; /* why memory was last refused */
  size_t refused_line;
  size_t compiling; /* the line at which the compiler reads; 0: not compiling */
  bool loading;     /* the chunk runs: words may be called */
  rbk_fault fault;
  void *host; /* the rbk_loader that words build into */
  void *call; /* the call in progress (views.h), or NULL */
  rbk_traced traced;
} rbk_sandbox;

/* A state with the environment of library.c in it. RBK_NOMEM. */
rbk_status rbk_sandbox_open(rbk_sandbox *sandbox, const rbk_alloc *alloc,
                            const char *file);
/* Takes one that was never opened, too (all zero). */
void rbk_sandbox_close(rbk_sandbox *sandbox);

/* Calls the function below `arguments` values on the stack with a fresh budget.
 * RBK_OK with `results` values on the stack; else nothing is left on it:
 * RBK_POLICY with sandbox->fault filled in, or RBK_NOMEM. */
rbk_status rbk_sandbox_call(rbk_sandbox *sandbox, int arguments, int results,
                            int64_t work);
/* Pushes the script as a function; same results, nothing pushed on failure. */
rbk_status rbk_sandbox_compile(rbk_sandbox *sandbox, const char *source,
                               size_t length);

/* Between a call and another that is made while it runs: what is left of its
 * budget is kept. */
typedef struct rbk_sandbox_pause {
  int64_t work;
  void *call;
} rbk_sandbox_pause;
void rbk_sandbox_suspend(rbk_sandbox *sandbox, rbk_sandbox_pause *pause);
void rbk_sandbox_resume(rbk_sandbox *sandbox, const rbk_sandbox_pause *pause);

/* The sandbox of a state. */
rbk_sandbox *rbk_sandbox_of(lua_State *L);

/* --- for C functions called from Lua; those below may not return ---------- */

/* Takes units from the budget before the work they stand for is done. */
void rbk_charge(lua_State *L, size_t units);
/* The line at which the script is, at the innermost; 0: no script runs. */
size_t rbk_line(lua_State *L);
/* Ends the call with a message; line 0: where the script is. */
_Noreturn void rbk_raise(lua_State *L, rbk_saying saying, size_t line,
                         const char *const *with);
_Noreturn void rbk_raise_no_memory(lua_State *L);
/* Raises for a string that is longer than a script may have. */
void rbk_check_length(lua_State *L, size_t length);

#endif
