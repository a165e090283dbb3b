#include "engine/groups.h"

#include <stdlib.h>
#include <string.h>

#include "engine/crew.h"
#include "engine/group_part.h"

enum { PER_CENT = 100, MANY = RBK_NONE - 1 };

/* What was found of one figure of a group: the same for all pupils, or one for
 * each. */
typedef struct found {
  const rbk_value *shared;
  const rbk_value **by_pupil;
} found;

struct rbk_groups {
  found **of; /* by edition and group */
};

const rbk_value *rbk_groups_values(const rbk_groups *groups, size_t edition,
                                   uint32_t group, uint32_t pupil) {
  const found *f = &groups->of[edition][group];
  if (f->shared) return f->shared;
  return pupil == RBK_NONE ? NULL : f->by_pupil[pupil];
}

void rbk_groups_give(const rbk_binding *binding,
                     const rbk_edition_bound *edition, uint32_t pupil,
                     rbk_desk *desk) {
  const rbk_measures *measures = &edition->measures;
  if (binding->groups == NULL || edition->group_count == 0) return;
  size_t number = (size_t)(edition - binding->editions);
  for (size_t i = 0; i < measures->figure_count; i++) {
    const rbk_figure_spec *spec = &measures->figures[i];
    if (spec->kind != RBK_FIGURE_GROUP) continue;
    rbk_desk_give(
        desk, (uint32_t)i,
        rbk_groups_values(binding->groups, number, spec->group, pupil));
  }
}

/* --- the pass ------------------------------------------------------------ */

/* The sums of one key: of the one group there is, or of those with one value
 * of an attribute. By day. */
typedef struct tally {
  int64_t *members, *n, *d;
  rbk_value *values;
} tally;

/* One figure of a group while it is being found. */
typedef struct figure {
  const rbk_bound_group *group;
  tally **tallies; /* by key; NULL: nobody has it */
  size_t capacity;
  uint32_t *key;         /* by pupil; RBK_NONE: none, MANY: it changes */
  uint32_t **keys;       /* by pupil, where MANY: by day */
  rbk_group_part **kept; /* by pupil: for medians and siblings; else NULL */
} figure;

typedef struct pass {
  rbk_binding *binding;
  const rbk_register *reg;
  size_t days, pupils;
  rbk_arena arena; /* until the pass is over */
  rbk_intern keys; /* values of attributes */
  figure *figures;
  size_t count;
  rbk_error *error;
} pass;

static rbk_status take_tally(pass *p, figure *f, uint32_t key, tally **out) {
  if (key >= f->capacity) {
    size_t wider = f->capacity * 2 > key ? f->capacity * 2 : (size_t)key + 16;
    tally **more = rbk_arena_take(&p->arena, wider, sizeof(tally *));
    if (more == NULL) return RBK_NOMEM;
    if (f->capacity > 0)
      memcpy(more, f->tallies, f->capacity * sizeof(tally *));
    f->tallies = more;
    f->capacity = wider;
  }
  if (f->tallies[key] == NULL) {
    tally *t = rbk_arena_take(&p->arena, 1, sizeof *t);
    if (t == NULL) return RBK_NOMEM;
    t->members = rbk_arena_take(&p->arena, p->days, sizeof *t->members);
    t->n = rbk_arena_take(&p->arena, p->days, sizeof *t->n);
    t->d = rbk_arena_take(&p->arena, p->days, sizeof *t->d);
    if (!t->members || !t->n || !t->d) return RBK_NOMEM;
    f->tallies[key] = t;
  }
  *out = f->tallies[key];
  return RBK_OK;
}

static bool by_text(const rbk_bound_group *group) {
  return group->kind == RBK_GROUP_SAME || group->kind == RBK_GROUP_SIBLINGS;
}

static bool keeps_parts(const rbk_bound_group *group) {
  return group->kind == RBK_GROUP_SIBLINGS ||
         group->measure == RBK_GROUP_MEDIAN;
}

/* --- which group a pupil is in on which day ------------------------------ */

