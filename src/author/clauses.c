#include "author/clauses.h"

#include <stdlib.h>
#include <string.h>

#include "plan/sections.h"
#include "plan/walk.h"

/* --- everything in a plan that names a clause ----------------------------- */

typedef struct mention { /* of one clause by one thing */
  const char *clause, *kind, *id, *disabled;
  rbk_where where;
} mention;

typedef struct mentions {
  rbk_arena *arena;
  mention *items;
  size_t count, capacity;
  bool failed;
} mentions;

static void note(mentions *m, const rbk_names *clauses, const char *kind,
                 const char *id, rbk_where where, const char *disabled) {
  for (size_t i = 0; i < clauses->count && !m->failed; i++) {
    if (m->count == m->capacity) {
      size_t wider = m->capacity > 0 ? m->capacity * 2 : 64;
      mention *items = rbk_arena_take(m->arena, wider, sizeof *items);
      m->failed = items == NULL;
      if (m->failed) return;
      if (m->count > 0) memcpy(items, m->items, m->count * sizeof *items);
      m->items = items;
      m->capacity = wider;
    }
    m->items[m->count++] =
        (mention){clauses->items[i], kind, id, disabled, where};
  }
}

static void note_needs(mentions *m, const rbk_need *needs, size_t count,
                       rbk_where where, const char *disabled) {
  for (size_t i = 0; i < count; i++)
    note(m, &needs[i].clauses, "evidence",
         needs[i].event_kind != NULL ? needs[i].event_kind : needs[i].what,
         where, disabled);
}

static void note_rule(mentions *m, const rbk_rule *rule, const char *disabled) {
  note(m, &rule->clauses, "rule", rule->id, rule->where, disabled);
  note_needs(m, rule->needs, rule->need_count, rule->where, disabled);
  for (size_t i = 0; i < rule->unless_count; i++)
    note(m, &rule->unless[i].clauses, "exemption of", rule->id, rule->where,
         disabled);
}

static void note_band(mentions *m, const rbk_band *band, const char *disabled) {
  for (size_t i = 0; i < band->row_count; i++) {
    const rbk_band_row *row = &band->rows[i];
    const char *id = rbk_arena_format(m->arena, "%s/%s", band->name, row->id);
    if (id == NULL) m->failed = true;
    note(m, &row->clauses, "band", id, row->where, disabled);
  }
}

static void note_stage(mentions *m, const rbk_stage *stage,
                       const char *disabled) {
  note(m, &stage->clauses, "stage", stage->id, stage->where, disabled);
  note_needs(m, stage->needs, stage->need_count, stage->where, disabled);
  for (size_t i = 0; i < stage->on_entry_count; i++)
    note_rule(m, &stage->on_entry[i], disabled);
  for (size_t i = 0; i < stage->on_review_count; i++)
    note_rule(m, &stage->on_review[i], disabled);
  for (size_t i = 0; i < stage->on_overdue_count; i++)
    note_rule(m, &stage->on_overdue[i], disabled);
}

static void note_letter(mentions *m, const rbk_letter *letter,
                        const char *disabled) {
  note(m, &letter->clauses, "letter", letter->id, letter->where, disabled);
  for (size_t i = 0; i < letter->reminder_count; i++)
    note(m, &letter->reminders[i].clauses, "reminder of", letter->id,
         letter->reminders[i].where, disabled);
}

static void note_parameter(mentions *m, const rbk_parameter *parameter) {
  note(m, &parameter->clauses,
       parameter->required ? "required parameter" : "parameter",
       parameter->name, parameter->where, NULL);
}

/* One item of a section, as it stands in the plan or as it was disabled. */
static void note_item(mentions *m, int section, const void *item,
                      const char *disabled) {
  switch (section) {
  case RBK_SECTION_PARAMS:
    note_parameter(m, item);
    break;
  case RBK_SECTION_RULES:
    note_rule(m, item, disabled);
    break;
  case RBK_SECTION_FLAGS: {
    const rbk_flag *flag = item;
    note(m, &flag->clauses, "flag", flag->id, flag->where, disabled);
    break;
  }
  case RBK_SECTION_BANDS:
    note_band(m, item, disabled);
    break;
  case RBK_SECTION_CODING: {
    const rbk_coding *coding = item;
    note(m, &coding->clauses, "finding", coding->id, coding->where, disabled);
    break;
  }
  case RBK_SECTION_LADDERS: {
    const rbk_ladder *ladder = item;
    for (size_t i = 0; i < ladder->stage_count; i++)
      note_stage(m, &ladder->stages[i], disabled);
    break;
  }
  case RBK_SECTION_COHORTS: {
    const rbk_cohort *cohort = item;
    note(m, &cohort->clauses, "cohort", cohort->id, cohort->where, disabled);
    break;
  }
  case RBK_SECTION_LETTERS:
    note_letter(m, item, disabled);
    break;
  default: /* the others name no clause */
    break;
  }
}

