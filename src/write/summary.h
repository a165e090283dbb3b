/* The summary of one run or several: whole numbers that can be added to those
 * of other schools and shards, and what each run was made of. */
#ifndef RBK_WRITE_SUMMARY_H
#define RBK_WRITE_SUMMARY_H

#include "base/buffer.h"
#include "rollbook/run.h"

typedef struct rbk_summary rbk_summary;

rbk_status rbk_summary_create(const rbk_alloc *alloc, rbk_summary **out);
void rbk_summary_destroy(rbk_summary *summary); /* takes NULL */
/* Counts what a run hands over; valid as long as the summary. */
rbk_decision_sink rbk_summary_sink(rbk_summary *summary);

/* One JSON object and a newline:
 *   version     of rollbook
 *   runs        the record of each, in order: run, profile, as_of, policies
 *               (name, digest), parameters, codes, register, counts
 *   pupils      all; on_roll; with_possible (sessions, so far this year);
 *               persistent_absence and severe_absence among those: absent for
 *               10 % or 50 % of their possible sessions, or more
 *   attendance  sums of sessions by class
 *   codes       sums of sessions by code
 *   bands       name -> row -> pupils; "" counts those in none
 *   flags, proposals, findings, undetermined, no_data
 *               id -> pupils who have one or more
 *   stages      ladder -> stage -> pupils
 *   rules       id -> status -> pupils with such an action
 *   actions     status -> actions
 *   group_rules id -> status -> actions about groups
 * RBK_OVERFLOW: a sum left 64 bits. */
rbk_status rbk_summary_print(rbk_summary *summary, rbk_buffer *out);

#endif
