#include "cli/options.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/alloc.h"
#include "base/date.h"
#include "base/status.h"
#include "cli/table.h"

#define MEMBER(name) offsetof(cli_options, name)
#define RUNS         (CLI_BIT(CLI_EVALUATE) | CLI_BIT(CLI_REPLAY))
#define CHANGES      (CLI_BIT(CLI_DIFF) | CLI_BIT(CLI_SWEEP))
#define POLICIES                                                               \
  (RUNS | CLI_BIT(CLI_EXPLAIN) | CHANGES | REPORTS) /* they run one */
#define REPORTS (CLI_BIT(CLI_REPORT_WORKLIST) | CLI_BIT(CLI_REPORT_LETTERS))
#define RESULTS (POLICIES | CLI_BIT(CLI_CODES))
#define AUTHORS                                                                \
  (CLI_BIT(CLI_POLICY_LIST) | CLI_BIT(CLI_POLICY_SHOW) |                       \
   CLI_BIT(CLI_POLICY_CHECK) | CLI_BIT(CLI_POLICY_TEST) |                      \
   CLI_BIT(CLI_POLICY_COVER) | CLI_BIT(CLI_POLICY_CLAUSES))
#define SCHOOLS (CLI_BIT(CLI_POLICY_SHOW) | CLI_BIT(CLI_POLICY_CHECK))