static void note_plan(mentions *m, const rbk_plan *plan) {
  for (int s = 0; s < RBK_SECTIONS; s++) {
    const rbk_section_info *info = &rbk_section_infos[s];
    const void *const *list;
    size_t count;
    memcpy(&list, (const char *)plan + info->plan_list, sizeof list);
    memcpy(&count, (const char *)plan + info->plan_count, sizeof count);
    for (size_t i = 0; i < count; i++) note_item(m, s, list[i], NULL);
  }
}

static void note_disabled(mentions *m, const rbk_plan *plan) {
  for (size_t d = 0; d < plan->disabled_count; d++) {
    const rbk_disabled *off = plan->disabled[d];
    for (size_t l = 0; l < plan->layer_count; l++) {
      const rbk_layer *layer = plan->layers[l];
      for (size_t i = 0; i < rbk_layer_count(layer, (int)off->section); i++) {
        const void *item = rbk_layer_item(layer, (int)off->section, i);
        if (strcmp(rbk_item_id((int)off->section, item), off->id) == 0)
          note_item(m, (int)off->section, item, off->because);
      }
    }
  }
}

/* Branches of any_of name clauses inside conditions. */
static rbk_status note_branches(void *context, const rbk_condition *condition) {
  mentions *m = context;
  for (size_t i = 0; i < condition->branch_count; i++)
    note(m, &condition->branches[i].clauses, "condition", "any_of",
         condition->where, NULL);
  return RBK_OK;
}

static rbk_status find_mentions(mentions *m, const rbk_plan *plan) {
  rbk_walk walk = {.context = m, .condition = note_branches};
  note_plan(m, plan);
  note_disabled(m, plan);
  rbk_walk_begin(&walk, m->arena);
  rbk_status status = rbk_walk_plan(&walk, plan);
  return m->failed ? RBK_NOMEM : status;
}

/* --- the table ------------------------------------------------------------ */

/* The plan may be gone when the table is printed. */
static const char *keep(rbk_clause_table *table, const char *text,
                        bool *failed) {
  if (text == NULL) return NULL;
  const char *copy = rbk_arena_copy(table->arena, text, strlen(text));
  if (copy == NULL) *failed = true;
  return copy;
}

static int use_order(const void *a, const void *b) {
  const rbk_clause_use *x = a, *y = b;
  int by_file = strcmp(x->file, y->file);
  if (by_file != 0) return by_file;
  if (x->line != y->line) return x->line < y->line ? -1 : 1;
  int by_kind = strcmp(x->kind, y->kind);
  return by_kind != 0 ? by_kind : strcmp(x->id, y->id);
}

static bool same_use(const rbk_clause_use *a, const rbk_clause_use *b) {
  return use_order(a, b) == 0;
}

static rbk_status find_uses(rbk_clause_table *table, const mentions *m,
                            rbk_clause_row *row) {
  size_t count = 0, kept = 0;
  bool failed = false;
  for (size_t i = 0; i < m->count; i++)
    count += strcmp(m->items[i].clause, row->id) == 0;
  row->uses = rbk_arena_take(table->arena, count + 1, sizeof *row->uses);
  if (row->uses == NULL) return RBK_NOMEM;
  for (size_t i = 0; i < m->count; i++) {
    const mention *said = &m->items[i];
    if (strcmp(said->clause, row->id) != 0) continue;
    row->uses[row->use_count++] = (rbk_clause_use){
        .kind = said->kind,
        .id = keep(table, said->id, &failed),
        .disabled = keep(table, said->disabled, &failed),
        .file = keep(table, said->where.file ? said->where.file : "", &failed),
        .line = said->where.line};
    if (failed) return RBK_NOMEM;
  }
  if (count > 1) qsort(row->uses, count, sizeof *row->uses, use_order);
  for (size_t i = 0; i < count; i++)
    if (kept == 0 || !same_use(&row->uses[kept - 1], &row->uses[i]))
      row->uses[kept++] = row->uses[i];
  row->use_count = kept;
  return RBK_OK;
}