static rbk_status key_of_text(pass *p, const char *text, uint32_t *out) {
  *out = RBK_NONE;
  if (text[0] == '\0') return RBK_OK;
  *out = rbk_intern_add(&p->keys, rbk_text_of(text));
  return *out == RBK_NONE ? RBK_NOMEM : RBK_OK;
}

static rbk_status find_keys(pass *p, figure *f, uint32_t pupil,
                            const char *const *texts) {
  uint32_t *keys = NULL, key = 0;
  f->key[pupil] = 0;
  if (texts == NULL) return RBK_OK;
  for (size_t d = 0; d < p->days; d++) {
    rbk_status status = RBK_OK;
    if (d == 0 || texts[d] != texts[d - 1])
      status = key_of_text(p, texts[d], &key);
    if (status != RBK_OK) return status;
    if (d == 0) f->key[pupil] = key;
    if (keys == NULL && key != f->key[pupil]) {
      keys = rbk_arena_take(&p->arena, p->days, sizeof *keys);
      if (keys == NULL) return RBK_NOMEM;
      for (size_t before = 0; before < d; before++)
        keys[before] = f->key[pupil];
    }
    if (keys) keys[d] = key;
  }
  if (keys) f->key[pupil] = MANY;
  f->keys[pupil] = keys;
  return RBK_OK;
}

static uint32_t key_on(const figure *f, uint32_t pupil, size_t day) {
  return f->key[pupil] == MANY ? f->keys[pupil][day] : f->key[pupil];
}

/* --- adding up ----------------------------------------------------------- */

static rbk_status keep(pass *p, figure *f, uint32_t pupil,
                       const rbk_group_part *part) {
  size_t words = rbk_bits_words(p->days);
  rbk_group_part *kept = rbk_arena_take(&p->arena, 1, sizeof *kept);
  if (kept == NULL) return RBK_NOMEM;
  kept->members = rbk_arena_take(&p->arena, words, sizeof *kept->members);
  kept->lower = rbk_arena_take(&p->arena, words, sizeof *kept->lower);
  kept->n = rbk_arena_take(&p->arena, p->days, sizeof *kept->n);
  kept->d = rbk_arena_take(&p->arena, p->days, sizeof *kept->d);
  if (!kept->members || !kept->lower || !kept->n || !kept->d) return RBK_NOMEM;
  rbk_bits_copy(kept->members, part->members, p->days);
  rbk_bits_copy(kept->lower, part->lower, p->days);
  memcpy(kept->n, part->n, p->days * sizeof *kept->n);
  memcpy(kept->d, part->d, p->days * sizeof *kept->d);
  f->kept[pupil] = kept;
  return RBK_OK;
}

static rbk_status add_part(pass *p, figure *f, uint32_t pupil,
                           const rbk_group_part *part) {
  rbk_status status = find_keys(p, f, pupil, part->texts);
  if (status == RBK_OK && f->kept) status = keep(p, f, pupil, part);
  tally *t = NULL;
  uint32_t last = RBK_NONE;
  for (size_t d = 0; d < p->days && status == RBK_OK; d++) {
    if (!rbk_bits_get(part->members, d)) continue;
    uint32_t key = key_on(f, pupil, d);
    if (key == RBK_NONE) continue;
    if (key != last) status = take_tally(p, f, key, &t);
    if (status != RBK_OK) break;
    last = key;
    t->members[d]++;
    if (f->group->measure == RBK_GROUP_MEDIAN) continue; /* no sums */
    t->n[d] += part->n[d];
    t->d[d] += part->d[d];
  }
  return status;
}

static rbk_status look(void *context, rbk_worker *worker, rbk_arena *arena,
                       uint32_t pupil, void *result, rbk_error *error) {
  const pass *p = context;
  rbk_group_part *parts = rbk_arena_take(arena, p->count, sizeof *parts);
  if (parts == NULL) return rbk_no_memory(error);
  *(rbk_group_part **)result = parts;
  rbk_status status = rbk_group_parts(worker, pupil, arena, parts);
  return status == RBK_OK ? status : rbk_worker_failed(worker, status, error);
}

