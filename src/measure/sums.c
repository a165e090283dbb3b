/* Sums of contributions: sessions, days, rates, shares, minutes. */
#include <string.h>

#include "measure/desk_parts.h"

const rbk_sheet *rbk_desk_sheet(rbk_desk *desk, bool any_school) {
  if (!any_school) return &desk->own;
  if (desk->any_turn != desk->turn) {
    rbk_sheet_any_school(desk->reg, desk->reader.pupil, &desk->own, &desk->any);
    desk->any_turn = desk->turn;
  }
  return &desk->any;
}

/* --- what plain presents add ---------------------------------------------- */

/* The plain presents of the pupil's spells within days from..to. */
static int32_t on_roll_between(const rbk_pupil *pupil, const int32_t *before,
                               rbk_day from, rbk_day to) {
  int32_t sum = 0;
  for (size_t s = 0; s < pupil->spell_count; s++) {
    rbk_day first = pupil->spells[s].first_day,
            last = pupil->spells[s].last_day;
    if (first < from) first = from;
    if (last > to) last = to;
    if (first <= last) sum += before[last + 1] - before[first];
  }
  return sum;
}

static rbk_status find_ground(rbk_desk *desk, uint32_t index,
                              const int32_t **out) {
  *out = NULL;
  if (index == RBK_NONE) return RBK_OK;
  const rbk_ground *ground = &desk->recipes->grounds[index];
  rbk_made_values *made = &desk->grounds[index];
  if (made->turn == desk->turn) {
    *out = made->values;
    return RBK_OK;
  }
  if (desk->throughout && ground->full) {
    made->values = ground->full;
  } else {
    const rbk_window *window;
    rbk_status status = rbk_desk_frame(desk, ground->frame, &window);
    if (status != RBK_OK) return status;
    for (size_t d = 0; d < desk->recipes->days; d++)
      made->own[d] = on_roll_between(desk->pupil, ground->before,
                                     window->from[d], window->to[d]);
    made->values = made->own;
  }
  made->turn = desk->turn;
  *out = made->values;
  return RBK_OK;
}

/* --- what exceptions add -------------------------------------------------- */

static uint8_t session_bit(int32_t session) {
  return session % 2 ? RBK_PM : RBK_AM;
}

/* Each exception adds whether it is in the set, less what a plain present in
 * its place was taken to add. */
static size_t weigh_slots(const rbk_sum *sum, const rbk_slots *slots,
                          const rbk_sheet *sheet, const int32_t plain[2],
                          rbk_weight *out) {
  size_t count = 0;
  for (size_t i = 0; i < sheet->count; i++) {
    const rbk_item *item = &sheet->items[i];
    if (!(slots->allowed[item->day] & session_bit(item->session))) continue;
    int32_t weight = (sum->set & item->bit) != 0;
    if (item->counted) weight -= plain[item->session % 2];
    out[count] = (rbk_weight){item->day, weight};
    count += weight != 0;
  }
  return count;
}

/* The same where every session counts and plain presents of mornings and
 * afternoons are alike: nearly every figure there is, so it is kept short. An
 * exception then counts where it differs from a plain present. */
static size_t weigh_all(const rbk_sum *sum, const rbk_sheet *sheet, bool plain,
                        rbk_weight *out) {
  const rbk_code_set differing = plain ? ~sum->set : sum->set;
  const int32_t weight = plain ? -1 : 1;
  size_t count = 0;
  if (!(differing & sheet->codes)) return 0;
  for (size_t i = 0; i < sheet->code_count; i++) {
    const rbk_code_days *code = &sheet->by_code[i];
    if (!(differing & code->bit)) continue;
    for (size_t k = code->first; k < code->end; k++)
      out[count++] = (rbk_weight){sheet->days[k], weight};
  }
  return count;
}

static size_t weigh_sessions(const rbk_sum *sum, const rbk_slots *slots,
                             const rbk_sheet *sheet, rbk_weight *out) {
  const int32_t plain[2] = {
      (sum->set & rbk_code_bit(rbk_code_present_am())) != 0,
      (sum->set & rbk_code_bit(rbk_code_present_pm())) != 0};
  if (slots->all && !sum->any_school && plain[0] == plain[1])
    return weigh_all(sum, sheet, plain[0], out);
  return weigh_slots(sum, slots, sheet, plain, out);
}

