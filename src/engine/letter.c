/* Letters: the first variant that holds, with every placeholder filled in as
 * of the close of the last day run. What is not on file is a gap that shows,
 * never an empty place. */
#include "engine/letter.h"

#include "base/buffer.h"
#include "engine/family.h"

#include <stdlib.h>
#include <string.h>

/* One letter being filled in. */
typedef struct filling {
  rbk_worker *w;
  rbk_page *page;  /* what the rule read: the pupil, or the action's parent */
  rbk_page *reads; /* what the letter's parent sees, for its conditions */
  const rbk_action *action;
  const rbk_bound_letter *letter;
  const rbk_parent *parent; /* NULL: none on file */
  rbk_date made;
  rbk_day day; /* the last one run */
  rbk_letter_now *out;
  rbk_letter_part *parts;
  size_t part_room;
  const char **gaps, **bounds; /* side by side */
  size_t gap_room, bound_room;
  const char *bound; /* of the value at hand, which is no more than that */
  rbk_letter_reminder *reminders;
  size_t reminder_room;
  bool said_language, said_format; /* by reminders of the policy */
  bool names_past;                 /* its {due} is a day that is over */
  bool says_of_one; /* it has something of the pupil it stands under */
} filling;

static rbk_status room_for_one(filling *f, void *items, size_t *room,
                               size_t count, size_t size) {
  if (count < *room) return RBK_OK;
  size_t wider = *room > 0 ? *room * 2 : 8;
  void *more = rbk_arena_take(f->w->arena, wider, size), *old;
  if (more == NULL) return RBK_NOMEM;
  memcpy(&old, items, sizeof old);
  if (count > 0) memcpy(more, old, count * size);
  memcpy(items, &more, sizeof more);
  *room = wider;
  return RBK_OK;
}

/* --- words --------------------------------------------------------------- */

static const char *in_words(filling *f, rbk_date date) {
  char text[24];
  rbk_date_words(date, text);
  return rbk_arena_copy(f->w->arena, text, strlen(text));
}

/* A date in ISO form as people write it; any other text as it is. */
static const char *spoken(filling *f, const char *text) {
  rbk_date date;
  return rbk_date_parse(rbk_text_of(text), &date) ? in_words(f, date) : text;
}

static rbk_status add_gap(filling *f, const char *what) {
  for (size_t i = 0; i < f->out->gaps.count; i++)
    if (strcmp(f->gaps[i], what) == 0) return RBK_OK;
  rbk_status status = room_for_one(f, &f->gaps, &f->gap_room,
                                   f->out->gaps.count, sizeof *f->gaps);
  if (status == RBK_OK)
    status = room_for_one(f, &f->bounds, &f->bound_room, f->out->gaps.count,
                          sizeof *f->bounds);
  if (status != RBK_OK) return status;
  f->bounds[f->out->gaps.count] = f->bound ? f->bound : "";
  f->gaps[f->out->gaps.count++] = what;
  return RBK_OK;
}

static rbk_status remind(filling *f, const char *text, rbk_list clause) {
  if (text == NULL) return RBK_NOMEM;
  rbk_status status =
      room_for_one(f, &f->reminders, &f->reminder_room, f->out->reminder_count,
                   sizeof *f->reminders);
  if (status != RBK_OK) return status;
  f->reminders[f->out->reminder_count++] = (rbk_letter_reminder){text, clause};
  return RBK_OK;
}

/* --- values -------------------------------------------------------------- */

/* Each gives a text, or NULL with RBK_OK where there is no value. */

static rbk_status measure_value(filling *f, const rbk_page *page,
                                const char *name, rbk_day day,
                                const char **out) {
  rbk_worker *w = f->w;
  const rbk_figure_expression *measure =
      rbk_plan_measure(page->edition->plan, name);
  uint32_t figure =
      measure ? rbk_bound_figure_on(page->edition, measure, day) : RBK_NONE;
  if (figure == RBK_NONE) return RBK_OK;
  rbk_value value;
  rbk_status status = rbk_desk_value(page->desk, figure, day, &value);
  if (status == RBK_OK && rbk_value_is_suppressed(&value)) {
    *out = "x"; /* of too few pupils: as wherever it would be printed */
    return RBK_OK;
  }
  if (status != RBK_OK || value.known == RBK_NO_DATA) return status;
  const rbk_figure_spec *spec = &page->edition->measures.figures[figure];
  bool ratio = rbk_figure_is_ratio(page, figure);
  int places = spec->rounded >= 0 ? spec->rounded
               : ratio            ? 2
                                  : rbk_value_places(value.n, value.d);
  char text[40];
  int length = rbk_ratio_print(value.n, value.d, places, text);
  /* Minutes that nobody wrote down are not on file, and "at least 0 minutes" is
   * nothing to tell a parent: the bound is for the school. */
  const char **to = value.known == RBK_LOWER_BOUND ? &f->bound : out;
  *to = value.known == RBK_LOWER_BOUND
            ? rbk_arena_format(w->arena, "at least %s", text)
            : rbk_arena_copy(w->arena, text, (size_t)length);
  return *to ? RBK_OK : RBK_NOMEM;
}

