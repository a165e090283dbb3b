/* What the files of the engine share about a worker. Nobody outside includes
 * this; see worker.h. */
#ifndef RBK_ENGINE_INSIDE_H
#define RBK_ENGINE_INSIDE_H

#include "engine/groups.h"
#include "engine/worker.h"

/* What a function said of the pupil so far. */
typedef struct rbk_answer {
  rbk_word *asked, *holds; /* by day */
  rbk_value *values;       /* by day: what a figure was; NULL for conditions */
} rbk_answer;

/* A function that failed is not asked again for the pupil, in no version of
 * the policy that has the very same script. */
typedef struct rbk_function_state {
  uint32_t twin;  /* the first such function: it holds the rest */
  rbk_day failed; /* unknown from this day on; RBK_NO_DAY */
  const char *why;
  bool asking; /* being asked now: a function that asks itself gets nothing */
} rbk_function_state;

/* One edition and the pupil at hand: the timeline of every node. In nodes of
 * the fold a timeline is what holds whatever functions, firings and stages say
 * (lo) and what may hold (hi); the days between are found out one by one. */
typedef struct rbk_page {
  const rbk_edition_bound *edition;
  size_t number;          /* in the binding */
  uint32_t party;         /* whose events its timelines read, see party.c */
  struct rbk_page *whole; /* that of the pupil; itself for party 0 */
  bool *by_party;         /* by node: it reads events, so parties differ */
  rbk_desk *desk;
  bool ready; /* for the pupil at hand */
  rbk_timeline *lines;
  rbk_word *words;     /* room of the lines: lo and hi of each node */
  bool *asks;          /* a function is among the node's parts */
  uint32_t *answer_of; /* node -> answers, or RBK_NONE */
  const bool *only;    /* by node: the ones made ready; NULL: all */
  rbk_answer *answers;
  size_t answer_count;
  const rbk_window **windows; /* by node: the common days of its windows */
  uint32_t *rule_of, *flag_of, *band_of; /* number -> place, or RBK_NONE */
  uint32_t *ladder_of;                   /* the same */
  const rbk_bound_stage **stages;        /* by number; NULL: not here */
  bool stage_windows;                    /* some node's window is by a stage */
  bool hooks;                            /* some layer has one */
  rbk_code_set coding_codes;             /* of all codings */
} rbk_page;

/* What `each` has seen of a figure that no window, run or stay cuts into
 * series. */
typedef struct rbk_step_memory {
  const struct rbk_page *page; /* of whose edition the figure is */
  rbk_day next;                /* the days before it have been looked at */
  rbk_day began; /* the first step was reached; RBK_NO_DAY: it is below */
} rbk_step_memory;

/* The memory a rule has of the pupil. */
typedef struct rbk_rule_state {
  bool possible; /* on some day of the run it may hold */
  bool armed, holding;
  bool left;    /* its action lapsed when a spell ended */
  bool free;    /* armed anew by a return: the period is not used up */
  bool by_hook; /* a hook held it on the day before */
  bool undetermined;
  bool action_undetermined; /* an `unless` or a need of its actions */
  rbk_truth value;          /* of the condition as last read */
  rbk_day read_on;          /* then; -1: never read */
  rbk_day last_fired;       /* -1: never */
  rbk_word *fired;          /* by day */
  bool stepped;             /* `each`: a step has fired in this series */
  int64_t series;
  rbk_decimal step;
  rbk_step_memory steps;
  rbk_outcome outcome;
  rbk_day wake; /* until then every day is like the last one looked at */
} rbk_rule_state;

typedef struct rbk_ladder_state {
  rbk_stay *opened; /* the stay that lasted when the day opened, or NULL */
  rbk_day wake;     /* as of rules */
  bool awake;       /* looked at on the day at hand */
} rbk_ladder_state;

/* Whom rules fire for: party 0 is the pupil; the others, for rules with per =
 * "parent", are the responsible parents in byte order, or the one parent
 * `unknown` where none is on file. */
typedef struct rbk_party {
  const char *parent; /* as keys show it; NULL: the pupil */
  const char *reader; /* whose events are seen; NULL: everybody's */
  bool unknown;
} rbk_party;

