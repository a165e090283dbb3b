/* string: what policies need of it. No patterns: an endless search hides in
 * them. Letters are those of ASCII, lengths are bytes. */
#include <lauxlib.h>
#include <stdio.h>
#include <string.h>

#include "policy/library.h"

static const char *text_argument(lua_State *L, int index, size_t *length) {
  if (lua_type(L, index) != LUA_TSTRING) rbk_bad_argument(L, index, "a text");
  const char *text = lua_tolstring(L, index, length);
  rbk_charge(L, *length / 16 + 1);
  return text;
}

static lua_Integer whole_argument(lua_State *L, int index,
                                  lua_Integer otherwise) {
  if (lua_isnoneornil(L, index)) return otherwise;
  int exact = 0;
  lua_Integer whole =
      lua_type(L, index) == LUA_TNUMBER ? lua_tointegerx(L, index, &exact) : 0;
  if (!exact) rbk_bad_argument(L, index, "a whole number");
  return whole;
}

/* Places count from 1, from the end where negative; first > last: nothing. */
static void stretch(lua_Integer *first, lua_Integer *last, size_t length) {
  lua_Integer n = (lua_Integer)length;
  if (*first < 0)
    *first = *first < -n ? 1 : n + *first + 1;
  else if (*first == 0)
    *first = 1;
  if (*last < 0)
    *last = *last < -n ? 0 : n + *last + 1;
  else if (*last > n)
    *last = n;
}

static int text_byte(lua_State *L) {
  size_t length;
  const char *text = text_argument(L, 1, &length);
  lua_Integer first = whole_argument(L, 2, 1);
  lua_Integer last = whole_argument(L, 3, first);
  stretch(&first, &last, length);
  if (first > last) return 0;
  if (last - first >= RBK_ARGUMENT_LIMIT) {
    rbk_raise(L, RBK_SAY_MANY_ARGUMENTS, 0, NULL);
  }
  int count = (int)(last - first) + 1;
  rbk_charge(L, (size_t)count);
  luaL_checkstack(L, count, NULL);
  for (int i = 0; i < count; i++) {
    lua_pushinteger(L, (unsigned char)text[first - 1 + i]);
  }
  return count;
}

static int text_len(lua_State *L) {
  size_t length;
  text_argument(L, 1, &length);
  lua_pushinteger(L, (lua_Integer)length);
  return 1;
}

typedef enum turning { LOWER, UPPER, REVERSE } turning;

static int turn(lua_State *L, turning how) {
  size_t length;
  const char *text = text_argument(L, 1, &length);
  rbk_check_length(L, length);
  char out[RBK_STRING_LIMIT];
  for (size_t i = 0; i < length; i++) {
    char c = text[i];
    if (how == LOWER && c >= 'A' && c <= 'Z') c = (char)(c - 'A' + 'a');
    if (how == UPPER && c >= 'a' && c <= 'z') c = (char)(c - 'a' + 'A');
    out[how == REVERSE ? length - 1 - i : i] = c;
  }
  lua_pushlstring(L, out, length);
  return 1;
}
static int text_lower(lua_State *L) {
  return turn(L, LOWER);
}
static int text_upper(lua_State *L) {
  return turn(L, UPPER);
}
static int text_reverse(lua_State *L) {
  return turn(L, REVERSE);
}

static int text_sub(lua_State *L) {
  size_t length;
  const char *text = text_argument(L, 1, &length);
  lua_Integer first = whole_argument(L, 2, 1);
  lua_Integer last = whole_argument(L, 3, -1);
  stretch(&first, &last, length);
  if (first > last)
    lua_pushliteral(L, "");
  else
    lua_pushlstring(L, text + first - 1, (size_t)(last - first + 1));
  return 1;
}

static int text_rep(lua_State *L) {
  size_t length;
  const char *text = text_argument(L, 1, &length);
  lua_Integer times = whole_argument(L, 2, 0);
  if (times <= 0 || length == 0) {
    lua_pushliteral(L, "");
    return 1;
  }
  if (times > RBK_STRING_LIMIT) times = RBK_STRING_LIMIT + 1;
  size_t whole = length * (size_t)times;
  rbk_check_length(L, whole);
  rbk_charge(L, whole / 16);
  char out[RBK_STRING_LIMIT];
  for (size_t i = 0; i < whole; i += length) memcpy(out + i, text, length);
  lua_pushlstring(L, out, whole);
  return 1;
}

static int text_starts(lua_State *L) {
  size_t length, begin;
  const char *text = text_argument(L, 1, &length);
  const char *with = text_argument(L, 2, &begin);
  lua_pushboolean(L, begin <= length && memcmp(text, with, begin) == 0);
  return 1;
}

static int text_contains(lua_State *L) {
  size_t length, part;
  const char *text = text_argument(L, 1, &length);
  const char *with = text_argument(L, 2, &part);
  bool found = part == 0;
  /* At worst every place is looked at along the whole part. */
  rbk_charge(L, (length * part) / 16);
  for (size_t i = 0; !found && i + part <= length; i++) {
    found = memcmp(text + i, with, part) == 0;
  }
  lua_pushboolean(L, found);
  return 1;
}

