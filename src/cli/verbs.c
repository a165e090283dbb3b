/* The verbs of the command line. */
#include "cli/cli.h"

/* clang-format off: a line of text is a line of help */
static const cli_verb verbs[CLI_VERBS] = {
    [CLI_EVALUATE] =
        {CLI_EVALUATE, "evaluate", "SCHOOL", 1, 1,
         "what a policy makes of a register on one day",
         "SCHOOL is a school folder (calendar.json, marks*.csv and, where they "
         "are\n"
         "known, school.json, pupils.csv, parents.csv, events.csv) or a folder "
         "of\n"
         "school folders, which are run one after another in the order of "
         "their\n"
         "names. The result is one decision a pupil: bands, flags, stages, "
         "actions\n"
         "with their clause, figures and due days, findings and proposals.",
         cli_evaluate},
    [CLI_REPLAY] = {CLI_REPLAY, "replay", "SCHOOL", 1, 1,
                    "every change on every day of a register",
                    "SCHOOL is a school folder or a folder of school folders. "
                    "The result is one\n"
                    "change after another: bands entered, flags raised and "
                    "cleared, actions\n"
                    "fired, due, overdue, done. With --write the result is "
                    "kept, with --expect\n"
                    "compared with what was kept.",
                    cli_replay},
    [CLI_EXPLAIN] = {CLI_EXPLAIN, "explain", "SCHOOL --pupil ID", 1, 1,
                     "why a policy says what it says of one pupil",
                     "Every band, flag and action with its clause, its "
                     "condition as a tree of what\n"
                     "holds and what does not, the figures of the day, and the "
                     "marks behind them.\n"
                     "With --rule, one of them, also where it did not come. "
                     "With --group, what\n"
                     "rules ask of a cohort or the school.",
                     cli_explain},
    [CLI_DIFF] =
        {CLI_DIFF, "diff", "SCHOOL", 1, 1,
         "who would change with another policy or other parameters",
         "Bands, flags, stages and actions under the school's policy "
         "and under another\n"
         "one (--against), or under the same one with other parameters "
         "(--param): counts\n"
         "first, then examples; all of it with --format csv, json or "
         "ndjson. What only\n"
         "one side has goes or comes; what both have, but on another "
         "day or with another\n"
         "due day, moves.",
         cli_diff},
    [CLI_SWEEP] =
        {CLI_SWEEP, "sweep", "SCHOOL --param NAME=FROM..TO:STEP", 1, 1,
         "how many pupils each value of a parameter would touch",
         "For every flag, band, stage and rule that reads the parameter: on "
         "how many\n"
         "pupils it would come on some day, and how many have it on the last. "
         "One pass\n"
         "over the figure where the parameter is what a figure is compared "
         "with; where it\n"
         "sits in a window, a function, a due date or the like, a run for each "
         "value,\n"
         "which is said. Without :STEP, the parameter's own step, else 0.1 for "
         "per cent\n"
         "and 1.",
         cli_sweep},
    [CLI_REPORT_WORKLIST] =
        {CLI_REPORT_WORKLIST, "report worklist", "SCHOOL", 1, 1,
         "what is to be done today, by whom, the most urgent first",
         "Everything open on the day, for each owner: what is overdue, by how "
         "long;\n"
         "what has an hour today; then by due day. Calls, visits, letters, "
         "meetings\n"
         "and returns are the actions of the policy; marks that are missing, "
         "must be\n"
         "settled or look wrong, registers that nobody took and reviews of "
         "stages come\n"
         "with them. What waits for something, and what is not known, stands "
         "apart. It\n"
         "may be asked in the morning: sessions after the last mark are not "
         "yet taken.",
         cli_report_worklist},
    [CLI_REPORT_LETTERS] =
        {CLI_REPORT_LETTERS, "report letters", "SCHOOL", 1, 1,
         "the letters that are due, one for each parent, ready to print",
         "One HTML page: each letter on a sheet of A4 of its own, and before "
         "them, on\n"
         "the screen only, a list of them with what to remember and what is "
         "not on\n"
         "file. Figures are those of the day, which the letter names. Record "
         "each\n"
         "letter that was sent, with the key that the list gives.",
         cli_report_letters},
    [CLI_CODES] = {CLI_CODES, "codes", "", 0, 0,
                   "the register codes in force on a day",
                   "Every code with its class, where the pupil is, the "
                   "sessions it may stand\n"
                   "in, and since when it has meant this. Sub-codes count as "
                   "their parent.",
                   cli_codes},
    [CLI_GENERATE] =
        {CLI_GENERATE, "generate", "", 0, 0, "make synthetic school folders",
         "A school whose pupils behave as pupils do: most hardly ever away, "
         "some ill\n"
         "for weeks, some away on Fridays, on holiday in term, often late, "
         "ever less\n"
         "there, joining, leaving (--family list). Nobody in it is real. The "
         "column\n"
         "behaviour of pupils.csv says which family each pupil is of.\n"
         "\n"
         "With --counts, a folder of school folders, one for each row of a CSV "
         "with\n"
         "the columns group, pupils and one for each code, named by it: / \\ L "
         "I M\n"
         "and so on; others are passed over. A column date gives the day that "
         "all\n"
         "marks of the row stand on. Without it they fill as many days from "
         "the\n"
         "first of the calendar as they need. / stands in mornings, \\ in "
         "afternoons,\n"
         "the other codes in either; sessions beyond the counts are missing.",
         cli_generate},
    [CLI_POLICY_LIST] = {CLI_POLICY_LIST, "policy list", "[FOLDER]", 0, 1,
                         "the policies of a folder",
                         "Each with its id, its title, when it is in force, "
                         "what it extends and its\n"
                         "file. Several files may be versions of one id.",
                         cli_policy_list},
    [CLI_POLICY_SHOW] = {CLI_POLICY_SHOW, "policy show", "[ID|FILE]", 0, 1,
                         "a policy as it stands on one day",
                         "Its layers, every parameter with who set it, and "
                         "every measure, coding,\n"
                         "band, flag and rule with its layer, its clause and "
                         "its condition in words.",
                         cli_policy_show},
    [CLI_POLICY_CHECK] = {CLI_POLICY_CHECK, "policy check",
                          "[ID|FILE|FOLDER]...", 0, 4,
                          "everything that is wrong with policies, at once",
                          "A line for each problem: where it is, what is "
                          "wrong, what to do. Warnings\n"
                          "leave the exit status 0. Without a name: what "
                          "--profile asks for, else all\n"
                          "policies of the folder.",
                          cli_policy_check},
    [CLI_POLICY_TEST] = {CLI_POLICY_TEST, "policy test", "[ID|FILE|FOLDER]...",
                         0, 4, "run the fixtures beside policies",
                         "The test of la/bedford.lua is la/bedford_test.lua; "
                         "policies/README.md says\n"
                         "how it is written. Each fixture is run alone, then "
                         "with the others in order,\n"
                         "in reverse order and each twice, to see that no rule "
                         "keeps state. A fixture\n"
                         "that is wrong fails, and the others are run. It is a "
                         "failure when there is\n"
                         "no fixture.",
                         cli_policy_test},
    [CLI_POLICY_COVER] =
        {CLI_POLICY_COVER, "policy cover", "[ID|FILE|FOLDER]...", 0, 4,
         "what the fixtures of policies leave open",
         "Runs the fixtures beside each policy and counts in how many a band, "
         "flag,\n"
         "rule, coding, stage or letter that it declares came, stayed away, "
         "had no data\n"
         "or failed; only fixtures that say something of its section count. "
         "Then moves\n"
         "every number among the parameters one step up and one down: where no "
         "fixture\n"
         "fails, nothing tests it. A step is what the parameter says, else 0.1 "
         "for per\n"
         "cent, 0.5 for days, 1 for all else. Last, the lines of functions "
         "that no\n"
         "fixture runs.",
         cli_policy_cover},
    [CLI_POLICY_CLAUSES] =
        {CLI_POLICY_CLAUSES, "policy clauses", "[ID|FILE|FOLDER]...", 0, 4,
         "what becomes of every clause of a policy",
         "Each clause with the rules, flags, bands, stages, findings, "
         "evidence and\n"
         "parameters that name it and where they stand, or why it is out of "
         "reach; of\n"
         "a policy and of what it extends. Without a name: of every policy of "
         "the\n"
         "folder. Exit 4 when a clause is covered by nothing.",
         cli_policy_clauses},
    [CLI_POLICY_NEW] =
        {CLI_POLICY_NEW, "policy new", "ID|DIR", 1, 1,
         "write a first policy and its test",
         "An id, school/green_lane or la/somewhere, is written into the folder "
         "of\n"
         "policies; a folder of one's own, which is made if it is not there, "
         "gets both\n"
         "files under its name. Both load and pass as they are. Nothing is "
         "overwritten.",
         cli_policy_new},
    [CLI_POLICY_EDITOR] =
        {CLI_POLICY_EDITOR, "policy editor", "DIR", 1, 1,
         "write what editors and luacheck know of the language",
         "rollbook.d.lua for editors with the Lua language server, .luacheckrc "
         "for\n"
         "luacheck, and WORDS.md, the reference of words, into a folder that "
         "is "
         "there.",
         cli_policy_editor},
};
/* clang-format on */

const cli_verb *cli_verbs(void) {
  return verbs;
}
