#include "write/pieces.h"

#include <string.h>

void rbk_put_key(rbk_buffer *out, const char *name) {
  char last = out->length > 0 ? out->bytes[out->length - 1] : '{';
  if (last != '{') rbk_buffer_byte(out, ',');
  rbk_put_text(out, name);
  rbk_buffer_byte(out, ':');
}

void rbk_put_text(rbk_buffer *out, const char *text) {
  if (text == NULL)
    rbk_buffer_text(out, "null");
  else
    rbk_buffer_json(out, text, strlen(text));
}

void rbk_put_text_member(rbk_buffer *out, const char *name, const char *text) {
  rbk_put_key(out, name);
  rbk_put_text(out, text);
}

void rbk_put_number_member(rbk_buffer *out, const char *name, int64_t number) {
  rbk_put_key(out, name);
  rbk_buffer_number(out, number);
}

void rbk_put_list_member(rbk_buffer *out, const char *name,
                         const rbk_list *list) {
  rbk_put_key(out, name);
  rbk_buffer_byte(out, '[');
  for (size_t i = 0; i < list->count; i++) {
    if (i > 0) rbk_buffer_byte(out, ',');
    rbk_put_text(out, list->items[i]);
  }
  rbk_buffer_byte(out, ']');
}

void rbk_put_names_member(rbk_buffer *out, const char *name,
                          const rbk_list *names) {
  if (names->list || names->count > 1)
    rbk_put_list_member(out, name, names);
  else
    rbk_put_text_member(out, name, names->count ? names->items[0] : NULL);
}

static void because_object(rbk_buffer *out, const rbk_because *because) {
  rbk_buffer_byte(out, '{');
  switch (because->kind) {
  case RBK_BECAUSE_MEASURE:
    rbk_put_text_member(out, "measure", because->name);
    rbk_put_text_member(out, "value", because->value);
    if (because->ratio) {
      rbk_put_number_member(out, "n", because->n);
      rbk_put_number_member(out, "d", because->d);
    }
    rbk_put_text_member(out, "is", because->is);
    rbk_put_text_member(out, "threshold", because->threshold);
    rbk_put_text_member(out, "as_of", because->as_of);
    break;
  case RBK_BECAUSE_EVENT:
    rbk_put_text_member(out, "event", because->name);
    rbk_put_text_member(out, "id", because->id);
    rbk_put_text_member(out, "date", because->date);
    break;
  case RBK_BECAUSE_ATTRIBUTE:
    rbk_put_text_member(out, "attribute", because->name);
    rbk_put_text_member(out, "value", because->value);
    break;
  case RBK_BECAUSE_HOLDS:
    rbk_put_text_member(out, "holds", because->name);
    break;
  }
  if (because->pupil) rbk_put_text_member(out, "pupil", because->pupil);
  rbk_buffer_byte(out, '}');
}

void rbk_put_because_member(rbk_buffer *out, const rbk_because *because,
                            size_t count) {
  rbk_put_key(out, "because");
  rbk_buffer_byte(out, '[');
  for (size_t i = 0; i < count; i++) {
    if (i > 0) rbk_buffer_byte(out, ',');
    because_object(out, &because[i]);
  }
  rbk_buffer_byte(out, ']');
}

void rbk_put_joined(rbk_buffer *out, const rbk_list *list) {
  for (size_t i = 0; i < list->count; i++) {
    if (i > 0) rbk_buffer_text(out, "; ");
    rbk_buffer_text(out, list->items[i]);
  }
}
