#include "plan/sections.h"

#include <string.h>

#define AT(type, field) offsetof(type, field)
#define PLACES(type, id, layer_list, layer_count, plan_list, plan_count)       \
  sizeof(type), AT(type, id), AT(type, where), AT(rbk_layer, layer_list),      \
      AT(rbk_layer, layer_count), AT(rbk_plan, plan_list),                     \
      AT(rbk_plan, plan_count)

const rbk_section_info rbk_section_infos[RBK_ALL_SECTIONS] = {
    [RBK_SECTION_PARAMS] = {"params", "parameter", false,
                            PLACES(rbk_parameter, name, parameters,
                                   parameter_count, parameters,
                                   parameter_count),
                            0},
    [RBK_SECTION_RULES] = {"rules", "rule", false,
                           PLACES(rbk_rule, id, rules, rule_count, rules,
                                  rule_count),
                           AT(rbk_plan, rule_layers)},
    [RBK_SECTION_FLAGS] = {"flags", "flag", false,
                           PLACES(rbk_flag, id, flags, flag_count, flags,
                                  flag_count),
                           AT(rbk_plan, flag_layers)},
    [RBK_SECTION_BANDS] = {"bands", "band", false,
                           PLACES(rbk_band, name, bands, band_count, bands,
                                  band_count),
                           AT(rbk_plan, band_layers)},
    [RBK_SECTION_CODING] = {"coding", "coding", false,
                            PLACES(rbk_coding, id, codings, coding_count,
                                   codings, coding_count),
                            AT(rbk_plan, coding_layers)},
    [RBK_SECTION_LADDERS] = {"ladders", "ladder", false,
                             PLACES(rbk_ladder, name, ladders, ladder_count,
                                    ladders, ladder_count),
                             AT(rbk_plan, ladder_layers)},
    [RBK_SECTION_LETTERS] = {"letters", "letter", false,
                             PLACES(rbk_letter, id, letters, letter_count,
                                    letters, letter_count),
                             0},
    [RBK_SECTION_COHORTS] = {"cohorts", "cohort", false,
                             PLACES(rbk_cohort, id, cohorts, cohort_count,
                                    cohorts, cohort_count),
                             0},
    [RBK_SECTION_CODE_SETS] = {"code_sets", "code set", false,
                               PLACES(rbk_named_set, name, code_sets,
                                      code_set_count, code_sets,
                                      code_set_count),
                               0},
    [RBK_SECTION_MEASURES] = {"measures", "measure", true,
                              PLACES(rbk_figure_expression, label, measures,
                                     measure_count, measures, measure_count),
                              0},
    [RBK_SECTION_ROLES] = {"roles", "role", false,
                           PLACES(rbk_role, id, roles, role_count, roles,
                                  role_count),
                           0},
    [RBK_SECTION_CLAUSES] = {"clauses", "clause", false,
                             PLACES(rbk_clause, id, clauses, clause_count,
                                    clauses, clause_count),
                             0},
    [RBK_SECTION_FACTS] = {"facts", "fact", false,
                           PLACES(rbk_fact, kind, facts, fact_count, facts,
                                  fact_count),
                           0},
    [RBK_SECTION_ALIASES] = {"aliases", "alias", false,
                             PLACES(rbk_alias, text, aliases, alias_count,
                                    aliases, alias_count),
                             0},
};

const char *rbk_section_name(rbk_section section) {
  size_t number = (size_t)section;
  return number < RBK_SECTIONS ? rbk_section_infos[number].name : "unknown";
}

const char *rbk_item_id(int section, const void *item) {
  const char *id;
  memcpy(&id, (const char *)item + rbk_section_infos[section].id, sizeof id);
  return id ? id : "";
}

rbk_where rbk_item_where(int section, const void *item) {
  rbk_where where;
  memcpy(&where, (const char *)item + rbk_section_infos[section].where,
         sizeof where);
  return where;
}

const void *rbk_layer_item(const rbk_layer *layer, int section, size_t index) {
  const rbk_section_info *info = &rbk_section_infos[section];
  const char *list;
  memcpy(&list, (const char *)layer + info->list, sizeof list);
  if (!info->pointers) return list + index * info->item_size;
  const void *item;
  memcpy(&item, list + index * sizeof item, sizeof item);
  return item;
}

size_t rbk_layer_count(const rbk_layer *layer, int section) {
  size_t count;
  memcpy(&count, (const char *)layer + rbk_section_infos[section].count,
         sizeof count);
  return count;
}

/* --- keys of replace ------------------------------------------------------ */

#define PART(section, key, type, field)                                        \
  {                                                                            \
    RBK_SECTION_##section, key, offsetof(type, field),                         \
        sizeof(((type *)NULL)->field)                                          \
  }

