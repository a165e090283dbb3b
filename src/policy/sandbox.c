#include "policy/sandbox.h"

#include <lauxlib.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/decimal.h"
#include "base/text.h"
#include "policy/budget.h"
#include "policy/library.h"

/* Scripts are compiled under this name, so that Lua's own messages begin with
 * "policy:12: ", whatever the length of the file's name. */
static const char chunk_name[] = "=policy";
static const char chunk_prefix[] = "policy:";

rbk_sandbox *rbk_sandbox_of(lua_State *L) {
  return *(rbk_sandbox **)lua_getextraspace(L);
}

/* --- memory ----------------------------------------------------------------
 */

/* Lua's header of a string, and its closing zero byte. */
enum { STRING_HEADER = 24 + 1 };
enum { MOST_CROWDED = 8 };

static void refuse(rbk_sandbox *sandbox, rbk_limit limit) {
  sandbox->refused = limit;
  sandbox->refused_line = sandbox->compiling
                              ? sandbox->compiling
                              : (sandbox->state ? rbk_line(sandbox->state) : 0);
}

static bool may_grow(rbk_sandbox *sandbox, bool string, size_t old,
                     size_t size) {
  if (sandbox->starved) return false;
  if (string && size > RBK_STRING_LIMIT + STRING_HEADER) {
    refuse(sandbox, RBK_LIMIT_STRING);
    return false;
  }
  /* Lua then collects its garbage and asks again. A script that lives just
   * below the cap would have it do that at every turn. */
  bool full = sandbox->live - old + size > RBK_MEMORY_LIMIT;
  if (full || sandbox->crowded > MOST_CROWDED) {
    sandbox->crowded += full;
    refuse(sandbox, RBK_LIMIT_MEMORY);
    return false;
  }
  return true;
}

/* lua_Alloc. Where `block` is NULL, `old` says what kind of object is made. */
static void *allocate(void *context, void *block, size_t old, size_t size) {
  rbk_sandbox *sandbox = context;
  bool string = !block && old == LUA_TSTRING;
  if (!block) old = 0;
  if (size == 0) {
    rbk_release(sandbox->alloc, block);
    sandbox->live -= old;
    return NULL;
  }
  if (size > old && !may_grow(sandbox, string, old, size)) return NULL;
  void *moved = rbk_resize(sandbox->alloc, block, size);
  if (!moved) {
    sandbox->starved = true;
    refuse(sandbox, RBK_LIMIT_ENGINE);
    /* Lua takes it for granted that a block can shrink. */
    if (!block || size > old) return NULL;
    moved = block;
  }
  sandbox->live = sandbox->live - old + size;
  if (string) rbk_budget_string(sandbox, size);
  return moved;
}

/* --- errors ----------------------------------------------------------------
 */

size_t rbk_line(lua_State *L) {
  lua_Debug at;
  for (int level = 0; lua_getstack(L, level, &at); level++) {
    if (lua_getinfo(L, "l", &at) && at.currentline > 0) {
      return (size_t)at.currentline;
    }
  }
  return 0;
}

static void set_fault(rbk_sandbox *sandbox, rbk_saying saying, size_t line,
                      const char *const *with) {
  rbk_fault *fault = &sandbox->fault;
  fault->saying = saying;
  fault->line = line;
  rbk_say(fault->text, sizeof fault->text, saying, with);
}

/* The sandbox's own address as an error value says that the fault is already
 * recorded; that needs no memory. */
void rbk_raise(lua_State *L, rbk_saying saying, size_t line,
               const char *const *with) {
  rbk_sandbox *sandbox = rbk_sandbox_of(L);
  set_fault(sandbox, saying, line ? line : rbk_line(L), with);
  lua_settop(L, 0);
  lua_pushlightuserdata(L, sandbox);
  lua_error(L);
  abort(); /* lua_error does not return */
}

void rbk_raise_no_memory(lua_State *L) {
  rbk_sandbox_of(L)->starved = true;
  rbk_raise(L, RBK_SAY_NOTHING, 0, NULL);
}

void rbk_check_length(lua_State *L, size_t length) {
  if (length > RBK_STRING_LIMIT) rbk_raise(L, RBK_SAY_LONG_STRING, 0, NULL);
}

/* Parts "policy:12: text" into the line and the text. */
static size_t part_line(const char **text) {
  size_t prefix = sizeof chunk_prefix - 1;
  if (strncmp(*text, chunk_prefix, prefix) != 0) return 0;
  const char *at = *text + prefix;
  size_t line = 0;
  for (; *at >= '0' && *at <= '9'; at++) line = line * 10 + (size_t)(*at - '0');
  if (at[0] != ':' || at[1] != ' ') return 0;
  *text = at + 2;
  return line;
}

