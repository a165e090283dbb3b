#include "author/new.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "author/files.h"
#include "base/alloc.h"

/* --- what is written ------------------------------------------------------ */

/* {id} and {title} are filled in. */
static const char school_policy[] =
    "-- {title}: what the school makes of its registers.\n"
    "--\n"
    "-- Put the items of the school's own policy here, in its order, each with "
    "its\n"
    "-- clause, and every number under `params`. What is said once more by "
    "`rollbook\n"
    "-- policy show {id}`; the words are explained in policies/README.md.\n"
    "\n"
    "local attendance = rate \"attended\":within(school_year)\n"
    "-- A few days into September a percentage says nothing yet.\n"
    "local enough     = sessions \"possible\":within(school_year):at_least("
    "param.min_possible)\n"
    "\n"
    "return {\n"
    "  api       = 1,\n"
    "  id        = \"{id}\",\n"
    "  title     = \"{title}: attendance policy\",\n"
    "  extends   = \"national/england\",\n"
    "  effective = { from = \"2024-08-19\" },\n"
    "\n"
    "  clauses = {\n"
    "    [\"1\"] = { \"A letter goes home when attendance is below 92 per "
    "cent\" },\n"
    "  },\n"
    "\n"
    "  params = {\n"
    "    letter_below = { 92, unit = \"percent\", clause = \"1\" },\n"
    "  },\n"
    "\n"
    "  rules = {\n"
    "    { id = \"first_letter\", clause = \"1\", duty = \"should\",\n"
    "      when   = attendance:below(param.letter_below) & enough,\n"
    "      once   = \"term\",\n"
    "      action = \"send the first letter\", owner = "
    "role.attendance_officer, due = school_days(5) },\n"
    "  },\n"
    "}\n";

static const char school_test[] =
    "-- What the policy beside this file makes of pupils; `rollbook policy "
    "test` runs\n"
    "-- it. The calendar has 190 days of two sessions, from 5 September 2024 "
    "on.\n"
    "\n"
    "return {\n"
    "  -- Days 47 to 50 are 18 to 21 November: 8 sessions of 100.\n"
    "  { \"92 per cent exactly is no letter\",\n"
    "    calendar = \"190 days\", on = \"2024-11-21\",\n"
    "    marks = all_present:week(\"2024-11-18\", \"II II II II\"),\n"
    "    expect = { attendance = { rate = \"92.00\" }, actions = {} } },\n"
    "\n"
    "  -- Day 62 is 9 December: 114 of 124. Five school days later is 16 "
    "December.\n"
    "  { \"91.94 per cent is a letter within five school days\",\n"
    "    calendar = \"190 days\", on = \"2024-12-09\",\n"
    "    marks = all_present:first_days(5, \"II\", \"2024-12-03\"),\n"
    "    expect = { attendance = { rate = \"91.94\" }, actions = {\n"
    "      { rule = \"first_letter\", status = \"due\", fired = "
    "\"2024-12-09\", due = \"2024-12-16\",\n"
    "        owner = \"attendance_officer\" } } } },\n"
    "\n"
    "  -- Day 10 is 18 September.\n"
    "  { \"20 sessions are enough to say so\", -- 18 of 20\n"
    "    calendar = \"190 days\", on = \"2024-09-18\",\n"
    "    marks = all_present:but { [\"2024-09-10\"] = \"II\" },\n"
    "    expect = { actions = { { rule = \"first_letter\", fired = "
    "\"2024-09-18\" } } } },\n"
    "\n"
    "  { \"19 are not\", -- one was not possible\n"
    "    calendar = \"190 days\", on = \"2024-09-18\",\n"
    "    marks = all_present:but { [\"2024-09-10\"] = \"II\", "
    "[\"2024-09-11\"] = \"Y1.\" },\n"
    "    expect = { attendance = { possible = 19 }, actions = {} } },\n"
    "}\n";

