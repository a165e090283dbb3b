/* A sweep as a plot: values of the parameter along, pupils up. Coordinates are
 * whole numbers, so that the same counts give the same bytes everywhere. */
#include <string.h>

#include "explore/sweep.h"

enum {
  LEFT = 70,
  TOP = 60,
  PLOT_WIDTH = 600,
  PLOT_HEIGHT = 360,
  LEGEND_LINE = 20,
  TICKS = 8 /* at most so many along */
};

static const char *const colours[] = {"#0b5394", "#b45f06", "#38761d",
                                      "#741b47", "#666666", "#cc0000"};
enum { COLOURS = sizeof colours / sizeof colours[0] };

static void put_escaped(rbk_buffer *out, const char *text) {
  for (; *text != '\0'; text++) {
    if (*text == '&')
      rbk_buffer_text(out, "&amp;");
    else if (*text == '<')
      rbk_buffer_text(out, "&lt;");
    else if (*text == '>')
      rbk_buffer_text(out, "&gt;");
    else if (*text == '"')
      rbk_buffer_text(out, "&quot;");
    else
      rbk_buffer_byte(out, *text);
  }
}

/* --- the scales ---------------------------------------------------------- */

/* The smallest of 5, 10, 20, 50, 100, ... that five steps of bring up to
 * `most` or beyond; 1 and 2 for a few pupils. */
static size_t step_up(size_t most) {
  static const size_t parts[] = {1, 2, 5};
  for (size_t power = 1;; power *= 10)
    for (size_t i = 0; i < 3; i++)
      if (parts[i] * power * 5 >= most) return parts[i] * power;
}

static size_t most_pupils(const rbk_sweep *sweep) {
  size_t most = 1;
  for (size_t i = 0; i < sweep->series_count; i++)
    for (size_t t = 0; t < sweep->value_count; t++) {
      const rbk_sweep_series *series = &sweep->series[i];
      if (series->ever[t] > most) most = series->ever[t];
      if (series->on_day[t] > most) most = series->on_day[t];
    }
  return most;
}

static int across(const rbk_sweep *sweep, size_t t) {
  if (sweep->value_count < 2) return LEFT + PLOT_WIDTH / 2;
  return LEFT + (int)(t * PLOT_WIDTH / (sweep->value_count - 1));
}

static int up(size_t count, size_t top) {
  return TOP + PLOT_HEIGHT - (int)(count * PLOT_HEIGHT / top);
}

/* --- axes ---------------------------------------------------------------- */

static void put_axes(const rbk_sweep *sweep, size_t step, rbk_buffer *out) {
  char value[24];
  for (size_t i = 0; i <= 5; i++) {
    int y = up(i * step, step * 5);
    rbk_buffer_format(
        out,
        "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" "
        "stroke=\"%s\"/>\n"
        "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%zu</text>\n",
        LEFT, y, LEFT + PLOT_WIDTH, y, i ? "#dddddd" : "#000000", LEFT - 8,
        y + 4, i * step);
  }
  size_t every = (sweep->value_count + TICKS - 1) / TICKS;
  for (size_t t = 0; t < sweep->value_count; t += every) {
    int x = across(sweep, t);
    rbk_decimal_print(sweep->values[t], value);
    rbk_buffer_format(out,
                      "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" "
                      "stroke=\"#000000\"/>\n"
                      "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s"
                      "</text>\n",
                      x, TOP + PLOT_HEIGHT, x, TOP + PLOT_HEIGHT + 5, x,
                      TOP + PLOT_HEIGHT + 20, value);
  }
  rbk_buffer_format(out, "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">",
                    LEFT + PLOT_WIDTH / 2, TOP + PLOT_HEIGHT + 44);
  put_escaped(out, sweep->name);
  if (*sweep->unit) {
    rbk_buffer_text(out, " (");
    put_escaped(out, sweep->unit);
    rbk_buffer_byte(out, ')');
  }
  rbk_buffer_format(out,
                    "</text>\n<text x=\"18\" y=\"%d\" text-anchor=\"middle\" "
                    "transform=\"rotate(-90 18 %d)\">pupils</text>\n",
                    TOP + PLOT_HEIGHT / 2, TOP + PLOT_HEIGHT / 2);
}

/* --- lines --------------------------------------------------------------- */

/* Values with which the policy does not load leave the line open. */
static void put_line(const rbk_sweep *sweep, const size_t *counts, size_t top,
                     const char *colour, bool dashed, rbk_buffer *out) {
  bool open = false;
  for (size_t t = 0; t < sweep->value_count; t++) {
    if (sweep->refused[t]) {
      if (open) rbk_buffer_text(out, "\"/>\n");
      open = false;
      continue;
    }
    if (!open)
      rbk_buffer_format(out,
                        "<polyline fill=\"none\" stroke=\"%s\" "
                        "stroke-width=\"2\"%s points=\"",
                        colour, dashed ? " stroke-dasharray=\"5 4\"" : "");
    rbk_buffer_format(out, "%s%d,%d", open ? " " : "", across(sweep, t),
                      up(counts[t], top));
    open = true;
  }
  if (open) rbk_buffer_text(out, "\"/>\n");
}

static void put_legend(const rbk_sweep_series *series, size_t i, int y,
                       rbk_buffer *out) {
  rbk_buffer_format(out,
                    "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" "
                    "stroke=\"%s\" stroke-width=\"2\"/>\n"
                    "<text x=\"%d\" y=\"%d\">",
                    LEFT, y, LEFT + 24, y, colours[i % COLOURS], LEFT + 32,
                    y + 4);
  put_escaped(out, series->kind);
  rbk_buffer_byte(out, ' ');
  put_escaped(out, series->id);
  if (series->why) {
    rbk_buffer_text(out, " (a run for each value: ");
    put_escaped(out, series->why);
    rbk_buffer_byte(out, ')');
  }
  rbk_buffer_text(out, "</text>\n");
}

void rbk_sweep_plot(const rbk_sweep *sweep, rbk_buffer *out) {
  int legend = TOP + PLOT_HEIGHT + 72;
  int height = legend + LEGEND_LINE * (int)sweep->series_count + 10;
  size_t step = step_up(most_pupils(sweep));
  rbk_buffer_format(
      out,
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" "
      "height=\"%d\" viewBox=\"0 0 %d %d\" "
      "font-family=\"sans-serif\" font-size=\"12\">\n"
      "<rect width=\"100%%\" height=\"100%%\" fill=\"#ffffff\"/>\n"
      "<text x=\"%d\" y=\"24\" font-size=\"16\">",
      LEFT + PLOT_WIDTH + 40, height, LEFT + PLOT_WIDTH + 40, height, LEFT);
  put_escaped(out, sweep->school);
  rbk_buffer_text(out, ", ");
  put_escaped(out, sweep->policy);
  rbk_buffer_format(out,
                    ": pupils of %zu up to %s</text>\n<text x=\"%d\" y=\"42\">"
                    "whole line: on some day; dashed: on the last day</text>\n",
                    sweep->pupils, sweep->to, LEFT);
  put_axes(sweep, step, out);
  for (size_t i = 0; i < sweep->series_count; i++) {
    const rbk_sweep_series *series = &sweep->series[i];
    const char *colour = colours[i % COLOURS];
    put_line(sweep, series->ever, step * 5, colour, false, out);
    put_line(sweep, series->on_day, step * 5, colour, true, out);
    put_legend(series, i, legend + LEGEND_LINE * (int)i, out);
  }
  rbk_buffer_text(out, "</svg>\n");
}
