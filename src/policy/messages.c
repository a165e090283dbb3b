#include "policy/messages.h"

#include <string.h>

#include "base/text.h"

/* What is wrong; what to do. {1} to {4} are filled in by rbk_say. */
static const rbk_saying_text sayings[RBK_SAYINGS] = {
    [RBK_SAY_NOTHING] = {"", RBK_ERROR, ""},
    [RBK_SAY_SYNTAX] = {"syntax", RBK_ERROR,
                        "{1}; the script is not Lua as it stands"},
    [RBK_SAY_SCRIPT_ERROR] = {"script-error", RBK_ERROR, "{1}"},
    [RBK_SAY_OVER_WORK] = {"over-work", RBK_ERROR,
                           "the script is over its budget of work; look for an "
                           "endless loop, or for "
                           "one that goes over much more than it needs"},
    [RBK_SAY_OVER_MEMORY] = {"over-memory", RBK_ERROR,
                             "the script is over its memory; look for a table "
                             "that grows or a function "
                             "that calls itself for ever"},
    [RBK_SAY_LONG_STRING] =
        {"long-string", RBK_ERROR,
         "a string is longer than 4096 bytes; shorten it or take it apart"},
    [RBK_SAY_LONG_SOURCE] =
        {"long-source", RBK_ERROR,
         "the script is longer than 262144 bytes; divide it by `extends`"},
    [RBK_SAY_NOT_TEXT] = {"not-text", RBK_ERROR,
                          "the file is not UTF-8 text (byte {1}); policies are "
                          "Lua as text, never "
                          "compiled"},
    [RBK_SAY_MANY_ARGUMENTS] =
        {"many-arguments", RBK_ERROR,
         "more than 250 values are handed over at once; hand over a table"},
    [RBK_SAY_GLOBAL_ASSIGNED] =
        {"global-assigned", RBK_ERROR,
         "the global \"{1}\" is assigned; write `local {1}`"},
    [RBK_SAY_UNKNOWN_NAME] = {"unknown-name", RBK_ERROR,
                              "nothing is called \"{1}\"; {2}"},
    [RBK_SAY_UNKNOWN_FIELD] = {"unknown-field", RBK_ERROR,
                               "no field \"{1}\" on {2}; {3}"},
    [RBK_SAY_READ_ONLY] = {"read-only", RBK_ERROR,
                           "\"{1}\" of {2} is set, but it is read-only; keep "
                           "your own values in local "
                           "names"},
    [RBK_SAY_FROZEN_TABLE] = {"frozen-table", RBK_ERROR,
                              "a function changes a table that was made when "
                              "the script loaded; make the "
                              "table inside the function"},
    [RBK_SAY_PAIRS_KEY] = {"pairs-key", RBK_ERROR,
                           "a table with a key of type {1} has no order to "
                           "walk in; use texts and "
                           "whole numbers as keys"},
    [RBK_SAY_ARGUMENT] = {"argument", RBK_ERROR,
                          "`{1}` takes {2}, not {3}; write it as `{4}`"},
    [RBK_SAY_WORD_TOO_LATE] = {"word-too-late", RBK_ERROR,
                               "`{1}` is said inside a function; make it at "
                               "the top of the script and use "
                               "its name in the function"},
    [RBK_SAY_COMPARED] =
        {"compared", RBK_ERROR,
         "{1} is compared with {2}; write `:at_least(n)`, `:above(n)`, "
         "`:at_most(n)`, `:below(n)` or `:is(n)`"},
    [RBK_SAY_JOINED] = {"joined", RBK_ERROR, "`{1}` does not fit {2}; {3}"},
    [RBK_SAY_NO_WINDOW] = {"no-window", RBK_ERROR,
                           "the measure does not say over which days it "
                           "counts; add `:within(...)`, "
                           "for example `:within(school_year)`"},
    [RBK_SAY_MANY_DECIMALS] =
        {"many-decimals", RBK_ERROR,
         "{1} is not a number of at most four decimals; round it"},
    [RBK_SAY_UNKNOWN_CODE] = {"unknown-code", RBK_ERROR,
                              "\"{1}\" is not a register code; {2}"},
    [RBK_SAY_UNKNOWN_CHOICE] = {"unknown-choice", RBK_ERROR,
                                "\"{1}\" is no {2}; {3}"},
    [RBK_SAY_BAD_DATE] = {"bad-date", RBK_ERROR,
                          "\"{1}\" is no date; write it as {2}"},
    [RBK_SAY_BAD_CLOCK] = {"bad-clock", RBK_ERROR,
                           "\"{1}\" is no time of day; write it as 11:45"},
    [RBK_SAY_SAID_TWICE] = {"said-twice", RBK_ERROR,
                            "`:{1}` is said twice of one measure; {2}"},
    [RBK_SAY_TOO_MANY] = {"too-many", RBK_ERROR,
                          "more than {1} {2}; take some out"},
    [RBK_SAY_NOT_CALLED] =
        {"not-called", RBK_ERROR,
         "a word stands here without its argument; write for example "
         "`rate \"attended\"`"},
    [RBK_SAY_UNUSED] =
        {"unused", RBK_ERROR,
         "{1} made at line {2}, never used: `and`, `or`, `not` do not combine "
         "conditions, write `&`, `|`, `~`; or take it out"},
    [RBK_SAY_NO_TABLE] = {"no-table", RBK_ERROR,
                          "the script returns {1}; a policy returns one table, "
                          "`return { api = 1, "
                          "... }`"},
    [RBK_SAY_UNKNOWN_KEY] = {"unknown-key", RBK_ERROR,
                             "unknown key \"{1}\" in {2}; {3}"},
    [RBK_SAY_KEY_TYPE] = {"key-type", RBK_ERROR,
                          "{1} has a key of type {2}; take it out"},
    [RBK_SAY_MISSING_KEY] = {"missing-key", RBK_ERROR,
                             "{1} has no \"{2}\"; add it: {3}"},
    [RBK_SAY_WRONG_TYPE] = {"wrong-type", RBK_ERROR,
                            "{1} in {2} is {3}; it must be {4}"},
    [RBK_SAY_BAD_ID] = {"bad-id", RBK_ERROR,
                        "\"{1}\" in {2} cannot be an id; use small letters, "
                        "digits, `_`, `.`, `-`"},
    [RBK_SAY_BAD_API] = {"bad-api", RBK_ERROR,
                         "api is {1}; this rollbook knows `api = 1`"},
    [RBK_SAY_LIST_EXPECTED] = {"list-expected", RBK_ERROR,
                               "{1} is a list, but has the key \"{2}\"; write "
                               "its entries as `{ ... }` "
                               "without names"},
    [RBK_SAY_HOLE] =
        {"hole", RBK_ERROR,
         "{1} has no entry {2} but later ones; an entry was nil, look for a "
         "misspelt name"},
    [RBK_SAY_EMPTY] = {"empty", RBK_ERROR, "{1} is empty; {2}"},
    [RBK_SAY_PARAMETER_VALUE] =
        {"parameter-value", RBK_ERROR,
         "parameter \"{1}\" {2}; write `{ 90, unit = \"percent\" }`, "
         "`{ required = true, unit = ... }` or `{ dated = { ... } }`"},
    [RBK_SAY_UNKNOWN_UNIT] = {"unknown-unit", RBK_ERROR,
                              "\"{1}\" is no unit ({2}); {3}"},
    [RBK_SAY_EVENT_COLUMN] =
        {"event-column", RBK_ERROR,
         "\"{1}\" is a column that every event has, so it is no field of "
         "\"{2}\" alone; take it out"},
    [RBK_SAY_EFFECTIVE_ORDER] =
        {"effective-order", RBK_ERROR,
         "effective ends ({2}) before it begins ({1}); exchange them"},
    [RBK_SAY_MISNAMED] = {"misnamed", RBK_ERROR,
                          "the file says id \"{1}\" but was asked for as "
                          "\"{2}\"; a policy id is the "
                          "path below the policy folder without .lua"},
    [RBK_SAY_NO_POLICY_CHOSEN] =
        {"no-policy-chosen", RBK_ERROR,
         "no policy is chosen; give \"policy\" in school.json or --policy ID"},
    [RBK_SAY_UNREADABLE] =
        {"unreadable", RBK_ERROR,
         "the file cannot be read: {1}; check its name and its permissions"},
    [RBK_SAY_NO_SUCH_POLICY] = {"no-such-policy", RBK_ERROR,
                                "there is no policy \"{1}\" in {2}; {3}"},
    [RBK_SAY_CIRCLE] = {"circle", RBK_ERROR,
                        "extends goes in a circle: {1}; take one of them out"},
    [RBK_SAY_VERSIONS_OVERLAP] = {"versions-overlap", RBK_ERROR,
                                  "policy \"{1}\" is also in force in {2} on "
                                  "the same days; let `effective` "
                                  "ranges of versions not overlap"},
    [RBK_SAY_NOT_IN_FORCE] = {"not-in-force", RBK_WARNING,
                              "no version of \"{1}\" is in force from {2} to "
                              "{3}; on those days policy "
                              "\"{4}\" says nothing"},
    [RBK_SAY_EXPIRED] =
        {"expired", RBK_ERROR,
         "{1} is used outside its call; ask for it again in each call"},
    [RBK_SAY_NO_FIGURE] =
        {"no-figure", RBK_ERROR,
         "`{1}` takes {2}; make it at the top of the script and use its name"},
    [RBK_SAY_WRONG_RESULT] = {"wrong-result", RBK_ERROR,
                              "the function gives {1}; it must give {2}"},
    [RBK_SAY_EXTRA_RESULTS] =
        {"extra-results", RBK_ERROR,
         "the function gives {1} results; it must give one: {2}"},
    [RBK_SAY_UNKNOWN_ID] =
        {"unknown-id", RBK_ERROR,
         "the function names \"{1}\", which is no {2} of this policy; {3}"},
    [RBK_SAY_KEEPS_STATE] = {"keeps-state", RBK_ERROR,
                             "the function changed \"{1}\", which outlives the "
                             "call; a function may "
                             "only change names of its own"},
};

