/* What reads itself: flags and bands, named code sets, roles. */
#include <string.h>

#include "plan/checks.h"
#include "plan/walk.h"

/* One reference, from the item that is being looked at. */
typedef struct edge {
  uint32_t to, next; /* next edge of the same item, or RBK_NONE */
  rbk_where where;
} edge;

typedef enum colour { UNSEEN, OPEN, DONE } colour;

/* Items that refer to each other; each kind of item is one graph. */
typedef struct graph {
  const rbk_plan *plan;
  rbk_problems *problems;
  rbk_arena scratch;
  const char *verb; /* "reads" */
  size_t count;
  rbk_intern names; /* of the items that conditions can name */
  uint32_t *first;  /* by item: its first edge */
  edge *edges;
  size_t edge_count, edge_capacity;
  uint32_t from; /* the item being looked at */
  colour *colours;
  uint32_t *path, *at; /* the items that are open, and their next edges */
  size_t depth;
  uint32_t *order; /* items, each behind those it refers to */
  size_t ordered;
  /* what to call an item, and where it stands */
  const char *(*kind)(const struct graph *g, uint32_t item);
  const char *(*name)(const struct graph *g, uint32_t item);
  rbk_where (*where)(const struct graph *g, uint32_t item);
} graph;

static rbk_status graph_begin(graph *g, size_t count) {
  g->count = count;
  g->first = rbk_arena_take(&g->scratch, count, sizeof *g->first);
  g->colours = rbk_arena_take(&g->scratch, count, sizeof *g->colours);
  g->path = rbk_arena_take(&g->scratch, count, sizeof *g->path);
  g->at = rbk_arena_take(&g->scratch, count, sizeof *g->at);
  g->order = rbk_arena_take(&g->scratch, count, sizeof *g->order);
  if (!g->first || !g->colours || !g->path || !g->at || !g->order) {
    return RBK_NOMEM;
  }
  for (size_t i = 0; i < count; i++) g->first[i] = RBK_NONE;
  return RBK_OK;
}

static rbk_status add_edge(graph *g, uint32_t to, rbk_where where) {
  if (g->edge_count == g->edge_capacity) {
    size_t wider = g->edge_capacity > 0 ? g->edge_capacity * 2 : 64;
    edge *edges = rbk_arena_take(&g->scratch, wider, sizeof *edges);
    if (!edges) return RBK_NOMEM;
    if (g->edge_count > 0) {
      memcpy(edges, g->edges, g->edge_count * sizeof *edges);
    }
    g->edges = edges;
    g->edge_capacity = wider;
  }
  g->edges[g->edge_count] = (edge){to, g->first[g->from], where};
  g->first[g->from] = (uint32_t)g->edge_count++;
  return RBK_OK;
}

/* --- the search ----------------------------------------------------------- */

/* "flag 'a' (file:3) reads band 'b' (file:7), which reads flag 'a' again" */
static rbk_status report(graph *g, uint32_t again, rbk_where where) {
  size_t start = g->depth - 1;
  while (g->path[start] != again) start--;
  const char *text = "";
  for (size_t i = start; i < g->depth; i++) {
    uint32_t item = g->path[i];
    rbk_where place = g->where(g, item);
    text = rbk_arena_format(&g->scratch, "%s%s '%s' (%s:%u)%s %s ", text,
                            g->kind(g, item), g->name(g, item), place.file,
                            place.line, i > start ? ", which" : "", g->verb);
    if (!text) return RBK_NOMEM;
  }
  return RBK_PROBLEM(g->problems, "cycle", where,
                     "%s%s '%s' again; take one of these references out", text,
                     g->kind(g, again), g->name(g, again));
}

static void open_item(graph *g, uint32_t item) {
  g->colours[item] = OPEN;
  g->at[g->depth] = g->first[item];
  g->path[g->depth++] = item;
}

static rbk_status search_from(graph *g, uint32_t item) {
  open_item(g, item);
  while (g->depth > 0) {
    uint32_t next = g->at[g->depth - 1];
    if (next == RBK_NONE) {
      uint32_t done = g->path[--g->depth];
      g->colours[done] = DONE;
      g->order[g->ordered++] = done;
      continue;
    }
    const edge *e = &g->edges[next];
    g->at[g->depth - 1] = e->next;
    if (g->colours[e->to] == UNSEEN) {
      open_item(g, e->to);
    } else if (g->colours[e->to] == OPEN) {
      rbk_status status = report(g, e->to, e->where);
      if (status != RBK_OK) return status;
    }
  }
  return RBK_OK;
}

