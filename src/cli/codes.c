/* rollbook codes: the register codes in force on a day. */
#include <stdio.h>
#include <string.h>

#include "base/status.h"
#include "cli/cli.h"
#include "register/codes.h"
#include "write/layout.h"
#include "write/pieces.h"

/* A code or a sub-code, as every format prints it. */
typedef struct code_row {
  const char *code, *parent; /* parent: of a sub-code, else "" */
  const char *meaning, *class, *shortly, *where, *sessions, *source;
  bool possible, attended;
  rbk_date from, to;
} code_row;

static void put_flag(rbk_buffer *out, bool flag) {
  rbk_buffer_text(out, flag ? "yes" : "no");
}

static void put_date(rbk_buffer *out, rbk_date date) {
  if (date != RBK_NO_DATE) rbk_buffer_date(out, date);
}

#define CELL(name, put)                                                        \
  static void name##_cell(rbk_buffer *out, const code_row *row) {              \
    put(out, row->name);                                                       \
  }
CELL(code, rbk_buffer_text)
CELL(parent, rbk_buffer_text)
CELL(class, rbk_buffer_text)
CELL(shortly, rbk_buffer_text)
CELL(possible, put_flag)
CELL(attended, put_flag)
CELL(where, rbk_buffer_text)
CELL(sessions, rbk_buffer_text)
CELL(from, put_date)
CELL(to, put_date)
CELL(meaning, rbk_buffer_text)
CELL(source, rbk_buffer_text)

/* The table has room for what tells codes apart; the other formats have all. */
static const struct {
  const char *name;
  size_t width; /* in the table; 0: not there */
  bool of_data; /* in the other formats */
  void (*cell)(rbk_buffer *out, const code_row *row);
} columns[] = {
    {"code", 4, true, code_cell},         {"counts_as", 0, true, parent_cell},
    {"class", 0, true, class_cell},       {"class", 14, false, shortly_cell},
    {"possible", 0, true, possible_cell}, {"attended", 0, true, attended_cell},
    {"where", 0, true, where_cell},       {"sessions", 0, true, sessions_cell},
    {"from", 10, true, from_cell},        {"to", 0, true, to_cell},
    {"meaning", 1, true, meaning_cell}, /* what is left of the line */
    {"source", 0, true, source_cell},
};
#define COLUMNS (sizeof columns / sizeof columns[0])

static const char *const short_classes[] = {
    [RBK_CLASS_PRESENT] = "present",
    [RBK_CLASS_ACTIVITY] = "activity",
    [RBK_CLASS_AUTHORISED] = "authorised",
    [RBK_CLASS_UNAUTHORISED] = "unauthorised",
    [RBK_CLASS_NOT_POSSIBLE] = "not possible",
    [RBK_CLASS_ADMINISTRATIVE] = "administrative",
};

static const char *sessions_of(uint8_t sessions) {
  return sessions == RBK_AM ? "AM" : sessions == RBK_PM ? "PM" : "AM PM";
}

static code_row row_of_code(rbk_code code) {
  const rbk_code_info *info = rbk_code_info_of(code);
  return (code_row){
      .code = info->code,
      .parent = "",
      .meaning = info->meaning,
      .class = rbk_code_class_name(info->class),
      .shortly = short_classes[info->class],
      .where = rbk_physical_name(info->physical),
      .sessions = sessions_of(info->sessions),
      .source = info->source,
      .possible = (rbk_set_possible() & rbk_code_bit(code)) != 0,
      .attended = (rbk_set_attended() & rbk_code_bit(code)) != 0,
      .from = info->from,
      .to = info->to,
  };
}

static bool in_force(rbk_date from, rbk_date to, rbk_date on) {
  return (from == RBK_NO_DATE || from <= on) && (to == RBK_NO_DATE || to >= on);
}

typedef void row_sink(void *context, const code_row *row);

/* The rows of a day: codes in the order of the table, then sub-codes. */
static void each_row(rbk_date on, row_sink *sink, void *context) {
  for (size_t i = 1; i <= rbk_codes_count(); i++) {
    code_row row = row_of_code((rbk_code)i);
    if (in_force(row.from, row.to, on)) sink(context, &row);
  }
  for (size_t i = 0; i < rbk_sub_codes_count(); i++) {
    const rbk_sub_code *sub = rbk_sub_code_at(i);
    rbk_code parent;
    if (!in_force(sub->from, sub->to, on) ||
        rbk_code_find(rbk_text_of(sub->parent), on, &parent) ==
            RBK_CODE_UNKNOWN)
      continue;
    code_row row = row_of_code(parent);
    row.code = sub->code;
    row.parent = sub->parent;
    row.meaning = sub->meaning;
    row.source = sub->source;
    row.from = sub->from;
    row.to = sub->to;
    sink(context, &row);
  }
}

typedef struct listing {
  rbk_buffer *out;
  rbk_buffer cell;
  bool colours;
  size_t codes, sub_codes;
} listing;

static const char *cell_of(listing *l, size_t column, const code_row *row) {
  rbk_buffer_clear(&l->cell);
  columns[column].cell(&l->cell, row);
  const char *text = rbk_buffer_string(&l->cell);
  return text ? text : "";
}

