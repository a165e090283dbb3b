#include "explore/subjects.h"

#include <string.h>

bool rbk_asked_for(const rbk_explanation *e, const char *id) {
  return e->options->rule == NULL || strcmp(e->options->rule, id) == 0;
}

rbk_subject *rbk_subject_begin(rbk_explanation *e, const char *kind,
                               const char *id) {
  rbk_account *a = &e->account;
  rbk_subject *subject = rbk_told_add(a->arena, &a->subjects, &a->subject_count,
                                      &a->subject_capacity, sizeof *subject);
  if (subject == NULL) return NULL;
  subject->kind = kind;
  subject->id = id;
  return subject;
}

bool rbk_take_room(rbk_explanation *e, const char **out) {
  rbk_buffer *room = e->story.room;
  while (room->length > 0 && room->bytes[room->length - 1] == ' ')
    room->length--;
  *out = rbk_told_text(&e->arena, room);
  return *out != NULL;
}

rbk_status rbk_subject_clauses(rbk_explanation *e, const rbk_plan *plan,
                               const rbk_names *names, rbk_subject *subject) {
  rbk_told_clause *list = rbk_arena_take(&e->arena, names->count, sizeof *list);
  if (list == NULL) return RBK_NOMEM;
  for (size_t i = 0; i < names->count; i++) {
    list[i] = (rbk_told_clause){names->items[i], "", ""};
    for (size_t c = 0; c < plan->clause_count; c++)
      if (strcmp(plan->clauses[c]->id, names->items[i]) == 0) {
        list[i].text = plan->clauses[c]->text;
        list[i].source = plan->clauses[c]->source;
      }
  }
  subject->clauses = list;
  subject->clause_count = names->count;
  return RBK_OK;
}

rbk_status rbk_subject_condition(rbk_explanation *e, const char *heading,
                                 size_t edition, uint32_t node, rbk_day day,
                                 rbk_subject *subject) {
  if (node == RBK_NONE) return RBK_OK;
  rbk_story story = e->story;
  story.edition = edition;
  story.day = day;
  rbk_told_condition *told =
      rbk_told_add(&e->arena, &subject->conditions, &subject->condition_count,
                   &subject->condition_capacity, sizeof *told);
  if (told == NULL) return RBK_NOMEM;
  told->heading = heading;
  told->day = rbk_told_date(&e->arena, story.reg->calendar.date[day]);
  return told->day ? rbk_reasons(&story, node, told) : RBK_NOMEM;
}

/* --- sentences ----------------------------------------------------------- */

static void say_clause_ids(const rbk_story *s, const rbk_names *clauses) {
  if (clauses->count == 0) return;
  rbk_buffer_text(s->room, " (");
  for (size_t i = 0; i < clauses->count; i++)
    rbk_buffer_format(s->room, "%s%s", i ? ", " : "", clauses->items[i]);
  rbk_buffer_byte(s->room, ')');
}

rbk_status rbk_say_called(rbk_explanation *e, uint32_t node,
                          const rbk_layer *layer, const char *label,
                          const rbk_names *clauses) {
  const rbk_story *s = &e->story;
  rbk_speakers speakers;
  rbk_status status = rbk_speakers_find(s, node, &speakers);
  const rbk_node *first =
      speakers.count == 1 ? rbk_story_node(s, speakers.items[0]) : NULL;
  bool line = first != NULL && first->kind == RBK_NODE_LEAF &&
              first->source != NULL &&
              rbk_story_edition(s)->measures.leaves[first->leaf].kind ==
                  RBK_LEAF_COMPARE;
  rbk_truth truth = RBK_FALSE;
  if (status == RBK_OK && line)
    status = rbk_worker_truth(s->worker, s->edition, speakers.items[0], s->day,
                              &truth);
  line = line && truth == RBK_TRUE; /* not one that fails under `~` */
  if (status == RBK_OK && line) {
    status = rbk_say_figure(s, speakers.items[0]);
    rbk_buffer_text(s->room, ". ");
  } else if (status == RBK_OK) {
    status = rbk_say_leaves(s, &speakers);
  }
  if (status != RBK_OK) return status;
  rbk_say_maker(s, layer);
  rbk_buffer_text(s->room, " calls ");
  if (line)
    status = rbk_say_line(s, speakers.items[0], &line);
  else
    rbk_buffer_text(s->room, "this");
  rbk_buffer_format(s->room, " \"%s\"", label);
  say_clause_ids(s, clauses);
  rbk_buffer_text(s->room, ". ");
  return status;
}

/* A condition that ought not to hold and does is said by its own leaf. */
static rbk_status find_obstacle(const rbk_story *s, const rbk_hurdle *hurdle,
                                uint32_t *out) {
  *out = RBK_NONE;
  if (hurdle->node == RBK_NONE) return RBK_OK;
  if (hurdle->wanted == RBK_TRUE) return rbk_in_the_way(s, hurdle->node, out);
  rbk_truth truth;
  rbk_status status =
      rbk_worker_truth(s->worker, s->edition, hurdle->node, s->day, &truth);
  rbk_speakers speakers;
  if (status != RBK_OK || truth == RBK_FALSE) return status;
  status = rbk_speakers_find(s, hurdle->node, &speakers);
  if (speakers.count > 0) *out = speakers.items[0];
  return status;
}

rbk_status rbk_say_in_the_way(rbk_explanation *e, const rbk_hurdle *hurdles,
                              size_t count, rbk_subject *subject) {
  const rbk_story *s = &e->story;
  const char *before, *obstacle;
  uint32_t node = RBK_NONE;
  for (size_t i = 0; i < count && node == RBK_NONE; i++) {
    rbk_status status = find_obstacle(s, &hurdles[i], &node);
    if (status != RBK_OK) return status;
  }
  if (node == RBK_NONE) return RBK_OK;
  if (!rbk_take_room(e, &before)) return RBK_NOMEM;
  rbk_status status = rbk_say_leaf(s, node);
  if (status != RBK_OK) return status;
  if (!rbk_take_room(e, &obstacle)) return RBK_NOMEM;
  subject->in_the_way = obstacle;
  rbk_buffer_format(s->room, "%s%sWhat stands in the way: %s. ", before,
                    *before ? " " : "", obstacle);
  return RBK_OK;
}

rbk_status rbk_say_future(rbk_explanation *e, const rbk_goal *goal,
                          const rbk_hurdle *hurdles, size_t count,
                          rbk_subject *subject) {
  if (e->options->group) return RBK_OK; /* no one pupil's marks change it */
  /* The search writes in the room too. */
  const char *before;
  if (!rbk_take_room(e, &before)) return RBK_NOMEM;
  rbk_outlook *outlook =
      rbk_told_add(&e->arena, &subject->outlooks, &subject->outlook_count,
                   &subject->outlook_capacity, sizeof *outlook);
  if (outlook == NULL) return RBK_NOMEM;
  rbk_status status =
      count == 0 ? rbk_outlook_attended(&e->future, &e->story, goal, outlook)
                 : rbk_outlook_find(&e->future, &e->story, goal, hurdles, count,
                                    outlook);
  if (status != RBK_OK) return status;
  rbk_buffer_format(e->story.room, "%s%s", before, *before ? " " : "");
  /* That the year is over need not be said of every row. */
  if (outlook->until == NULL && subject->outlook_count > 1) return RBK_OK;
  rbk_say_outlook(&e->story, outlook);
  rbk_buffer_byte(e->story.room, ' ');
  return RBK_OK;
}
