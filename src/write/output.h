/* Where a result goes: a file that appears only once it is whole, or a handle
 * that the caller holds open. */
#ifndef RBK_WRITE_OUTPUT_H
#define RBK_WRITE_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "rollbook/error.h"

typedef struct rbk_output rbk_output;

/* A file. It is written as `path`.part beside its place, and gets its name in
 * rbk_output_commit; a link is followed, and a device or a pipe is written to
 * as it is. RBK_IO: the place cannot be written. */
rbk_status rbk_output_file(const rbk_alloc *alloc, const char *path,
                           rbk_output **out, rbk_error *error);
/* A handle that stays the caller's; `name` is for messages. */
rbk_status rbk_output_handle(const rbk_alloc *alloc, int handle,
                             const char *name, rbk_output **out,
                             rbk_error *error);

/* A buffer that stays the caller's. */
rbk_status rbk_output_buffer(const rbk_alloc *alloc, rbk_buffer *into,
                             rbk_output **out, rbk_error *error);

/* RBK_STOPPED: whoever reads the other end has gone (the caller ignores
 * SIGPIPE); there is nothing to tell anybody. */
rbk_status rbk_output_add(rbk_output *output, const void *bytes, size_t length,
                          rbk_error *error);
/* The same for all of a buffer, which is empty afterwards. */
rbk_status rbk_output_drain(rbk_output *output, rbk_buffer *buffer,
                            rbk_error *error);
/* Writes what is held back; syncs a file and gives it its name. */
rbk_status rbk_output_commit(rbk_output *output, rbk_error *error);
/* Takes NULL. Without a commit no file is left. */
void rbk_output_destroy(rbk_output *output);

/* For writers that open files by themselves: the place to write to before the
 * commit, or NULL where there is only a handle. */
const char *rbk_output_place(const rbk_output *output);

/* `path`.part, as rbk_output_file would call it (for whoever must take half
 * files away on a signal); NULL without memory. rbk_release frees it. */
char *rbk_output_part_of(const rbk_alloc *alloc, const char *path);

#endif
