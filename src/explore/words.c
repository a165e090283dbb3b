#include "explore/words.h"

#include <string.h>

static void say(const rbk_story *s, const char *text) {
  rbk_buffer_text(s->room, text);
}

void rbk_say_name(const rbk_story *s, const char *name) {
  for (; *name != '\0'; name++)
    rbk_buffer_byte(s->room, *name == '_' ? ' ' : *name);
}

void rbk_say_maker(const rbk_story *s, const rbk_layer *layer) {
  const char *title = layer->title && *layer->title ? layer->title : layer->id;
  rbk_buffer_add(s->room, title, strcspn(title, ":"));
}

void rbk_say_day(const rbk_story *s, const char *text) {
  static const char *const months[] = {
      "January", "February", "March",     "April",   "May",      "June",
      "July",    "August",   "September", "October", "November", "December"};
  rbk_date date;
  int year, month, day;
  if (!rbk_date_parse(rbk_text_of(text), &date)) {
    say(s, text); /* a clock time: "2025-02-03T11:45" */
    return;
  }
  rbk_date_split(date, &year, &month, &day);
  rbk_buffer_format(s->room, "%d %s %d", day, months[month - 1], year);
}

/* --- which leaves speak -------------------------------------------------- */

static const rbk_leaf_spec *leaf_of(const rbk_story *s, const rbk_node *node) {
  return node->kind == RBK_NODE_LEAF
             ? &rbk_story_edition(s)->measures.leaves[node->leaf]
             : NULL;
}

/* What the school or the policy is, not what the pupil does. */
static bool is_setting(const rbk_story *s, const rbk_node *node) {
  const rbk_leaf_spec *leaf = leaf_of(s, node);
  return leaf != NULL && leaf->kind == RBK_LEAF_CONSTANT;
}

static rbk_status find_speakers(const rbk_story *s, uint32_t number,
                                rbk_truth wanted, rbk_speakers *out) {
  const rbk_node *node = rbk_story_node(s, number);
  rbk_truth other = wanted == RBK_TRUE ? RBK_FALSE : RBK_TRUE;
  rbk_status status;
  rbk_truth truth;
  uint32_t part;
  switch (node->kind) {
  case RBK_NODE_AND:
  case RBK_NODE_OR:
    status = find_speakers(s, node->left, wanted, out);
    return status == RBK_OK ? find_speakers(s, node->right, wanted, out)
                            : status;
  case RBK_NODE_NOT:
    return find_speakers(s, node->left, other, out);
  case RBK_NODE_DATED:
    part = rbk_story_part(s, node);
    return part == RBK_NONE ? RBK_OK : find_speakers(s, part, wanted, out);
  default:
    break;
  }
  status = rbk_worker_truth(s->worker, s->edition, number, s->day, &truth);
  if (status != RBK_OK || truth != wanted || is_setting(s, node)) return status;
  for (size_t i = 0; i < out->count; i++)
    if (out->items[i] == number) return RBK_OK;
  if (out->count < RBK_MOST_SPEAKERS) out->items[out->count++] = number;
  return RBK_OK;
}

rbk_status rbk_speakers_find(const rbk_story *s, uint32_t node,
                             rbk_speakers *out) {
  out->count = 0;
  return find_speakers(s, node, RBK_TRUE, out);
}