static const char la_policy[] =
    "-- {title}: what the local authority's guidance makes of registers.\n"
    "--\n"
    "-- Put the items of the guidance here, in its order, each with its clause "
    "and its\n"
    "-- source, and every number under `params`, where a school may set "
    "another. What is\n"
    "-- said once more by `rollbook policy show {id}`; the words are explained "
    "in\n"
    "-- policies/README.md.\n"
    "\n"
    "local source = \"https://example.org/attendance\"\n"
    "\n"
    "local attendance = rate \"attended\":within(school_year)\n"
    "-- A few days into September a percentage says nothing yet.\n"
    "local enough     = sessions \"possible\":within(school_year):at_least("
    "param.min_possible)\n"
    "\n"
    "return {\n"
    "  api       = 1,\n"
    "  id        = \"{id}\",\n"
    "  title     = \"{title}: guidance on attendance\",\n"
    "  extends   = \"national/england\",\n"
    "  effective = { from = \"2024-08-19\" },\n"
    "\n"
    "  clauses = {\n"
    "    [\"1\"] = { \"95 per cent and more is what is expected\", source = "
    "source },\n"
    "    [\"2\"] = { \"Below 90 per cent a meeting is offered\", source = "
    "source },\n"
    "  },\n"
    "\n"
    "  params = {\n"
    "    expected = { 95, unit = \"percent\", clause = \"1\" },\n"
    "    concern  = { 90, unit = \"percent\", clause = \"2\" },\n"
    "  },\n"
    "\n"
    "  bands = {\n"
    "    attendance = {\n"
    "      only = enough, otherwise = \"too few sessions yet\",\n"
    "      { id = \"expected\", label = \"As expected\",    when = "
    "attendance:at_least(param.expected), clause = \"1\" },\n"
    "      { id = \"below\",    label = \"Below expected\", when = "
    "attendance:at_least(param.concern),  clause = \"1\" },\n"
    "      { id = \"concern\",  label = \"Of concern\",     when = "
    "attendance:below(param.concern),     clause = \"2\" },\n"
    "    },\n"
    "  },\n"
    "\n"
    "  rules = {\n"
    "    { id = \"offer_meeting\", clause = \"2\", duty = \"should\",\n"
    "      when   = attendance:below(param.concern) & enough,\n"
    "      once   = \"term\",\n"
    "      action = \"offer the parents a meeting\", owner = "
    "role.attendance_officer, due = school_days(10) },\n"
    "  },\n"
    "}\n";

static const char la_test[] =
    "-- What the policy beside this file makes of pupils; `rollbook policy "
    "test` runs\n"
    "-- it. The calendar has 190 days of two sessions, from 5 September 2024 "
    "on.\n"
    "\n"
    "return {\n"
    "  -- Day 190, the last, is 21 July: 361 of 380.\n"
    "  { \"95 per cent exactly is as expected\",\n"
    "    calendar = \"190 days\", on = \"2025-07-21\",\n"
    "    marks = all_present:first_days(9, \"II\", \"2025-07-09\"):but { "
    "[\"2025-07-08\"] = \".I\" },\n"
    "    expect = { bands = { attendance = \"expected\" }, actions = {} } },\n"
    "\n"
    "  { \"94.92 per cent is below\", -- day 59: 112 of 118\n"
    "    calendar = \"190 days\", on = \"2024-12-04\",\n"
    "    marks = all_present:first_days(3, \"II\", \"2024-12-02\"),\n"
    "    expect = { bands = { attendance = \"below\" }, actions = {} } },\n"
    "\n"
    "  { \"90 per cent exactly is below\", -- day 80: 144 of 160\n"
    "    calendar = \"190 days\", on = \"2025-01-16\",\n"
    "    marks = all_present:first_days(8, \"II\", \"2025-01-07\"),\n"
    "    expect = { bands = { attendance = \"below\" }, actions = {} } },\n"
    "\n"
    "  -- Day 109 is 5 March: 196 of 218 are 89.91 per cent. The eleven days "
    "end on it,\n"
    "  -- and ten school days later is 20 March.\n"
    "  { \"89.91 per cent is of concern, and a meeting is offered\",\n"
    "    calendar = \"190 days\", on = \"2025-03-05\",\n"
    "    marks = all_present:first_days(11, \"II\", \"2025-02-12\"),\n"
    "    expect = { bands = { attendance = \"concern\" }, actions = {\n"
    "      { rule = \"offer_meeting\", status = \"due\", fired = "
    "\"2025-03-05\", due = \"2025-03-20\",\n"
    "        owner = \"attendance_officer\" } } } },\n"
    "\n"
    "  -- Day 10 is 18 September.\n"
    "  { \"20 sessions are enough to say so\", -- 17 of 20\n"
    "    calendar = \"190 days\", on = \"2024-09-18\",\n"
    "    marks = all_present:but { [\"2024-09-10\"] = \"II\", "
    "[\"2024-09-11\"] = \"I.\" },\n"
    "    expect = { bands = { attendance = \"concern\" }, actions = {\n"
    "      { rule = \"offer_meeting\", fired = \"2024-09-18\" } } } },\n"
    "\n"
    "  { \"19 are not\", -- one was not possible\n"
    "    calendar = \"190 days\", on = \"2024-09-18\",\n"
    "    marks = all_present:but { [\"2024-09-10\"] = \"II\", "
    "[\"2024-09-11\"] = \"IY1\" },\n"
    "    expect = { attendance = { possible = 19 }, bands = {}, actions = {} "
    "} },\n"
    "}\n";