typedef struct rbk_hook_state { /* of one hook of one layer in one edition */
  const rbk_layer *layer;
  size_t edition;
  rbk_hook hook;
  size_t twin;    /* the first of the very same script: it holds the rest */
  rbk_day failed; /* RBK_NO_DAY */
  const char *id; /* "la/bedford classify" */
  const char *shown, *why; /* the id and the failure, as long as the log */
} rbk_hook_state;

/* What the hooks said of one flag, rule or band on the day at hand. */
typedef struct rbk_hooked {
  bool said;
  const char *row; /* of a band */
  const rbk_because *figures;
  size_t figure_count;
} rbk_hooked;

typedef struct rbk_families rbk_families; /* see family.h */

/* What --assume-done is to supply first. */
typedef struct rbk_want {
  const rbk_action *action; /* NULL: nothing */
  rbk_day day;
} rbk_want;

struct rbk_worker {
  const rbk_alloc *alloc;
  const rbk_binding *binding;
  const rbk_register *reg;
  const rbk_calendar *calendar;
  const rbk_callbacks *callbacks;
  uint32_t subject;      /* in the binding's subjects; RBK_NONE: pupils */
  void *session;         /* of the callbacks */
  rbk_arena memory;      /* what lives as long as the worker */
  rbk_arena scratch;     /* of the pupil at hand */
  rbk_arena today;       /* of the day at hand: what hooks said */
  size_t days, words;    /* of the axis */
  rbk_page *pages;       /* by party, then edition */
  rbk_rule_state *rules; /* by party, then number: see rbk_state_of */
  uint32_t rule_count, flag_count, band_count;
  uint32_t *active; /* places in `rules` of those that may fire */
  size_t active_count;
  rbk_ladder_state *ladders;
  uint32_t ladder_count, stage_count;
  bool *stage_undetermined;
  rbk_function_state *functions; /* by number in the binding */
  rbk_hook_state *hooks;
  size_t hook_count;
  rbk_hooked *hooked_rules, *hooked_flags, *hooked_bands;
  bool *flag_undetermined, *band_undetermined, *flag_by_hook;
  bool *flag_possible;
  rbk_day *flag_wake, *band_wake; /* as of rules */
  rbk_word *zeros, *ones, *spare;
  uint32_t action_field;  /* number of the field `action` of events */
  rbk_families *families; /* of the pupils run; NULL: no rule for families */
  rbk_families *family;   /* this worker runs one of their families */
  bool alone;             /* pupils are looked at, nothing is fired */
  bool assume;            /* --assume-done */
  rbk_want want;
  const rbk_register *recorded; /* as read, before anything was supplied */
  rbk_party *parties;           /* whom rules fire for: 0 is the pupil */
  uint32_t most_parties;        /* of any pupil of the register */
  /* the run at hand */
  uint32_t party_count, asked_party;
  rbk_arena *arena; /* the caller's: holds the log */
  rbk_log log;
  uint32_t pupil;
  rbk_word *on_roll; /* days */
  const rbk_event *events;
  size_t event_count;
  rbk_word *event_days;   /* days on which an event takes effect or goes */
  rbk_word *turning_days; /* those, and where spells and editions change */
  rbk_word *coding_days;  /* days with a mark that some coding looks at */
  rbk_day previous;       /* the day on roll before the one at hand; -1 */
  size_t failures;        /* of functions and hooks, for the pupil */
  const rbk_event *event; /* an event rule is firing for */
  bool explaining; /* a function that nobody needed is not asked to explain */
  size_t first_today; /* actions fired on the day at hand: from here on */
  /* Days on which something may come of the pupil: all others are like the
   * one before them, so the fold passes them over. */
  rbk_day wake;                 /* bands, flags, rules and actions, on roll */
  rbk_day actions_wake;         /* of actions alone */
  rbk_day items_wake;           /* marks that look wrong, on roll or not */
  const rbk_page *actions_page; /* the edition that actions last moved in */
  rbk_error *error;
};

/* --- worker.c ------------------------------------------------------------ */

/* Workers inside a worker: one that runs families, one that looks at pupils. */
rbk_status rbk_worker_create_for_family(const rbk_alloc *alloc,
                                        const rbk_binding *binding,
                                        rbk_families *family, rbk_worker **out,
                                        rbk_error *error);
rbk_status rbk_worker_create_alone(const rbk_alloc *alloc,
                                   const rbk_binding *binding, rbk_worker **out,
                                   rbk_error *error);