const rbk_saying_text *rbk_saying_of(rbk_saying saying) {
  return &sayings[saying];
}

static size_t append(char *out, size_t size, size_t at, const char *text,
                     size_t length) {
  if (at + 1 >= size) return at;
  size_t room = size - 1 - at;
  if (length > room) length = room;
  memcpy(out + at, text, length);
  out[at + length] = '\0';
  return at + length;
}

void rbk_say(char *out, size_t size, rbk_saying saying,
             const char *const *with) {
  const char *text = sayings[saying].text;
  size_t at = 0;
  out[0] = '\0';
  while (*text) {
    bool slot =
        text[0] == '{' && text[1] >= '1' && text[1] <= '4' && text[2] == '}';
    if (slot) {
      const char *given = with ? with[text[1] - '1'] : NULL;
      if (given) at = append(out, size, at, given, strlen(given));
      text += 3;
    } else {
      at = append(out, size, at, text++, 1);
    }
  }
}

/* How many words a message lists before it stops being a help. */
enum { LISTED = 24 };

void rbk_suggest(char *out, size_t size, const char *wrong,
                 const char *const *words, size_t count) {
  size_t at = 0;
  out[0] = '\0';
  const char *nearest = rbk_nearest(wrong, words, count);
  if (nearest) {
    at = append(out, size, at, "did you mean \"", 14);
    at = append(out, size, at, nearest, strlen(nearest));
    append(out, size, at, "\"?", 2);
    return;
  }
  if (count == 0) {
    append(out, size, at, "there is none to choose from", 28);
    return;
  }
  at = append(out, size, at, count > LISTED ? "some are " : "there are ",
              count > LISTED ? 9 : 10);
  for (size_t i = 0; i < count && i < LISTED; i++) {
    if (i) at = append(out, size, at, ", ", 2);
    at = append(out, size, at, words[i], strlen(words[i]));
  }
}