/* --- names ---------------------------------------------------------------- */

typedef struct fresh {
  rbk_arena arena;
  rbk_error *error;
  rbk_new_kind kind;
  const char *folder; /* in which both files stand */
  const char *name;   /* of the policy, its file and the end of its id */
  const char *id, *title;
  const char *policy_file, *test_file;
} fresh;

static rbk_status wrong(const fresh *f, const char *word, const char *why) {
  return rbk_fail(f->error, RBK_USAGE, NULL, 0, 0, "\"%s\" %s", word, why);
}

static bool is_name(const char *text) {
  return text[0] != '\0' &&
         strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789_-") == strlen(text);
}

/* "oak_hill" of "schools/Oak Hill/": a folder may be called anything. */
static const char *name_of_folder(rbk_arena *arena, const char *folder) {
  size_t end = strlen(folder);
  while (end > 0 && folder[end - 1] == '/') end--;
  size_t from = end;
  while (from > 0 && folder[from - 1] != '/') from--;
  char *name = rbk_arena_copy(arena, folder + from, end - from);
  for (char *at = name; at != NULL && *at != '\0'; at++) {
    if (*at >= 'A' && *at <= 'Z') *at = (char)(*at - 'A' + 'a');
    bool good = (*at >= 'a' && *at <= 'z') || (*at >= '0' && *at <= '9');
    if (!good) *at = '_';
  }
  return name;
}

/* "Green lane" of "green_lane". */
static const char *title_of(rbk_arena *arena, const char *name) {
  char *title = rbk_arena_copy(arena, name, strlen(name));
  for (char *at = title; at != NULL && *at != '\0'; at++)
    if (*at == '_' || *at == '-') *at = ' ';
  if (title != NULL && title[0] >= 'a' && title[0] <= 'z')
    title[0] = (char)(title[0] - 'a' + 'A');
  return title;
}

static bool begins(const char *text, const char *with) {
  return strncmp(text, with, strlen(with)) == 0;
}

/* An id, of which the folder of policies holds the file. */
static rbk_status name_by_id(fresh *f, const char *policies, const char *word) {
  rbk_new_kind kind = begins(word, "la/") ? RBK_NEW_LA : RBK_NEW_SCHOOL;
  const char *part = kind == RBK_NEW_LA ? "la" : "school";
  f->name = strchr(word, '/') + 1;
  if (!is_name(f->name))
    return wrong(f, word,
                 "cannot be an id; use small letters, digits, `_` and `-`");
  if (f->kind != RBK_NEW_FOLLOWS && f->kind != kind)
    return wrong(f, word, "is an id of the other kind; leave --kind out");
  f->kind = kind;
  f->folder = rbk_arena_format(&f->arena, "%s/%s", policies, part);
  return RBK_OK;
}

static rbk_status name_by_folder(fresh *f, const char *word) {
  if (f->kind == RBK_NEW_FOLLOWS) f->kind = RBK_NEW_SCHOOL;
  size_t length = strlen(word);
  while (length > 1 && word[length - 1] == '/') length--;
  f->folder = rbk_arena_copy(&f->arena, word, length);
  f->name = name_of_folder(&f->arena, word);
  if (f->name != NULL && strspn(f->name, "_") == strlen(f->name))
    return wrong(f, word, "gives no name to a policy; name a folder");
  return RBK_OK;
}