/* --- subject.c ----------------------------------------------------------- */

/* The register in which a subject is the only pupil. Lives in the arena. */
rbk_status rbk_subject_register(rbk_arena *arena, const rbk_register *reg,
                                const char *subject, rbk_register **out);

/* --- party.c ------------------------------------------------------------- */

/* How many there can be, and room for them. */
rbk_status rbk_parties_create(rbk_worker *w);
/* Those of the pupil at hand. */
void rbk_parties_find(rbk_worker *w);
/* The nodes of an edition that read events or say something of a parent. */
void rbk_party_nodes(const rbk_edition_bound *edition, bool *by_party);
/* The page of the same edition that reads what the party sees. */
static inline rbk_page *rbk_page_for(const rbk_worker *w, const rbk_page *page,
                                     uint32_t party) {
  return page ? &w->pages[party * w->binding->edition_count + page->number]
              : NULL;
}
static inline rbk_rule_state *rbk_state_of(const rbk_worker *w, uint32_t rule,
                                           uint32_t party) {
  return &w->rules[(size_t)party * w->rule_count + rule];
}
/* Whether a rule fires for that party. Those for families fire elsewhere. */
static inline bool rbk_party_has(const rbk_rule *rule, uint32_t party) {
  return (rule->per == RBK_PER_PARENT) == (party > 0) &&
         rule->per != RBK_PER_FAMILY;
}

/* --- truth.c ------------------------------------------------------------- */

rbk_status rbk_functions_create(rbk_worker *w);
void rbk_functions_forget(rbk_worker *w); /* what the last pupil made fail */
/* Whether two layers are the same script under the same id. */
bool rbk_same_script(const rbk_layer *a, const rbk_layer *b);
rbk_status rbk_page_create(rbk_worker *w, rbk_page *page, size_t number,
                           uint32_t party);
/* Makes the page ready for the pupil at hand, if it is not. */
rbk_status rbk_page_prepare(rbk_worker *w, rbk_page *page);
/* Only what the pupil's own marks, events and attributes decide: as far as
 * groups look. The page is not ready then. */
rbk_status rbk_page_look(rbk_worker *w, rbk_page *page);
rbk_status rbk_truth_on(rbk_worker *w, rbk_page *page, uint32_t node,
                        rbk_day day, rbk_truth *out);
/* The first day after `day` on which the node may have another truth, at most
 * the first after its edition. */
rbk_day rbk_truth_until(const rbk_page *page, uint32_t node, rbk_day day);
static inline rbk_day rbk_earlier(rbk_day a, rbk_day b) {
  return a < b ? a : b;
}
/* The value a function's figure had, once its node was asked. */
const rbk_value *rbk_function_value(const rbk_page *page, uint32_t node,
                                    rbk_day day);
/* Why a function's node is unknown on a day, or NULL. */
const char *rbk_function_failure(const rbk_worker *w, const rbk_page *page,
                                 uint32_t node, rbk_day day);
/* What an rbk_ask goes by; must live as long as the ask. */
typedef struct rbk_asker {
  rbk_worker *worker;
  rbk_page *page;
  rbk_day day;
} rbk_asker;
void rbk_ask_make(rbk_worker *w, rbk_page *page, rbk_day day, rbk_asker *asker,
                  rbk_ask *ask);
/* "la/x.lua:41: script error: ..." in the log's arena, or NULL. */
const char *rbk_failure_text(rbk_worker *w, const rbk_failure *failure);
rbk_page *rbk_page_on(rbk_worker *w, rbk_day day); /* NULL: no edition */

/* --- because.c ----------------------------------------------------------- */

/* The leaves of an ground in the order of the script. */
rbk_status rbk_because_of(rbk_worker *w, const rbk_ground *ground, rbk_day day,
                          const rbk_because **items, size_t *count);
/* A figure on a day as `because` prints it, without a comparison. */
rbk_status rbk_because_figure(rbk_worker *w, rbk_page *page, uint32_t figure,
                              rbk_day day, rbk_because *out);
/* The marks behind the figures among them: "2025-02-03 AM O", by date. */
rbk_status rbk_marks_behind(rbk_worker *w, const rbk_ground *ground,
                            rbk_day day, rbk_list *out);