static rbk_status add_up(void *context, size_t place, void *result) {
  pass *p = context;
  const rbk_group_part *parts = *(rbk_group_part **)result;
  for (size_t i = 0; i < p->count; i++) {
    rbk_status status = add_part(p, &p->figures[i], (uint32_t)place, &parts[i]);
    if (status != RBK_OK) return rbk_no_memory(p->error);
  }
  return RBK_OK;
}

/* --- values -------------------------------------------------------------- */

static const rbk_value no_data = {RBK_NO_DATA, 0, 1, 0, 0};

/* What sums come to. */
static rbk_value value_of(const rbk_bound_group *group, int64_t members,
                          int64_t n, int64_t d) {
  rbk_value value = no_data;
  if (members < group->minimum) {
    value.count = RBK_SUPPRESSED;
    return value;
  }
  switch (group->measure) {
  case RBK_GROUP_SIZE:
    return (rbk_value){RBK_KNOWN, members, 1, 0, 0};
  case RBK_GROUP_COUNT:
    return (rbk_value){RBK_KNOWN, n, 1, 0, 0};
  case RBK_GROUP_SHARE:
  case RBK_GROUP_POOLED:
    if (d > 0) value = (rbk_value){RBK_KNOWN, PER_CENT * n, d, n, d};
    break;
  case RBK_GROUP_MEDIAN:
    break; /* no sums */
  }
  return value;
}

static rbk_value *take_values(pass *p) {
  return rbk_arena_take(&p->binding->group_arena, p->days, sizeof(rbk_value));
}

static int by_value(const void *left, const void *right) {
  const rbk_value *a = left, *b = right;
  int order = rbk_ratio_compare(a->n, a->d, b->n, b->d);
  /* equal ones that differ in what is known: any order will do, but one */
  return order != 0 ? order : (int)a->known - (int)b->known;
}

/* The middle of so many figures, sorted in place. */
static rbk_status median(rbk_value *values, size_t count, rbk_value *out) {
  *out = no_data;
  if (count == 0) return RBK_OK;
  qsort(values, count, sizeof *values, by_value);
  /* if any may be greater than it says, so may the middle */
  bool lower = false;
  for (size_t i = 0; i < count; i++)
    lower = lower || values[i].known == RBK_LOWER_BOUND;
  rbk_status status =
      rbk_value_mean(&values[(count - 1) / 2], &values[count / 2], out);
  out->known = lower ? RBK_LOWER_BOUND : RBK_KNOWN;
  return status;
}

static void add_figure(const rbk_group_part *part, size_t day,
                       rbk_value *values, size_t *count) {
  if (!rbk_bits_get(part->members, day) || part->d[day] == 0) return;
  values[(*count)++] =
      (rbk_value){rbk_bits_get(part->lower, day) ? RBK_LOWER_BOUND : RBK_KNOWN,
                  part->n[day], part->d[day], 0, 0};
}

/* The pupils of each key, by the first of its list. */
typedef struct lists {
  uint32_t *first;        /* by key; RBK_NONE: nobody */
  uint32_t *pupil, *next; /* of a link */
  size_t links;
} lists;

static rbk_status add_link(pass *p, lists *l, size_t *capacity, uint32_t key,
                           uint32_t pupil) {
  if (key == RBK_NONE) return RBK_OK;
  uint32_t first = l->first[key];
  if (first != RBK_NONE && l->pupil[first] == pupil) return RBK_OK;
  if (l->links == *capacity) {
    size_t wider = *capacity ? *capacity * 2 : p->pupils + 16;
    uint32_t *pupils = rbk_arena_take(&p->arena, wider, sizeof *pupils);
    uint32_t *nexts = rbk_arena_take(&p->arena, wider, sizeof *nexts);
    if (!pupils || !nexts) return RBK_NOMEM;
    if (l->links > 0) {
      memcpy(pupils, l->pupil, l->links * sizeof *pupils);
      memcpy(nexts, l->next, l->links * sizeof *nexts);
    }
    l->pupil = pupils;
    l->next = nexts;
    *capacity = wider;
  }
  l->pupil[l->links] = pupil;
  l->next[l->links] = first;
  l->first[key] = (uint32_t)l->links++;
  return RBK_OK;
}