static const char *operand_words(filling *f, const rbk_operand *operand) {
  if (operand->kind != RBK_OPERAND_NUMBER) return spoken(f, operand->text);
  char text[24];
  int length = rbk_decimal_print(operand->number, text);
  return rbk_arena_copy(f->w->arena, text, (size_t)length);
}

static rbk_status parameter_value(filling *f, const char *name,
                                  const char **out) {
  const rbk_binding *binding = f->w->binding;
  const rbk_plan *plan = f->page->edition->plan;
  const rbk_parameter *parameter = rbk_plan_parameter(plan, name);
  const rbk_parameter_value *value =
      parameter
          ? rbk_parameter_on(plan, binding->overrides, binding->override_count,
                             parameter, f->w->calendar->date[f->day], NULL)
          : NULL;
  if (value == NULL || value->count == 0) return RBK_OK;
  const char *text = operand_words(f, &value->items[0]);
  for (size_t i = 1; text && i < value->count; i++) {
    const char *next = operand_words(f, &value->items[i]);
    if (next == NULL) return RBK_NOMEM;
    text = rbk_arena_format(f->w->arena,
                            i + 1 == value->count ? "%s and %s" : "%s, %s",
                            text, next);
  }
  *out = text;
  return text ? RBK_OK : RBK_NOMEM;
}

static const char *value_of_pupil(const filling *f, uint32_t pupil,
                                  const char *name, rbk_day day) {
  const rbk_roll *roll = &f->w->reg->roll;
  if (strcmp(name, "id") == 0) return roll->pupils[pupil].id;
  uint32_t attribute = rbk_intern_find(&roll->attributes, rbk_text_of(name));
  if (attribute == RBK_NONE) return "";
  return rbk_history_attribute(&f->w->reg->history, roll, pupil, attribute,
                               day);
}

static const char *pupil_value(const filling *f, const char *name) {
  return value_of_pupil(f, f->w->pupil, name, f->day);
}

/* Whom a letter is about: of an action per family the members as it fired. */
static size_t child_count(const filling *f) {
  return f->action->household ? f->action->household->count : 1;
}

static uint32_t child(const filling *f, size_t number) {
  return f->action->household ? f->action->household->members[number]
                              : f->w->pupil;
}

/* "Ann, Ben and Cal"; nothing where a name is not on file. */
static rbk_status children_value(filling *f, const char **out) {
  size_t count = child_count(f);
  const char *text = NULL;
  for (size_t i = 0; i < count; i++) {
    const char *name = value_of_pupil(f, child(f, i), "name", f->day);
    if (name[0] == '\0') return RBK_OK;
    if (text != NULL)
      name = rbk_arena_format(
          f->w->arena, i + 1 == count ? "%s and %s" : "%s, %s", text, name);
    if (name == NULL) return RBK_NOMEM;
    text = name;
  }
  *out = text;
  return RBK_OK;
}

static const char *parent_value(const filling *f, const char *name) {
  if (f->parent == NULL) return "";
  if (strcmp(name, "id") == 0) return f->parent->id;
  uint32_t field =
      rbk_intern_find(&f->w->reg->roll.parent_fields, rbk_text_of(name));
  const char *value = field == RBK_NONE ? NULL : f->parent->values[field];
  return value ? value : "";
}

/* What the school calls whoever has the role for this pupil. */
static rbk_status role_value(filling *f, const char *name, const char **out) {
  const rbk_owner owner = {.roles = {&name, 1, false}, .function = RBK_NONE};
  const rbk_school *school = &f->w->reg->school;
  const rbk_plan *plan = f->page->edition->plan;
  rbk_list found;
  rbk_status status =
      rbk_owner_find(f->w, f->page, &owner, RBK_NONE,
                     f->action->bound->source->id, f->day, &found);
  if (status != RBK_OK || found.count == 0) return status;
  const rbk_role *role = rbk_plan_role(plan, found.items[0]);
  *out = role ? role->title : NULL;
  for (size_t i = 0; i < school->role_count; i++)
    if (strcmp(school->roles[i].name, found.items[0]) == 0)
      *out = school->roles[i].value;
  return RBK_OK;
}

