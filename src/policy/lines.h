/* Where the entries of a script's tables stand. Lua's tables carry no lines,
 * so the script's text is looked through once more for table constructors:
 * those returned and those that top-level names hold. Entries made in other
 * ways (in a loop, by a function) have no line here. */
#ifndef RBK_POLICY_LINES_H
#define RBK_POLICY_LINES_H

#include <stdint.h>

#include "base/alloc.h"
#include "base/intern.h"
#include "base/text.h"

typedef struct rbk_line_node {
  uint32_t parent, first, next; /* RBK_NONE: none */
  uint32_t last;                /* child */
  rbk_text key;                 /* no bytes: by its place */
  uint32_t place;               /* from 1 */
  uint32_t line;
  rbk_text text;  /* the entry is this text in quotes, or no bytes */
  rbk_text alias; /* the entry is this name */
} rbk_line_node;

typedef struct rbk_lines {
  const rbk_alloc *alloc;
  rbk_line_node *nodes;
  size_t count, capacity;
  uint32_t returned;    /* the node of what the script returns */
  uint32_t return_line; /* of the last `return` at the top; at least 1 */
} rbk_lines;

/* The nodes point into the source, which must live as long. RBK_NOMEM. */
rbk_status rbk_lines_read(rbk_lines *lines, const rbk_alloc *alloc,
                          const char *source, size_t length);
void rbk_lines_finish(rbk_lines *lines);

/* The node of an entry, or RBK_NONE; a name that stands for a table leads to
 * that table. `node` may be RBK_NONE. */
uint32_t rbk_lines_key(const rbk_lines *lines, uint32_t node, const char *key);
uint32_t rbk_lines_place(const rbk_lines *lines, uint32_t node, size_t place);
/* The table that has `id = "..."`, wherever it stands. */
uint32_t rbk_lines_by_id(const rbk_lines *lines, const char *id);
/* The line of a node, or `otherwise`. */
size_t rbk_lines_line(const rbk_lines *lines, uint32_t node, size_t otherwise);
/* The text of an entry of the returned table ("id"), or no bytes. */
rbk_text rbk_lines_text(const rbk_lines *lines, const char *key);

#endif
