#include "policy/lines.h"

#include <string.h>

/* --- tokens ------------------------------------------------------------------
 */

typedef enum token_kind { END, NAME, TEXT, OTHER } token_kind;

typedef struct token {
  token_kind kind;
  rbk_text text; /* a text without its quotes */
  uint32_t line;
} token;

typedef struct scanner {
  const char *at, *end;
  uint32_t line;
} scanner;

static bool letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}
static bool digit(char c) {
  return c >= '0' && c <= '9';
}

static char peek(const scanner *s, size_t ahead) {
  if ((size_t)(s->end - s->at) > ahead) return s->at[ahead];
  return '\0';
}

static void step(scanner *s) {
  if (*s->at == '\n') s->line++;
  s->at++;
}

/* "[[" or "[==[": its number of equal signs, or -1. */
static int long_bracket(const scanner *s) {
  size_t equal = 0;
  if (peek(s, 0) != '[') return -1;
  while (peek(s, 1 + equal) == '=') equal++;
  return peek(s, 1 + equal) == '[' ? (int)equal : -1;
}

static rbk_text long_text(scanner *s, int equal) {
  for (int i = 0; i < equal + 2; i++) step(s);
  const char *begin = s->at;
  while (s->at < s->end) {
    if (peek(s, 0) == ']') {
      size_t n = 0;
      while (peek(s, 1 + n) == '=') n++;
      if ((int)n == equal && peek(s, 1 + n) == ']') {
        rbk_text text = {begin, (size_t)(s->at - begin)};
        for (int i = 0; i < equal + 2; i++) step(s);
        return text;
      }
    }
    step(s);
  }
  return (rbk_text){begin, (size_t)(s->end - begin)};
}

static rbk_text quoted(scanner *s) {
  char quote = *s->at;
  step(s);
  const char *begin = s->at;
  while (s->at < s->end && *s->at != quote && *s->at != '\n') {
    if (*s->at == '\\' && s->at + 1 < s->end) step(s);
    step(s);
  }
  rbk_text text = {begin, (size_t)(s->at - begin)};
  if (s->at < s->end) step(s);
  return text;
}

static void skip_blank(scanner *s) {
  for (;;) {
    while (s->at < s->end && strchr(" \t\r\n\f\v", *s->at) && *s->at) step(s);
    if (peek(s, 0) != '-' || peek(s, 1) != '-') return;
    s->at += 2;
    int equal = long_bracket(s);
    if (equal >= 0)
      long_text(s, equal);
    else
      while (s->at < s->end && *s->at != '\n') s->at++;
  }
}

static token next_token(scanner *s) {
  skip_blank(s);
  token out = {END, {s->at, 0}, s->line};
  if (s->at == s->end) return out;
  int equal = long_bracket(s);
  if (equal >= 0) {
    out.kind = TEXT;
    out.text = long_text(s, equal);
  } else if (*s->at == '"' || *s->at == '\'') {
    out.kind = TEXT;
    out.text = quoted(s);
  } else if (letter(*s->at) || digit(*s->at)) {
    out.kind = letter(*s->at) ? NAME : OTHER;
    while (s->at < s->end && (letter(*s->at) || digit(*s->at))) s->at++;
    out.text.length = (size_t)(s->at - out.text.bytes);
  } else {
    out.kind = OTHER;
    bool equality = strchr("=<>~", *s->at) && peek(s, 1) == '=';
    s->at += equality ? 2 : 1;
    out.text.length = (size_t)(s->at - out.text.bytes);
  }
  return out;
}

static bool is(const token *t, const char *text) {
  return t->kind != TEXT && t->kind != END && rbk_text_is(t->text, text);
}

/* --- constructors
 * --------------------------------------------------------------- */

enum { DEPTH = 200 }; /* Lua itself refuses deeper nesting */

typedef struct frame {
  bool table;
  uint32_t node; /* RBK_NONE: a table nobody asks about */
  uint32_t places;
} frame;

typedef struct reading {
  rbk_lines *lines;
  scanner scan;
  token now, ahead;
  frame frames[DEPTH];
  size_t depth;
  rbk_status status;
} reading;

