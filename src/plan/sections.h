/* The sections of a layer as one table: where their items stand, what they are
 * called, and which parts of an item each key of `replace` gives. */
#ifndef RBK_PLAN_SECTIONS_H
#define RBK_PLAN_SECTIONS_H

#include "plan/plan.h"

/* Sections that `replace` and `disable` do not know, numbered on. */
enum {
  RBK_SECTION_CLAUSES = RBK_SECTIONS,
  RBK_SECTION_FACTS,
  RBK_SECTION_ALIASES,
  RBK_ALL_SECTIONS
};

typedef struct rbk_section_info {
  const char *name;     /* as a script writes it: "rules" */
  const char *singular; /* "rule" */
  bool pointers;        /* the layer's list is one of pointers to items */
  size_t item_size;
  size_t id, where;             /* places in an item */
  size_t list, count;           /* places in rbk_layer */
  size_t plan_list, plan_count; /* places in rbk_plan: a list of pointers */
  size_t plan_layers;           /* of their layers; 0: none */
} rbk_section_info;

extern const rbk_section_info rbk_section_infos[RBK_ALL_SECTIONS];

const char *rbk_item_id(int section, const void *item);
rbk_where rbk_item_where(int section, const void *item);
/* Item number `index` of a layer's section. */
const void *rbk_layer_item(const rbk_layer *layer, int section, size_t index);
size_t rbk_layer_count(const rbk_layer *layer, int section);

/* Copies what a key gives from one item to another; false: no such key. */
bool rbk_item_replace(int section, const char *key, void *item,
                      const void *from);

#endif
