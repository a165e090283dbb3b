/* The week shape: a row a pupil and week, MonAM to FriPM. */
#include "read/shape.h"

enum { CELLS = 10 };

static const char *const cell_names[CELLS] = {
    "MonAM", "MonPM", "TueAM", "TuePM", "WedAM",
    "WedPM", "ThuAM", "ThuPM", "FriAM", "FriPM"};

typedef struct week_layout {
  rbk_put *put;
  size_t pupil, week;
  size_t columns[14]; /* Monday AM first; weekends stand under week_start */
} week_layout;

static rbk_status layout_of(rbk_table *table, week_layout *layout) {
  static const char *const known[] = {
      "pupil_id", "week_start", "MonAM", "MonPM", "TueAM", "TuePM", "WedAM",
      "WedPM",    "ThuAM",      "ThuPM", "FriAM", "FriPM", NULL};
  rbk_status status = rbk_table_need(table, "pupil_id", &layout->pupil);
  if (!status) status = rbk_table_need(table, "week_start", &layout->week);
  for (size_t i = 0; i < CELLS && !status; i++)
    status = rbk_table_need(table, cell_names[i], &layout->columns[i]);
  for (size_t i = CELLS; i < 14; i++) layout->columns[i] = layout->week;
  return status ? status : rbk_table_only(table, known);
}

static rbk_status week_row(rbk_table *table, void *context) {
  week_layout *layout = context;
  rbk_date monday;
  rbk_status status = rbk_put_begin(layout->put, table, layout->pupil);
  if (!status) status = rbk_table_date(table, layout->week, false, &monday);
  if (status) return status;
  if (rbk_date_weekday(monday) != RBK_MONDAY)
    return rbk_table_refuse(table, layout->week,
                            "is not a Monday; a week starts on its Monday");
  for (size_t i = 0; i < CELLS && !status; i++) {
    rbk_cell cell = {.column = layout->columns[i],
                     .date = monday + (rbk_date)(i / 2),
                     .session = i % 2 ? RBK_PM : RBK_AM,
                     .text = rbk_table_field(table, layout->columns[i]),
                     .minutes = -1};
    if (cell.text.length == 0) continue; /* missing */
    status = rbk_put_mark(layout->put, table, &cell);
  }
  if (!status) status = rbk_put_commit(layout->put, table, layout->columns);
  rbk_reading_progress(table->reading, table->csv.at - table->csv.row_from);
  return status;
}

rbk_status rbk_read_week(rbk_put *put, rbk_table *table) {
  week_layout layout = {.put = put};
  rbk_status status = layout_of(table, &layout);
  return status ? status : rbk_table_rows(table, week_row, &layout);
}