/* Message handler: runs where the error was raised, before the stack is gone.
 * It asks nothing of an error value that is not a string. */
static int on_error(lua_State *L) {
  rbk_sandbox *sandbox = rbk_sandbox_of(L);
  if (lua_type(L, 1) == LUA_TLIGHTUSERDATA &&
      lua_touserdata(L, 1) == (void *)sandbox) {
    return 1;
  }
  if (lua_type(L, 1) == LUA_TSTRING) {
    const char *text = lua_tostring(L, 1);
    size_t line = part_line(&text);
    set_fault(sandbox, RBK_SAY_SCRIPT_ERROR, line ? line : rbk_line(L),
              RBK_WITH(text));
  } else {
    char text[80];
    (void)snprintf(text, sizeof text,
                   "an error was raised with a value of type %s",
                   lua_typename(L, lua_type(L, 1)));
    set_fault(sandbox, RBK_SAY_SCRIPT_ERROR, rbk_line(L), RBK_WITH(text));
  }
  lua_settop(L, 0);
  lua_pushlightuserdata(L, sandbox);
  return 1;
}

/* What ended the call, decided from what C recorded. */
static rbk_status verdict(rbk_sandbox *sandbox, int status) {
  rbk_fault *fault = &sandbox->fault;
  if (sandbox->starved) {
    fault->limit = RBK_LIMIT_ENGINE;
    return RBK_NOMEM;
  }
  if (sandbox->over) {
    fault->limit = RBK_LIMIT_WORK;
    if (fault->saying != RBK_SAY_OVER_WORK) {
      set_fault(sandbox, RBK_SAY_OVER_WORK, fault->line, NULL);
    }
    return RBK_POLICY;
  }
  if (status == LUA_OK) return RBK_OK;
  if (fault->saying == RBK_SAY_LONG_STRING) fault->limit = RBK_LIMIT_STRING;
  if (status == LUA_ERRMEM) {
    fault->limit = sandbox->refused;
    set_fault(sandbox,
              sandbox->refused == RBK_LIMIT_STRING ? RBK_SAY_LONG_STRING
                                                   : RBK_SAY_OVER_MEMORY,
              sandbox->refused_line, NULL);
  }
  return RBK_POLICY;
}

static void begin(rbk_sandbox *sandbox) {
  sandbox->fault = (rbk_fault){0};
  sandbox->refused = RBK_LIMIT_NONE;
  sandbox->refused_line = 0;
  sandbox->crowded = 0;
}

/* Lua prints and reads numbers and compares strings by the locale of the
 * thread; a script must not. glibc makes nothing for "C", it cannot fail. */
typedef struct locale_guard {
  locale_t plain, before;
} locale_guard;
static locale_guard locale_enter(void) {
  locale_guard guard = {newlocale(LC_ALL_MASK, "C", (locale_t)0), (locale_t)0};
  if (guard.plain != (locale_t)0) guard.before = uselocale(guard.plain);
  return guard;
}
static void locale_leave(locale_guard guard) {
  if (guard.plain == (locale_t)0) return;
  uselocale(guard.before);
  freelocale(guard.plain);
}

rbk_status rbk_sandbox_call(rbk_sandbox *sandbox, int arguments, int results,
                            int64_t work) {
  lua_State *L = sandbox->state;
  int handler = lua_gettop(L) - arguments;
  locale_guard guard = locale_enter();
  begin(sandbox);
  /* There is room: every call begins with the stack Lua guarantees. */
  lua_pushcfunction(L, on_error);
  lua_insert(L, handler);
  rbk_budget_start(sandbox, work);
  int status = lua_pcall(L, arguments, results, handler);
  rbk_budget_stop(sandbox);
  locale_leave(guard);
  rbk_status made = verdict(sandbox, status);
  if (made == RBK_OK)
    lua_remove(L, handler);
  else
    lua_settop(L, handler - 1);
  return made;
}

void rbk_sandbox_suspend(rbk_sandbox *sandbox, rbk_sandbox_pause *pause) {
  *pause = (rbk_sandbox_pause){sandbox->work, sandbox->call};
}

void rbk_sandbox_resume(rbk_sandbox *sandbox, const rbk_sandbox_pause *pause) {
  rbk_budget_start(sandbox, pause->work);
  sandbox->call = pause->call;
  begin(sandbox);
}