static rbk_status search(graph *g) {
  rbk_status status = RBK_OK;
  for (size_t i = 0; i < g->count && status == RBK_OK; i++) {
    if (g->colours[i] == UNSEEN) status = search_from(g, (uint32_t)i);
  }
  return status;
}

/* --- flags, bands, and stages (by what makes them complete), in this order -
 */

static size_t answers_of(const rbk_plan *plan) {
  return plan->flag_count + plan->band_count;
}

static const rbk_stage *stage_of(const graph *g, uint32_t item) {
  size_t place = item - answers_of(g->plan);
  for (size_t i = 0; i < g->plan->ladder_count; i++) {
    const rbk_ladder *ladder = g->plan->ladders[i];
    if (place < ladder->stage_count) return &ladder->stages[place];
    place -= ladder->stage_count;
  }
  return NULL;
}

static const char *kind_of_answer(const graph *g, uint32_t item) {
  if (item >= answers_of(g->plan)) return "stage";
  return item < g->plan->flag_count ? "flag" : "band";
}

static const char *name_of_answer(const graph *g, uint32_t item) {
  size_t flags = g->plan->flag_count;
  if (item >= answers_of(g->plan)) return stage_of(g, item)->id;
  return item < flags ? g->plan->flags[item]->id
                      : g->plan->bands[item - flags]->name;
}

static rbk_where place_of_answer(const graph *g, uint32_t item) {
  size_t flags = g->plan->flag_count;
  if (item >= answers_of(g->plan)) return stage_of(g, item)->where;
  return item < flags ? g->plan->flags[item]->where
                      : g->plan->bands[item - flags]->where;
}

/* They share the list of names, told apart by their first letter. */
static const char *key_of(graph *g, char kind, const char *name) {
  return rbk_arena_format(&g->scratch, "%c%s", kind, name);
}

static rbk_status on_condition(void *context, const rbk_condition *condition) {
  graph *g = context;
  static const char letters[RBK_CONDITION_KINDS] = {
      [RBK_CONDITION_FLAG] = 'f',
      [RBK_CONDITION_BAND] = 'b',
      [RBK_CONDITION_STAGE_COMPLETE] = 's',
  };
  char letter = letters[condition->kind];
  if (letter == '\0') return RBK_OK;
  const char *key = key_of(g, letter, condition->name);
  if (!key) return RBK_NOMEM;
  uint32_t to = rbk_intern_find(&g->names, rbk_text_of(key));
  return to == RBK_NONE ? RBK_OK : add_edge(g, to, condition->where);
}

static rbk_status add_answers(graph *g) {
  const rbk_plan *plan = g->plan;
  for (size_t i = 0; i < g->count; i++) {
    uint32_t item = (uint32_t)i;
    const char *key =
        key_of(g, *kind_of_answer(g, item), name_of_answer(g, item));
    if (!key || rbk_intern_add(&g->names, rbk_text_of(key)) == RBK_NONE) {
      return RBK_NOMEM;
    }
  }
  rbk_status status = RBK_OK;
  for (size_t i = 0; i < g->count && status == RBK_OK; i++) {
    rbk_walk walk = {.context = g, .condition = on_condition};
    rbk_walk_begin(&walk, &g->scratch);
    g->from = (uint32_t)i;
    if (i < plan->flag_count) {
      status = rbk_walk_condition(&walk, plan->flags[i]->when);
    } else if (i < answers_of(plan)) {
      status = rbk_walk_band(&walk, plan->bands[i - plan->flag_count]);
    } else {
      const rbk_stage *stage = stage_of(g, (uint32_t)i);
      status = rbk_walk_needs(&walk, stage->needs, stage->need_count);
    }
  }
  return status;
}

static rbk_status check_answers(rbk_plan *plan, rbk_problems *problems) {
  graph g = {.plan = plan,
             .problems = problems,
             .verb = "reads",
             .kind = kind_of_answer,
             .name = name_of_answer,
             .where = place_of_answer};
  rbk_arena_init(&g.scratch, plan->arena.alloc);
  rbk_intern_init(&g.names, &g.scratch);
  size_t count = answers_of(plan);
  for (size_t i = 0; i < plan->ladder_count; i++) {
    count += plan->ladders[i]->stage_count;
  }
  rbk_status status = graph_begin(&g, count);
  if (status == RBK_OK) status = add_answers(&g);
  if (status == RBK_OK) status = search(&g);
  if (status == RBK_OK) {
    plan->order = rbk_arena_take(&plan->arena, g.count, sizeof *plan->order);
    size_t kept = 0;
    for (size_t i = 0; plan->order && i < g.ordered; i++) {
      if (g.order[i] < answers_of(plan)) plan->order[kept++] = g.order[i];
    }
    if (!plan->order) status = RBK_NOMEM;
  }
  rbk_arena_finish(&g.scratch);
  return status;
}

