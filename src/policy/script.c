#include "policy/script.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "policy/library.h"
#include "policy/reader.h"

/* --- files
 * --------------------------------------------------------------------- */

static char *copy_text(const rbk_alloc *alloc, const char *text,
                       size_t length) {
  char *copy = rbk_take(alloc, length + 1, 1);
  if (copy) memcpy(copy, text, length);
  return copy;
}

/* What the text says of itself: its id, and where. */
static rbk_status look(rbk_script *script) {
  rbk_lines lines;
  rbk_status status =
      rbk_lines_read(&lines, script->alloc, script->source, script->length);
  if (status != RBK_OK) return status;
  rbk_text id = rbk_lines_text(&lines, "id");
  size_t end = lines.return_line;
  script->id = copy_text(script->alloc, id.bytes ? id.bytes : "", id.length);
  script->id_line = (uint32_t)rbk_lines_line(
      &lines, rbk_lines_key(&lines, lines.returned, "id"), end);
  script->extends_line = (uint32_t)rbk_lines_line(
      &lines, rbk_lines_key(&lines, lines.returned, "extends"), end);
  script->effective_line = (uint32_t)rbk_lines_line(
      &lines, rbk_lines_key(&lines, lines.returned, "effective"), end);
  rbk_lines_finish(&lines);
  return script->id ? RBK_OK : RBK_NOMEM;
}

rbk_status rbk_script_of_text(const rbk_alloc *alloc, const char *file,
                              const char *source, size_t length,
                              rbk_script **out) {
  alloc = rbk_alloc_or_default(alloc);
  rbk_script *script = rbk_take(alloc, 1, sizeof *script);
  if (!script) return RBK_NOMEM;
  script->alloc = alloc;
  script->length = length;
  script->file = copy_text(alloc, file, strlen(file));
  script->source = copy_text(alloc, source, length);
  if (!script->file || !script->source || look(script) != RBK_OK) {
    rbk_script_destroy(script);
    return RBK_NOMEM;
  }
  *out = script;
  return RBK_OK;
}

static const char *why_not(int error) {
  switch (error) {
  case ENOENT:
    return "there is no such file";
  case EACCES:
    return "permission is refused";
  case EISDIR:
    return "it is a folder";
  default:
    return "reading failed";
  }
}

rbk_status rbk_script_open(const rbk_alloc *alloc, const char *file,
                           rbk_script **out, const char **why) {
  alloc = rbk_alloc_or_default(alloc);
  rbk_status status = RBK_OK;
  char *bytes = NULL;
  errno = 0;
  FILE *stream = fopen(file, "rb");
  if (!stream) {
    *why = why_not(errno);
    return RBK_REJECTED;
  }
  /* One byte more than allowed, so that a long one is known to be long. */
  size_t room = RBK_SOURCE_LIMIT + 1;
  bytes = rbk_take(alloc, room, 1);
  if (!bytes) {
    status = RBK_NOMEM;
    goto out;
  }
  errno = 0;
  size_t length = fread(bytes, 1, room, stream);
  if (ferror(stream)) {
    *why = why_not(errno);
    status = RBK_REJECTED;
    goto out;
  }
  status = rbk_script_of_text(alloc, file, bytes, length, out);
out:
  rbk_release(alloc, bytes);
  fclose(stream);
  return status;
}

void rbk_script_destroy(rbk_script *script) {
  if (!script) return;
  const rbk_alloc *alloc = script->alloc;
  if (script->loaded) rbk_arena_finish(&script->layer.arena);
  rbk_release(alloc, script->made);
  rbk_release(alloc, script->file);
  rbk_release(alloc, script->source);
  rbk_release(alloc, script->id);
  rbk_release(alloc, script);
}

/* --- running
 * ----------------------------------------------------------------------- */

static rbk_status add_fault(rbk_sandbox *sandbox, rbk_problems *problems) {
  const rbk_fault *fault = &sandbox->fault;
  const rbk_saying_text *what = rbk_saying_of(fault->saying);
  return rbk_problems_add(problems, what->severity, what->id, sandbox->file,
                          fault->line ? fault->line : 1, 0, "%s", fault->text);
}