static void advance(reading *r) {
  r->now = r->ahead;
  r->ahead = next_token(&r->scan);
}

static uint32_t add(reading *r, uint32_t parent, rbk_text key, uint32_t place,
                    uint32_t line) {
  rbk_lines *lines = r->lines;
  if (rbk_grow(lines->alloc, &lines->nodes, &lines->capacity, lines->count + 1,
               sizeof *lines->nodes) != RBK_OK) {
    r->status = RBK_NOMEM;
    return RBK_NONE;
  }
  uint32_t number = (uint32_t)lines->count++;
  lines->nodes[number] = (rbk_line_node){.parent = parent,
                                         .first = RBK_NONE,
                                         .next = RBK_NONE,
                                         .last = RBK_NONE,
                                         .key = key,
                                         .place = place,
                                         .line = line};
  if (parent == RBK_NONE) return number;
  rbk_line_node *above = &lines->nodes[parent];
  if (above->last == RBK_NONE)
    above->first = number;
  else
    lines->nodes[above->last].next = number;
  above->last = number;
  return number;
}

static void push(reading *r, bool table, uint32_t node) {
  if (r->depth < DEPTH) r->frames[r->depth] = (frame){table, node, 0};
  r->depth++;
}

static void pop(reading *r) {
  if (r->depth) r->depth--;
}

static frame *top(reading *r) {
  return r->depth && r->depth <= DEPTH ? &r->frames[r->depth - 1] : NULL;
}

/* The first token of a value: a table, a text or a name is kept. */
static void read_value(reading *r, uint32_t node) {
  rbk_line_node *entry = node == RBK_NONE ? NULL : &r->lines->nodes[node];
  bool alone = is(&r->ahead, ",") || is(&r->ahead, ";") || is(&r->ahead, "}") ||
               r->ahead.kind == END || r->depth == 0;
  if (is(&r->now, "{")) {
    push(r, true, node);
    advance(r);
    return;
  }
  if (entry && alone && r->now.kind == TEXT) entry->text = r->now.text;
  if (entry && alone && r->now.kind == NAME) entry->alias = r->now.text;
}

/* The beginning of an entry of the table on top. */
static void read_entry(reading *r) {
  frame *table = top(r);
  uint32_t node = RBK_NONE, line = r->now.line;
  if (is(&r->now, "}")) return;
  if (r->now.kind == NAME && is(&r->ahead, "=")) {
    if (table->node != RBK_NONE) {
      node = add(r, table->node, r->now.text, 0, line);
    }
    advance(r);
    advance(r);
  } else if (is(&r->now, "[")) {
    advance(r);
    if (r->now.kind == TEXT && table->node != RBK_NONE) {
      node = add(r, table->node, r->now.text, 0, line);
    }
    while (r->now.kind != END && !is(&r->now, "=")) advance(r);
    advance(r);
  } else {
    table->places++;
    if (table->node != RBK_NONE) {
      node = add(r, table->node, (rbk_text){NULL, 0}, table->places, line);
    }
  }
  read_value(r, node);
}

static bool opens(const token *t) {
  return is(t, "(") || is(t, "[") || is(t, "function") || is(t, "do") ||
         is(t, "if") || is(t, "repeat");
}
static bool closes(const token *t) {
  return is(t, ")") || is(t, "]") || is(t, "}") || is(t, "end") ||
         is(t, "until");
}

/* At the top of the script: `name = {` and `return {`. */
static void read_statement(reading *r) {
  if (is(&r->now, "return")) {
    uint32_t line = r->now.line;
    r->lines->return_line = line;
    r->lines->returned = add(r, RBK_NONE, (rbk_text){NULL, 0}, 0, line);
    advance(r);
    read_value(r, r->lines->returned);
  } else if (r->now.kind == NAME && is(&r->ahead, "=")) {
    token name = r->now;
    advance(r);
    advance(r);
    if (is(&r->now, "{")) {
      read_value(r, add(r, RBK_NONE, name.text, 0, name.line));
    }
  } else {
    advance(r);
  }
}