static const cli_option table[] = {
    {"as-of", 0, CLI_DAY, MEMBER(as_of), "DAY",
     CLI_BIT(CLI_EVALUATE) | CLI_BIT(CLI_EXPLAIN),
     "the day asked: 2025-02-14 or today (default: the last day with marks)"},
    {"as-of", 0, CLI_DAY, MEMBER(as_of), "DAY", CLI_BIT(CLI_DIFF),
     "compare what stands on this day: 2025-02-14 or today (default: every "
     "change of every day)"},
    {"as-of", 0, CLI_DAY, MEMBER(as_of), "DAY", CLI_BIT(CLI_SWEEP),
     "count up to this day: 2025-02-14 or today (default: the last day with "
     "marks)"},
    {"from", 0, CLI_DAY, MEMBER(from), "DAY", CLI_BIT(CLI_REPLAY),
     "print changes from this day on (default: the first)"},
    {"to", 0, CLI_DAY, MEMBER(to), "DAY", CLI_BIT(CLI_REPLAY),
     "print changes up to this day (default: the last)"},
    {"on", 0, CLI_DAY, MEMBER(on), "DAY", CLI_BIT(CLI_CODES),
     "the day asked: 2024-08-19 or today (default: today)"},
    {"on", 0, CLI_DAY, MEMBER(on), "DAY", CLI_BIT(CLI_POLICY_SHOW),
     "the day on which it is shown: 2025-02-14 or today (default: today)"},
    {"on", 0, CLI_DAY, MEMBER(on), "DAY", REPORTS,
     "the day asked: 2025-02-14 or today (default: the last day with marks)"},
    {"owner", 0, CLI_TEXT, MEMBER(owner), "ROLE", CLI_BIT(CLI_REPORT_WORKLIST),
     "only what this role has to do: its id, or what the school calls it"},
    {"letter", 0, CLI_TEXT, MEMBER(letter), "ID", CLI_BIT(CLI_REPORT_LETTERS),
     "only this letter"},
    {"policy", 0, CLI_TEXT, MEMBER(policy), "ID|FILE", POLICIES,
     "this policy instead of what school.json says"},
    {"against", 0, CLI_TEXT, MEMBER(against), "ID|FILE", CLI_BIT(CLI_DIFF),
     "the policy to compare with (default: the same one)"},
    {"param", 0, CLI_SETTING, MEMBER(parameters), "NAME=VALUE",
     CLI_BIT(CLI_DIFF),
     "a parameter's value on the other side; may be given again"},
    {"param", 0, CLI_SETTING, MEMBER(parameters), "NAME=FROM..TO:STEP",
     CLI_BIT(CLI_SWEEP), "the parameter and its values; others as NAME=VALUE"},
    {"param", 0, CLI_SETTING, MEMBER(parameters), "NAME=VALUE",
     (POLICIES ^ CHANGES) | CLI_BIT(CLI_POLICY_SHOW),
     "a parameter's value instead of the policy's; may be given again"},
    {"policy", 0, CLI_TEXT, MEMBER(policy), "ID", CLI_BIT(CLI_GENERATE),
     "the policy that school.json names (default: none)"},
    {"policies", 0, CLI_TEXT, MEMBER(policies), "FOLDER",
     POLICIES | AUTHORS | CLI_BIT(CLI_POLICY_NEW),
     "where policies are looked up (default: $ROLLBOOK_POLICIES, else those "
     "that "
     "came with rollbook)"},
    {"pupil", 0, CLI_TEXT, MEMBER(pupil), "ID",
     RUNS | CLI_BIT(CLI_DIFF) | CLI_BIT(CLI_REPORT_LETTERS), "only this pupil"},
    {"pupil", 0, CLI_TEXT, MEMBER(pupil), "ID", CLI_BIT(CLI_EXPLAIN),
     "the pupil; needed, or --group"},
    {"group", 0, CLI_TEXT, MEMBER(group), "ID", CLI_BIT(CLI_EXPLAIN),
     "instead of a pupil a cohort, or everyone: what rules ask of it"},
    {"rule", 0, CLI_TEXT, MEMBER(rule), "ID", CLI_BIT(CLI_EXPLAIN),
     "one rule, flag or band, also one that did not come (default: all that "
     "hold)"},
    {"rule", 0, CLI_TEXT, MEMBER(rule), "ID", CLI_BIT(CLI_SWEEP),
     "this rule or stage alone (default: all that reads the parameter)"},
    {"flag", 0, CLI_TEXT, MEMBER(flag), "ID", CLI_BIT(CLI_SWEEP),
     "this flag alone"},
    {"band", 0, CLI_TEXT, MEMBER(band), "NAME", CLI_BIT(CLI_SWEEP),
     "the rows of this band alone"},
    {"max-changes", 0, CLI_COUNT, MEMBER(max_changes), "N", CLI_BIT(CLI_DIFF),
     "exit 4 when more than N pupils have it otherwise"},
    {"examples", 0, CLI_COUNT, MEMBER(examples), "N", CLI_BIT(CLI_DIFF),
     "how many pupils of each kind the text names (default: 5)"},
    {"format", 'f', CLI_FORMAT, MEMBER(format), "FORMAT", CLI_BIT(CLI_CODES),
     "table, ndjson, json or csv (default: by the name of the output file, "
     "else "
     "table)"},
    {"format", 'f', CLI_FORMAT, MEMBER(format), "FORMAT", RUNS,
     "table, ndjson, json, csv or xlsx (default: by the name of the output "
     "file, "
     "else table on a terminal, else ndjson)"},
    {"profile", 0, CLI_TEXT, MEMBER(profile), "SCHOOL", SCHOOLS,
     "a school folder: its parameters, attributes and periods, and its policy "
     "where none is named"},
    {"kind", 0, CLI_TEXT, MEMBER(kind), "KIND", CLI_BIT(CLI_POLICY_NEW),
     "school or la (default: what the id says, else school)"},
    {"min", 0, CLI_COUNT, MEMBER(least), "N", CLI_BIT(CLI_POLICY_COVER),
     "exit 4 where less than N per cent is covered, of what a policy declares, "
     "of its thresholds or of the lines of its functions"},
    {"filter", 0, CLI_TEXT, MEMBER(filter), "TEXT", CLI_BIT(CLI_POLICY_TEST),
     "only fixtures whose name holds this text"},
    {"format", 'f', CLI_TEXT, MEMBER(form), "FORMAT",
     AUTHORS ^ CLI_BIT(CLI_POLICY_TEST) ^ CLI_BIT(CLI_POLICY_CLAUSES),
     "text or json (default: text)"},
    {"format", 'f', CLI_TEXT, MEMBER(form), "FORMAT",
     CLI_BIT(CLI_POLICY_CLAUSES), "text, json or csv (default: text)"},
    {"format", 'f', CLI_TEXT, MEMBER(form), "FORMAT", CLI_BIT(CLI_POLICY_TEST),
     "text, json or junit (default: text)"},
    {"format", 'f', CLI_TEXT, MEMBER(form), "FORMAT", CLI_BIT(CLI_EXPLAIN),
     "text or json (default: text)"},
    {"format", 'f', CLI_TEXT, MEMBER(form), "FORMAT", CLI_BIT(CLI_DIFF),
     "text, or all of it as csv, json or ndjson (default: text)"},
    {"format", 'f', CLI_TEXT, MEMBER(form), "FORMAT", CLI_BIT(CLI_SWEEP),
     "table, csv, json or svg, a plot (default: by the name of the output "
     "file, else table)"},
    {"format", 'f', CLI_TEXT, MEMBER(form), "FORMAT",
     CLI_BIT(CLI_REPORT_WORKLIST),
     "table, csv or json (default: by the name of the output file, else "
     "table)"},
    {"output", 'o', CLI_TEXT, MEMBER(output), "FILE", RESULTS | AUTHORS,
     "write the result to a file, which appears once it is whole"},
    {"output", 'o', CLI_TEXT, MEMBER(output), "DIR", CLI_BIT(CLI_GENERATE),
     "the folder to be made; needed"},
    {"pupils", 0, CLI_TEXT, MEMBER(pupils), "N", CLI_BIT(CLI_GENERATE),
     "how many pupils, over all years of the calendar (default: 300)"},
    {"seed", 0, CLI_TEXT, MEMBER(seed), "S", CLI_BIT(CLI_GENERATE),
     "a whole number; the same gives the same bytes on every machine (default: "
     "1)"},
    {"calendar", 0, CLI_TEXT, MEMBER(calendar), "FILE", CLI_BIT(CLI_GENERATE),
     "a calendar.json of one or several years (default: a secondary school in "
     "Bedford, 2024/25)"},
    {"counts", 0, CLI_TEXT, MEMBER(counts), "FILE", CLI_BIT(CLI_GENERATE),
     "a CSV of counts: one school a row, whose marks add up to them exactly"},
    {"shape", 0, CLI_TEXT, MEMBER(shape), "SHAPE", CLI_BIT(CLI_GENERATE),
     "the shape of marks.csv: marks, long or week (default: marks)"},
    {"phase", 0, CLI_TEXT, MEMBER(phase), "PHASE", CLI_BIT(CLI_GENERATE),
     "primary or secondary: year groups R to 6 or 7 to 11 (default: "
     "secondary)"},
    {"family", 0, CLI_TEXT, MEMBER(family), "NAME", CLI_BIT(CLI_GENERATE),
     "all pupils of one family of behaviour; list names them"},
    {"parents", 0, CLI_SWITCH, MEMBER(parents), NULL, CLI_BIT(CLI_GENERATE),
     "also parents.csv, and names of pupils: all invented, so that letters can "
     "be tried"},
    {"summary", 0, CLI_TEXT, MEMBER(summary), "FILE", CLI_BIT(CLI_EVALUATE),
     "also write counts and digests as JSON, to be added to those of others"},
    {"expect", 0, CLI_TEXT, MEMBER(expect), "FILE", CLI_BIT(CLI_REPLAY),
     "compare with this result (ndjson) and print the difference; exit 4 if "
     "there is one"},
    {"write", 0, CLI_TEXT, MEMBER(write), "FILE", CLI_BIT(CLI_REPLAY),
     "write the result (ndjson) to be expected from now on"},
    {"keep-going", 0, CLI_SWITCH, MEMBER(keep_going), NULL, POLICIES,
     "take the good rows of a register and put the bad ones, with reasons, "
     "into "
     "a rejects file; exit 5"},
    {"rejects", 0, CLI_TEXT, MEMBER(rejects), "FILE", POLICIES,
     "the rejects file of --keep-going (default: NAME-rejects.csv for a school "
     "folder NAME, in the current folder)"},
    {"previous", 0, CLI_TEXT, MEMBER(previous), "FILE", RUNS,
     "the decisions of an earlier run, as --format ndjson wrote them: what "
     "follows no longer is shown as withdrawn, with what changed"},
    {"assume-done", 0, CLI_SWITCH, MEMBER(assume_done), NULL, RUNS,
     "take every action to be done on its due day, or the next school day"},
    {"shard", 0, CLI_SHARD, MEMBER(shard), "I/N", RUNS,
     "only the I-th of N parts of the roll, in roll order"},
    {"threads", 'j', CLI_COUNT, MEMBER(threads), "N", RUNS | CHANGES | REPORTS,
     "work on N threads, 0 for as many as there are processors (default: 1); "
     "the "
     "result is the same"},
    {"max-failures", 0, CLI_COUNT, MEMBER(max_failures), "N", RUNS,
     "stop once N pupils or more are undetermined (default: never)"},
    {"help", 'h', CLI_SWITCH, MEMBER(help), NULL, CLI_EVERY, "this help"},
    {"version", 'V', CLI_SWITCH, MEMBER(version), NULL, CLI_EVERY,
     "the version of rollbook"},
    {"reference", 0, CLI_SWITCH, MEMBER(reference), NULL, CLI_ALONE,
     "the help of every verb, as Markdown"},
};

