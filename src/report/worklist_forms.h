/* The forms of a worklist, and what they have in common. */
#ifndef RBK_REPORT_WORKLIST_FORMS_H
#define RBK_REPORT_WORKLIST_FORMS_H

#include "report/worklist.h"

/* "3 days late", "09:45 today", "today", "2025-02-10" or what the due day
 * waits for. */
void rbk_put_when(rbk_buffer *out, const rbk_worklist *list,
                  const rbk_work *work);

/* worklist_print.c, worklist_data.c */
void rbk_worklist_put_table(const rbk_worklist *list, size_t number,
                            bool colours, rbk_buffer *out);
void rbk_worklist_put_csv(const rbk_worklist *list, size_t number,
                          rbk_buffer *out);
void rbk_worklist_put_json(const rbk_worklist *list, size_t number,
                           rbk_buffer *out);

#endif