static void put_line(listing *l, const code_row *row) {
  size_t from = l->out->length, left = RBK_LINE_WIDTH;
  for (size_t i = 0; i < COLUMNS; i++) {
    if (columns[i].width == 0) continue;
    bool last = columns[i].cell == meaning_cell;
    size_t width = last ? left : columns[i].width;
    rbk_put_cell(l->out, row ? cell_of(l, i, row) : columns[i].name, width,
                 row ? RBK_PLAIN : RBK_BOLD, l->colours);
    if (!last) rbk_buffer_text(l->out, "  ");
    left -= width + (last ? 0 : 2);
  }
  rbk_trim_line_end(l->out, from);
  rbk_buffer_byte(l->out, '\n');
}

static void table_row(void *context, const code_row *row) {
  listing *l = context;
  if (*row->parent)
    l->sub_codes++;
  else
    l->codes++;
  put_line(l, row);
}

static void csv_row(void *context, const code_row *row) {
  listing *l = context;
  for (size_t i = 0; i < COLUMNS; i++) {
    if (!columns[i].of_data) continue;
    const char *text = row ? cell_of(l, i, row) : columns[i].name;
    if (i > 0) rbk_buffer_byte(l->out, ',');
    rbk_buffer_csv(l->out, text, strlen(text));
  }
  rbk_buffer_byte(l->out, '\n');
}

static void object(listing *l, const code_row *row) {
  rbk_buffer_byte(l->out, '{');
  for (size_t i = 0; i < COLUMNS; i++) {
    if (!columns[i].of_data) continue;
    const char *text = cell_of(l, i, row);
    if (columns[i].cell == possible_cell || columns[i].cell == attended_cell) {
      rbk_put_key(l->out, columns[i].name);
      rbk_buffer_text(l->out, strcmp(text, "yes") == 0 ? "true" : "false");
    } else {
      rbk_put_text_member(l->out, columns[i].name, *text ? text : NULL);
    }
  }
  rbk_buffer_byte(l->out, '}');
}

static void ndjson_row(void *context, const code_row *row) {
  listing *l = context;
  object(l, row);
  rbk_buffer_byte(l->out, '\n');
}

static void json_row(void *context, const code_row *row) {
  listing *l = context;
  rbk_buffer_text(l->out, l->codes++ > 0 ? ",\n" : "\n");
  object(l, row);
}

static rbk_status put_codes(rbk_buffer *out, rbk_format format, bool colours,
                            rbk_date on, rbk_error *error) {
  listing l = {.out = out, .colours = colours};
  rbk_buffer_init(&l.cell, NULL);
  rbk_status status = RBK_OK;
  switch (format) {
  case RBK_FORMAT_TABLE:
    put_line(&l, NULL);
    each_row(on, table_row, &l);
    rbk_buffer_format(out, "\n%zu codes", l.codes);
    if (l.sub_codes > 0)
      rbk_buffer_format(out, " and %zu sub-code%s", l.sub_codes,
                        l.sub_codes == 1 ? "" : "s");
    rbk_buffer_text(out, " in force on ");
    rbk_buffer_date(out, on);
    rbk_buffer_byte(out, '\n');
    break;
  case RBK_FORMAT_NDJSON:
    each_row(on, ndjson_row, &l);
    break;
  case RBK_FORMAT_JSON:
    rbk_buffer_byte(out, '[');
    each_row(on, json_row, &l);
    rbk_buffer_text(out, "\n]\n");
    break;
  case RBK_FORMAT_CSV:
    csv_row(&l, NULL);
    each_row(on, csv_row, &l);
    break;
  default:
    status = rbk_fail(error, RBK_USAGE, NULL, 0, 0,
                      "codes cannot be written as %s; use table, ndjson, json "
                      "or csv",
                      rbk_format_name(format));
  }
  if (status == RBK_OK && l.cell.status != RBK_OK)
    status = rbk_no_memory(error);
  rbk_buffer_finish(&l.cell);
  return status;
}

/* A list to read: a table also where it does not go to a terminal, unless a
 * format or the name of the file says otherwise. */
static rbk_format format_of(const cli_program *cli) {
  rbk_format format;
  const char *output = cli->options.output;
  if (cli->options.format_said) return cli->options.format;
  return output && rbk_format_of_file(output, &format) ? format
                                                       : RBK_FORMAT_TABLE;
}

int cli_codes(cli_program *cli) {
  rbk_error error = {.status = RBK_OK};
  rbk_buffer text;
  rbk_buffer_init(&text, NULL);
  rbk_output *output = NULL;
  rbk_date on = RBK_NO_DATE;
  rbk_format format = format_of(cli);
  char now[11] = "";
  if (cli->options.on == NULL && cli_today(now)) cli->options.on = now;
  rbk_status status = RBK_OK;
  if (cli->options.on == NULL ||
      !rbk_date_parse(rbk_text_of(cli->options.on), &on))
    status = rbk_fail(&error, RBK_USAGE, NULL, 0, 0,
                      "the system does not know the date; say --on DAY");
  if (status == RBK_OK)
    status = put_codes(&text, format, cli_colours(cli, format), on, &error);
  if (status == RBK_OK)
    status = cli_open_output(cli->options.output, &output, &error);
  if (status == RBK_OK) status = rbk_output_drain(output, &text, &error);
  if (status == RBK_OK) status = rbk_output_commit(output, &error);
  if (status != RBK_OK) cli_say(cli, &error);
  rbk_output_destroy(output);
  rbk_buffer_finish(&text);
  return cli_exit_of(status);
}
