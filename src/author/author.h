/* What authors of policies ask for: lists, a policy spelled out, checks and
 * tests, each as one text. */
#ifndef RBK_AUTHOR_AUTHOR_H
#define RBK_AUTHOR_AUTHOR_H

#include "base/buffer.h"
#include "base/date.h"
#include "base/status.h"
#include "rollbook/run.h"

typedef enum rbk_author_format {
  RBK_AUTHOR_TEXT,
  RBK_AUTHOR_JSON,
  RBK_AUTHOR_JUNIT, /* of tests only */
  RBK_AUTHOR_CSV    /* of clauses only */
} rbk_author_format;

typedef struct rbk_author_options {
  const rbk_alloc *alloc;
  const char *policies; /* the folder of policies */
  /* ids of policies, policy files, test files, folders */
  const char *const *words;
  size_t word_count;
  const rbk_register *reg; /* the school it is asked for; NULL: none */
  rbk_date on;             /* show: the day */
  const rbk_parameter_setting *parameters; /* show: --param */
  size_t parameter_count;
  const char *filter; /* test: a part of the fixture's name; or NULL */
  const char *kind;   /* new: "school" or "la"; NULL: what the id says */
  rbk_author_format format;
  /* What is wrong with policies and test files, in order; check writes it
   * into its text instead. */
  void (*message)(void *context, const rbk_message *message);
  void *context;
} rbk_author_options;

/* The policies of the folder (or of the one word): id, title, when in force,
 * what it extends, file. */
rbk_status rbk_author_list(const rbk_author_options *options, rbk_buffer *out,
                           rbk_error *error);
/* One policy on one day. RBK_POLICY: it does not load, or no version of it is
 * in force that day. */
rbk_status rbk_author_show(const rbk_author_options *options, rbk_buffer *out,
                           rbk_error *error);
/* Everything wrong with the policies, a line each, and a last line that counts
 * them. No word: what the school asks for, else all of the folder. RBK_POLICY
 * with the text complete: there are errors among them. */
rbk_status rbk_author_check(const rbk_author_options *options, rbk_buffer *out,
                            rbk_error *error);
/* Runs the fixtures of the words, or of the folder. `*passed` is false when one
 * failed or there was none. RBK_POLICY: a test file or a policy does not load;
 * the others have been run all the same. */
rbk_status rbk_author_test(const rbk_author_options *options, rbk_buffer *out,
                           bool *passed, rbk_error *error);
/* Runs the fixtures beside the policies of the words, or of the folder, and
 * tells what they leave open; `*percent` is how much they cover, 0 where there
 * is no policy. RBK_POLICY: as above. */
rbk_status rbk_author_cover(const rbk_author_options *options, rbk_buffer *out,
                            unsigned *percent, rbk_error *error);
/* What becomes of every clause (author/clauses.h): of the policies of the words
 * and all they extend, or of every policy of the folder; `*open` is how many
 * are covered by nothing. RBK_POLICY: as above. */
rbk_status rbk_author_clauses(const rbk_author_options *options,
                              rbk_buffer *out, size_t *open, rbk_error *error);
/* Writes a first policy and its test (author/new.h) as the one word says. */
rbk_status rbk_author_new(const rbk_author_options *options, rbk_buffer *out,
                          rbk_error *error);
/* Writes rollbook.d.lua, .luacheckrc and WORDS.md (author/editor.h) into the
 * folder that is the one word; those that are there are written anew. */
rbk_status rbk_author_editor(const rbk_author_options *options, rbk_buffer *out,
                             rbk_error *error);

#endif
