/* A sweep as a table, CSV and JSON. */
#include <string.h>

#include "explore/sweep.h"
#include "write/pieces.h"

static void put_value(rbk_buffer *out, const rbk_sweep *sweep, size_t t,
                      int width) {
  char text[24];
  int length = rbk_decimal_print(sweep->values[t], text);
  rbk_buffer_format(out, "%*s%s", width > length ? width - length : 0, "",
                    text);
}

static const char *ever_word(const rbk_sweep_series *series) {
  return strcmp(series->kind, "flag") == 0 ? "raised"
         : strcmp(series->kind, "band") == 0 ||
                 strcmp(series->kind, "stage") == 0
             ? "entered"
         : strcmp(series->kind, "rule") == 0 ? "fired"
                                             : "found";
}

static void put_series(const rbk_sweep *sweep, const rbk_sweep_series *series,
                       rbk_buffer *out) {
  int width = (int)strlen(sweep->name);
  if (width < 10) width = 10;
  rbk_buffer_format(out, "\n%s %s", series->kind, series->id);
  if (series->label) rbk_buffer_format(out, ": %s", series->label);
  rbk_buffer_byte(out, '\n');
  if (series->why)
    rbk_buffer_format(out, "  a run for each value: %s\n", series->why);
  rbk_buffer_format(out, "  %*s  %8s %8s%s\n", width, sweep->name,
                    ever_word(series), "on day",
                    series->overdue ? "  overdue" : "");
  for (size_t t = 0; t < sweep->value_count; t++) {
    rbk_buffer_text(out, "  ");
    put_value(out, sweep, t, width);
    if (sweep->refused[t]) {
      rbk_buffer_text(out, "  does not load\n");
      continue;
    }
    rbk_buffer_format(out, "  %8zu %8zu", series->ever[t], series->on_day[t]);
    if (series->overdue) rbk_buffer_format(out, " %8zu", series->overdue[t]);
    rbk_buffer_byte(out, '\n');
  }
}

static void put_table(const rbk_sweep *sweep, rbk_buffer *out) {
  rbk_buffer_format(out, "%s, %s: pupils of %zu by %s", sweep->school,
                    sweep->policy, sweep->pupils, sweep->name);
  if (*sweep->unit) rbk_buffer_format(out, " (%s)", sweep->unit);
  rbk_buffer_format(out, ", up to %s\n", sweep->to);
  for (size_t t = 0; t < sweep->value_count; t++)
    if (sweep->refused[t]) {
      rbk_buffer_text(out, "With ");
      put_value(out, sweep, t, 0);
      rbk_buffer_format(out, " the policy does not load: %s\n",
                        sweep->refused[t]);
    }
  for (size_t i = 0; i < sweep->series_count; i++)
    put_series(sweep, &sweep->series[i], out);
  if (sweep->series_count == 0)
    rbk_buffer_text(out, "\nNothing changes with it.\n");
}

static void put_csv(const rbk_sweep *sweep, bool head, rbk_buffer *out) {
  if (head)
    rbk_buffer_text(out, "school,parameter,value,kind,id,ever,on_day,overdue,"
                         "by_runs_because\n");
  for (size_t i = 0; i < sweep->series_count; i++) {
    const rbk_sweep_series *series = &sweep->series[i];
    for (size_t t = 0; t < sweep->value_count; t++) {
      if (sweep->refused[t]) continue;
      rbk_buffer_csv(out, sweep->school, strlen(sweep->school));
      rbk_buffer_byte(out, ',');
      rbk_buffer_csv(out, sweep->name, strlen(sweep->name));
      rbk_buffer_byte(out, ',');
      put_value(out, sweep, t, 0);
      rbk_buffer_format(out, ",%s,", series->kind);
      rbk_buffer_csv(out, series->id, strlen(series->id));
      rbk_buffer_format(out, ",%zu,%zu,", series->ever[t], series->on_day[t]);
      if (series->overdue) rbk_buffer_format(out, "%zu", series->overdue[t]);
      rbk_buffer_byte(out, ',');
      if (series->why) rbk_buffer_csv(out, series->why, strlen(series->why));
      rbk_buffer_byte(out, '\n');
    }
  }
}

static void put_counts(const rbk_sweep *sweep, const char *name,
                       const size_t *counts, rbk_buffer *out) {
  rbk_put_key(out, name);
  if (counts == NULL) {
    rbk_buffer_text(out, "null");
    return;
  }
  for (size_t t = 0; t < sweep->value_count; t++) {
    rbk_buffer_byte(out, t == 0 ? '[' : ',');
    if (sweep->refused[t])
      rbk_buffer_text(out, "null");
    else
      rbk_buffer_number(out, (int64_t)counts[t]);
  }
  rbk_buffer_byte(out, ']');
}

static void put_json(const rbk_sweep *sweep, rbk_buffer *out) {
  rbk_buffer_byte(out, '{');
  rbk_put_text_member(out, "school", sweep->school);
  rbk_put_text_member(out, "policy", sweep->policy);
  rbk_put_text_member(out, "parameter", sweep->name);
  rbk_put_text_member(out, "unit", *sweep->unit ? sweep->unit : NULL);
  rbk_put_text_member(out, "to", sweep->to);
  rbk_put_number_member(out, "pupils", (int64_t)sweep->pupils);
  rbk_put_key(out, "values");
  for (size_t t = 0; t < sweep->value_count; t++) {
    rbk_buffer_byte(out, t == 0 ? '[' : ',');
    rbk_buffer_byte(out, '"');
    put_value(out, sweep, t, 0);
    rbk_buffer_byte(out, '"');
  }
  rbk_buffer_byte(out, ']');
  rbk_put_key(out, "refused");
  for (size_t t = 0; t < sweep->value_count; t++) {
    rbk_buffer_byte(out, t == 0 ? '[' : ',');
    rbk_put_text(out, sweep->refused[t]);
  }
  rbk_buffer_byte(out, ']');
  rbk_put_key(out, "series");
  rbk_buffer_byte(out, '[');
  for (size_t i = 0; i < sweep->series_count; i++) {
    const rbk_sweep_series *series = &sweep->series[i];
    rbk_buffer_text(out, i > 0 ? ",\n{" : "\n{");
    rbk_put_text_member(out, "kind", series->kind);
    rbk_put_text_member(out, "id", series->id);
    rbk_put_text_member(out, "label", series->label);
    rbk_put_text_member(out, "by_runs_because", series->why);
    put_counts(sweep, "ever", series->ever, out);
    put_counts(sweep, "on_day", series->on_day, out);
    put_counts(sweep, "overdue", series->overdue, out);
    rbk_buffer_byte(out, '}');
  }
  rbk_buffer_text(out, "]}");
}

void rbk_sweep_print(const rbk_sweep *sweep, rbk_sweep_format format,
                     size_t number, rbk_buffer *out) {
  switch (format) {
  case RBK_SWEEP_TABLE:
    if (number > 0) rbk_buffer_byte(out, '\n');
    put_table(sweep, out);
    return;
  case RBK_SWEEP_CSV:
    put_csv(sweep, number == 0, out);
    return;
  case RBK_SWEEP_JSON:
    rbk_buffer_text(out, number == 0 ? "[\n" : ",\n");
    put_json(sweep, out);
    return;
  case RBK_SWEEP_SVG:
    rbk_sweep_plot(sweep, out);
    return;
  }
}

void rbk_sweep_print_end(rbk_sweep_format format, size_t number,
                         rbk_buffer *out) {
  if (format == RBK_SWEEP_JSON)
    rbk_buffer_text(out, number > 0 ? "\n]\n" : "[\n]\n");
}