/* One day's marks, for measures of days. */
typedef struct day_marks {
  int32_t possible, in_set, possible_in_set;
  bool missing;
} day_marks;

static void add_mark(day_marks *marks, rbk_code_set bit, rbk_code_set set) {
  bool possible = (bit & rbk_set_possible()) != 0, in_set = (bit & set) != 0;
  marks->possible += possible;
  marks->in_set += in_set;
  marks->possible_in_set += possible && in_set;
  marks->missing |= bit == RBK_MISSING;
}

static int32_t day_weight(rbk_recipe_unit unit, const day_marks *marks) {
  if (unit == RBK_RECIPE_ANY_DAYS) return marks->in_set > 0;
  return marks->possible > 0 && !marks->missing &&
         marks->possible_in_set == marks->possible;
}

/* The weight of a day with exceptions items[0..count), less what a plain day
 * was taken to add. */
static int32_t weigh_day(const rbk_sum *sum, const rbk_slots *slots,
                         const rbk_item *items, size_t count, bool on_roll) {
  rbk_code_set am = rbk_code_bit(rbk_code_present_am());
  rbk_code_set pm = rbk_code_bit(rbk_code_present_pm());
  rbk_day day = items[0].day;
  uint8_t plain = on_roll ? slots->taken[day] : 0, seen = 0;
  day_marks marks = {0};
  for (size_t i = 0; i < count; i++) {
    uint8_t session = session_bit(items[i].session);
    seen |= session;
    if (slots->allowed[day] & session) add_mark(&marks, items[i].bit, sum->set);
  }
  if (plain & ~seen & RBK_AM) add_mark(&marks, am, sum->set);
  if (plain & ~seen & RBK_PM) add_mark(&marks, pm, sum->set);
  return day_weight(sum->unit, &marks) -
         rbk_ground_weight(sum->unit, plain, (sum->set & am) != 0,
                           (sum->set & pm) != 0);
}

static size_t weigh_days(const rbk_sum *sum, const rbk_slots *slots,
                         const rbk_sheet *sheet, const rbk_word *on_roll,
                         rbk_weight *out) {
  size_t count = 0;
  for (size_t i = 0; i < sheet->count;) {
    rbk_day day = sheet->items[i].day;
    size_t end = i + 1;
    while (end < sheet->count && sheet->items[end].day == day) end++;
    int32_t weight = weigh_day(sum, slots, &sheet->items[i], end - i,
                               rbk_bits_get(on_roll, (size_t)day));
    out[count] = (rbk_weight){day, weight};
    count += weight != 0;
    i = end;
  }
  return count;
}

/* --- minutes -------------------------------------------------------------- */

static const rbk_item *find_item(const rbk_sheet *sheet, int32_t session) {
  size_t low = 0, high = sheet->count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (sheet->items[middle].session < session)
      low = middle + 1;
    else
      high = middle;
  }
  return low < sheet->count && sheet->items[low].session == session
             ? &sheet->items[low]
             : NULL;
}

static rbk_code_set own_bit(const rbk_desk *desk, int32_t session) {
  rbk_session_state state =
      rbk_session_state_of(desk->calendar, desk->pupil, &desk->reg->marks,
                           desk->reader.pupil, session);
  if (state != RBK_SESSION_MARKED) return 0;
  return rbk_code_bit(
      rbk_marks_of(&desk->reg->marks, desk->reader.pupil)[session]);
}

/* Whether the note stands beside the mark that the figure counts: this
 * school's, in the set, and no other school's in its place. */
static bool is_beside_counted(const rbk_desk *desk, const rbk_sum *sum,
                              const rbk_sheet *sheet, int32_t session) {
  if (!(own_bit(desk, session) & sum->set)) return false;
  const rbk_item *item = find_item(sheet, session);
  return !item || !item->foreign;
}

