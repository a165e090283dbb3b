/* Registers rebuilt from published counts: one school for each group, whose
 * marks add up to the counts exactly. */
#ifndef RBK_GENERATE_COUNTS_H
#define RBK_GENERATE_COUNTS_H

#include "generate/generate.h"

typedef struct rbk_counts rbk_counts;

/* Reads a CSV: `group,pupils`, perhaps `date`, then one column for each code,
 * named by it; every other column is passed over. An empty count is 0.
 * `*out` is the caller's and goes to rbk_counts_destroy. RBK_REJECTED: what is
 * wrong, with row and column. */
rbk_status rbk_counts_read(const rbk_alloc *alloc, const char *path,
                           rbk_counts **out, rbk_error *error);
rbk_status rbk_counts_read_bytes(const rbk_alloc *alloc, const char *name,
                                 const char *bytes, size_t length,
                                 rbk_counts **out, rbk_error *error);
void rbk_counts_destroy(rbk_counts *counts); /* takes NULL */

size_t rbk_counts_groups(const rbk_counts *counts);
/* The group's name made fit for a folder: small letters, digits and hyphens.
 * No two groups have the same. */
const char *rbk_counts_folder(const rbk_counts *counts, size_t group);
/* The columns passed over, so that a misspelt code does not vanish unseen. */
const char *const *rbk_counts_passed_over(const rbk_counts *counts,
                                          size_t *count);

/* The register of a group. Of `options` it takes allocator, policy, phase,
 * seed (who is away) and calendar; id and name are the group's.
 *
 * A group with a date has all its marks on that day: of the calendar, or where
 * none is given, the only one of the register. A group without fills as many
 * days from the first of the calendar (the built-in one, if none is given) as
 * its marks need. Sessions beyond the marks are missing. RBK_REJECTED: more
 * marks than sessions; a day without school; a code of a later day. */
rbk_status rbk_counts_register(const rbk_counts *counts, size_t group,
                               const rbk_generate_options *options,
                               rbk_register **out, rbk_error *error);

#endif
