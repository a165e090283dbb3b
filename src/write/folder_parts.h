/* Inside of folder.c: who writes which file. Each appends to a buffer, which
 * keeps the first failure. */
#ifndef RBK_WRITE_FOLDER_PARTS_H
#define RBK_WRITE_FOLDER_PARTS_H

#include "write/folder.h"

void rbk_put_school(rbk_buffer *out, const rbk_school *school);
void rbk_put_calendar(rbk_buffer *out, const rbk_calendar *calendar,
                      const char *source);
void rbk_put_pupils(rbk_buffer *out, const rbk_roll *roll);
void rbk_put_parents(rbk_buffer *out, const rbk_roll *roll);
/* Whether there is an event or a dated attribute, and all of them. */
bool rbk_any_events(const rbk_history *history);
void rbk_put_events(rbk_buffer *out, const rbk_register *reg);

/* The marks of a pupil in a shape; its header stands before the first. Marks
 * that no shape has a place for (with minutes or a comment, on a day without
 * school, of another school) are left to the second file, which is long. */
void rbk_put_marks_header(rbk_buffer *out, rbk_folder_shape shape);
void rbk_put_marks(rbk_buffer *out, const rbk_register *reg, uint32_t pupil,
                   rbk_folder_shape shape);
bool rbk_any_more_marks(const rbk_register *reg);
void rbk_put_more_header(rbk_buffer *out);
void rbk_put_more_marks(rbk_buffer *out, const rbk_register *reg,
                        uint32_t pupil);

#endif
