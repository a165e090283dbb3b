/* What a head teacher is told: figures, lines and days in words. Everything
 * goes to the story's room. */
#ifndef RBK_EXPLORE_WORDS_H
#define RBK_EXPLORE_WORDS_H

#include "explore/reasons.h"

enum { RBK_MOST_SPEAKERS = 32 }; /* leaves of one paragraph */

typedef struct rbk_speakers {
  uint32_t items[RBK_MOST_SPEAKERS]; /* nodes */
  size_t count;
} rbk_speakers;

/* The leaves that make a node hold (under `~`: that fail), in the order of the
 * script. Settings of the school and of the policy say nothing of a pupil and
 * are left out. */
rbk_status rbk_speakers_find(const rbk_story *story, uint32_t node,
                             rbk_speakers *out);
/* The first part that keeps a node from holding: a leaf, or a condition that
 * has no leaves of its own. RBK_NONE: it holds. Of parts that would do each by
 * itself, the first that a pupil's marks and records can move. */
rbk_status rbk_in_the_way(const rbk_story *story, uint32_t node, uint32_t *out);

/* "Attendance is 84.21 per cent (160 of 190 sessions), which is 85 per cent or
 * less", without a full stop. */
rbk_status rbk_say_leaf(const rbk_story *story, uint32_t node);
/* All of them, each as a sentence; a figure is given once. */
rbk_status rbk_say_leaves(const rbk_story *story, const rbk_speakers *speakers);
/* "85 per cent or less"; false where the node compares no figure. */
rbk_status rbk_say_line(const rbk_story *story, uint32_t node, bool *said);
/* "Attendance is 84.21 per cent (160 of 190 sessions)" */
rbk_status rbk_say_figure(const rbk_story *story, uint32_t node);
void rbk_say_day(const rbk_story *story, const char *date); /* 3 June 2025 */
/* Who made the layer: its title up to the colon. */
void rbk_say_maker(const rbk_story *story, const rbk_layer *layer);
/* A name as a policy writes it, for people: days_off -> days off. */
void rbk_say_name(const rbk_story *story, const char *name);

#endif