/* `*unknown` false: the node is not unknown on that day. */
rbk_status rbk_cause_of(rbk_worker *w, rbk_page *page, uint32_t node,
                        rbk_day day, rbk_cause *out, bool *unknown);
/* Whether the node is unknown because something failed. */
rbk_status rbk_failed_on(rbk_worker *w, rbk_page *page, uint32_t node,
                         rbk_day day, bool *failed);

/* The fewest places that print n / d exactly, or 2 where four are too few. */
int rbk_value_places(int64_t n, int64_t d);
/* Rates, shares, and those of groups: printed with two places. */
bool rbk_figure_is_ratio(const rbk_page *page, uint32_t figure);

/* --- hook.c -------------------------------------------------------------- */

rbk_status rbk_hooks_create(rbk_worker *w);
void rbk_hooks_forget(rbk_worker *w);
/* Whether a hook of the edition failed on the day or before. */
bool rbk_hooks_failed(const rbk_worker *w, const rbk_page *page, rbk_day day);
/* Asks the hooks of the day, in the order of layers. */
rbk_status rbk_hooks_ask(rbk_worker *w, rbk_page *page, rbk_day day);
/* Copies what a hook showed into the log's arena and makes it the ground. */
rbk_status rbk_hooked_keep(rbk_worker *w, const rbk_hooked *hooked,
                           rbk_ground *ground);

/* --- standing.c: bands and flags ----------------------------------------- */

rbk_status rbk_standing_day(rbk_worker *w, rbk_page *page, rbk_day day);
/* The node that leaves a band open on a day, or RBK_NONE. */
rbk_status rbk_band_unknown(rbk_worker *w, rbk_page *page,
                            const rbk_bound_band *band, rbk_day day,
                            uint32_t *node);

/* --- firing.c ------------------------------------------------------------ */

rbk_status rbk_firing_day(rbk_worker *w, rbk_page *page, rbk_day day);

/* --- ladder.c ------------------------------------------------------------ */

void rbk_ladders_forget(rbk_worker *w);
/* Each ladder moves at most once; what a stage asks for on entry fires. */
rbk_status rbk_ladders_move(rbk_worker *w, rbk_page *page, rbk_day day);
/* Reviews, and what is overdue after them, of the stages held when the day
 * opened. */
rbk_status rbk_ladders_time(rbk_worker *w, rbk_page *page, rbk_day day);
/* What each ladder was asked on the last day read and nobody can tell. */
rbk_status rbk_ladders_unsure(rbk_worker *w, rbk_page *page, rbk_day day);

/* --- stay.c: times in stages --------------------------------------------- */

/* The desks of all pages that are ready hear of the stays so far. */
rbk_status rbk_stays_tell(rbk_worker *w);
rbk_status rbk_stays_tell_page(rbk_worker *w, rbk_page *page);
/* Whether the pupil was in a stage (its number) when the day opened. */
bool rbk_stay_on(const rbk_worker *w, uint32_t stage, rbk_day day);
rbk_status rbk_stage_complete_on(rbk_worker *w, rbk_page *page, uint32_t stage,
                                 rbk_day day, rbk_truth *out);
/* What the stage needs and is not on record since the stay began, each with its
 * clauses. */
rbk_status rbk_stay_missing(rbk_worker *w, rbk_page *page,
                            const rbk_bound_stage *stage, const rbk_stay *stay,
                            rbk_day day, rbk_list *out);
/* Counts the review day from entry, once the stay is made. */
rbk_status rbk_stay_count_review(rbk_worker *w, rbk_page *page, rbk_stay *stay);
/* The school day from which the review is to be held, as known on `day`;
 * RBK_NO_DAY: none. */
rbk_day rbk_stay_review(const rbk_worker *w, const rbk_bound_stage *stage,
                        const rbk_stay *stay, rbk_day day);

/* --- action.c ------------------------------------------------------------ */

/* What a firing says of itself. */
typedef struct rbk_firing {
  const rbk_bound_rule *rule;
  rbk_day day;
  const char *label;        /* ends the key */
  const rbk_period *period; /* of `once = P`, or NULL */
  bool ever;                /* once = "ever" */
  const rbk_stay *stay;     /* of a stage's rule, or NULL */
  const rbk_ground *ground;
} rbk_firing;
/* The actions of a firing: one, or one for each parent where the rule says so
 * and the page is the pupil's. */
