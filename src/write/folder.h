/* A register as a school folder, in any of the shapes that are read. */
#ifndef RBK_WRITE_FOLDER_H
#define RBK_WRITE_FOLDER_H

#include "base/buffer.h"
#include "register/register.h"

typedef enum rbk_folder_shape {
  RBK_FOLDER_MARKS, /* one string a pupil: the smallest */
  RBK_FOLDER_LONG,  /* one row a mark */
  RBK_FOLDER_WEEK,  /* one row a pupil and week */
  RBK_FOLDER_SHAPES
} rbk_folder_shape;
/* "marks", "long", "week" */
const char *rbk_folder_shape_name(rbk_folder_shape shape);
bool rbk_folder_shape_find(const char *name, rbk_folder_shape *shape);

typedef struct rbk_folder_options {
  const rbk_alloc *alloc; /* NULL: malloc */
  rbk_folder_shape shape;
  const char *calendar_source; /* said in calendar.json; NULL: nothing */
  /* Called now and then with pupils written so far and in all; anything but
   * RBK_OK ends the writing with that. NULL: not called. */
  rbk_status (*progress)(void *context, size_t done, size_t total);
  void *context;
} rbk_folder_options;

/* Writes school.json, calendar.json, pupils.csv, marks.csv and, where there is
 * anything to say, parents.csv and events.csv. Read again they give the same
 * register, but for what only its files decided: columns renamed, dates in
 * British order, precedence, and events that were taken back whole.
 *
 * The folder is made; it must not be there yet, or be empty. It appears whole
 * or not at all. RBK_USAGE: it is there and holds something. RBK_IO: it cannot
 * be made. */
rbk_status rbk_folder_write(const rbk_register *reg, const char *folder,
                            const rbk_folder_options *options,
                            rbk_error *error);
/* Takes the files away that rbk_folder_write makes, and the folder if nothing
 * else is in it. */
void rbk_folder_remove(const char *folder);

#endif