static rbk_status choose_names(fresh *f, const char *policies,
                               const char *word) {
  bool id = begins(word, "la/") || begins(word, "school/");
  rbk_status status =
      id ? name_by_id(f, policies, word) : name_by_folder(f, word);
  if (status) return status;
  if (f->folder == NULL || f->name == NULL) return RBK_NOMEM;
  f->id = rbk_arena_format(&f->arena, "%s/%s",
                           f->kind == RBK_NEW_LA ? "la" : "school", f->name);
  f->title = title_of(&f->arena, f->name);
  f->policy_file = rbk_arena_format(&f->arena, "%s/%s.lua", f->folder, f->name);
  f->test_file =
      rbk_arena_format(&f->arena, "%s/%s_test.lua", f->folder, f->name);
  bool named = f->id && f->title && f->policy_file && f->test_file;
  return named ? RBK_OK : RBK_NOMEM;
}

/* --- files ---------------------------------------------------------------- */

static rbk_status cannot_write(const fresh *f, const char *path) {
  return rbk_fail(f->error, RBK_REJECTED, path, 0, 0,
                  "cannot be written: %s; choose another place",
                  strerror(errno));
}

/* Every folder of the path that is missing. */
static rbk_status make_folders(fresh *f) {
  char *path = rbk_arena_copy(&f->arena, f->folder, strlen(f->folder));
  if (path == NULL) return RBK_NOMEM;
  for (char *at = path + 1;; at++) {
    if (*at != '/' && *at != '\0') continue;
    char kept = *at;
    *at = '\0';
    if (mkdir(path, 0777) != 0 && errno != EEXIST) return cannot_write(f, path);
    *at = kept;
    if (kept == '\0') return RBK_OK;
  }
}

static void fill_in(const fresh *f, const char *text, rbk_buffer *buffer) {
  while (*text != '\0') {
    if (begins(text, "{id}")) {
      rbk_buffer_text(buffer, f->id);
      text += 4;
    } else if (begins(text, "{title}")) {
      rbk_buffer_text(buffer, f->title);
      text += 7;
    } else {
      rbk_buffer_byte(buffer, *text++);
    }
  }
}

/* A file that is there is left as it is. */
static rbk_status write_new(const fresh *f, const char *path,
                            const char *text) {
  rbk_buffer buffer;
  rbk_buffer_init(&buffer, f->arena.alloc);
  fill_in(f, text, &buffer);
  rbk_status status = buffer.status;
  FILE *file = status ? NULL : fopen(path, "wx");
  if (!status && file == NULL) status = cannot_write(f, path);
  if (!status && fwrite(buffer.bytes, 1, buffer.length, file) != buffer.length)
    status = cannot_write(f, path);
  if (file != NULL && fclose(file) != 0 && !status)
    status = cannot_write(f, path);
  if (status && file != NULL) (void)remove(path);
  rbk_buffer_finish(&buffer);
  return status;
}

static rbk_status write_both(fresh *f) {
  const char *const files[] = {f->policy_file, f->test_file};
  for (size_t i = 0; i < 2; i++)
    if (rbk_is_file(files[i]))
      return wrong(f, files[i],
                   "is there already, and nothing is overwritten; choose "
                   "another name");
  bool la = f->kind == RBK_NEW_LA;
  rbk_status status = make_folders(f);
  if (!status)
    status = write_new(f, f->policy_file, la ? la_policy : school_policy);
  if (status) return status;
  status = write_new(f, f->test_file, la ? la_test : school_test);
  if (status) (void)remove(f->policy_file);
  return status;
}

rbk_status rbk_policy_new(const rbk_alloc *alloc, const char *policies,
                          const char *word, rbk_new_kind kind, rbk_buffer *out,
                          rbk_error *error) {
  fresh f = {.error = error, .kind = kind};
  size_t before = out->length;
  rbk_arena_init(&f.arena, rbk_alloc_or_default(alloc));
  rbk_status status = choose_names(&f, policies, word);
  if (!status) {
    rbk_buffer_format(out, "%s\n%s\n", f.policy_file, f.test_file);
    status = out->status;
  }
  if (!status) status = write_both(&f);
  if (status) out->length = before;
  rbk_arena_finish(&f.arena);
  return status == RBK_NOMEM ? rbk_no_memory(error) : status;
}