/* Whoever ever has a key is on its list, once or more. */
static rbk_status make_lists(pass *p, const figure *f, lists *l) {
  size_t capacity = 0,
         keys = f->capacity > p->keys.count ? f->capacity : p->keys.count;
  *l = (lists){.first = rbk_arena_take(&p->arena, keys + 1, sizeof *l->first)};
  if (l->first == NULL) return RBK_NOMEM;
  for (size_t i = 0; i <= keys; i++) l->first[i] = RBK_NONE;
  rbk_status status = RBK_OK;
  for (uint32_t i = 0; i < p->pupils && status == RBK_OK; i++) {
    if (f->key[i] != MANY) {
      status = add_link(p, l, &capacity, f->key[i], i);
      continue;
    }
    for (size_t d = 0; d < p->days && status == RBK_OK; d++)
      status = add_link(p, l, &capacity, f->keys[i][d], i);
  }
  return status;
}

/* The figures on one day of those on a list, without one pupil. A pupil whose
 * key comes and goes may be on the list twice in a row of others. */
static size_t gather(const figure *f, const lists *l, uint32_t key, size_t day,
                     uint32_t without, uint32_t *seen, uint32_t turn,
                     rbk_value *values, size_t *members) {
  size_t count = 0;
  *members = 0;
  for (uint32_t i = l->first[key]; i != RBK_NONE; i = l->next[i]) {
    uint32_t pupil = l->pupil[i];
    if (pupil == without || seen[pupil] == turn) continue;
    seen[pupil] = turn;
    if (key_on(f, pupil, day) != key) continue;
    *members += rbk_bits_get(f->kept[pupil]->members, day);
    add_figure(f->kept[pupil], day, values, &count);
  }
  return count;
}

typedef struct middles { /* room for medians */
  lists lists;
  rbk_value *values;
  uint32_t *seen, turn;
} middles;

static rbk_status make_room(pass *p, const figure *f, middles *m) {
  *m = (middles){
      .values = rbk_arena_take(&p->arena, p->pupils + 1, sizeof *m->values),
      .seen = rbk_arena_take(&p->arena, p->pupils + 1, sizeof *m->seen)};
  if (!m->values || !m->seen) return RBK_NOMEM;
  return make_lists(p, f, &m->lists);
}

static rbk_status median_on(const figure *f, middles *m, uint32_t key,
                            size_t day, uint32_t without, rbk_value *out) {
  size_t members;
  size_t count = gather(f, &m->lists, key, day, without, m->seen, ++m->turn,
                        m->values, &members);
  if ((int64_t)members >= f->group->minimum)
    return median(m->values, count, out);
  *out = no_data;
  out->count = RBK_SUPPRESSED;
  return RBK_OK;
}

/* --- of each key --------------------------------------------------------- */

static rbk_status fill_tally(pass *p, const figure *f, middles *m, uint32_t key,
                             tally *t) {
  t->values = take_values(p);
  if (t->values == NULL) return RBK_NOMEM;
  rbk_status status = RBK_OK;
  for (size_t d = 0; d < p->days && status == RBK_OK; d++) {
    if (f->group->measure == RBK_GROUP_MEDIAN)
      status = median_on(f, m, key, d, RBK_NONE, &t->values[d]);
    else
      t->values[d] = value_of(f->group, t->members[d], t->n[d], t->d[d]);
  }
  return status;
}

/* What is said of no group at all, as of an empty attribute. */
static rbk_status take_nothing(pass *p, rbk_value value,
                               const rbk_value **out) {
  rbk_value *values = take_values(p);
  if (values == NULL) return RBK_NOMEM;
  for (size_t d = 0; d < p->days; d++) values[d] = value;
  *out = values;
  return RBK_OK;
}

static rbk_status share_of_all(pass *p, figure *f, middles *m, found *out) {
  tally *t;
  rbk_status status = take_tally(p, f, 0, &t); /* also where nobody is in it */
  if (status == RBK_OK) status = fill_tally(p, f, m, 0, t);
  if (status == RBK_OK) out->shared = t->values;
  return status;
}