rbk_status rbk_lines_read(rbk_lines *lines, const rbk_alloc *alloc,
                          const char *source, size_t length) {
  *lines = (rbk_lines){.alloc = alloc, .returned = RBK_NONE, .return_line = 1};
  reading r = {.lines = lines, .scan = {source, source + length, 1}};
  advance(&r);
  advance(&r);
  bool entry = false; /* an entry of the table on top begins here */
  while (r.now.kind != END && r.status == RBK_OK) {
    size_t depth = r.depth;
    frame *above = top(&r);
    if (entry && above && above->table && !is(&r.now, "}")) {
      read_entry(&r);
      entry = r.depth > depth;
      if (entry) continue;
    } else if (depth == 0 && !opens(&r.now) && !is(&r.now, "{")) {
      read_statement(&r);
      entry = r.depth > 0;
      continue;
    }
    entry = false;
    above = top(&r);
    if (is(&r.now, "{")) {
      push(&r, true, RBK_NONE);
      entry = true;
    } else if (opens(&r.now)) {
      push(&r, false, RBK_NONE);
    } else if (closes(&r.now)) {
      pop(&r);
    } else if (above && above->table && (is(&r.now, ",") || is(&r.now, ";"))) {
      entry = true;
    }
    advance(&r);
  }
  if (r.status != RBK_OK) rbk_lines_finish(lines);
  return r.status;
}

void rbk_lines_finish(rbk_lines *lines) {
  if (!lines->alloc) return;
  rbk_release(lines->alloc, lines->nodes);
  *lines = (rbk_lines){
      .alloc = lines->alloc, .returned = RBK_NONE, .return_line = 1};
}

/* --- asking
 * ---------------------------------------------------------------------- */

/* A name that stands for a table: the last constructor given that name. */
static uint32_t follow(const rbk_lines *lines, uint32_t node) {
  if (node == RBK_NONE || !lines->nodes[node].alias.bytes) return node;
  rbk_text name = lines->nodes[node].alias;
  for (size_t i = lines->count; i-- > 0;) {
    const rbk_line_node *root = &lines->nodes[i];
    if (root->parent == RBK_NONE && root->key.bytes &&
        rbk_text_equal(root->key, name)) {
      return (uint32_t)i;
    }
  }
  return node;
}

uint32_t rbk_lines_key(const rbk_lines *lines, uint32_t node, const char *key) {
  node = follow(lines, node);
  if (node == RBK_NONE) return RBK_NONE;
  for (uint32_t at = lines->nodes[node].first; at != RBK_NONE;
       at = lines->nodes[at].next) {
    if (lines->nodes[at].key.bytes && rbk_text_is(lines->nodes[at].key, key)) {
      return at;
    }
  }
  return RBK_NONE;
}

uint32_t rbk_lines_place(const rbk_lines *lines, uint32_t node, size_t place) {
  node = follow(lines, node);
  if (node == RBK_NONE) return RBK_NONE;
  for (uint32_t at = lines->nodes[node].first; at != RBK_NONE;
       at = lines->nodes[at].next) {
    if (!lines->nodes[at].key.bytes && lines->nodes[at].place == place) {
      return at;
    }
  }
  return RBK_NONE;
}

uint32_t rbk_lines_by_id(const rbk_lines *lines, const char *id) {
  for (size_t i = 0; i < lines->count; i++) {
    const rbk_line_node *node = &lines->nodes[i];
    if (node->key.bytes && rbk_text_is(node->key, "id") && node->text.bytes &&
        rbk_text_is(node->text, id)) {
      return node->parent;
    }
  }
  return RBK_NONE;
}

size_t rbk_lines_line(const rbk_lines *lines, uint32_t node, size_t otherwise) {
  return node == RBK_NONE ? otherwise : lines->nodes[node].line;
}

rbk_text rbk_lines_text(const rbk_lines *lines, const char *key) {
  uint32_t node = rbk_lines_key(lines, lines->returned, key);
  return node == RBK_NONE ? (rbk_text){NULL, 0} : lines->nodes[node].text;
}