static rbk_status in_the_way(const rbk_story *s, uint32_t number,
                             rbk_truth wanted, uint32_t *out) {
  const rbk_node *node = rbk_story_node(s, number);
  rbk_truth other = wanted == RBK_TRUE ? RBK_FALSE : RBK_TRUE, truth;
  *out = RBK_NONE;
  rbk_status status =
      rbk_worker_truth(s->worker, s->edition, number, s->day, &truth);
  if (status != RBK_OK || truth == wanted) return status;
  if (node->kind == RBK_NODE_NOT) return in_the_way(s, node->left, other, out);
  if (node->kind == RBK_NODE_DATED) {
    uint32_t part = rbk_story_part(s, node);
    return part == RBK_NONE ? RBK_OK : in_the_way(s, part, wanted, out);
  }
  if (node->kind != RBK_NODE_AND && node->kind != RBK_NODE_OR) {
    *out = number;
    return RBK_OK;
  }
  /* Where all parts must be as wanted, the first that is not; where one would
   * do, the first that is not the school's or the policy's own setting. */
  bool all = (node->kind == RBK_NODE_AND) == (wanted == RBK_TRUE);
  uint32_t second;
  status = in_the_way(s, node->left, wanted, out);
  if (status != RBK_OK || (*out != RBK_NONE && all)) return status;
  status = in_the_way(s, node->right, wanted, &second);
  if (status == RBK_OK && second != RBK_NONE &&
      (*out == RBK_NONE || is_setting(s, rbk_story_node(s, *out))))
    *out = second;
  return status;
}

rbk_status rbk_in_the_way(const rbk_story *s, uint32_t node, uint32_t *out) {
  return in_the_way(s, node, RBK_TRUE, out);
}

/* --- figures ------------------------------------------------------------- */

static bool is_ratio(rbk_figure_kind kind) {
  return kind == RBK_FIGURE_RATE || kind == RBK_FIGURE_SHARE;
}

static void say_trimmed(const rbk_story *s, char *digits) {
  size_t length = strlen(digits);
  if (strchr(digits, '.') != NULL) {
    while (digits[length - 1] == '0') length--;
    if (digits[length - 1] == '.') length--;
  }
  rbk_buffer_add(s->room, digits, length);
}

/* Two places, unless these would read as the very line the figure misses. */
static void say_rate(const rbk_story *s, const rbk_value *value,
                     const rbk_leaf_spec *leaf) {
  char digits[40];
  rbk_decimal shown;
  rbk_ratio_print(value->n, value->d, 2, digits);
  if (rbk_decimal_parse(rbk_text_of(digits), &shown) &&
      leaf->right_kind == RBK_RIGHT_CONSTANT && shown == leaf->right &&
      rbk_ratio_compare(value->n, value->d, shown, RBK_DECIMAL_ONE) != 0)
    rbk_ratio_print(value->n, value->d, 4, digits);
  say_trimmed(s, digits);
  rbk_buffer_format(s->room, " per cent (%lld of %lld sessions)",
                    (long long)value->count, (long long)value->of);
}

/* The text of the room from a place on, with a capital. */
static void begin_with_capital(const rbk_story *s, size_t from) {
  if (s->room->length > from && s->room->bytes[from] >= 'a' &&
      s->room->bytes[from] <= 'z')
    s->room->bytes[from] = (char)(s->room->bytes[from] - 'a' + 'A');
}

static void say_rate_figure(const rbk_story *s, const rbk_condition *source,
                            const rbk_leaf_spec *leaf, const rbk_value *value) {
  rbk_english english = rbk_story_english(s);
  english.plain = true;
  static const char unnamed[] = "per cent of ";
  size_t from = s->room->length, length = sizeof unnamed - 1;
  rbk_english_figure(&english, source->figure);
  for (size_t i = from; i < s->room->length; i++)
    if (s->room->bytes[i] == '_') s->room->bytes[i] = ' ';
  if (s->room->length - from > length &&
      memcmp(s->room->bytes + from, unnamed, length) == 0) {
    s->room->length = from;
    say(s, "the ");
    rbk_english_figure(&english, source->figure);
  }
  begin_with_capital(s, from);
  say(s, " is ");
  if (value->known == RBK_LOWER_BOUND) say(s, "at least ");
  say_rate(s, value, leaf);
}

/* Figures whose English goes on behind "The number of ". */
static bool is_counted(rbk_figure_kind kind) {
  switch (kind) {
  case RBK_FIGURE_SESSIONS:
  case RBK_FIGURE_DAYS:
  case RBK_FIGURE_WHOLE_DAYS:
  case RBK_FIGURE_ANY_DAYS:
  case RBK_FIGURE_EPISODES:
  case RBK_FIGURE_MINUTES:
  case RBK_FIGURE_WEEKS:
  case RBK_FIGURE_RUN:
  case RBK_FIGURE_RUN_DAYS:
    return true;
  default:
    return false;
  }
}