/* --- same "x" ------------------------------------------------------------ */

static rbk_status same_of_pupil(pass *p, const figure *f, uint32_t pupil,
                                const rbk_value *nothing,
                                const rbk_value **out) {
  uint32_t key = f->key[pupil];
  if (key != MANY) {
    const tally *t =
        key == RBK_NONE || key >= f->capacity ? NULL : f->tallies[key];
    *out = t ? t->values : nothing;
    return RBK_OK;
  }
  rbk_value *values = take_values(p);
  if (values == NULL) return RBK_NOMEM;
  for (size_t d = 0; d < p->days; d++) {
    uint32_t now = f->keys[pupil][d];
    const tally *t =
        now == RBK_NONE || now >= f->capacity ? NULL : f->tallies[now];
    values[d] = t ? t->values[d] : no_data;
  }
  *out = values;
  return RBK_OK;
}

static rbk_status find_same(pass *p, figure *f, middles *m, found *out) {
  const rbk_value *nothing;
  rbk_status status = take_nothing(p, no_data, &nothing);
  for (uint32_t key = 0; key < f->capacity && status == RBK_OK; key++)
    if (f->tallies[key]) status = fill_tally(p, f, m, key, f->tallies[key]);
  for (uint32_t i = 0; i < p->pupils && status == RBK_OK; i++)
    status = same_of_pupil(p, f, i, nothing, &out->by_pupil[i]);
  return status;
}

/* --- siblings ------------------------------------------------------------ */

/* The pupil's family on one day without the pupil. */
static rbk_status siblings_on(const figure *f, middles *m, uint32_t pupil,
                              size_t day, rbk_value *out) {
  uint32_t key = key_on(f, pupil, day);
  *out = value_of(f->group, 0, 0, 0);
  if (key == RBK_NONE || key >= f->capacity || f->tallies[key] == NULL)
    return RBK_OK;
  if (f->group->measure == RBK_GROUP_MEDIAN)
    return median_on(f, m, key, day, pupil, out);
  const tally *t = f->tallies[key];
  const rbk_group_part *own = f->kept[pupil];
  bool member = rbk_bits_get(own->members, day);
  *out = value_of(f->group, t->members[day] - member,
                  t->n[day] - (member ? own->n[day] : 0),
                  t->d[day] - (member ? own->d[day] : 0));
  return RBK_OK;
}

static bool is_alone(const figure *f, const lists *l, uint32_t pupil) {
  uint32_t key = f->key[pupil];
  if (key == MANY) return false;
  if (key == RBK_NONE) return true;
  uint32_t first = l->first[key];
  return first != RBK_NONE && l->pupil[first] == pupil &&
         l->next[first] == RBK_NONE;
}

static rbk_status find_siblings(pass *p, figure *f, middles *m, found *out) {
  const rbk_value *nobody;
  rbk_status status = take_nothing(p, value_of(f->group, 0, 0, 0), &nobody);
  for (uint32_t i = 0; i < p->pupils && status == RBK_OK; i++) {
    out->by_pupil[i] = nobody;
    if (is_alone(f, &m->lists, i)) continue;
    rbk_value *values = take_values(p);
    if (values == NULL) return RBK_NOMEM;
    for (size_t d = 0; d < p->days && status == RBK_OK; d++)
      status = siblings_on(f, m, i, d, &values[d]);
    out->by_pupil[i] = values;
  }
  return status;
}

/* --- all ----------------------------------------------------------------- */

static rbk_status find_figure(pass *p, figure *f, found *out) {
  middles m = {.values = NULL};
  rbk_status status = RBK_OK;
  if (f->kept) status = make_room(p, f, &m);
  if (status != RBK_OK) return status;
  if (!by_text(f->group)) return share_of_all(p, f, &m, out);
  out->by_pupil = rbk_arena_take(&p->binding->group_arena, p->pupils,
                                 sizeof(const rbk_value *));
  if (out->by_pupil == NULL) return RBK_NOMEM;
  return f->group->kind == RBK_GROUP_SAME ? find_same(p, f, &m, out)
                                          : find_siblings(p, f, &m, out);
}

