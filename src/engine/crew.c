#include "engine/crew.h"

#include <pthread.h>
#include <string.h>

#include "base/alloc.h"

/* Threads take several pupils at a time: to wake one another for each would
 * cost as much as the pupil. */
enum { MOST_THREADS = 64, MOST_AT_A_TIME = 16, SLOTS_A_THREAD = 64 };

typedef struct slot {
  rbk_arena arena; /* where results are not kept */
  rbk_status status;
  bool ready;
  void *result;
} slot;

typedef struct member {
  rbk_crew *crew;
  rbk_worker *worker;
  rbk_arena kept; /* where they are */
  pthread_t thread;
  bool runs;
} member;

struct rbk_crew {
  rbk_job job;
  member *members;
  size_t member_count;
  slot *slots;
  size_t slot_count;
  size_t at_a_time; /* pupils that a thread takes */
  unsigned char *results;
  pthread_mutex_t lock;
  pthread_cond_t ready, room;
  size_t next, handed_over; /* places of pupils */
  bool stop;
  size_t failed_at;  /* the first place that failed, */
  rbk_error failure; /* and how */
  rbk_error *error;  /* the caller's; written by the calling thread alone */
};

static void *result_of(rbk_crew *crew, size_t place) {
  return crew->results + place % crew->slot_count * crew->job.result_size;
}

/* --- one pupil ----------------------------------------------------------- */

static rbk_status work_on(rbk_crew *crew, member *m, size_t place,
                          rbk_error *error) {
  slot *s = &crew->slots[place % crew->slot_count];
  void *result = result_of(crew, place);
  memset(result, 0, crew->job.result_size);
  rbk_arena *arena = crew->job.keep ? &m->kept : &s->arena;
  if (!crew->job.keep) rbk_arena_reset(arena);
  return crew->job.work(crew->job.context, m->worker, arena,
                        crew->job.first + (uint32_t)place, result, error);
}

/* --- threads ------------------------------------------------------------- */

/* The next places to work on, from..to; none: false. Waits until there are
 * slots for them. */
static bool take_places(rbk_crew *crew, size_t *from, size_t *to) {
  while (!crew->stop && crew->next < crew->job.count) {
    size_t end = crew->next + crew->at_a_time;
    if (end > crew->job.count) end = crew->job.count;
    if (end <= crew->handed_over + crew->slot_count) {
      *from = crew->next;
      *to = crew->next = end;
      return true;
    }
    pthread_cond_wait(&crew->room, &crew->lock);
  }
  return false;
}

/* Works on places up to the first that fails; gives where it ended. Nobody
 * waits for the places behind a failure. */
static size_t work_through(rbk_crew *crew, member *m, size_t from, size_t to,
                           rbk_error *error) {
  for (size_t place = from; place < to; place++) {
    slot *s = &crew->slots[place % crew->slot_count];
    s->status = work_on(crew, m, place, error);
    if (s->status != RBK_OK) return place + 1;
  }
  return to;
}

static void *run_member(void *context) {
  member *m = context;
  rbk_crew *crew = m->crew;
  size_t from, to;
  pthread_mutex_lock(&crew->lock);
  while (take_places(crew, &from, &to)) {
    pthread_mutex_unlock(&crew->lock);
    rbk_error error = {0};
    size_t end = work_through(crew, m, from, to, &error);
    pthread_mutex_lock(&crew->lock);
    for (size_t place = from; place < end; place++) {
      slot *s = &crew->slots[place % crew->slot_count];
      s->ready = true;
      if (s->status == RBK_OK || place >= crew->failed_at) continue;
      crew->failed_at = place;
      crew->failure = error;
    }
    if (from <= crew->handed_over) pthread_cond_signal(&crew->ready);
  }
  pthread_mutex_unlock(&crew->lock);
  return NULL;
}

static rbk_status hand_all_over(rbk_crew *crew) {
  rbk_status status = RBK_OK;
  for (size_t place = 0; place < crew->job.count && status == RBK_OK; place++) {
    slot *s = &crew->slots[place % crew->slot_count];
    pthread_mutex_lock(&crew->lock);
    while (!s->ready) pthread_cond_wait(&crew->ready, &crew->lock);
    status = s->status;
    if (status != RBK_OK && crew->error) *crew->error = crew->failure;
    pthread_mutex_unlock(&crew->lock);
    if (status == RBK_OK)
      status =
          crew->job.hand_over(crew->job.context, place, result_of(crew, place));
    pthread_mutex_lock(&crew->lock);
    s->ready = false;
    crew->handed_over = place + 1;
    if (status != RBK_OK) crew->stop = true;
    pthread_cond_broadcast(&crew->room);
    pthread_mutex_unlock(&crew->lock);
  }
  return status;
}

