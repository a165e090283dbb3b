/* What every call of rollbook has in common: its status, its error record,
 * the allocator it is handed, and the version of the library.
 *
 * Every function that can fail returns an rbk_status and gives its results
 * through out-parameters, which it leaves untouched when it fails. Details go
 * to an rbk_error that the caller owns; NULL may be passed where nobody asks.
 */
#ifndef ROLLBOOK_ERROR_H
#define ROLLBOOK_ERROR_H

#include <stddef.h>

#if defined(__GNUC__)
#define RBK_API __attribute__((visibility("default")))
#else
#define RBK_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

typedef enum rbk_status {
  RBK_OK = 0,
  RBK_NOMEM,    /* memory ran out; nothing was kept */
  RBK_OVERFLOW, /* exact arithmetic left 64 bits; never wrapped */
  RBK_IO,       /* a file could not be written */
  RBK_USAGE,    /* the arguments of the call are wrong */
  RBK_REJECTED, /* input is missing, unreadable or was refused */
  RBK_POLICY,   /* a policy or a profile does not load */
  RBK_STOPPED,  /* the caller's sink asked to stop */
  RBK_INTERNAL  /* a fault of rollbook itself */
} rbk_status;

/* One error. `file` is empty where no file is meant, `line` and `column` are 0
 * where they do not apply; both count from 1. `text` says what is wrong and,
 * after a semicolon, what to do. Texts that do not fit are cut at the end. */
typedef struct rbk_error {
  rbk_status status;
  char file[256];
  size_t line;
  size_t column;
  char text[768];
} rbk_error;

/* Memory. `resize` works as realloc does: block NULL allocates, size 0 frees
 * and returns NULL. It returns NULL when there is no memory, and the old block
 * then stands. NULL for the whole allocator means malloc, realloc and free.
 * One allocator is passed down through a call tree and must outlive whatever
 * was made with it; it may be called from several threads at once when a run
 * is asked for more than one. */
typedef struct rbk_alloc {
  void *(*resize)(void *context, void *block, size_t size);
  void *context;
} rbk_alloc;

/* The name of a status, for programs: "ok", "nomem", ... Never NULL. */
RBK_API const char *rbk_status_name(rbk_status status);

/* The version of the library that is running, as "1.2.3". */
RBK_API const char *rbk_version(void);

#ifdef __cplusplus
}
#endif
#endif