static void say_other_figure(const rbk_story *s, const rbk_condition *source,
                             rbk_figure_kind kind, const rbk_value *value) {
  rbk_english english = rbk_story_english(s);
  english.plain = true;
  bool own = kind == RBK_FIGURE_ATTRIBUTE || kind == RBK_FIGURE_AGE;
  bool quoted = !own && !is_counted(kind);
  say(s, own ? "The pupil's " : quoted ? "The figure \"" : "The number of ");
  size_t from = s->room->length;
  rbk_english_measure(&english, source->figure);
  for (size_t i = from; i < s->room->length; i++)
    if (s->room->bytes[i] == '_') s->room->bytes[i] = ' ';
  if (quoted) say(s, "\"");
  if (rbk_value_is_suppressed(value))
    say(s, " is x, of too few pupils");
  else
    say(s, value->known == RBK_NO_DATA ? " has no data" : " is ");
  if (value->known != RBK_NO_DATA) rbk_put_value(s->room, value);
}

rbk_status rbk_say_figure(const rbk_story *s, uint32_t number) {
  const rbk_node *node = rbk_story_node(s, number);
  const rbk_leaf_spec *leaf = leaf_of(s, node);
  rbk_value value;
  rbk_status status =
      rbk_worker_value(s->worker, s->edition, leaf->figure, s->day, &value);
  if (status != RBK_OK) return status;
  rbk_figure_kind kind =
      rbk_story_edition(s)->measures.figures[leaf->figure].kind;
  if (is_ratio(kind) && value.known != RBK_NO_DATA && value.of > 0)
    say_rate_figure(s, node->source, leaf, &value);
  else
    say_other_figure(s, node->source, kind, &value);
  return RBK_OK;
}

/* --- lines --------------------------------------------------------------- */

static void say_number(const rbk_story *s, const rbk_leaf_spec *leaf) {
  rbk_decimal number = leaf->right;
  if (leaf->right_kind == RBK_RIGHT_BY_HALF_TERM) {
    const rbk_period *period =
        rbk_calendar_period(&s->reg->calendar, RBK_PERIOD_HALF_TERM, s->day);
    number = leaf->steps[period->number - 1];
  }
  rbk_buffer_decimal(s->room, number);
  rbk_figure_kind kind =
      rbk_story_edition(s)->measures.figures[leaf->figure].kind;
  if (is_ratio(kind)) say(s, " per cent");
}

rbk_status rbk_say_line(const rbk_story *s, uint32_t number, bool *said) {
  static const char *const before[] = {[RBK_AT_LEAST] = "",
                                       [RBK_ABOVE] = "more than ",
                                       [RBK_AT_MOST] = "",
                                       [RBK_BELOW] = "less than ",
                                       [RBK_IS] = "exactly "};
  static const char *const behind[] = {[RBK_AT_LEAST] = " or more",
                                       [RBK_ABOVE] = "",
                                       [RBK_AT_MOST] = " or less",
                                       [RBK_BELOW] = "",
                                       [RBK_IS] = ""};
  const rbk_node *node = rbk_story_node(s, number);
  const rbk_leaf_spec *leaf = leaf_of(s, node);
  *said = leaf != NULL && leaf->kind == RBK_LEAF_COMPARE;
  if (!*said) return RBK_OK;
  say(s, before[leaf->comparison]);
  if (leaf->right_kind == RBK_RIGHT_FIGURE) {
    rbk_value value;
    rbk_status status = rbk_worker_value(s->worker, s->edition,
                                         leaf->right_figure, s->day, &value);
    if (status != RBK_OK) return status;
    rbk_english english = rbk_story_english(s);
    english.plain = true;
    say(s, "the ");
    rbk_put_value(s->room, &value);
    say(s, " of \"");
    rbk_english_figure(&english, node->source->right_figure);
    say(s, "\"");
  } else {
    say_number(s, leaf);
  }
  say(s, behind[leaf->comparison]);
  return RBK_OK;
}

