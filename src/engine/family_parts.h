/* What the two files about families share. */
#ifndef RBK_ENGINE_FAMILY_PARTS_H
#define RBK_ENGINE_FAMILY_PARTS_H

#include "engine/family.h"
#include "engine/step.h"

/* The conditions of one rule, in the order of their lines. */
enum { LINE_WHEN, LINE_CHECKED, LINE_REARM, LINE_REST, LINES };

/* A rule for families in one edition. Its lines are LINES, then each `unless`,
 * then each need. */
typedef struct rbk_family_rule {
  const rbk_bound_rule *real;
  size_t first_line; /* in a member's lines */
} rbk_family_rule;

typedef struct rbk_family_edition {
  rbk_family_rule *rules; /* as in the fold's edition */
  size_t count;
  bool *needed; /* nodes that the rules are made of */
} rbk_family_edition;

typedef struct rbk_family_member {
  uint32_t pupil;
  rbk_word *in;        /* days on roll in this family */
  rbk_timeline *lines; /* by line; lo NULL: no such condition */
  rbk_step **steps;    /* by rule of all editions, then day; NULL: no `each` */
} rbk_family_member;

/* A step that fired: of a rule, in a series. */
typedef struct rbk_family_step_fired {
  uint32_t rule;
  int64_t series;
  rbk_decimal step;
} rbk_family_step_fired;

struct rbk_families {
  rbk_worker *owner;   /* runs the pupils */
  rbk_worker *fold;    /* runs a family */
  rbk_worker *looker;  /* looks at one member after another */
  rbk_binding binding; /* the fold's: rules for families alone */
  rbk_register reg;    /* the fold's: the family as a pupil */
  rbk_pupil name;
  rbk_spell spell;
  rbk_family_edition *editions;
  size_t line_count, rule_count;
  uint32_t attribute; /* sibling_group; RBK_NONE: no such column */
  rbk_intern groups;  /* its values, and who ever had each */
  uint32_t *first, *next, *pupil_of;
  size_t first_capacity, link_count, link_capacity;
  /* the family at hand */
  rbk_arena room;
  rbk_family_member *members;
  size_t member_count;
  rbk_family_step_fired *steps;
  size_t step_count, step_capacity;
  bool full; /* texts, owners and due days are worked out too */
  /* the pupil at hand */
  const char **ids; /* of the families the pupil is ever of */
  size_t id_count;
  const rbk_action **firings; /* that list the pupil, by day */
  size_t firing_count, firing_capacity;
};

/* --- family_members.c ---------------------------------------------------- */

rbk_status rbk_family_index(rbk_families *f);
/* The families of the pupil at hand. */
rbk_status rbk_family_ids(rbk_families *f);
/* Looks at the members of a family. */
rbk_status rbk_family_gather(rbk_families *f, const char *id, rbk_day last);
/* Everybody who is ever of one family with the pupil, or with one of those, in
 * roll order, the pupil too. In the arena. */
rbk_status rbk_family_relations(const rbk_families *f, uint32_t pupil,
                                rbk_arena *arena, uint32_t **out,
                                size_t *count);
/* Makes the looker look at a member. */
rbk_status rbk_family_look(rbk_families *f, uint32_t pupil, rbk_day last);
/* The place of a rule among those of all editions. */
size_t rbk_family_place(const rbk_families *f, size_t edition, size_t rule);

#endif
