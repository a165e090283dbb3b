/* The group pass: what groups are on each day, over all pupils of the school,
 * whichever of them are run afterwards. It comes after binding and before the
 * first pupil; workers read what it found. */
#ifndef RBK_ENGINE_GROUPS_H
#define RBK_ENGINE_GROUPS_H

#include "plan/bind.h"
#include "rollbook/error.h"

typedef struct rbk_groups rbk_groups;

/* Fills in binding->groups; one thread or many, it is the same. Does nothing
 * where no figure is of a group. Once the register has changed it is called
 * again: what was found before is gone, so no worker may be at work. */
rbk_status rbk_groups_make(rbk_binding *binding, unsigned threads,
                           rbk_error *error);

/* A figure of a group by day, as this pupil sees it: the pupils of the same
 * year group are this pupil's. RBK_NONE for the pupil: as the school sees it;
 * NULL where it is no one's but a pupil's. `group` is the number in the
 * edition's groups, `edition` the place in the binding. */
const rbk_value *rbk_groups_values(const rbk_groups *groups, size_t edition,
                                   uint32_t group, uint32_t pupil);

/* Gives a desk of the edition, with the pupil called, all of them. */
void rbk_groups_give(const rbk_binding *binding,
                     const rbk_edition_bound *edition, uint32_t pupil,
                     rbk_desk *desk);

#endif
