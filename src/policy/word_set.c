/* Code sets: `codes "G N"`, `codes "absent" - codes "I M"`. */
#include <string.h>

#include "policy/word.h"

static bool one_word(const char *text) {
  return *text && !strchr(text, ' ');
}

/* A lone word that is neither class nor code names a set of code_sets; whether
 * some layer declares it is known when the layers are stacked. A lone word of
 * one or two capitals was meant as a code. */
static bool meant_as_code(const char *text, size_t length) {
  if (length > 2) return false;
  for (size_t i = 0; i < length; i++) {
    if (text[i] >= 'a' && text[i] <= 'z') return false;
  }
  return true;
}

bool rbk_set_of_text(lua_State *L, const char *text, size_t length,
                     rbk_set_expression *out, rbk_complaint *complaint) {
  rbk_text unknown = {text, length};
  rbk_text whole = {text, length};
  out->kind = RBK_SET_MASK;
  if (rbk_code_class_set(whole, &out->mask)) return true;
  if (rbk_code_list_set(whole, &out->mask, &unknown)) return true;
  if (one_word(text) && !meant_as_code(text, length)) {
    out->kind = RBK_SET_NAMED;
    out->name = rbk_build_text(L, text, length);
    return true;
  }
  char code[64];
  size_t cut =
      unknown.length < sizeof code - 1 ? unknown.length : sizeof code - 1;
  memcpy(code, unknown.bytes, cut);
  code[cut] = '\0';
  rbk_complain(complaint, RBK_SAY_UNKNOWN_CODE, code,
               "`rollbook codes` lists them; a class is written alone, as in "
               "`codes \"absent\"`",
               NULL);
  return false;
}

int rbk_word_codes(lua_State *L) {
  rbk_word_in_time(L);
  rbk_take_no_more(L, 1);
  rbk_object_push(L, RBK_OBJECT_SET, rbk_take_set(L, 1));
  return 1;
}

static const rbk_set_expression *operand(lua_State *L, int index,
                                         const char *operator) {
  const rbk_set_expression *set;
  rbk_complaint complaint;
  if (rbk_as_set(L, index, &set, &complaint)) return set;
  if (complaint.saying != RBK_SAY_NOTHING) {
    rbk_raise(L, complaint.saying, 0,
              RBK_WITH(complaint.with[0], complaint.with[1]));
  }
  rbk_raise(L, RBK_SAY_JOINED, 0,
            RBK_WITH(operator, "something that is no code set",
                     "write for example `codes \"absent\" - codes \"I M\"`"));
}

static int join(lua_State *L, rbk_set_kind kind, const char *operator) {
  const rbk_set_expression *left = operand(L, 1, operator);
  const rbk_set_expression *right = operand(L, 2, operator);
  rbk_set_expression *set = rbk_build(L, sizeof *set);
  set->where = rbk_build_where(L);
  if (left->kind == RBK_SET_MASK && right->kind == RBK_SET_MASK) {
    set->kind = RBK_SET_MASK;
    set->mask = kind == RBK_SET_UNION ? left->mask | right->mask
                                      : left->mask & ~right->mask;
  } else {
    set->kind = kind;
    set->left = left;
    set->right = right;
  }
  rbk_object_push(L, RBK_OBJECT_SET, set);
  return 1;
}

int rbk_set_add(lua_State *L) {
  return join(L, RBK_SET_UNION, "+");
}
int rbk_set_subtract(lua_State *L) {
  return join(L, RBK_SET_MINUS, "-");
}