const cli_option *cli_option_table(size_t *count) {
  *count = sizeof table / sizeof table[0];
  return table;
}

void cli_options_finish(cli_options *options) {
  rbk_release(NULL, options->parameters.items);
  options->parameters = (cli_texts){0};
}

/* ---- values ---- */

static rbk_status usage(rbk_error *error, const cli_verb *verb,
                        const char *what, const char *value,
                        const char *advice) {
  bool of_verb = verb != NULL;
  return rbk_fail(error, RBK_USAGE, NULL, 0, 0,
                  "%s%s%s; %s (see rollbook%s%s "
                  "--help)",
                  what, value ? " " : "", value ? value : "", advice,
                  of_verb ? " " : "", of_verb ? verb->name : "");
}

/* The only place where rollbook looks at a clock. */
bool cli_today(char out[11]) {
  time_t now = time(NULL);
  struct tm local;
  rbk_date date;
  if (now == (time_t)-1 || localtime_r(&now, &local) == NULL) return false;
  if (!rbk_date_make(local.tm_year + 1900, local.tm_mon + 1, local.tm_mday,
                     &date))
    return false;
  rbk_date_print(date, out);
  return true;
}

static bool day_value(const char *value, cli_options *options,
                      const char **out) {
  rbk_date date;
  if (strcmp(value, "today") == 0) {
    if (!cli_today(options->today)) return false;
    value = options->today;
  }
  if (!rbk_date_parse(rbk_text_of(value), &date)) return false;
  *out = value;
  return true;
}

