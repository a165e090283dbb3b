/* Workers in threads: pupils are worked on in any order and handed over in roll
 * order, by the calling thread alone. One thread or many, the results are the
 * same. */
#ifndef RBK_ENGINE_CREW_H
#define RBK_ENGINE_CREW_H

#include "engine/worker.h"

typedef struct rbk_job {
  const rbk_alloc *alloc;
  const rbk_binding *binding;
  const rbk_callbacks *callbacks;
  uint32_t first; /* pupils first .. first + count - 1 */
  size_t count;
  unsigned threads; /* 0, 1: the calling thread alone */
  /* Whether results stay until rbk_crew_finish; else until the next is handed
   * over. */
  bool keep;
  size_t result_size; /* of what `work` fills in, zeroed before */
  void *context;
  /* In any thread; the result lives in the arena. */
  rbk_status (*work)(void *context, rbk_worker *worker, rbk_arena *arena,
                     uint32_t pupil, void *result, rbk_error *error);
  /* In the calling thread, in roll order. */
  rbk_status (*hand_over)(void *context, size_t place, void *result);
} rbk_job;

typedef struct rbk_crew rbk_crew;

/* Does the whole job. `*out` holds what `keep` keeps, and is the caller's also
 * when the job fails (NULL where nothing was made). */
rbk_status rbk_crew_run(const rbk_job *job, rbk_crew **out, rbk_error *error);
void rbk_crew_finish(rbk_crew *crew); /* takes NULL */

#endif