static rbk_clause_state state_of(const rbk_clause_row *row) {
  for (size_t i = 0; i < row->use_count; i++)
    if (row->uses[i].disabled == NULL) return RBK_CLAUSE_COVERED;
  if (row->out_of_reach != NULL) return RBK_CLAUSE_OUT_OF_REACH;
  return row->use_count > 0 ? RBK_CLAUSE_SWITCHED_OFF : RBK_CLAUSE_OPEN;
}

static rbk_clause_row *next_row(rbk_clause_table *table) {
  if (table->count == table->capacity) {
    size_t wider = table->capacity > 0 ? table->capacity * 2 : 64;
    rbk_clause_row *rows = rbk_arena_take(table->arena, wider, sizeof *rows);
    if (rows == NULL) return NULL;
    if (table->count > 0)
      memcpy(rows, table->rows, table->count * sizeof *rows);
    table->rows = rows;
    table->capacity = wider;
  }
  return &table->rows[table->count];
}

static bool is_listed(const rbk_clause_table *table, const rbk_clause *clause) {
  for (size_t i = 0; i < table->count; i++)
    if (table->rows[i].line == clause->where.line &&
        strcmp(table->rows[i].id, clause->id) == 0 &&
        strcmp(table->rows[i].file, clause->where.file) == 0)
      return true;
  return false;
}

static rbk_status add_clause(rbk_clause_table *table, const mentions *m,
                             const rbk_layer *layer, const rbk_clause *clause) {
  bool failed = false;
  if (is_listed(table, clause)) return RBK_OK;
  rbk_clause_row *row = next_row(table);
  if (row == NULL) return RBK_NOMEM;
  *row = (rbk_clause_row){.policy = keep(table, layer->id, &failed),
                          .id = keep(table, clause->id, &failed),
                          .text = keep(table, clause->text, &failed),
                          .source = keep(table, clause->source, &failed),
                          .out_of_reach =
                              keep(table, clause->out_of_reach, &failed),
                          .file = keep(table, clause->where.file, &failed),
                          .line = clause->where.line};
  if (failed) return RBK_NOMEM;
  rbk_status status = find_uses(table, m, row);
  if (status) return status;
  row->state = state_of(row);
  table->states[row->state]++;
  table->count++;
  return RBK_OK;
}

rbk_status rbk_clause_table_add(rbk_clause_table *table, const rbk_plan *plan,
                                bool own) {
  mentions m = {.arena = table->arena};
  rbk_status status = find_mentions(&m, plan);
  size_t first = own && plan->layer_count > 0 ? plan->layer_count - 1 : 0;
  for (size_t l = first; !status && l < plan->layer_count; l++) {
    const rbk_layer *layer = plan->layers[l];
    for (size_t i = 0; !status && i < layer->clause_count; i++)
      status = add_clause(table, &m, layer, &layer->clauses[i]);
  }
  return status;
}

/* --- print ---------------------------------------------------------------- */

static const char *const state_names[RBK_CLAUSE_STATES] = {
    [RBK_CLAUSE_COVERED] = "covered",
    [RBK_CLAUSE_SWITCHED_OFF] = "switched off",
    [RBK_CLAUSE_OUT_OF_REACH] = "out of reach",
    [RBK_CLAUSE_OPEN] = "covered by nothing"};

static void print_use(const rbk_clause_row *row, const rbk_clause_use *use,
                      rbk_buffer *out) {
  rbk_buffer_format(out, "%s %s (", use->kind, use->id);
  if (strcmp(use->file, row->file) != 0)
    rbk_buffer_format(out, "%s:%u", use->file, (unsigned)use->line);
  else
    rbk_buffer_format(out, "line %u", (unsigned)use->line);
  if (use->disabled != NULL)
    rbk_buffer_format(out, "; disabled: %s", use->disabled);
  rbk_buffer_byte(out, ')');
}

static void print_uses(const rbk_clause_row *row, const char *between,
                       rbk_buffer *out) {
  for (size_t i = 0; i < row->use_count; i++) {
    if (i > 0) rbk_buffer_text(out, between);
    print_use(row, &row->uses[i], out);
  }
}

static void print_row(const rbk_clause_row *row, rbk_buffer *out) {
  static const char next[] = "\n                ";
  rbk_buffer_format(out, "  %-13s %s%s", row->id, row->text, next);
  print_uses(row, next, out);
  if (row->state == RBK_CLAUSE_OUT_OF_REACH) {
    if (row->use_count > 0) rbk_buffer_text(out, next);
    rbk_buffer_format(out, "out of reach: %s", row->out_of_reach);
  }
  if (row->state == RBK_CLAUSE_OPEN)
    rbk_buffer_format(out,
                      "covered by nothing (line %u); name it as `clause` where "
                      "the policy says it, or write `out_of_reach = \"why\"`",
                      (unsigned)row->line);
  rbk_buffer_byte(out, '\n');
}