/* --- format ----------------------------------------------------------------
 */

typedef struct spec {
  bool left, zero;
  size_t width;
  int places; /* -1: not said */
  char conversion;
} spec;

/* "%-08.2f": the piece after the percent sign. */
static const char *read_spec(lua_State *L, const char *at, spec *out) {
  *out = (spec){.places = -1};
  for (; *at == '-' || *at == '0'; at++) {
    if (*at == '-')
      out->left = true;
    else
      out->zero = true;
  }
  for (int i = 0; i < 2 && *at >= '0' && *at <= '9'; i++) {
    out->width = out->width * 10 + (size_t)(*at++ - '0');
  }
  if (*at == '.') {
    out->places = 0;
    at++;
    for (int i = 0; i < 2 && *at >= '0' && *at <= '9'; i++) {
      out->places = out->places * 10 + (*at++ - '0');
    }
  }
  out->conversion = *at;
  if (!*at || !strchr("disfgx", *at)) {
    rbk_bad_argument(L, 1, "%d %s %f %g %x with a width and places");
  }
  return at + 1;
}

static void add_padded(luaL_Buffer *buffer, const spec *how, const char *text,
                       size_t length) {
  size_t gap = how->width > length ? how->width - length : 0;
  bool zeros = how->zero && !how->left && how->conversion != 's';
  if (zeros && length && text[0] == '-') {
    luaL_addchar(buffer, '-');
    text++;
    length--;
  }
  if (!how->left) {
    for (; gap; gap--) luaL_addchar(buffer, zeros ? '0' : ' ');
  }
  luaL_addlstring(buffer, text, length);
  for (; gap; gap--) luaL_addchar(buffer, ' ');
}

static void add_number(lua_State *L, luaL_Buffer *buffer, const spec *how,
                       int index) {
  char text[512]; /* the longest %.99f of a double has 410 characters */
  int places = how->places < 0 ? 6 : how->places;
  if (lua_type(L, index) != LUA_TNUMBER) rbk_bad_argument(L, index, "a number");
  if (how->conversion == 'f') {
    snprintf(text, sizeof text, "%.*f", places, lua_tonumber(L, index));
  } else if (how->conversion == 'g') {
    snprintf(text, sizeof text, "%.*g", places, lua_tonumber(L, index));
  } else {
    int exact = 0;
    lua_Integer whole = lua_tointegerx(L, index, &exact);
    if (!exact) rbk_bad_argument(L, index, "a whole number");
    if (how->conversion == 'x') {
      snprintf(text, sizeof text, "%llx", (unsigned long long)whole);
    } else {
      snprintf(text, sizeof text, "%lld", (long long)whole);
    }
  }
  add_padded(buffer, how, text, strlen(text));
}

static void add_text(lua_State *L, luaL_Buffer *buffer, const spec *how,
                     int index) {
  char copy[RBK_STRING_LIMIT];
  size_t length;
  if (lua_isnone(L, index)) rbk_bad_argument(L, index, "a value");
  rbk_push_text(L, index);
  const char *text = lua_tolstring(L, -1, &length);
  rbk_check_length(L, length);
  rbk_charge(L, length / 16);
  if (how->places >= 0 && length > (size_t)how->places) {
    length = (size_t)how->places;
  }
  memcpy(copy, text, length);
  /* The buffer may keep its bytes on the stack: nothing may lie above it. */
  lua_pop(L, 1);
  add_padded(buffer, how, copy, length);
}

static int text_format(lua_State *L) {
  size_t length;
  const char *at = text_argument(L, 1, &length), *end = at + length;
  int index = 1;
  luaL_Buffer buffer;
  luaL_buffinit(L, &buffer);
  while (at < end) {
    if (*at != '%') {
      luaL_addchar(&buffer, *at++);
    } else if (at[1] == '%') {
      luaL_addchar(&buffer, '%');
      at += 2;
    } else {
      spec how;
      at = read_spec(L, at + 1, &how);
      index++;
      if (how.conversion == 's')
        add_text(L, &buffer, &how, index);
      else
        add_number(L, &buffer, &how, index);
    }
    rbk_check_length(L, luaL_bufflen(&buffer));
  }
  luaL_pushresult(&buffer);
  return 1;
}

const rbk_library_entry rbk_text_library[] = {
    {"byte", text_byte, "string.byte(text, first, last)", "bytes as numbers"},
    {"contains", text_contains, "string.contains(text, part)",
     "whether the part stands in the text, letter for letter"},
    {"format", text_format, "string.format(\"%d %s\", ...)",
     "a text with values in it: %d %s %f %g %x %%"},
    {"len", text_len, "string.len(text)", "its length in bytes"},
    {"lower", text_lower, "string.lower(text)", "A to Z made small"},
    {"rep", text_rep, "string.rep(text, n)", "the text n times"},
    {"reverse", text_reverse, "string.reverse(text)", "the bytes backwards"},
    {"starts", text_starts, "string.starts(text, beginning)",
     "whether the text begins so"},
    {"sub", text_sub, "string.sub(text, first, last)", "a stretch of it"},
    {"upper", text_upper, "string.upper(text)", "a to z made capital"},
    {NULL, NULL, NULL, NULL}};