static size_t weigh_minutes(const rbk_desk *desk, const rbk_sum *sum,
                            const rbk_slots *slots, const rbk_sheet *sheet,
                            rbk_weight *out) {
  size_t notes, count = 0;
  const rbk_mark_note *note =
      rbk_marks_notes(&desk->reg->marks, desk->reader.pupil, &notes);
  for (size_t i = 0; i < notes; i++, note++) {
    rbk_day day = note->session / 2;
    if (note->minutes <= 0 ||
        !(slots->allowed[day] & session_bit(note->session)) ||
        !is_beside_counted(desk, sum, sheet, note->session))
      continue;
    int32_t minutes = note->minutes;
    if (sum->step > 1) minutes -= minutes % sum->step;
    out[count] = (rbk_weight){day, minutes};
    count += minutes != 0;
  }
  return count;
}

static bool has_minutes(const rbk_desk *desk, const rbk_item *item) {
  const rbk_mark_note *note =
      rbk_marks_note(&desk->reg->marks, desk->reader.pupil, item->session);
  return note && note->minutes >= 0;
}

static size_t weigh_untimed(const rbk_desk *desk, const rbk_sum *sum,
                            const rbk_slots *slots, const rbk_sheet *sheet,
                            rbk_weight *out) {
  rbk_code_set late = sum->set & rbk_set_late();
  size_t count = 0;
  for (size_t i = 0; i < sheet->count; i++) {
    const rbk_item *item = &sheet->items[i];
    if (!(item->bit & late) ||
        !(slots->allowed[item->day] & session_bit(item->session)))
      continue;
    if (item->foreign || !has_minutes(desk, item))
      out[count++] = (rbk_weight){item->day, 1};
  }
  return count;
}

static size_t weigh(rbk_desk *desk, const rbk_sum *sum, rbk_weight *out) {
  const rbk_slots *slots = &desk->recipes->slots[sum->slots];
  const rbk_sheet *sheet = rbk_desk_sheet(desk, sum->any_school);
  switch (sum->unit) {
  case RBK_RECIPE_WHOLE_DAYS:
  case RBK_RECIPE_ANY_DAYS:
    return weigh_days(sum, slots, sheet, desk->on_roll, out);
  case RBK_RECIPE_MINUTES:
    return weigh_minutes(desk, sum, slots, sheet, out);
  case RBK_RECIPE_UNTIMED:
    return weigh_untimed(desk, sum, slots, sheet, out);
  default:
    return weigh_sessions(sum, slots, sheet, out);
  }
}

/* --- adding up ------------------------------------------------------------ */

/* By the days whose window holds each weight's day. */
static void add_up(const rbk_window *window, const rbk_weight *weights,
                   size_t count, const int32_t *ground, size_t room,
                   int32_t *out) {
  memset(out, 0, room * sizeof *out);
  for (size_t i = 0; i < count; i++)
    rbk_contribute(out, window->first[weights[i].day],
                   window->last[weights[i].day], weights[i].weight);
  rbk_contributions_sum(out, ground, room, out);
}

/* By the days that each window holds, where these come and go. */
static void add_up_by_day(const rbk_window *window, const rbk_weight *weights,
                          size_t count, const int32_t *ground, size_t days,
                          size_t room, int32_t *column, int32_t *out) {
  memset(column, 0, room * sizeof *column);
  for (size_t i = 0; i < count; i++)
    column[weights[i].day + 1] += weights[i].weight;
  rbk_contributions_sum(column, NULL, room, column);
  for (size_t d = 0; d < days; d++) {
    out[d] = ground ? ground[d] : 0;
    if (window->from[d] <= window->to[d])
      out[d] += column[window->to[d] + 1] - column[window->from[d]];
  }
}

/* Only minutes can be so many: 2^31 of anything else would need a register of
 * more sessions than the axis can number. */
static bool can_add_up(const rbk_weight *weights, size_t count) {
  int64_t sum = 0;
  for (size_t i = 0; i < count; i++) sum += weights[i].weight;
  return sum <= INT32_MAX;
}