/* The chunk's one upvalue is its environment. */
static int set_environment(lua_State *L) {
  rbk_library_push(L);
  lua_setupvalue(L, 1, 1);
  return 1;
}

static int read_table(lua_State *L) {
  rbk_reader *reader = lua_touserdata(L, 1);
  lua_remove(L, 1);
  if (lua_gettop(L) != 1) {
    reader->broken = true;
    rbk_problem_at(
        reader, 0, RBK_SAY_NO_TABLE,
        RBK_WITH(lua_gettop(L) == 0 ? "nothing" : "more than one value"));
    return 0;
  }
  rbk_read_layer(reader);
  rbk_read_unused(reader);
  return 0;
}

static rbk_status run_chunk(const rbk_script *script, rbk_reader *reader) {
  rbk_sandbox *sandbox = reader->loader->sandbox;
  lua_State *L = sandbox->state;
  rbk_status status =
      rbk_sandbox_compile(sandbox, script->source, script->length);
  if (status != RBK_OK) return status;
  lua_pushcfunction(L, set_environment);
  lua_insert(L, -2);
  status = rbk_sandbox_call(sandbox, 1, 1, RBK_LOAD_WORK);
  if (status != RBK_OK) return status;
  sandbox->loading = true;
  status = rbk_sandbox_call(sandbox, 0, LUA_MULTRET, RBK_LOAD_WORK);
  if (status != RBK_OK) return status;
  int results = lua_gettop(L);
  if (!lua_checkstack(L, 4)) return RBK_NOMEM;
  lua_pushcfunction(L, read_table);
  lua_insert(L, 1);
  lua_pushlightuserdata(L, reader);
  lua_insert(L, 2);
  return rbk_sandbox_call(sandbox, results + 1, 0, RBK_LOAD_WORK);
}

static void begin_layer(rbk_layer *layer, const rbk_alloc *alloc) {
  *layer = (rbk_layer){.from = RBK_NO_DATE, .to = RBK_NO_DATE};
  for (int i = 0; i < RBK_HOOKS; i++) layer->hooks[i] = RBK_NONE;
  rbk_arena_init(&layer->arena, alloc);
}

static void set_digest(const rbk_script *script, rbk_layer *layer) {
  rbk_digest digest;
  rbk_digest_init(&digest);
  rbk_digest_add(&digest, script->source, script->length);
  rbk_digest_hex(&digest, layer->digest);
}

rbk_status rbk_script_run(const rbk_script *script, const rbk_alloc *alloc,
                          rbk_sandbox *sandbox, rbk_loader *loader,
                          rbk_layer *layer, rbk_problems *problems,
                          bool *broken) {
  rbk_lines lines = {0};
  begin_layer(layer, alloc);
  *loader = (rbk_loader){.sandbox = sandbox, .layer = layer};
  rbk_arena_init(&loader->passing, alloc);
  *broken = true;
  rbk_status status = rbk_sandbox_open(sandbox, alloc, NULL);
  sandbox->host = loader;
  if (status != RBK_OK) return status;
  layer->file =
      rbk_arena_copy(&layer->arena, script->file, strlen(script->file));
  if (!layer->file) return RBK_NOMEM;
  sandbox->file = layer->file;
  set_digest(script, layer);
  status =
      rbk_lines_read(&lines, sandbox->alloc, script->source, script->length);
  if (status != RBK_OK) return status;
  rbk_reader reader = {sandbox->state, loader, layer, &lines, problems, false};
  status = run_chunk(script, &reader);
  sandbox->loading = false;
  *broken = status != RBK_OK || reader.broken;
  if (status == RBK_POLICY) {
    status = add_fault(sandbox, problems) == RBK_OK ? RBK_OK : RBK_NOMEM;
  }
  rbk_lines_finish(&lines);
  return status;
}

rbk_status rbk_script_load(rbk_script *script, rbk_problems *problems) {
  rbk_sandbox sandbox = {0};
  rbk_loader loader = {0};
  rbk_status status = rbk_script_run(script, script->alloc, &sandbox, &loader,
                                     &script->layer, problems, &script->broken);
  script->loaded = true;
  script->made = loader.made;
  script->made_count = loader.made_count;
  rbk_arena_finish(&loader.passing);
  rbk_sandbox_close(&sandbox);
  return status;
}