rbk_status rbk_action_fire(rbk_worker *w, rbk_page *page,
                           const rbk_firing *firing);
/* `by` takes the place of an action that is open and whose rule it lists. */
void rbk_action_supersede(rbk_action *a, const rbk_action *by, rbk_day day);
/* Whether a spell of the pupil ends on the day, and the calendar goes on. */
bool rbk_spell_ends(const rbk_worker *w, const rbk_pupil *pupil, rbk_day day);
/* Whether an event counts on a day: it has taken effect and is not withdrawn.
 */
bool rbk_event_stands(const rbk_worker *w, const rbk_event *event, rbk_day day);
/* "meeting (BED-17)": what is missing, with its clauses. */
const char *rbk_need_text(rbk_worker *w, const rbk_need *need);
/* What the day brings to all actions. `page` NULL: no edition in force. */
rbk_status rbk_actions_day(rbk_worker *w, rbk_page *page, rbk_day day,
                           bool on_roll);

/* --- due.c, owner.c ------------------------------------------------------ */

/* The day or time due, counted from `base`. All NULL and none: there is none.
 */
typedef struct rbk_due_found {
  rbk_date date;
  const char *text, *in;
} rbk_due_found;
typedef struct rbk_due_source { /* where a due day is written */
  const rbk_due *due;
  uint32_t function;
  const rbk_event_match *match; /* RECORDED */
  uint32_t field;
  const char *id;                 /* of the rule or the coding */
  const rbk_household *household; /* whose events count; NULL: the pupil's */
} rbk_due_source;
rbk_status rbk_due_find(rbk_worker *w, rbk_page *page,
                        const rbk_due_source *source, rbk_date base,
                        rbk_day day, rbk_due_found *out);
/* The day of a span counted from `base`; `*known` as rbk_span_after has it. */
rbk_status rbk_due_span(rbk_worker *w, const rbk_page *page, const rbk_due *due,
                        rbk_date base, rbk_date *date, int32_t *left,
                        rbk_date *last, bool *known);
rbk_status rbk_owner_find(rbk_worker *w, rbk_page *page, const rbk_owner *owner,
                          uint32_t function, const char *id, rbk_day day,
                          rbk_list *out);
rbk_status rbk_wording_find(rbk_worker *w, rbk_page *page,
                            const rbk_wording *wording, uint32_t function,
                            const char *id, rbk_day day, const char **out);

/* --- coding.c ------------------------------------------------------------ */

/* Once the builtin items are listed, before the first day. */
void rbk_coding_begin(rbk_worker *w);
/* Adds to the worker's coding_days those of a page that is ready. */
void rbk_coding_find_days(rbk_worker *w, const rbk_page *page);
rbk_status rbk_coding_day(rbk_worker *w, rbk_page *page, rbk_day day,
                          bool on_roll);
/* Marks of the pupil that are wrong whatever a policy says. */
rbk_status rbk_builtin_items(rbk_worker *w);

/* --- fold.c -------------------------------------------------------------- */

rbk_status rbk_fold_run(rbk_worker *w, rbk_day last);
/* The days of a family whose lines, events and days on roll are set. */
rbk_status rbk_fold_family(rbk_worker *w, rbk_day last);
/* Pages of the pupil at hand made ready, for a worker that fires nothing. */
rbk_status rbk_fold_look(rbk_worker *w, rbk_day last);
/* The days of the pupil at hand, in w->on_roll. */
void rbk_fold_find_on_roll(rbk_worker *w);
/* Notes in the log that `id` became undetermined on a day, once a day. */
rbk_status rbk_fold_undetermined(rbk_worker *w, rbk_day day, const char *id,
                                 const rbk_names *clauses);
/* A failure that stays: an owner, a due day, a text. */
rbk_status rbk_fold_failed(rbk_worker *w, rbk_day day, const char *id,
                           const rbk_failure *failure);
/* Lists a node among what is unknown at the end, if it is. */
rbk_status rbk_fold_unsure(rbk_worker *w, rbk_page *page, const char *id,
                           uint32_t node, rbk_day day);
/* The same of a condition that is read once, if it is unknown because it
 * failed: of a mark, of a role. */
rbk_status rbk_fold_failed_node(rbk_worker *w, rbk_page *page, uint32_t node,
                                rbk_day day, const char *id,
                                const rbk_names *clauses);

#endif