static rbk_status make(rbk_desk *desk, const rbk_sum *sum,
                       rbk_made_values *made) {
  const rbk_recipes *r = desk->recipes;
  const rbk_window *window;
  const int32_t *ground;
  rbk_status status = rbk_desk_frame(desk, sum->frame, &window);
  if (status == RBK_OK) status = find_ground(desk, sum->ground, &ground);
  if (status != RBK_OK) return status;
  size_t count = weigh(desk, sum, desk->weights);
  if (sum->unit == RBK_RECIPE_MINUTES && !can_add_up(desk->weights, count))
    return RBK_OVERFLOW;
  made->values = made->own;
  if (count == 0)
    made->values = ground ? ground : r->zeros;
  else if (window->first)
    add_up(window, desk->weights, count, ground, r->room, made->own);
  else
    add_up_by_day(window, desk->weights, count, ground, r->days, r->room,
                  desk->column, made->own);
  return RBK_OK;
}

rbk_status rbk_desk_sum(rbk_desk *desk, uint32_t sum, const int32_t **out) {
  rbk_made_values *made = &desk->sums[sum];
  if (made->turn != desk->turn) {
    rbk_status status = make(desk, &desk->recipes->sums[sum], made);
    if (status != RBK_OK) return status;
    made->turn = desk->turn;
    made->zero_turn = 0;
  }
  *out = made->values;
  return RBK_OK;
}

rbk_status rbk_desk_sum_zero(rbk_desk *desk, uint32_t sum,
                             const rbk_word **out) {
  const int32_t *values;
  rbk_status status = rbk_desk_sum(desk, sum, &values);
  if (status != RBK_OK) return status;
  rbk_made_values *made = &desk->sums[sum];
  if (made->zero_turn != desk->turn) {
    rbk_bits_at_least(values, 1, desk->recipes->room, made->zero);
    for (size_t i = 0; i < desk->recipes->words; i++)
      made->zero[i] = ~made->zero[i];
    rbk_bits_trim(made->zero, desk->recipes);
    made->zero_turn = desk->turn;
  }
  *out = made->zero;
  return RBK_OK;
}

/* --- figures -------------------------------------------------------------- */

rbk_status rbk_desk_make_sum(rbk_desk *desk, uint32_t figure) {
  const rbk_figure_recipe *recipe = &desk->recipes->figures[figure];
  rbk_figure made = {.times = 1, .over = 1};
  if (desk->measures->figures[figure].kind == RBK_FIGURE_DAYS) made.over = 2;
  rbk_status status = rbk_desk_sum(desk, recipe->sum, &made.n);
  if (status == RBK_OK)
    status = rbk_desk_absent(desk, recipe->frame, &made.no_data);
  if (status == RBK_OK) desk->figures[figure].figure = made;
  return status;
}

/* Per cent of another sum; where that is 0, and so where the window does not
 * exist, there is no data. */
rbk_status rbk_desk_make_ratio(rbk_desk *desk, uint32_t figure) {
  const rbk_figure_recipe *recipe = &desk->recipes->figures[figure];
  rbk_figure made = {.times = 100, .over = 1};
  rbk_status status = rbk_desk_sum(desk, recipe->sum, &made.n);
  if (status == RBK_OK) status = rbk_desk_sum(desk, recipe->of, &made.d);
  if (status == RBK_OK)
    status = rbk_desk_sum_zero(desk, recipe->of, &made.no_data);
  if (status == RBK_OK) desk->figures[figure].figure = made;
  return status;
}

rbk_status rbk_desk_make_minutes(rbk_desk *desk, uint32_t figure) {
  const int32_t *untimed;
  rbk_status status = rbk_desk_make_sum(desk, figure);
  if (status == RBK_OK)
    status = rbk_desk_sum(desk, desk->recipes->figures[figure].of, &untimed);
  if (status != RBK_OK) return status;
  rbk_made_figure *made = &desk->figures[figure];
  rbk_bits_at_least(untimed, 1, desk->recipes->room, made->lower);
  rbk_bits_trim(made->lower, desk->recipes);
  made->figure.lower = made->lower;
  return RBK_OK;
}