/* "10 February 2025", "11:45 on 3 February 2025" */
static rbk_status due_value(filling *f, const char **out) {
  const char *due = f->action->due;
  rbk_date date;
  if (due == NULL) return RBK_OK;
  const char *clock = strchr(due, 'T');
  rbk_text day = {due, clock ? (size_t)(clock - due) : strlen(due)};
  if (!rbk_date_parse(day, &date)) return RBK_OK;
  f->names_past = f->names_past || date < f->made;
  *out = in_words(f, date);
  if (*out && clock)
    *out = rbk_arena_format(f->w->arena, "%s on %s", clock + 1, *out);
  return *out ? RBK_OK : RBK_NOMEM;
}

static rbk_status value_of(filling *f, const rbk_piece *piece,
                           const char **out) {
  const char *text;
  rbk_worker *w = f->w;
  rbk_page *fired =
      rbk_page_for(w, &w->pages[f->action->edition], f->page->party);
  *out = NULL;
  switch (piece->kind) {
  case RBK_PIECE_MEASURE:
    f->says_of_one = true;
    return measure_value(f, f->page, piece->text, f->day, out);
  case RBK_PIECE_FIRED_ON:
    f->says_of_one = true;
    return measure_value(f, fired, piece->text, f->action->fired, out);
  case RBK_PIECE_PARAMETER:
    return parameter_value(f, piece->text, out);
  case RBK_PIECE_ROLE:
    return role_value(f, piece->text, out);
  case RBK_PIECE_DUE:
    return due_value(f, out);
  case RBK_PIECE_PUPIL:
    f->says_of_one = true;
    text = pupil_value(f, piece->text);
    break;
  case RBK_PIECE_FAMILY:
    return children_value(f, out);
  case RBK_PIECE_PARENT:
    text = parent_value(f, piece->text);
    break;
  case RBK_PIECE_SCHOOL:
    text = rbk_school_text(&w->reg->school, piece->text);
    break;
  case RBK_PIECE_DAY:
    text = in_words(f, f->made);
    break;
  case RBK_PIECE_FIRED:
    text = in_words(f, w->calendar->date[f->action->fired]);
    break;
  default: /* refused when the policy was loaded */
    return RBK_INTERNAL;
  }
  if (text == NULL || text[0] == '\0') return RBK_OK;
  *out = spoken(f, text);
  return *out ? RBK_OK : RBK_NOMEM;
}

/* --- texts --------------------------------------------------------------- */

static rbk_status fill_part(filling *f, const rbk_piece *piece,
                            rbk_letter_part *out) {
  *out = (rbk_letter_part){piece->text, RBK_LETTER_WORDS};
  if (piece->kind == RBK_PIECE_TEXT) return RBK_OK;
  out->kind = RBK_LETTER_VALUE;
  f->bound = NULL;
  rbk_status status = value_of(f, piece, &out->text);
  if (status != RBK_OK || out->text != NULL) return status;
  out->kind = RBK_LETTER_GAP;
  out->text =
      rbk_arena_format(f->w->arena, "[%s: not on file]", piece->written);
  return out->text ? add_gap(f, piece->written) : RBK_NOMEM;
}

/* The parts of a text, and all of it in one. */
static rbk_status fill_text(filling *f, const rbk_pieces *pieces,
                            rbk_letter_part *parts, const char **out) {
  rbk_buffer whole;
  rbk_buffer_init(&whole, f->w->alloc);
  rbk_status status = RBK_OK;
  for (size_t i = 0; i < pieces->count && status == RBK_OK; i++) {
    status = fill_part(f, &pieces->items[i], &parts[i]);
    if (status == RBK_OK) rbk_buffer_text(&whole, parts[i].text);
  }
  if (status == RBK_OK) status = whole.status;
  if (status == RBK_OK) {
    *out = rbk_arena_copy(f->w->arena, whole.length > 0 ? whole.bytes : "",
                          whole.length);
    if (*out == NULL) status = RBK_NOMEM;
  }
  rbk_buffer_finish(&whole);
  return status;
}

