/* Where each mark was read, for the message of two that clash. To know it for
 * every mark would cost eight times the marks themselves, so it is found out
 * only when the first clash shows that it is needed: by reading the files up
 * to that row once more. From then on it is kept. */
#ifndef RBK_READ_PUT_PLACE_H
#define RBK_READ_PUT_PLACE_H

#include "read/put.h"

/* From here on the places are known. To be called at the first clash of any
 * kind, so that no row read again was refused for one. */
rbk_status rbk_put_keep_places(rbk_put *put, const rbk_table *table);
/* The row that gave a session of the staged pupil its mark. */
rbk_place rbk_put_place(const rbk_put *put, int32_t session);
/* What committing a row means while the files are read once more: its places
 * are noted. RBK_STOPPED at the row where the clash was met. */
rbk_status rbk_put_relocate(rbk_put *put, const rbk_table *table);
/* A new pupil has a row. */
rbk_status rbk_put_place_row(rbk_put *put, uint32_t row);
/* A mark has been put. */
void rbk_put_placed(rbk_put *put, const rbk_table *table, int32_t session);

#endif
