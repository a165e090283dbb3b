/* What words make: userdata that stand for the expressions of a layer, and how
 * words and the reader of the table take them back out of Lua. */
#ifndef RBK_POLICY_OBJECT_H
#define RBK_POLICY_OBJECT_H

#include "plan/layer.h"
#include "policy/sandbox.h"
#include "policy/words.h"

typedef enum rbk_object_kind {
  RBK_OBJECT_SET,
  RBK_OBJECT_WINDOW,
  RBK_OBJECT_FIGURE,
  RBK_OBJECT_CONDITION,
  RBK_OBJECT_PARAMETER, /* node: its name */
  RBK_OBJECT_ROLE,      /* node: its id */
  RBK_OBJECT_GROUP,     /* node: rbk_group_word */
  RBK_OBJECT_BAND,      /* band "b", before `:is`; node: its name */
  RBK_OBJECT_SCHOOL,    /* school "phase", before `:is`; node: its name */
  RBK_OBJECT_PARENT,    /* parent "language"; node: rbk_condition */
  RBK_OBJECT_STEPS,     /* by(half_term_number, param.x); node: the name x */
  RBK_OBJECT_CHOICES,   /* first_of; node: rbk_role */
  RBK_OBJECT_DUE,       /* working_days(3), clock "11:45"; node: rbk_due */
  RBK_OBJECT_KINDS
} rbk_object_kind;

typedef struct rbk_group_word {
  rbk_group_kind kind;
  const char *name;
} rbk_group_word;

typedef struct rbk_object {
  rbk_object_kind kind;
  uint32_t made;   /* number among what the script made */
  uint32_t weight; /* how many parts it has when all are written out */
  const void *node;
} rbk_object;

/* One thing that a script made, in the order of making. A script makes the
 * same things in the same order each time it runs, so the number finds the
 * layer's own copy of what a worker's copy of the script holds. */
typedef struct rbk_made {
  rbk_object_kind kind;
  bool used;
  uint32_t line;
  const void *node;
} rbk_made;

/* A load in progress: sandbox->host while the chunk runs and is read. */
typedef struct rbk_loader {
  rbk_sandbox *sandbox;
  rbk_layer *layer;
  uint32_t weight;   /* of what the word at hand has taken so far */
  rbk_arena passing; /* what words make inside functions: until the call ends */
  rbk_made *made;    /* of the sandbox's allocator */
  size_t made_count, made_capacity;
} rbk_loader;

/* A condition is a tree whose parts may be shared; written out it must not be
 * larger than this. `c = c & c` in a loop doubles it each time. */
enum { RBK_MOST_PARTS = 4096 };

rbk_loader *rbk_loader_of(lua_State *L);

/* Makes the metatables; registers the global words in the table on top. */
void rbk_objects_open(lua_State *L);
void rbk_words_open(lua_State *L);
/* Pushes a value word (`school_year`); false when there is none so named. */
bool rbk_word_push_value(lua_State *L, const char *name);

/* Zeroed memory of the layer; raises without memory. */
void *rbk_build(lua_State *L, size_t size);
const char *rbk_build_text(lua_State *L, const char *text, size_t length);
rbk_where rbk_build_where(lua_State *L);
/* Pushes an object; figures and conditions must be used later. */
rbk_object *rbk_object_push(lua_State *L, rbk_object_kind kind,
                            const void *node);
/* The object at an index, or NULL when there is none of that kind. */
rbk_object *rbk_object_at(lua_State *L, int index, rbk_object_kind kind);
/* An object of any kind, or NULL. */
rbk_object *rbk_object_any(lua_State *L, int index);
void rbk_object_use(lua_State *L, int index);

/* What is wrong with a value. RBK_SAY_NOTHING: it is of another type. */
typedef struct rbk_complaint {
  rbk_saying saying;
  char with[3][200];
} rbk_complaint;

/* Each takes the value at an index, marks it as used, and answers false with
 * the complaint where it does not fit. Nothing is on the stack afterwards. */
bool rbk_as_text(lua_State *L, int index, const char **out,
                 rbk_complaint *complaint);
bool rbk_as_set(lua_State *L, int index, const rbk_set_expression **out,
                rbk_complaint *complaint);
bool rbk_as_window(lua_State *L, int index, const rbk_window_expression **out,
                   rbk_complaint *complaint);
/* A measure that says its days; also a function that gives one. */
bool rbk_as_figure(lua_State *L, int index, const rbk_figure_expression **out,
                   rbk_complaint *complaint);
/* A condition, an attribute or a function. */
bool rbk_as_condition(lua_State *L, int index, const rbk_condition **out,
                      rbk_complaint *complaint);
/* A number or a parameter; a text or a parameter. */
bool rbk_as_number(lua_State *L, int index, rbk_operand *out,
                   rbk_complaint *complaint);
bool rbk_as_word(lua_State *L, int index, rbk_operand *out,
                 rbk_complaint *complaint);
bool rbk_as_due(lua_State *L, int index, rbk_due *out,
                rbk_complaint *complaint);
bool rbk_as_date(lua_State *L, int index, rbk_date *out,
                 rbk_complaint *complaint);
/* The number of a function among the layer's, registering it. */
uint32_t rbk_as_function(lua_State *L, int index);
/* Pushes a registered function. */
void rbk_function_push(lua_State *L, uint32_t number);

/* For the language's and the library's messages. */
void rbk_complain(rbk_complaint *complaint, rbk_saying saying, const char *a,
                  const char *b, const char *c);
/* A code set by text: a class, codes, or the name of a set. */
bool rbk_set_of_text(lua_State *L, const char *text, size_t length,
                     rbk_set_expression *out, rbk_complaint *complaint);

/* --- tables and views of functions (views.c, freeze.c) ---------------------
 */

/* Where the value is a table frozen by freeze.c, pushes what it holds. */
bool rbk_frozen_content(lua_State *L, int index);
/* Where the value is a view that prints itself, pushes its text. */
bool rbk_view_push_text(lua_State *L, int index);

#endif