static rbk_status fill_texts(filling *f, const rbk_pieces *text) {
  const rbk_pieces *title = &f->letter->title;
  rbk_letter_part *heading =
      rbk_arena_take(f->w->arena, title->count, sizeof *heading);
  rbk_letter_part *parts =
      rbk_arena_take(f->w->arena, text->count, sizeof *parts);
  if (heading == NULL || parts == NULL) return RBK_NOMEM;
  rbk_status status = fill_text(f, title, heading, &f->out->title);
  if (status == RBK_OK) status = fill_text(f, text, parts, &f->out->text);
  f->out->parts = parts;
  f->out->part_count = text->count;
  return status;
}

/* --- variants and reminders ---------------------------------------------- */

/* Where nobody knows, whoever sends the letter is told to look. */
static rbk_status choose(filling *f, const rbk_pieces **out) {
  const rbk_letter *source = f->letter->source;
  *out = &f->letter->text;
  for (size_t i = 0; i < source->variant_count; i++) {
    const rbk_bound_variant *variant = &f->letter->variants[i];
    rbk_truth truth;
    rbk_status status =
        rbk_truth_on(f->w, f->reads, variant->when, f->day, &truth);
    if (status == RBK_OK && truth == RBK_UNKNOWN)
      status =
          remind(f,
                 rbk_arena_format(f->w->arena,
                                  "look whether the variant '%s' is meant: "
                                  "there is no data for its condition",
                                  source->variants[i].id),
                 rbk_list_of(&source->clauses));
    if (status != RBK_OK) return status;
    if (truth != RBK_TRUE) continue;
    f->out->variant = source->variants[i].id;
    *out = &variant->text;
    return RBK_OK;
  }
  return RBK_OK;
}

/* Whether a condition asks for that column of parents.csv. */
static bool asks_column(const rbk_condition *condition, const char *column) {
  if (condition == NULL) return false;
  if (condition->kind == RBK_CONDITION_LEAF)
    return condition->leaf == RBK_LEAF_PARENT &&
           strcmp(condition->name, column) == 0;
  for (size_t i = 0; i < condition->branch_count; i++)
    if (asks_column(condition->branches[i].condition, column)) return true;
  return asks_column(condition->left, column) ||
         asks_column(condition->right, column);
}

static rbk_status policy_reminders(filling *f) {
  const rbk_letter *source = f->letter->source;
  for (size_t i = 0; i < source->reminder_count; i++) {
    const rbk_reminder *reminder = &source->reminders[i];
    rbk_truth truth;
    rbk_status status =
        rbk_truth_on(f->w, f->reads, f->letter->reminders[i], f->day, &truth);
    if (status == RBK_OK && truth == RBK_TRUE) {
      status = remind(f, reminder->what, rbk_list_of(&reminder->clauses));
      f->said_language =
          f->said_language || asks_column(reminder->when, "language");
      f->said_format =
          f->said_format || asks_column(reminder->when, "accessible_format");
    }
    if (status == RBK_OK && truth == RBK_UNKNOWN)
      status = remind(f,
                      rbk_arena_format(f->w->arena,
                                       "look whether this applies, there is "
                                       "no data for it: %s",
                                       reminder->what),
                      rbk_list_of(&reminder->clauses));
    if (status != RBK_OK) return status;
  }
  return RBK_OK;
}

static bool is_english(const char *language) {
  static const char *const names[] = {"english", "en", "eng", "en-gb"};
  rbk_text text = rbk_text_trim(rbk_text_of(language));
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
    if (rbk_text_equal_fold(text, rbk_text_of(names[i]))) return true;
  return text.length == 0;
}

/* What parents.csv says, where no reminder of the policy has said so. */
static rbk_status parent_reminders(filling *f) {
  rbk_arena *arena = f->w->arena;
  const rbk_list none = {0};
  if (f->parent == NULL)
    return remind(f,
                  "no parent responsible for this pupil is on file: add one to "
                  "parents.csv before the letter goes out",
                  none);
  const char *language = parent_value(f, "language");
  const char *format = parent_value(f, "accessible_format");
  rbk_status status = RBK_OK;
  if (!f->said_language && !is_english(language))
    status = remind(f,
                    rbk_arena_format(arena,
                                     "translate it: the language of this "
                                     "parent is %s",
                                     language),
                    none);
  if (status == RBK_OK && !f->said_format && rbk_attribute_true(format))
    status = remind(f,
                    rbk_arena_format(arena,
                                     "give it in a form this parent can use: "
                                     "%s",
                                     format),
                    none);
  return status;
}