/* --- compiling -------------------------------------------------------------
 */

/* A script handed to Lua line by line, so that the line is known when the
 * compiler meets a limit: it has no debug record yet. */
typedef struct feed {
  rbk_sandbox *sandbox;
  const char *at, *end;
} feed;

static const char *next_line(lua_State *L, void *data, size_t *size) {
  (void)L;
  feed *from = data;
  if (from->at == from->end) return NULL;
  const char *line = from->at;
  const char *stop = memchr(line, '\n', (size_t)(from->end - line));
  from->at = stop ? stop + 1 : from->end;
  from->sandbox->compiling++;
  *size = (size_t)(from->at - line);
  return line;
}

static int compile(lua_State *L) {
  feed *from = lua_touserdata(L, 1);
  int status = lua_load(L, next_line, from, chunk_name, "t");
  size_t reached = from->sandbox->compiling;
  from->sandbox->compiling = 0;
  if (status == LUA_OK) return 1;
  if (status == LUA_ERRMEM) {
    /* raised anew, so that the call ends with it */
    lua_settop(L, 0);
    lua_pushlightuserdata(L, from->sandbox);
    return lua_error(L);
  }
  if (lua_type(L, -1) != LUA_TSTRING) {
    /* Nested too deeply for the compiler: on_error has seen that already. */
    char kept[sizeof from->sandbox->fault.text];
    memcpy(kept, from->sandbox->fault.text, sizeof kept);
    rbk_raise(L, RBK_SAY_SYNTAX, reached, RBK_WITH(kept));
  }
  const char *text = lua_tostring(L, -1);
  size_t line = part_line(&text);
  rbk_raise(L, RBK_SAY_SYNTAX, line ? line : reached, RBK_WITH(text));
}

rbk_status rbk_sandbox_compile(rbk_sandbox *sandbox, const char *source,
                               size_t length) {
  lua_State *L = sandbox->state;
  size_t bad = 0;
  begin(sandbox);
  if (length > RBK_SOURCE_LIMIT) {
    set_fault(sandbox, RBK_SAY_LONG_SOURCE, 1, NULL);
    return RBK_POLICY;
  }
  if (!rbk_utf8_valid(source, length, &bad) || memchr(source, 0, length)) {
    const char *zero = memchr(source, 0, length);
    if (zero) bad = (size_t)(zero - source);
    char offset[24];
    size_t line = 1;
    for (size_t i = 0; i < bad; i++) line += source[i] == '\n';
    offset[rbk_decimal_print((rbk_decimal)bad * RBK_DECIMAL_ONE, offset)] = 0;
    set_fault(sandbox, RBK_SAY_NOT_TEXT, line, RBK_WITH(offset));
    return RBK_POLICY;
  }
  feed from = {sandbox, source, source + length};
  sandbox->compiling = 0;
  lua_pushcfunction(L, compile);
  lua_pushlightuserdata(L, &from);
  rbk_status status = rbk_sandbox_call(sandbox, 1, 1, RBK_LOAD_WORK);
  sandbox->compiling = 0;
  if (status == RBK_POLICY && sandbox->refused != RBK_LIMIT_NONE &&
      sandbox->fault.saying == RBK_SAY_NOTHING) {
    sandbox->fault.limit = sandbox->refused;
    set_fault(sandbox,
              sandbox->refused == RBK_LIMIT_STRING ? RBK_SAY_LONG_STRING
                                                   : RBK_SAY_OVER_MEMORY,
              sandbox->refused_line, NULL);
  }
  return status;
}

/* --- opening ---------------------------------------------------------------
 */

static int prepare(lua_State *L) {
  rbk_library_open(L);
  return 0;
}

rbk_status rbk_sandbox_open(rbk_sandbox *sandbox, const rbk_alloc *alloc,
                            const char *file) {
  memset(sandbox, 0, sizeof *sandbox);
  sandbox->alloc = rbk_alloc_or_default(alloc);
  sandbox->file = file;
  lua_State *L = lua_newstate(allocate, sandbox);
  if (!L) return RBK_NOMEM;
  sandbox->state = L;
  *(rbk_sandbox **)lua_getextraspace(L) = sandbox;
  lua_pushcfunction(L, prepare);
  return rbk_sandbox_call(sandbox, 0, 0, RBK_LOAD_WORK);
}

void rbk_sandbox_close(rbk_sandbox *sandbox) {
  if (sandbox->state) lua_close(sandbox->state);
  sandbox->state = NULL;
}