static rbk_status begin_figure(pass *p, figure *f,
                               const rbk_bound_group *group) {
  f->group = group;
  f->key = rbk_arena_take(&p->arena, p->pupils, sizeof *f->key);
  f->keys = rbk_arena_take(&p->arena, p->pupils, sizeof(uint32_t *));
  if (!f->key || !f->keys) return RBK_NOMEM;
  if (!keeps_parts(group)) return RBK_OK;
  f->kept = rbk_arena_take(&p->arena, p->pupils, sizeof(rbk_group_part *));
  return f->kept ? RBK_OK : RBK_NOMEM;
}

static rbk_status begin(pass *p) {
  p->figures = rbk_arena_take(&p->arena, p->count, sizeof *p->figures);
  if (p->figures == NULL) return RBK_NOMEM;
  figure *f = p->figures;
  rbk_status status = RBK_OK;
  for (size_t e = 0; e < p->binding->edition_count; e++) {
    const rbk_edition_bound *edition = &p->binding->editions[e];
    for (size_t g = 0; g < edition->group_count && status == RBK_OK; g++)
      status = begin_figure(p, f++, &edition->groups[g]);
  }
  return status;
}

static rbk_status look_at_all(pass *p, unsigned threads) {
  const rbk_job job = {.alloc = p->binding->alloc,
                       .binding = p->binding,
                       .count = p->pupils,
                       .threads = threads,
                       .result_size = sizeof(rbk_group_part *),
                       .context = p,
                       .work = look,
                       .hand_over = add_up};
  rbk_crew *crew = NULL;
  rbk_status status = rbk_crew_run(&job, &crew, p->error);
  rbk_crew_finish(crew);
  return status;
}

static rbk_status find_all(pass *p, rbk_groups *groups) {
  rbk_arena *arena = &p->binding->group_arena;
  size_t editions = p->binding->edition_count;
  groups->of = rbk_arena_take(arena, editions, sizeof(found *));
  if (groups->of == NULL) return RBK_NOMEM;
  figure *f = p->figures;
  rbk_status status = RBK_OK;
  for (size_t e = 0; e < editions; e++) {
    size_t count = p->binding->editions[e].group_count;
    groups->of[e] = rbk_arena_take(arena, count, sizeof(found));
    if (groups->of[e] == NULL) return RBK_NOMEM;
    for (size_t g = 0; g < count && status == RBK_OK; g++)
      status = find_figure(p, f++, &groups->of[e][g]);
  }
  return status;
}

static rbk_status failed(const pass *p, rbk_status status) {
  if (status == RBK_OVERFLOW)
    return rbk_fail(p->error, status, NULL, 0, 0,
                    "the median of a group leaves 64 bits; look for a product "
                    "or a parameter that is far too large");
  return rbk_no_memory(p->error);
}

rbk_status rbk_groups_make(rbk_binding *binding, unsigned threads,
                           rbk_error *error) {
  pass p = {.binding = binding,
            .reg = binding->reg,
            .days = binding->reg->calendar.day_count,
            .pupils = binding->reg->roll.pupil_count,
            .count = rbk_group_part_count(binding),
            .error = error};
  if (p.count == 0) return RBK_OK;
  binding->groups = NULL;
  rbk_arena_reset(&binding->group_arena);
  rbk_arena_init(&p.arena, binding->alloc);
  rbk_intern_init(&p.keys, &p.arena);
  rbk_groups *groups = rbk_arena_take(&binding->group_arena, 1, sizeof *groups);
  rbk_status status = groups ? begin(&p) : RBK_NOMEM;
  if (status != RBK_OK) status = failed(&p, status);
  if (status == RBK_OK) status = look_at_all(&p, threads);
  if (status == RBK_OK) {
    status = find_all(&p, groups);
    if (status != RBK_OK) status = failed(&p, status);
  }
  if (status == RBK_OK) binding->groups = groups;
  rbk_arena_finish(&p.arena);
  return status;
}
