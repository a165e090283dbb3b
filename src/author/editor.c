#include "author/editor.h"

#include <string.h>

#include "base/text.h"
#include "policy/fixture_words.h"
#include "policy/words.h"

static bool same(const char *a, const char *b) {
  return strcmp(a, b) == 0;
}

/* --- signatures ----------------------------------------------------------- */

/* One argument of a word: "filter?: table". */
typedef struct argument {
  rbk_text name, type;
  bool optional;
} argument;

/* Takes the first argument off the list; false: there is none. Commas inside
 * braces belong to a type. */
static bool next_argument(const char **list, argument *out) {
  const char *at = *list;
  if (*at == '\0') return false;
  size_t colon = strcspn(at, ":"), end = colon;
  int depth = 0;
  for (; at[end] != '\0' && (depth > 0 || at[end] != ','); end++) {
    if (at[end] == '{') depth++;
    if (at[end] == '}') depth--;
  }
  out->optional = at[colon - 1] == '?';
  out->name = (rbk_text){at, out->optional ? colon - 1 : colon};
  out->type = rbk_text_trim((rbk_text){at + colon + 1, end - colon - 1});
  *list = at[end] == ',' ? at + end + 1 + strspn(at + end + 1, " ") : at + end;
  return true;
}

/* Types of Lua's own keep their names, those of the language get ours. */
static void put_type(rbk_text type, rbk_buffer *out) {
  static const char *const own[] = {"number", "string", "boolean", "table"};
  size_t from = 0;
  if (type.length > 0 && type.bytes[0] == '{') {
    rbk_buffer_text(out, "table");
    return;
  }
  while (from <= type.length) {
    size_t end = from;
    while (end < type.length && type.bytes[end] != '|') end++;
    rbk_text part = {type.bytes + from, end - from};
    bool plain = false;
    for (size_t i = 0; i < sizeof own / sizeof own[0]; i++)
      plain = plain || rbk_text_is(part, own[i]);
    if (!plain) rbk_buffer_text(out, "rollbook.");
    rbk_buffer_add(out, part.bytes, part.length);
    if (end < type.length) rbk_buffer_byte(out, '|');
    from = end + 1;
  }
}

static void put_parameters(const char *arguments, rbk_buffer *out) {
  argument a;
  while (next_argument(&arguments, &a)) {
    rbk_buffer_text(out, "---@param ");
    rbk_buffer_add(out, a.name.bytes, a.name.length);
    if (a.optional) rbk_buffer_byte(out, '?');
    rbk_buffer_byte(out, ' ');
    put_type(a.type, out);
    rbk_buffer_byte(out, '\n');
  }
}

static void put_names(const char *arguments, rbk_buffer *out) {
  argument a;
  for (bool first = true; next_argument(&arguments, &a); first = false) {
    if (!first) rbk_buffer_text(out, ", ");
    rbk_buffer_add(out, a.name.bytes, a.name.length);
  }
}

/* --- definitions for editors ---------------------------------------------- */

/* What is written between a class and its name; NULL: no operators. */
static const char *operators_of(const char *name) {
  static const struct {
    const char *name, *operators;
  } all[] = {
      {"codes", "---@operator add(rollbook.codes): rollbook.codes\n"
                "---@operator sub(rollbook.codes): rollbook.codes\n"},
      {"parameter", "---@operator add(rollbook.codes): rollbook.codes\n"
                    "---@operator sub(rollbook.codes): rollbook.codes\n"},
      {"measure",
       "---@operator add(rollbook.measure|rollbook.parameter|number): "
       "rollbook.measure\n"
       "---@operator sub(rollbook.measure|rollbook.parameter|number): "
       "rollbook.measure\n"
       "---@operator mul(rollbook.measure|rollbook.parameter|number): "
       "rollbook.measure\n"},
      {"condition", "---@operator band(rollbook.condition): "
                    "rollbook.condition\n"
                    "---@operator bor(rollbook.condition): rollbook.condition\n"
                    "---@operator bnot: rollbook.condition\n"},
  };
  for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
    if (same(all[i].name, name)) return all[i].operators;
  return "";
}

/* An attribute is a measure and, said alone, a condition. The local name ends
 * in a stroke: `band` is also a word. */