/* A key may give several parts: it then has several rows. */
static const struct key_part {
  rbk_section section;
  const char *key;
  size_t offset, size;
} key_parts[] = {
    PART(PARAMS, "value", rbk_parameter, values),
    PART(PARAMS, "value", rbk_parameter, value_count),
    PART(PARAMS, "value", rbk_parameter, required),
    PART(PARAMS, "dated", rbk_parameter, values),
    PART(PARAMS, "dated", rbk_parameter, value_count),
    PART(PARAMS, "dated", rbk_parameter, required),
    PART(PARAMS, "required", rbk_parameter, values),
    PART(PARAMS, "required", rbk_parameter, value_count),
    PART(PARAMS, "required", rbk_parameter, required),
    PART(PARAMS, "unit", rbk_parameter, unit),
    PART(PARAMS, "step", rbk_parameter, step),
    PART(PARAMS, "clause", rbk_parameter, clauses),
    PART(PARAMS, "note", rbk_parameter, note),
    PART(RULES, "clause", rbk_rule, clauses),
    PART(RULES, "duty", rbk_rule, duty),
    PART(RULES, "when", rbk_rule, when),
    PART(RULES, "checked", rbk_rule, checked),
    PART(RULES, "once", rbk_rule, once),
    PART(RULES, "once", rbk_rule, once_said),
    PART(RULES, "rearm", rbk_rule, rearm),
    PART(RULES, "each", rbk_rule, each),
    PART(RULES, "lapse", rbk_rule, lapse),
    PART(RULES, "unless", rbk_rule, unless),
    PART(RULES, "unless", rbk_rule, unless_count),
    PART(RULES, "needs", rbk_rule, needs),
    PART(RULES, "needs", rbk_rule, need_count),
    PART(RULES, "done", rbk_rule, done),
    PART(RULES, "per", rbk_rule, per),
    PART(RULES, "group", rbk_rule, has_group),
    PART(RULES, "group", rbk_rule, group),
    PART(RULES, "group", rbk_rule, group_name),
    PART(RULES, "supersedes", rbk_rule, supersedes),
    PART(RULES, "action", rbk_rule, action),
    PART(RULES, "owner", rbk_rule, owner),
    PART(RULES, "due", rbk_rule, due),
    PART(RULES, "letter", rbk_rule, letter),
    PART(FLAGS, "label", rbk_flag, label),
    PART(FLAGS, "when", rbk_flag, when),
    PART(FLAGS, "clause", rbk_flag, clauses),
    PART(BANDS, "only", rbk_band, only),
    PART(BANDS, "otherwise", rbk_band, otherwise),
    PART(BANDS, "rows", rbk_band, rows),
    PART(BANDS, "rows", rbk_band, row_count),
    PART(BANDS, "gap", rbk_band, gaps),
    PART(BANDS, "gap", rbk_band, gap_count),
    PART(CODING, "codes", rbk_coding, codes),
    PART(CODING, "session", rbk_coding, session),
    PART(CODING, "when", rbk_coding, when),
    PART(CODING, "open_for", rbk_coding, has_open_for),
    PART(CODING, "open_for", rbk_coding, open_for),
    PART(CODING, "beyond", rbk_coding, beyond),
    PART(CODING, "unless", rbk_coding, unless),
    PART(CODING, "propose", rbk_coding, propose),
    PART(CODING, "text", rbk_coding, text),
    PART(CODING, "owner", rbk_coding, owner),
    PART(CODING, "due", rbk_coding, due),
    PART(CODING, "clause", rbk_coding, clauses),
    PART(LADDERS, "stages", rbk_ladder, stages),
    PART(LADDERS, "stages", rbk_ladder, stage_count),
    PART(LETTERS, "title", rbk_letter, title),
    PART(LETTERS, "text", rbk_letter, text),
    PART(LETTERS, "text", rbk_letter, text_where),
    PART(LETTERS, "clause", rbk_letter, clauses),
    PART(LETTERS, "reminders", rbk_letter, reminders),
    PART(LETTERS, "reminders", rbk_letter, reminder_count),
    PART(LETTERS, "variants", rbk_letter, variants),
    PART(LETTERS, "variants", rbk_letter, variant_count),
    PART(COHORTS, "title", rbk_cohort, title),
    PART(COHORTS, "when", rbk_cohort, when),
    PART(COHORTS, "minimum", rbk_cohort, minimum),
    PART(COHORTS, "clause", rbk_cohort, clauses),
    PART(CODE_SETS, "set", rbk_named_set, set),
    PART(ROLES, "title", rbk_role, title),
    PART(ROLES, "first_of", rbk_role, choices),
    PART(ROLES, "first_of", rbk_role, choice_count),
};

bool rbk_item_replace(int section, const char *key, void *item,
                      const void *from) {
  bool known = false;
  for (size_t i = 0; i < sizeof key_parts / sizeof key_parts[0]; i++) {
    const struct key_part *part = &key_parts[i];
    if ((int)part->section != section || strcmp(part->key, key) != 0) continue;
    memcpy((char *)item + part->offset, (const char *)from + part->offset,
           part->size);
    known = true;
  }
  return known;
}
