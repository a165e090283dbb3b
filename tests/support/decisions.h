/* Decisions and changes made by hand, for tests of what is written: the
 * example of the formats' description, and one with something of everything. */
#ifndef TESTS_SUPPORT_DECISIONS_H
#define TESTS_SUPPORT_DECISIONS_H

#include "rollbook/run.h"
#include "write/writer.h"

extern const rbk_run_record decisions_record; /* of causeway-green, 14 Feb */
extern const rbk_decision decisions_example;  /* P0001: one letter overdue */
/* P0002: two bands (one null), a stage, actions of several statuses, a
 * proposal, a finding, something undetermined, a figure without data. */
extern const rbk_decision decisions_full;
extern const rbk_decision decisions_quiet; /* P0003: nothing at all */
extern const rbk_decision decisions_group; /* everyone: one action */
extern const rbk_change decisions_changes[];
extern const size_t decisions_change_count;

/* What a format makes of them, all in one run or (`runs` 2) twice; ended by a
 * zero byte, to be freed. Stops the test on an error. */
char *decisions_written(rbk_format format, bool colours, size_t runs);
char *changes_written(rbk_format format, size_t runs);
/* The same with an allocator that may fail: the status. `path` NULL: to
 * memory. */
rbk_status decisions_write(const rbk_writer_options *options, const char *path,
                           size_t runs, rbk_buffer *into, rbk_error *error);
rbk_status changes_write(const rbk_writer_options *options, const char *path,
                         size_t runs, rbk_buffer *into, rbk_error *error);

#endif
