/* A because entry as a person would say it. */
#include <string.h>

#include "write/pieces.h"

/* "at_least" -> "at least": a policy's word, for people. */
static void plain(rbk_buffer *out, const char *word) {
  for (const char *c = word; *c != '\0'; c++)
    rbk_buffer_byte(out, *c == '_' ? ' ' : *c);
}

/* "is below 92", and plain "is 100" for the comparison called "is". */
static void comparison(rbk_buffer *out, const rbk_because *because) {
  if (because->is == NULL) return;
  rbk_buffer_text(out, " is");
  if (strcmp(because->is, "is") != 0) {
    rbk_buffer_byte(out, ' ');
    plain(out, because->is);
  }
  if (because->threshold != NULL) {
    rbk_buffer_byte(out, ' ');
    rbk_buffer_text(out, because->threshold);
  }
}

/* What somebody named stays as it was named: "in stage stage_two". */
static void word_and_name(rbk_buffer *out, const char *words) {
  bool name = false;
  for (const char *c = words; *c != '\0'; c++) {
    name = name || *c == ' ';
    rbk_buffer_byte(out, *c == '_' && !name ? ' ' : *c);
  }
}

static void measure(rbk_buffer *out, const rbk_because *because) {
  /* an unnamed one is called "policy-id:line", and that is no word */
  if (strchr(because->name, ':') != NULL)
    rbk_buffer_text(out, because->name);
  else
    plain(out, because->name);
  if (because->value != NULL) {
    rbk_buffer_byte(out, ' ');
    rbk_buffer_text(out, because->value);
  }
  if (because->ratio) {
    rbk_buffer_text(out, " (");
    rbk_buffer_number(out, because->n);
    rbk_buffer_text(out, " of ");
    rbk_buffer_number(out, because->d);
    rbk_buffer_byte(out, ')');
  }
  comparison(out, because);
  if (because->as_of != NULL) {
    rbk_buffer_text(out, " on ");
    rbk_buffer_text(out, because->as_of);
  }
}

static void event(rbk_buffer *out, const rbk_because *because) {
  if (because->date == NULL) { /* what counts is that there is none */
    rbk_buffer_text(out, "no ");
    rbk_buffer_text(out, because->name);
    rbk_buffer_text(out, " on record");
    return;
  }
  rbk_buffer_text(out, because->name);
  rbk_buffer_text(out, " on ");
  rbk_buffer_text(out, because->date);
  if (because->id != NULL && *because->id != '\0') {
    rbk_buffer_text(out, " (");
    rbk_buffer_text(out, because->id);
    rbk_buffer_byte(out, ')');
  }
}

static void attribute(rbk_buffer *out, const rbk_because *because) {
  plain(out, because->name);
  rbk_buffer_text(out, " is ");
  bool said = because->value != NULL && *because->value != '\0';
  rbk_buffer_text(out, said ? because->value : "empty");
}

void rbk_put_because_words(rbk_buffer *out, const rbk_because *because,
                           size_t count) {
  for (size_t i = 0; i < count; i++) {
    if (i > 0) rbk_buffer_text(out, "; ");
    if (because[i].pupil != NULL) {
      rbk_buffer_text(out, because[i].pupil);
      rbk_buffer_text(out, ": ");
    }
    switch (because[i].kind) {
    case RBK_BECAUSE_MEASURE:
      measure(out, &because[i]);
      break;
    case RBK_BECAUSE_EVENT:
      event(out, &because[i]);
      break;
    case RBK_BECAUSE_ATTRIBUTE:
      attribute(out, &because[i]);
      break;
    case RBK_BECAUSE_HOLDS:
      word_and_name(out, because[i].name);
      rbk_buffer_text(out, " holds");
      break;
    }
  }
}