static bool count_value(const char *value, size_t *out) {
  int64_t number;
  if (!rbk_text_number(rbk_text_of(value), &number) || number > 1000000)
    return false;
  *out = (size_t)number;
  return true;
}

static bool shard_value(const char *value, cli_options *options) {
  const char *slash = strchr(value, '/');
  int64_t shard, shards;
  if (slash == NULL) return false;
  rbk_text first = {value, (size_t)(slash - value)};
  if (!rbk_text_number(first, &shard) ||
      !rbk_text_number(rbk_text_of(slash + 1), &shards))
    return false;
  if (shard < 1 || shard > shards || shards > 1000000) return false;
  options->shard = (size_t)shard;
  options->shards = (size_t)shards;
  return true;
}

static bool setting_value(const char *value, cli_texts *list) {
  const char *equals = strchr(value, '=');
  if (equals == NULL || equals == value) return false;
  if (rbk_grow(NULL, &list->items, &list->capacity, list->count + 1,
               sizeof *list->items) != RBK_OK)
    return false;
  list->items[list->count++] = value;
  return true;
}

static rbk_status set(const cli_option *option, const char *value,
                      const cli_verb *verb, cli_options *options,
                      rbk_error *error) {
  void *member = (char *)options + option->offset;
  const char *advice = NULL;
  switch (option->kind) {
  case CLI_SWITCH:
    *(bool *)member = true;
    return RBK_OK;
  case CLI_TEXT:
    if (*value != '\0') {
      *(const char **)member = value;
      return RBK_OK;
    }
    advice = "give it a value";
    break;
  case CLI_DAY:
    if (day_value(value, options, member)) return RBK_OK;
    advice = "write a day as 2025-02-14, or today";
    break;
  case CLI_COUNT:
    if (count_value(value, member)) return RBK_OK;
    advice = "write a whole number up to 1000000";
    break;
  case CLI_SETTING:
    if (setting_value(value, member)) return RBK_OK;
    advice = "write NAME=VALUE";
    break;
  case CLI_FORMAT:
    options->format_said = rbk_format_find(value, member);
    if (options->format_said) return RBK_OK;
    advice = "write table, ndjson, json, csv or xlsx";
    break;
  case CLI_SHARD:
    if (shard_value(value, options)) return RBK_OK;
    advice = "write I/N with I from 1 to N, as 2/8";
    break;
  }
  char what[64] = "--";
  strncat(what, option->name, sizeof what - 24);
  strcat(what, " cannot be");
  return usage(error, verb, what, *value ? value : "empty", advice);
}