static void print_text(const rbk_clause_table *table, rbk_buffer *out) {
  const char *file = NULL;
  for (size_t i = 0; i < table->count; i++) {
    const rbk_clause_row *row = &table->rows[i];
    if (file == NULL || strcmp(file, row->file) != 0)
      rbk_buffer_format(out, "%s%s (%s)\n", i > 0 ? "\n" : "", row->policy,
                        row->file);
    file = row->file;
    print_row(row, out);
  }
  rbk_buffer_format(out, "%s%zu clause%s", table->count > 0 ? "\n" : "",
                    table->count, table->count == 1 ? "" : "s");
  for (size_t s = 0; s < RBK_CLAUSE_STATES; s++)
    rbk_buffer_format(out, "%s %zu %s", s > 0 ? "," : ":", table->states[s],
                      state_names[s]);
  rbk_buffer_byte(out, '\n');
}

static void csv(rbk_buffer *out, const char *text, char end) {
  if (text != NULL) rbk_buffer_csv(out, text, strlen(text));
  rbk_buffer_byte(out, end);
}

static void print_csv(const rbk_clause_table *table, rbk_buffer *out) {
  rbk_buffer uses;
  rbk_buffer_init(&uses, out->alloc);
  rbk_buffer_text(
      out, "policy,clause,says,state,how,out_of_reach,source,file,line\n");
  for (size_t i = 0; i < table->count; i++) {
    const rbk_clause_row *row = &table->rows[i];
    rbk_buffer_clear(&uses);
    print_uses(row, "; ", &uses);
    csv(out, row->policy, ',');
    csv(out, row->id, ',');
    csv(out, row->text, ',');
    csv(out, state_names[row->state], ',');
    csv(out, rbk_buffer_string(&uses), ',');
    csv(out, row->out_of_reach, ',');
    csv(out, row->source, ',');
    csv(out, row->file, ',');
    rbk_buffer_format(out, "%u\n", (unsigned)row->line);
  }
  if (uses.status && !out->status) out->status = uses.status;
  rbk_buffer_finish(&uses);
}

static void json(rbk_buffer *out, const char *name, const char *text) {
  rbk_buffer_format(out, "\"%s\":", name);
  if (text != NULL)
    rbk_buffer_json(out, text, strlen(text));
  else
    rbk_buffer_text(out, "null");
  rbk_buffer_byte(out, ',');
}

static void print_json_row(const rbk_clause_row *row, rbk_buffer *out) {
  rbk_buffer_byte(out, '{');
  json(out, "policy", row->policy);
  json(out, "clause", row->id);
  json(out, "says", row->text);
  json(out, "state", state_names[row->state]);
  rbk_buffer_text(out, "\"uses\":[");
  for (size_t i = 0; i < row->use_count; i++) {
    const rbk_clause_use *use = &row->uses[i];
    rbk_buffer_text(out, i > 0 ? ",{" : "{");
    json(out, "kind", use->kind);
    json(out, "id", use->id);
    json(out, "disabled", use->disabled);
    json(out, "file", use->file);
    rbk_buffer_format(out, "\"line\":%u}", (unsigned)use->line);
  }
  rbk_buffer_text(out, "],");
  json(out, "out_of_reach", row->out_of_reach);
  json(out, "source", row->source);
  json(out, "file", row->file);
  rbk_buffer_format(out, "\"line\":%u}", (unsigned)row->line);
}

static void print_json(const rbk_clause_table *table, rbk_buffer *out) {
  rbk_buffer_format(out, "{\"count\":%zu,\"open\":%zu,\"clauses\":[",
                    table->count, table->states[RBK_CLAUSE_OPEN]);
  for (size_t i = 0; i < table->count; i++) {
    if (i > 0) rbk_buffer_byte(out, ',');
    print_json_row(&table->rows[i], out);
  }
  rbk_buffer_text(out, "]}\n");
}

void rbk_clause_table_print(const rbk_clause_table *table,
                            rbk_author_format format, rbk_buffer *out) {
  static void (*const prints[])(const rbk_clause_table *,
                                rbk_buffer *) = {[RBK_AUTHOR_TEXT] = print_text,
                                                 [RBK_AUTHOR_JSON] = print_json,
                                                 [RBK_AUTHOR_CSV] = print_csv};
  prints[format](table, out);
}