static void put_class(const char *name, rbk_buffer *out) {
  rbk_buffer_format(out, "\n---@class rollbook.%s%s\n%slocal %s_ = {}\n", name,
                    same(name, "measure") ? ": rollbook.condition" : "",
                    operators_of(name), name);
}

static void put_doc(const rbk_term *term, rbk_buffer *out) {
  rbk_buffer_format(out, "\n--- %s\n", term->doc);
  if (!same(term->usage, term->name))
    rbk_buffer_format(out, "---\n--- `%s`\n", term->usage);
}

static void put_returned(const rbk_term *term, rbk_buffer *out) {
  rbk_buffer_text(out, "---@return ");
  put_type(rbk_text_of(term->result), out);
  rbk_buffer_byte(out, '\n');
}

static void put_value(const rbk_term *term, rbk_buffer *out) {
  rbk_buffer_text(out, "---@type ");
  if (same(term->result, "parameters") || same(term->result, "roles"))
    rbk_buffer_format(out, "table<string, rollbook.%.*s>",
                      (int)strlen(term->result) - 1, term->result);
  else
    put_type(rbk_text_of(term->result), out);
  rbk_buffer_byte(out, '\n');
  if (term->on != NULL)
    rbk_buffer_format(out, "%s_.%s = nil\n", term->on, term->name);
  else
    rbk_buffer_format(out, "%s = nil\n", term->name);
}

static void put_term(const rbk_term *term, rbk_buffer *out) {
  put_doc(term, out);
  if (term->value) {
    put_value(term, out);
    return;
  }
  put_parameters(term->arguments, out);
  put_returned(term, out);
  if (term->on != NULL)
    rbk_buffer_format(out, "function %s_:%s(", term->on, term->name);
  else
    rbk_buffer_format(out, "function %s(", term->name);
  put_names(term->arguments, out);
  rbk_buffer_text(out, ") end\n");
}

/* Whether an earlier term had a class of that name, as its own or its result.
 */
static bool was_said(size_t before, const char *name) {
  for (size_t i = 0; i < before; i++) {
    const rbk_term *term = rbk_word_at(i);
    if (same(term->result, name)) return true;
    if (term->on != NULL && same(term->on, name)) return true;
  }
  return false;
}

static bool is_class(const char *name) {
  static const char *const others[] = {"number", "string",     "boolean",
                                       "table",  "parameters", "roles"};
  for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
    if (same(others[i], name)) return false;
  return true;
}

static void put_classes(rbk_buffer *out) {
  for (size_t i = 0; i < rbk_words_count(); i++) {
    const rbk_term *term = rbk_word_at(i);
    if (is_class(term->result) && !was_said(i, term->result))
      put_class(term->result, out);
    if (term->on != NULL && is_class(term->on) && !was_said(i, term->on) &&
        !same(term->on, term->result))
      put_class(term->on, out);
  }
  put_class("role", out);
}

/* Texts that Lua's own library does not have. */
static void put_library(rbk_buffer *out) {
  static const char *const ours[] = {"contains", "starts"};
  const char *usage, *doc;
  for (size_t i = 0; rbk_library_name(i, &usage, &doc) != NULL; i++)
    for (size_t o = 0; o < sizeof ours / sizeof ours[0]; o++)
      if (same(rbk_library_name(i, NULL, NULL), ours[o]))
        rbk_buffer_format(
            out, "\n--- %s\n---@return boolean\nfunction %s end\n", doc, usage);
}

static void put_fixture_words(rbk_buffer *out) {
  const char *usage;
  rbk_buffer_text(out, "\n---@class rollbook.marks\nlocal marks_ = {}\n");
  for (size_t i = 0; rbk_fixture_word(i, &usage) != NULL; i++)
    rbk_buffer_format(
        out,
        "\n--- `%s`\n---@param ... any\n---@return rollbook.marks\n"
        "function marks_:%s(...) end\n",
        usage, rbk_fixture_word(i, NULL));
  rbk_buffer_text(out, "\n--- in test files: present at every session\n"
                       "---@type rollbook.marks\nall_present = nil\n"
                       "\n--- in test files: expected not to be there\n"
                       "---@type table\nnone = nil\n");
}