static rbk_status run_alone(rbk_crew *crew) {
  rbk_status status = RBK_OK;
  for (size_t place = 0; place < crew->job.count && status == RBK_OK; place++) {
    status = work_on(crew, &crew->members[0], place, crew->error);
    if (status == RBK_OK)
      status =
          crew->job.hand_over(crew->job.context, place, result_of(crew, place));
  }
  return status;
}

/* Where the machine gives no thread, the calling one does it. */
static rbk_status run_threads(rbk_crew *crew) {
  size_t started = 0;
  for (size_t i = 0; i < crew->member_count; i++) {
    member *m = &crew->members[i];
    m->runs = pthread_create(&m->thread, NULL, run_member, m) == 0;
    if (m->runs) started++;
  }
  rbk_status status = started > 0 ? hand_all_over(crew) : run_alone(crew);
  for (size_t i = 0; i < crew->member_count; i++)
    if (crew->members[i].runs) pthread_join(crew->members[i].thread, NULL);
  return status;
}

/* --- making -------------------------------------------------------------- */

static size_t members_of(const rbk_job *job) {
  size_t threads = job->threads > MOST_THREADS ? MOST_THREADS : job->threads;
  if (threads > job->count) threads = job->count;
  return threads < 1 ? 1 : threads;
}

static rbk_status make(rbk_crew *crew) {
  const rbk_job *job = &crew->job;
  size_t members = members_of(job);
  size_t slots = job->keep      ? job->count
                 : members == 1 ? 1
                                : members * SLOTS_A_THREAD;
  if (slots == 0) slots = 1;
  crew->members = rbk_take(job->alloc, members, sizeof *crew->members);
  crew->slots = rbk_take(job->alloc, slots, sizeof *crew->slots);
  crew->results = rbk_take(job->alloc, slots, job->result_size);
  if (!crew->members || !crew->slots || !crew->results)
    return rbk_no_memory(crew->error);
  crew->slot_count = slots;
  crew->at_a_time = job->count / (4 * members) + 1;
  if (crew->at_a_time > MOST_AT_A_TIME) crew->at_a_time = MOST_AT_A_TIME;
  for (size_t i = 0; i < slots; i++)
    rbk_arena_init(&crew->slots[i].arena, job->alloc);
  for (size_t i = 0; i < members; i++) {
    member *m = &crew->members[i];
    m->crew = crew;
    rbk_arena_init(&m->kept, job->alloc);
    crew->member_count = i + 1;
    rbk_status status = rbk_worker_create(
        job->alloc, job->binding, job->callbacks, &m->worker, crew->error);
    if (status != RBK_OK) return status;
  }
  return RBK_OK;
}

rbk_status rbk_crew_run(const rbk_job *job, rbk_crew **out, rbk_error *error) {
  rbk_crew *crew = rbk_take(job->alloc, 1, sizeof *crew);
  if (crew == NULL) return rbk_no_memory(error);
  crew->job = *job;
  crew->error = error;
  crew->failed_at = SIZE_MAX;
  pthread_mutex_init(&crew->lock, NULL);
  pthread_cond_init(&crew->ready, NULL);
  pthread_cond_init(&crew->room, NULL);
  *out = crew;
  rbk_status status = make(crew);
  if (status != RBK_OK) return status;
  status = crew->member_count > 1 ? run_threads(crew) : run_alone(crew);
  /* the workers are done; what is kept is in the arenas */
  for (size_t i = 0; i < crew->member_count; i++) {
    rbk_worker_destroy(crew->members[i].worker);
    crew->members[i].worker = NULL;
  }
  return status;
}

void rbk_crew_finish(rbk_crew *crew) {
  if (crew == NULL) return;
  const rbk_alloc *alloc = crew->job.alloc;
  for (size_t i = 0; i < crew->member_count; i++) {
    rbk_worker_destroy(crew->members[i].worker);
    rbk_arena_finish(&crew->members[i].kept);
  }
  for (size_t i = 0; crew->slots && i < crew->slot_count; i++)
    rbk_arena_finish(&crew->slots[i].arena);
  pthread_mutex_destroy(&crew->lock);
  pthread_cond_destroy(&crew->ready);
  pthread_cond_destroy(&crew->room);
  rbk_release(alloc, crew->members);
  rbk_release(alloc, crew->slots);
  rbk_release(alloc, crew->results);
  rbk_release(alloc, crew);
}
