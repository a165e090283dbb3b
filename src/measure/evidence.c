#include "measure/evidence.h"

#include "measure/desk_parts.h"

rbk_code_set rbk_telling_codes(const rbk_figure_spec *spec) {
  rbk_code_set plain =
      rbk_code_bit(rbk_code_present_am()) | rbk_code_bit(rbk_code_present_pm());
  if (!(spec->set & plain)) return spec->set;
  bool ratio = spec->kind == RBK_FIGURE_RATE || spec->kind == RBK_FIGURE_SHARE;
  return (ratio ? spec->of : rbk_set_possible()) & ~spec->set;
}

static bool is_series(rbk_figure_kind kind) {
  return kind == RBK_FIGURE_RUN || kind == RBK_FIGURE_RUN_DAYS;
}

/* A series has no window of its own: it goes back as far as it is long. */
static rbk_status find_series(rbk_desk *desk, uint32_t figure, rbk_day day,
                              rbk_behind *out) {
  const rbk_figure_spec *spec = &desk->measures->figures[figure];
  rbk_value value;
  rbk_status status = rbk_desk_value(desk, figure, day, &value);
  if (status != RBK_OK) return status;
  int64_t left = value.known == RBK_NO_DATA ? 0 : value.n / value.d;
  size_t count = desk->exception_count;
  out->last = day;
  out->first = day + 1;
  while (count > 0 && left > 0) {
    const rbk_exception *mark = &desk->exceptions[--count];
    rbk_day here = mark->session / 2;
    if (here > day || !(out->set & rbk_code_bit(mark->code))) continue;
    if (spec->kind != RBK_FIGURE_RUN_DAYS || here != out->first) left--;
    out->first = here;
  }
  out->any = out->first <= out->last;
  return RBK_OK;
}

rbk_status rbk_evidence_find(rbk_desk *desk, uint32_t figure, rbk_day day,
                             rbk_behind *out) {
  const rbk_figure_spec *spec = &desk->measures->figures[figure];
  *out = (rbk_behind){.first = 0, .last = -1};
  if (spec->kind > RBK_FIGURE_LONGEST_RUN) return RBK_OK;
  out->set = rbk_telling_codes(spec);
  if (spec->frozen) day = rbk_desk_frozen_day(desk, spec, day);
  if (day < 0 || out->set == 0) return RBK_OK;
  if (is_series(spec->kind) && !spec->frozen)
    return find_series(desk, figure, day, out);
  const rbk_window *window;
  rbk_status status =
      rbk_desk_frame(desk, desk->recipes->figures[figure].frame, &window);
  if (status != RBK_OK) return status;
  if (window->exists && !rbk_bits_get(window->exists, (size_t)day))
    return RBK_OK;
  out->first = window->from[day] < 0 ? 0 : window->from[day];
  out->last = window->to[day] < day ? window->to[day] : day;
  out->any = out->first <= out->last;
  return RBK_OK;
}

bool rbk_evidence_lists(const rbk_desk *desk, uint32_t figure,
                        const rbk_behind *evidence, const rbk_exception *mark) {
  rbk_day day = mark->session / 2;
  uint8_t half = mark->session % 2 ? RBK_PM : RBK_AM;
  return evidence->any && day >= evidence->first && day <= evidence->last &&
         (evidence->set & rbk_code_bit(mark->code)) != 0 &&
         (rbk_figure_sessions_on(desk->measures, figure, day) & half) != 0;
}