/* ---- words ---- */

/* The verb that the words at `argv` spell, two words before one. */
static const cli_verb *find_verb(int argc, char **argv, int *words) {
  const cli_verb *verbs = cli_verbs();
  for (int wanted = 2; wanted >= 1; wanted--) {
    if (argc < wanted) continue;
    for (size_t i = 0; i < CLI_VERBS; i++) {
      const char *space = strchr(verbs[i].name, ' ');
      if ((space != NULL) != (wanted == 2)) continue;
      rbk_text first = {verbs[i].name, space ? (size_t)(space - verbs[i].name)
                                             : strlen(verbs[i].name)};
      if (!rbk_text_is(first, argv[0])) continue;
      if (space != NULL && strcmp(space + 1, argv[1]) != 0) continue;
      *words = wanted;
      return &verbs[i];
    }
  }
  return NULL;
}

/* "policy" alone, where there are "policy list" and others: names them. False
 * where no verb begins with the word. */
static bool half_a_verb(const char *word, rbk_status *status,
                        rbk_error *error) {
  char advice[160] = "say what to do with it:";
  size_t length = strlen(word), found = 0;
  for (size_t i = 0; i < CLI_VERBS; i++) {
    const char *name = cli_verbs()[i].name;
    if (strncmp(name, word, length) != 0 || name[length] != ' ') continue;
    if (strlen(advice) + strlen(name) + 3 > sizeof advice) break;
    strcat(advice, found++ > 0 ? ", " : " ");
    strcat(advice, name);
  }
  if (found > 0)
    *status =
        usage(error, NULL, "a second word is missing behind", word, advice);
  return found > 0;
}

static rbk_status unknown_verb(const char *word, rbk_error *error) {
  const char *names[CLI_VERBS];
  rbk_status status;
  if (half_a_verb(word, &status, error)) return status;
  for (size_t i = 0; i < CLI_VERBS; i++) names[i] = cli_verbs()[i].name;
  const char *nearest = rbk_nearest(word, names, CLI_VERBS);
  if (nearest == NULL)
    return usage(error, NULL, "there is no verb", word, "name one of them");
  char advice[64] = "did you mean ";
  strncat(advice, nearest, sizeof advice - strlen(advice) - 2);
  return usage(error, NULL, "there is no verb", word, strcat(advice, "?"));
}

static const cli_option *find_option(rbk_text name, const cli_verb *verb) {
  for (size_t i = 0; i < sizeof table / sizeof table[0]; i++)
    if (rbk_text_is(name, table[i].name) && cli_option_of(&table[i], verb))
      return &table[i];
  return NULL;
}

static const cli_option *find_letter(char letter, const cli_verb *verb) {
  for (size_t i = 0; i < sizeof table / sizeof table[0]; i++)
    if (table[i].letter == letter && cli_option_of(&table[i], verb))
      return &table[i];
  return NULL;
}