/* Whether a row of parents.csv says that the parent is responsible. */
static bool is_responsible(const rbk_roll *roll, const char *parent,
                           uint32_t pupil) {
  for (size_t i = 0; i < roll->parent_count; i++)
    if (roll->parents[i].pupil == pupil && roll->parents[i].responsible &&
        strcmp(roll->parents[i].id, parent) == 0)
      return true;
  return false;
}

/* A joint letter tells of all children, so it goes to those who are responsible
 * for all of them and to nobody else. */
static bool may_read(const filling *f, const char *parent) {
  for (size_t i = 0; i < child_count(f); i++)
    if (!is_responsible(&f->w->reg->roll, parent, child(f, i))) return false;
  return true;
}

/* What a joint letter cannot say by itself. */
static rbk_status family_reminders(filling *f) {
  const rbk_roll *roll = &f->w->reg->roll;
  const rbk_list none = {0};
  rbk_status status = RBK_OK;
  if (child_count(f) < 2) return RBK_OK;
  if (f->says_of_one)
    status = remind(f,
                    rbk_arena_format(f->w->arena,
                                     "what it says beside the children's names "
                                     "is of pupil %s alone",
                                     roll->pupils[f->w->pupil].id),
                    none);
  for (size_t i = 0; i < roll->parent_count && status == RBK_OK; i++) {
    const rbk_parent *parent = &roll->parents[i];
    if (!parent->responsible ||
        !rbk_household_has(f->action->household, parent->pupil) ||
        may_read(f, parent->id))
      continue;
    status = remind(
        f,
        rbk_arena_format(f->w->arena,
                         "parent %s is responsible for pupil %s and not for "
                         "all of them: this letter does not go there",
                         parent->id, roll->pupils[parent->pupil].id),
        none);
  }
  return status;
}

/* A letter that waited: what it says may be out of date. An event is over on
 * the day after it, so rules about events are left out. */
static rbk_status late_reminders(filling *f) {
  const rbk_bound_rule *rule = f->action->bound;
  const rbk_list none = {0};
  rbk_status status = RBK_OK;
  if (f->names_past)
    status = remind(f, "the day it gives as {due} is over", none);
  if (status != RBK_OK || rule->when == RBK_NONE ||
      rule->event_leaf != RBK_NONE || f->action->household != NULL)
    return status; /* of a family any member may have brought it about */
  rbk_truth truth;
  rbk_page *fired =
      rbk_page_for(f->w, &f->w->pages[f->action->edition], f->page->party);
  status = rbk_truth_on(f->w, fired, rule->when, f->day, &truth);
  if (status == RBK_OK && truth == RBK_FALSE)
    status = remind(f,
                    "what it is sent for does not hold any more: look whether "
                    "it should still go",
                    none);
  return status;
}

/* --- letters ------------------------------------------------------------- */

static const char *iso(filling *f, rbk_date date) {
  char text[11];
  rbk_date_print(date, text);
  return rbk_arena_copy(f->w->arena, text, strlen(text));
}

static rbk_status fill(filling *f) {
  rbk_letter_now *out = f->out;
  const rbk_pieces *text;
  *out = (rbk_letter_now){
      .id = f->letter->source->id,
      .key = f->action->key,
      .rule = f->action->bound->source->id,
      .status = f->action->status,
      .parent = f->parent ? f->parent->id : "unknown",
      .parent_name = parent_value(f, "name"),
      .address = parent_value(f, "address"),
      .language = parent_value(f, "language"),
      .made_on = iso(f, f->made),
      .figures_for = iso(f, f->w->calendar->date[f->day]),
      .fired = iso(f, f->w->calendar->date[f->action->fired]),
      .due = f->action->due,
      .clause = rbk_list_of(&f->action->bound->source->clauses)};
  if (!out->made_on || !out->figures_for || !out->fired) return RBK_NOMEM;
  rbk_status status = children_value(f, &out->children);
  if (status == RBK_OK) status = choose(f, &text);
  if (status == RBK_OK) status = fill_texts(f, text);
  if (status == RBK_OK) status = policy_reminders(f);
  if (status == RBK_OK) status = parent_reminders(f);
  if (status == RBK_OK) status = family_reminders(f);
  if (status == RBK_OK) status = late_reminders(f);
  out->gaps.items = f->gaps;
  out->gaps.list = out->bounds.list = true;
  out->bounds.items = f->bounds;
  out->bounds.count = out->gaps.count;
  out->reminders = f->reminders;
  return status;
}