void rbk_editor_definitions(rbk_buffer *out) {
  rbk_buffer_text(
      out,
      "---@meta\n"
      "-- The policy language for editors with the Lua language server. Made "
      "by\n"
      "-- `rollbook policy editor`; not to be changed by hand.\n");
  put_classes(out);
  for (size_t i = 0; i < rbk_words_count(); i++) put_term(rbk_word_at(i), out);
  put_library(out);
  put_fixture_words(out);
}

/* --- luacheck ------------------------------------------------------------- */

/* Names in quotes, as many to a line as fit. */
typedef struct name_list {
  rbk_buffer *out;
  const char *indent;
  size_t column;
} name_list;

static void put_name(name_list *list, const char *name) {
  size_t length = strlen(name) + 4;
  bool fresh = list->column == 0 || list->column + length > 90;
  if (fresh) {
    rbk_buffer_format(list->out, "%s%s", list->column == 0 ? "" : "\n",
                      list->indent);
    list->column = strlen(list->indent);
  }
  rbk_buffer_format(list->out, "%s\"%s\",", fresh ? "" : " ", name);
  list->column += length;
}

static void end_names(name_list *list) {
  if (list->column > 0) rbk_buffer_byte(list->out, '\n');
}

/* The names of one library, "string.rep" and so on; "" for those without. */
static void put_library_names(const char *library, const char *indent,
                              rbk_buffer *out) {
  name_list list = {out, indent, 0};
  size_t length = strlen(library);
  const char *usage;
  for (size_t i = 0; rbk_library_name(i, &usage, NULL) != NULL; i++) {
    size_t stop = strcspn(usage, ".(");
    bool dotted = usage[stop] == '.';
    bool of = length == 0 ? !dotted
                          : dotted && stop == length &&
                                strncmp(usage, library, length) == 0;
    if (of) put_name(&list, rbk_library_name(i, NULL, NULL));
  }
  end_names(&list);
}

static void put_lua(rbk_buffer *out) {
  static const char *const libraries[] = {"string", "table", "math"};
  rbk_buffer_text(out, "local lua = {\n");
  put_library_names("", "  ", out);
  for (size_t i = 0; i < sizeof libraries / sizeof libraries[0]; i++) {
    rbk_buffer_format(out, "  %s = { fields = {\n", libraries[i]);
    put_library_names(libraries[i], "    ", out);
    rbk_buffer_text(out, "  } },\n");
  }
  rbk_buffer_text(out, "}\n");
}

static bool takes_any_name(const rbk_term *term) {
  return same(term->result, "parameters") || same(term->result, "roles");
}

static void put_policy_names(rbk_buffer *out) {
  name_list list = {out, "  ", 0};
  rbk_buffer_text(out, "stds.policy = with_lua {\n");
  for (size_t i = 0; i < rbk_words_count(); i++)
    if (rbk_word_at(i)->on == NULL && !takes_any_name(rbk_word_at(i)))
      put_name(&list, rbk_word_at(i)->name);
  end_names(&list);
  for (size_t i = 0; i < rbk_words_count(); i++)
    if (rbk_word_at(i)->on == NULL && takes_any_name(rbk_word_at(i)))
      rbk_buffer_format(out,
                        "  %s = { other_fields = true, read_only = true },\n",
                        rbk_word_at(i)->name);
  rbk_buffer_text(out, "}\n");
}

void rbk_editor_luacheck(rbk_buffer *out) {
  rbk_buffer_text(
      out,
      "-- What policies and their test files may say, for luacheck: the names "
      "of the\n"
      "-- sandbox and no others. Made by `rollbook policy editor`; not to be "
      "changed by\n"
      "-- hand.\n"
      "std = \"policy\"\n"
      "max_line_length = false\n"
      "exclude_files = { \"**/*.d.lua\" }\n\n");
  put_lua(out);
  rbk_buffer_text(
      out,
      "\nlocal function with_lua(words)\n"
      "  for name, value in pairs(lua) do\n"
      "    if type(name) == \"number\" then table.insert(words, value) else "
      "words[name] = value end\n"
      "  end\n"
      "  return { read_globals = words }\n"
      "end\n\n");
  put_policy_names(out);
  rbk_buffer_text(out, "\nstds.fixtures = with_lua { \"all_present\", \"none\" "
                       "}\n"
                       "files[\"**/*_test.lua\"] = { std = \"fixtures\" }\n");
}