/* --- named code sets ------------------------------------------------------ */

static const char *kind_of_set(const graph *g, uint32_t item) {
  (void)g;
  (void)item;
  return "code set";
}

static const char *name_of_set(const graph *g, uint32_t item) {
  return g->plan->code_sets[item]->name;
}

static rbk_where place_of_set(const graph *g, uint32_t item) {
  return g->plan->code_sets[item]->where;
}

static rbk_status on_set(void *context, const rbk_set_expression *set) {
  graph *g = context;
  if (set->kind != RBK_SET_NAMED) return RBK_OK;
  uint32_t to = rbk_intern_find(&g->names, rbk_text_of(set->name));
  return to == RBK_NONE ? RBK_OK : add_edge(g, to, set->where);
}

static rbk_status add_sets(graph *g) {
  for (size_t i = 0; i < g->count; i++) {
    const char *name = g->plan->code_sets[i]->name;
    if (rbk_intern_add(&g->names, rbk_text_of(name)) == RBK_NONE) {
      return RBK_NOMEM;
    }
  }
  rbk_status status = RBK_OK;
  for (size_t i = 0; i < g->count && status == RBK_OK; i++) {
    rbk_walk walk = {.context = g, .set = on_set};
    rbk_walk_begin(&walk, &g->scratch);
    g->from = (uint32_t)i;
    status = rbk_walk_set(&walk, g->plan->code_sets[i]->set);
  }
  return status;
}

static rbk_status check_sets(const rbk_plan *plan, rbk_problems *problems) {
  graph g = {.plan = plan,
             .problems = problems,
             .verb = "is made of",
             .kind = kind_of_set,
             .name = name_of_set,
             .where = place_of_set};
  rbk_arena_init(&g.scratch, plan->arena.alloc);
  rbk_intern_init(&g.names, &g.scratch);
  rbk_status status = graph_begin(&g, plan->code_set_count);
  if (status == RBK_OK) status = add_sets(&g);
  if (status == RBK_OK) status = search(&g);
  rbk_arena_finish(&g.scratch);
  return status;
}

/* --- roles ---------------------------------------------------------------- */

static const char *kind_of_role(const graph *g, uint32_t item) {
  (void)g;
  (void)item;
  return "role";
}

static const char *name_of_role(const graph *g, uint32_t item) {
  return g->plan->roles[item]->id;
}

static rbk_where place_of_role(const graph *g, uint32_t item) {
  return g->plan->roles[item]->where;
}

static rbk_status add_roles(graph *g) {
  for (size_t i = 0; i < g->count; i++) {
    const char *id = g->plan->roles[i]->id;
    if (rbk_intern_add(&g->names, rbk_text_of(id)) == RBK_NONE) {
      return RBK_NOMEM;
    }
  }
  rbk_status status = RBK_OK;
  for (size_t i = 0; i < g->count; i++) {
    const rbk_role *role = g->plan->roles[i];
    g->from = (uint32_t)i;
    for (size_t j = 0; j < role->choice_count && status == RBK_OK; j++) {
      uint32_t to =
          rbk_intern_find(&g->names, rbk_text_of(role->choices[j].role));
      if (to != RBK_NONE) status = add_edge(g, to, role->where);
    }
  }
  return status;
}

static rbk_status check_roles(const rbk_plan *plan, rbk_problems *problems) {
  graph g = {.plan = plan,
             .problems = problems,
             .verb = "chooses",
             .kind = kind_of_role,
             .name = name_of_role,
             .where = place_of_role};
  rbk_arena_init(&g.scratch, plan->arena.alloc);
  rbk_intern_init(&g.names, &g.scratch);
  rbk_status status = graph_begin(&g, plan->role_count);
  if (status == RBK_OK) status = add_roles(&g);
  if (status == RBK_OK) status = search(&g);
  rbk_arena_finish(&g.scratch);
  return status;
}

rbk_status rbk_plan_check_cycles(rbk_plan *plan, rbk_problems *problems) {
  rbk_status status = check_answers(plan, problems);
  if (status == RBK_OK) status = check_sets(plan, problems);
  if (status == RBK_OK) status = check_roles(plan, problems);
  return status;
}