typedef struct making {
  rbk_worker *w;
  rbk_date made;
  rbk_letter_now *items;
  size_t count, room;
} making;

/* The letter as the version in force has it, else as the one that fired. */
static rbk_status letter_of(rbk_worker *w, const rbk_action *action,
                            rbk_page **page, const rbk_bound_letter **out) {
  const char *id = action->bound->source->letter;
  rbk_page *pages[] = {rbk_page_on(w, w->log.last), &w->pages[action->edition]};
  *out = NULL;
  for (size_t i = 0; i < 2 && *out == NULL; i++) {
    if (pages[i] == NULL) continue;
    *out = rbk_bound_letter_of(pages[i]->edition, id);
    *page = pages[i];
  }
  if (*out == NULL) return RBK_INTERNAL; /* a rule names a letter that is */
  rbk_status status = rbk_page_prepare(w, *page);
  return status == RBK_OK ? rbk_page_prepare(w, pages[1]) : status;
}

/* The party that is this parent; the pupil where none is on file. */
static uint32_t party_of(const rbk_worker *w, const rbk_parent *parent) {
  for (uint32_t i = 1; parent != NULL && i < w->party_count; i++)
    if (w->parties[i].reader != NULL &&
        strcmp(w->parties[i].reader, parent->id) == 0)
      return i;
  return 0;
}

/* The letter of an action per parent quotes that parent's figures, as the
 * action does; the pupil's everywhere else. */
static rbk_status read_as_parent(filling *f) {
  rbk_worker *w = f->w;
  f->reads = rbk_page_for(w, f->page, party_of(w, f->parent));
  rbk_status status = rbk_page_prepare(w, f->reads);
  if (status != RBK_OK || f->action->bound->source->per != RBK_PER_PARENT)
    return status;
  f->page = f->reads;
  return rbk_page_prepare(
      w, rbk_page_for(w, &w->pages[f->action->edition], f->page->party));
}

static rbk_status make_one(making *m, const rbk_action *action,
                           const rbk_parent *parent) {
  filling f = {.w = m->w,
               .action = action,
               .parent = parent,
               .made = m->made,
               .day = m->w->log.last};
  rbk_status status = letter_of(m->w, action, &f.page, &f.letter);
  if (status == RBK_OK) status = read_as_parent(&f);
  if (status == RBK_OK)
    status = room_for_one(&f, &m->items, &m->room, m->count, sizeof *m->items);
  if (status != RBK_OK) return status;
  f.out = &m->items[m->count++];
  return fill(&f);
}

/* To the parent of the action, or to each who is responsible. */
static rbk_status make_all(making *m, const rbk_action *action) {
  const filling about = {.w = m->w, .action = action};
  const rbk_roll *roll = &m->w->reg->roll;
  bool any = false;
  rbk_status status = RBK_OK;
  for (size_t i = 0; i < roll->parent_count && status == RBK_OK; i++) {
    const rbk_parent *parent = &roll->parents[i];
    if (parent->pupil != m->w->pupil || !parent->responsible) continue;
    if (action->parent != NULL && strcmp(action->parent, parent->id) != 0)
      continue;
    if (!may_read(&about, parent->id)) continue;
    any = true;
    status = make_one(m, action, parent);
  }
  return any || status != RBK_OK ? status : make_one(m, action, NULL);
}

static int by_key_and_parent(const void *left, const void *right) {
  const rbk_letter_now *a = left, *b = right;
  int order = strcmp(a->key, b->key);
  return order != 0 ? order : strcmp(a->parent, b->parent);
}

rbk_status rbk_letters_make(rbk_worker *w, rbk_date made,
                            const rbk_letter_now **out, size_t *count) {
  making m = {.w = w, .made = made};
  rbk_status status = RBK_OK;
  for (size_t i = 0; i < w->log.action_count && status == RBK_OK; i++) {
    const rbk_action *action = w->log.actions[i];
    bool asks = action->status == RBK_ACTION_DUE ||
                action->status == RBK_ACTION_OVERDUE;
    if (asks && action->bound->source->letter != NULL)
      status = make_all(&m, action);
  }
  if (status != RBK_OK) return status;
  if (m.count > 1) qsort(m.items, m.count, sizeof *m.items, by_key_and_parent);
  *out = m.items;
  *count = m.count;
  return RBK_OK;
}