static rbk_status unknown_option(const char *word, const cli_verb *verb,
                                 rbk_error *error) {
  const char *names[sizeof table / sizeof table[0]];
  size_t count = 0;
  for (size_t i = 0; i < sizeof table / sizeof table[0]; i++)
    if (cli_option_of(&table[i], verb)) names[count++] = table[i].name;
  char wrong[64] = "";
  size_t dashes = strspn(word, "-");
  strncat(wrong, word + dashes, sizeof wrong - 1);
  wrong[strcspn(wrong, "=")] = '\0';
  const char *nearest = rbk_nearest(wrong, names, count);
  char advice[64] = "look at those it has";
  if (nearest != NULL) {
    strcpy(advice, "did you mean --");
    strncat(advice, nearest, sizeof advice - strlen(advice) - 2);
    strcat(advice, "?");
  }
  return usage(error, verb, "there is no option", word, advice);
}

typedef struct parsing {
  int argc, at;
  char **argv;
  const cli_verb *verb;
  cli_options *options;
  rbk_error *error;
} parsing;

/* An option's value: behind the `=` or letter, else the next word. */
static rbk_status set_from(parsing *p, const cli_option *option,
                           const char *attached, const char *word) {
  if (option->value == NULL && attached != NULL)
    return usage(p->error, p->verb, "there is no value to give in", word,
                 "leave it out");
  const char *value = attached;
  if (option->value != NULL && attached == NULL) {
    if (p->at >= p->argc)
      return usage(p->error, p->verb, "a value is missing behind", word,
                   option->value);
    value = p->argv[p->at++];
  }
  return set(option, value ? value : "", p->verb, p->options, p->error);
}

static rbk_status parse_long(parsing *p, const char *word) {
  const char *equals = strchr(word, '=');
  rbk_text name = {word + 2,
                   equals ? (size_t)(equals - word) - 2 : strlen(word) - 2};
  const cli_option *option = find_option(name, p->verb);
  if (option == NULL) return unknown_option(word, p->verb, p->error);
  return set_from(p, option, equals ? equals + 1 : NULL, word);
}

static rbk_status parse_short(parsing *p, const char *word) {
  const cli_option *option = find_letter(word[1], p->verb);
  if (option == NULL) return unknown_option(word, p->verb, p->error);
  return set_from(p, option, word[2] ? word + 2 : NULL, word);
}

static rbk_status add_argument(parsing *p, const char *word) {
  cli_options *options = p->options;
  size_t room = sizeof options->arguments / sizeof options->arguments[0];
  size_t most = p->verb ? p->verb->most : 0;
  if (options->argument_count >= most || options->argument_count >= room)
    return usage(p->error, p->verb, "there is one word too many:", word,
                 "leave it out");
  options->arguments[options->argument_count++] = word;
  return RBK_OK;
}

static rbk_status parse_words(parsing *p) {
  bool only_arguments = false;
  while (p->at < p->argc) {
    const char *word = p->argv[p->at++];
    rbk_status status;
    if (only_arguments || word[0] != '-' || word[1] == '\0')
      status = add_argument(p, word);
    else if (strcmp(word, "--") == 0)
      only_arguments = true, status = RBK_OK;
    else
      status = word[1] == '-' ? parse_long(p, word) : parse_short(p, word);
    if (status != RBK_OK) return status;
  }
  return RBK_OK;
}

rbk_status cli_parse(int argc, char **argv, const cli_verb **verb,
                     cli_options *options, rbk_error *error) {
  *verb = NULL;
  *options = (cli_options){0};
  options->threads = 1;
  options->max_changes = SIZE_MAX;
  options->examples = 5;
  parsing p = {
      .argc = argc, .at = 1, .argv = argv, .options = options, .error = error};
  if (argc > 1 && argv[1][0] != '-') {
    int words;
    p.verb = *verb = find_verb(argc - 1, argv + 1, &words);
    if (p.verb == NULL) return unknown_verb(argv[1], error);
    p.at += words;
  }
  rbk_status status = parse_words(&p);
  if (status != RBK_OK) return status;
  if (options->help || options->version || options->reference) return RBK_OK;
  if (p.verb == NULL)
    return usage(error, NULL, "there is no verb", NULL, "name one of them");
  if (options->argument_count < p.verb->least)
    return usage(error, p.verb, p.verb->arguments, "is missing", "name it");
  return RBK_OK;
}