/* --- leaves -------------------------------------------------------------- */

static rbk_status say_comparison(const rbk_story *s, uint32_t number,
                                 rbk_truth truth) {
  bool said;
  rbk_status status = rbk_say_figure(s, number);
  if (status != RBK_OK) return status;
  say(s, truth == RBK_TRUE    ? ", which is "
         : truth == RBK_FALSE ? ", which is not "
                              : ", so nobody can say whether it is ");
  return rbk_say_line(s, number, &said);
}

static void say_other_leaf(const rbk_story *s, const rbk_node *node,
                           const rbk_leaf_spec *leaf, rbk_truth truth) {
  const char *no = truth == RBK_FALSE ? "not " : "";
  rbk_english english = rbk_story_english(s);
  english.plain = true;
  if (truth == RBK_UNKNOWN) {
    say(s, "Nobody can say whether this is so: ");
    rbk_english_condition(&english, node->source);
  } else if (leaf != NULL && leaf->kind == RBK_LEAF_COMPULSORY_AGE) {
    rbk_buffer_format(s->room, "The pupil is %sof compulsory school age", no);
  } else if (leaf != NULL && leaf->kind == RBK_LEAF_ATTRIBUTE) {
    say(s, "The pupil's record ");
    say(s, truth == RBK_FALSE ? "does not have \"" : "has \"");
    rbk_say_name(s, node->source->name);
    say(s, "\"");
  } else if (node->source->kind == RBK_CONDITION_PARAMETER) {
    rbk_operand parameter = {.kind = RBK_OPERAND_PARAMETER,
                             .text = node->source->name};
    rbk_buffer_format(s->room, "The policy's setting \"%s\" is ",
                      node->source->name);
    rbk_english_operand(&english, &parameter);
  } else {
    rbk_buffer_format(s->room, "It is %sso: ", no);
    rbk_english_condition(&english, node->source);
  }
}

/* Whether two nodes compare the same figure. */
static bool same_figure(const rbk_story *s, uint32_t a, uint32_t b) {
  const rbk_leaf_spec *left = leaf_of(s, rbk_story_node(s, a));
  const rbk_leaf_spec *right = leaf_of(s, rbk_story_node(s, b));
  return left && right && left->kind == RBK_LEAF_COMPARE &&
         right->kind == RBK_LEAF_COMPARE && left->figure == right->figure;
}

rbk_status rbk_say_leaves(const rbk_story *s, const rbk_speakers *speakers) {
  rbk_status status = RBK_OK;
  for (size_t i = 0; i < speakers->count && status == RBK_OK; i++) {
    uint32_t node = speakers->items[i];
    if (i > 0 && same_figure(s, speakers->items[i - 1], node)) {
      rbk_truth truth;
      bool said;
      status = rbk_worker_truth(s->worker, s->edition, node, s->day, &truth);
      if (status != RBK_OK) return status;
      say(s, truth == RBK_TRUE ? "It is also " : "It is not ");
      status = rbk_say_line(s, node, &said);
    } else {
      status = rbk_say_leaf(s, node);
    }
    say(s, ". ");
  }
  return status;
}

rbk_status rbk_say_leaf(const rbk_story *s, uint32_t number) {
  const rbk_node *node = rbk_story_node(s, number);
  const rbk_leaf_spec *leaf = leaf_of(s, node);
  rbk_truth truth;
  rbk_status status =
      rbk_worker_truth(s->worker, s->edition, number, s->day, &truth);
  if (status != RBK_OK) return status;
  if (node->source == NULL) {
    say(s, "A condition of the policy's own making is in question");
    return RBK_OK;
  }
  if (leaf != NULL && leaf->kind == RBK_LEAF_COMPARE)
    return say_comparison(s, number, truth);
  say_other_leaf(s, node, leaf, truth);
  return RBK_OK;
}
