/* Wrong scripts and what is said of them: the exact line of every message of
 * loading, and all of one load together. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "policy/messages.h"
#include "support/school.h"
#include "support/script.h"
#include "support/suite.h"

static test_scripts scripts;

/* The whole of what loading la/x.lua says. */
static const char *says(const char *text) {
  static test_load load;
  load_text(&scripts, text, &load);
  rbk_policy_destroy(load.policy);
  return load.said;
}

#define HEAD                  "return { api = 1, id = \"la/x\", title = \"x\",\n"
#define CHECK(text, expected) ck_assert_str_eq(says(text), expected)

static void begin(void) {
  scripts = scripts_begin(TEST_BINARY_DIR);
}
static void end(void) {
  scripts_end(&scripts);
}

START_TEST(an_unknown_key_is_named_with_its_line_and_the_nearest_word) {
  begin();
  CHECK(HEAD
        "  rules = {\n"
        "    { id = \"r\", when = compulsory_school_age, action = \"act\",\n"
        "      onse = \"term\" },\n"
        "  },\n"
        "}\n",
        "la/x.lua:4: unknown key \"onse\" in rule \"r\"; did you mean "
        "\"once\"?\n");
  CHECK(HEAD "  flaggs = {},\n}\n",
        "la/x.lua:2: unknown key \"flaggs\" in the policy; did you mean "
        "\"flags\"?\n");
  end();
}
END_TEST

START_TEST(all_problems_of_one_load_are_told_together_in_order_of_their_lines) {
  begin();
  CHECK(HEAD
        "  rules = {\n"
        "    { id = \"r\", when = 5, action = \"act\", duty = \"shall\" },\n"
        "    { id = \"s\", action = true,\n"
        "      when = compulsory_school_age },\n"
        "    { when = compulsory_school_age, action = \"act\" },\n"
        "  },\n"
        "  flags = { { id = \"f f\", label = \"f\", when = "
        "compulsory_school_age } },\n"
        "  titel = \"x\",\n"
        "}\n",
        "la/x.lua:3: \"shall\" is no duty; there are must, should, may\n"
        "la/x.lua:3: \"when\" in rule \"r\" is a number; it must be a "
        "condition\n"
        "la/x.lua:4: \"action\" in rule \"s\" is true or false; it must be "
        "what is to be done, in words\n"
        "la/x.lua:6: rules, entry 3 has no \"id\"; add it: a text\n"
        "la/x.lua:8: \"f f\" in flag \"f f\" cannot be an id; use small "
        "letters, digits, `_`, `.`, `-`\n"
        "la/x.lua:9: unknown key \"titel\" in the policy; did you mean "
        "\"title\"?\n");
  end();
}
END_TEST

START_TEST(what_is_made_and_never_used_is_told_at_its_line) {
  begin();
  CHECK("local low = (rate \"attended\":within(term)):below(90)\n"
        "local old = compulsory_school_age\n" HEAD
        "  flags = { { id = \"f\", label = \"f\", when = low and old } },\n"
        "}\n",
        "la/x.lua:1: a condition made at line 1, never used: `and`, `or`, "
        "`not` do not combine conditions, write `&`, `|`, `~`; or take it "
        "out\n");
  CHECK("local unused = days \"absent\":within(term)\n" HEAD "}\n",
        "la/x.lua:1: a measure made at line 1, never used: `and`, `or`, `not` "
        "do not combine conditions, write `&`, `|`, `~`; or take it out\n");
  end();
}
END_TEST

/* Also where something else is wrong: what stands in a broken entry is used. */
START_TEST(what_is_never_used_is_told_beside_other_problems) {
  begin();
  CHECK("local c = compulsory_school_age\n"
        "local lost = in_term \"autumn\"\n" HEAD "  flags = {\n"
        "    { id = \"f\", label = 3, when = c },\n"
        "    { id = \"g\", label = \"g\", wehn = weekday \"mon\" },\n"
        "  } }\n",
        "la/x.lua:2: a condition made at line 2, never used: `and`, `or`, "
        "`not` do not combine conditions, write `&`, `|`, `~`; or take it "
        "out\n"
        "la/x.lua:5: \"label\" in flag \"f\" is a number; it must be a text\n"
        "la/x.lua:6: unknown key \"wehn\" in flag \"g\"; did you mean "
        "\"when\"?\n"
        "la/x.lua:6: flag \"g\" has no \"when\"; add it: a condition\n");
  end();
}
END_TEST

/* What only the stack of layers shows is told in the same load as misspelt
 * words: a circle, and a duty that is none. */
START_TEST(circles_and_misspelt_words_are_told_in_one_load) {
  begin();
  CHECK("local lost = in_term \"autumn\"\n" HEAD "  flags = {\n"
        "    { id = \"f\", label = \"f\", when = flag \"g\" },\n"
        "    { id = \"g\", label = \"g\", when = flag \"f\" },\n"
        "  },\n"
        "  rules = {\n"
        "    { id = \"r\", when = weekday \"mon\", duty = \"shall\", action = "
        "\"a\" },\n"
        "  } }\n",
        "la/x.lua:1: a condition made at line 1, never used: `and`, `or`, "
        "`not` do not combine conditions, write `&`, `|`, `~`; or take it "
        "out\n"
        "la/x.lua:5: flag 'f' (la/x.lua:4) reads flag 'g' (la/x.lua:5), which "
        "reads flag 'f' again; take one of these references out\n"
        "la/x.lua:8: \"shall\" is no duty; there are must, should, may\n");
  end();
}
END_TEST

START_TEST(comparing_a_measure_with_signs_is_an_error_that_says_what_to_write) {
  static const char advice[] =
      "; write `:at_least(n)`, `:above(n)`, `:at_most(n)`, `:below(n)` or "
      "`:is(n)`\n";
  char expected[300];
  begin();
  (void)snprintf(expected, sizeof expected,
                 "la/x.lua:2: a measure is compared with `<` or `>`%s", advice);
  CHECK("local a = rate \"attended\":within(term)\nlocal b = a < 90\n",
        expected);
  (void)snprintf(expected, sizeof expected,
                 "la/x.lua:2: a measure is compared with `<=` or `>=`%s",
                 advice);
  CHECK("local a = rate \"attended\":within(term)\nlocal b = 90 <= a\n",
        expected);
  (void)snprintf(expected, sizeof expected,
                 "la/x.lua:2: a condition is compared with `==` or `~=`%s",
                 advice);
  CHECK("local a = compulsory_school_age\nlocal b = a == in_term \"autumn\"\n",
        expected);
  end();
}
END_TEST

START_TEST(words_say_what_they_take) {
  begin();
  CHECK("local a = rate(nil)\n",
        "la/x.lua:1: `rate` takes a code set, not nothing; write it as `rate "
        "\"attended\"`\n");
  CHECK("local a = sessions(\"absent\", 3)\n",
        "la/x.lua:1: `sessions` takes no further value, not a number; write "
        "it as `sessions \"absent\"`\n");
  CHECK("local a = sessions \"G Q9\"\n",
        "la/x.lua:1: \"Q9\" is not a register code; `rollbook codes` lists "
        "them; a class is written alone, as in `codes \"absent\"`\n");
  CHECK("local a = sessions \"ZZ\"\n",
        "la/x.lua:1: \"ZZ\" is not a register code; `rollbook codes` lists "
        "them; a class is written alone, as in `codes \"absent\"`\n");
  CHECK("local a = weekday \"monday\"\n",
        "la/x.lua:1: \"monday\" is no weekday; there are mon, tue, wed, thu, "
        "fri, sat, sun\n");
  CHECK("local a = on_or_after \"2024-02-30\"\n",
        "la/x.lua:1: \"2024-02-30\" is no date; write it as 2024-09-01\n");
  CHECK("local a = between(\"09-01\", \"2024-09-14\")\n",
        "la/x.lua:1: \"2024-09-14\" is no date; write it as 09-01, a day of "
        "every year\n");
  CHECK("local a = clock \"24:00\"\n",
        "la/x.lua:1: \"24:00\" is no time of day; write it as 11:45\n");
  CHECK("local a = compulsory_school_age & 3\n",
        "la/x.lua:1: `&` does not fit a number; it joins conditions; a "
        "measure becomes one by `:at_least(n)`, `:below(n)` ...\n");
  CHECK("local a = rate \"attended\":below(90)\n",
        "la/x.lua:1: the measure does not say over which days it counts; add "
        "`:within(...)`, for example `:within(school_year)`\n");
  CHECK("local a = rate \"attended\":within(term):below(89.99999)\n",
        "la/x.lua:1: 89.99999 is not a number of at most four decimals; round "
        "it\n");
  CHECK("local a = rate \"attended\":within(term):belov(90)\n",
        "la/x.lua:1: no field \"belov\" on a measure; did you mean "
        "\"below\"?\n");
  CHECK("local a = sessions \"absent\":within(term, month, week, day, all)\n",
        "la/x.lua:1: more than 4 windows; take some out\n");
  CHECK("local a = compulsory_school_age & rate\n",
        "la/x.lua:1: a word stands here without its argument; write for "
        "example `rate \"attended\"`\n");
  CHECK("local a = previous(since \"letter\")\n",
        "la/x.lua:1: `previous` takes a calendar window or a counted one, not "
        "a window; write it as `previous(term)`\n");
  CHECK("local a = any_of { { compulsory_school_age, clauses = \"X\" } }\n",
        "la/x.lua:1: `any_of` takes rows of one condition and `clause`, not a "
        "text; write it as `any_of { { c, clause = \"X-1\" } }`\n");
  end();
}
END_TEST

START_TEST(days_and_sessions_of_a_measure_are_said_once) {
  begin();
  CHECK("local a = sessions \"O\":on(\"mon\"):on(\"fri\")\n",
        "la/x.lua:1: `:on` is said twice of one measure; write `:on(\"mon\", "
        "\"fri\")` for Mondays and Fridays\n");
  CHECK("local a = sessions \"O\":session(\"AM\"):session(\"PM\")\n",
        "la/x.lua:1: `:session` is said twice of one measure; leave it out for "
        "mornings and afternoons\n");
  /* two measures made of one are each said it once */
  CHECK("local a = sessions \"O\":within(term)\n" HEAD
        "flags = { { id = \"f\", label = \"F\",\n"
        "  when = (a:on(\"mon\", \"fri\") + a:on(\"tue\"):session(\"AM\"))\n"
        "    :at_least(1) } } }\n",
        "");
  end();
}
END_TEST

START_TEST(a_column_of_every_event_is_declared_by_no_kind) {
  static const char *const columns[] = {"pupil_id",  "date",  "kind",   "id",
                                        "parent_id", "group", "action", "of"};
  begin();
  for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
    char script[300], expected[300];
    snprintf(script, sizeof script,
             HEAD "  facts = {\n    n = { \"note\", \"%s\", \"to\" } } }\n",
             columns[i]);
    snprintf(expected, sizeof expected,
             "la/x.lua:3: \"%s\" is a column that every event has, so it is "
             "no field of \"n\" alone; take it out\n",
             columns[i]);
    CHECK(script, expected);
  }
  CHECK(HEAD "  facts = { n = { \"note\", \"to\", \"dates\" } } }\n", "");
  end();
}
END_TEST

START_TEST(names_that_are_not_there_are_told_with_the_nearest_one) {
  begin();
  CHECK("local a = rat \"attended\"\n",
        "la/x.lua:1: nothing is called \"rat\"; did you mean \"rate\"?\n");
  CHECK("local a = rate \"attended\":within(scool_year)\n",
        "la/x.lua:1: nothing is called \"scool_year\"; did you mean "
        "\"school_year\"?\n");
  CHECK("local a = load(\"x\")\n",
        "la/x.lua:1: nothing is called \"load\"; policies do without this "
        "part of Lua\n");
  CHECK("limit = 90\n",
        "la/x.lua:1: the global \"limit\" is assigned; write `local limit`\n");
  CHECK("string.upper = 1\n",
        "la/x.lua:1: \"upper\" of string is set, but it is read-only; keep "
        "your own values in local names\n");
  CHECK("local a = string.uper(\"x\")\n",
        "la/x.lua:1: no field \"uper\" on string; did you mean \"upper\"?\n");
  end();
}
END_TEST

START_TEST(what_lua_itself_refuses_keeps_its_line) {
  begin();
  CHECK("local a =\n\nreturn {}}\n",
        "la/x.lua:3: unexpected symbol near 'return'; the script is not Lua "
        "as it stands\n");
  CHECK("local t = nil\nlocal a = t.x\n",
        "la/x.lua:2: attempt to index a nil value (local 't')\n");
  CHECK("local function fail() error(\"no such year\") end\nfail()\n",
        "la/x.lua:1: no such year\n");
  CHECK("assert(1 == 2, \"one is not two\")\n", "la/x.lua:1: one is not two\n");
  CHECK("error({})\n",
        "la/x.lua:1: an error was raised with a value of type table\n");
  end();
}
END_TEST

START_TEST(the_table_must_be_a_table_of_this_version) {
  begin();
  CHECK("local x = 1\n",
        "la/x.lua:1: the script returns nothing; a policy returns one table, "
        "`return { api = 1, ... }`\n");
  CHECK("\nreturn 5\n",
        "la/x.lua:2: the script returns a number; a policy returns one table, "
        "`return { api = 1, ... }`\n");
  CHECK("\nreturn {}, {}\n",
        "la/x.lua:2: the script returns more than one value; a policy returns "
        "one table, `return { api = 1, ... }`\n");
  CHECK("return { id = \"la/x\",\n  api = 2, title = \"x\" }\n",
        "la/x.lua:2: api is 2; this rollbook knows `api = 1`\n");
  CHECK("return {\n  api = 1 }\n",
        "la/x.lua:1: the policy has no \"id\"; add it: the path below the "
        "policy folder\n"
        "la/x.lua:1: the policy has no \"title\"; add it: a text\n");
  CHECK("return { api = 1, id = \"la/y\", title = \"x\" }\n",
        "la/x.lua:1: the file says id \"la/y\" but was asked for as \"la/x\"; "
        "a policy id is the path below the policy folder without .lua\n");
  CHECK(HEAD "  [true] = 1 }\n",
        "la/x.lua:1: the policy has a key of type boolean; take it out\n");
  end();
}
END_TEST

START_TEST(lists_and_maps_are_told_apart) {
  begin();
  CHECK(HEAD "  flags = {\n    f = { label = \"f\" } } }\n",
        "la/x.lua:3: flags is a list, but has the key \"f\"; write its entries "
        "as `{ ... }` without names\n");
  CHECK(HEAD "  bands = {\n    { { id = \"a\" } } } }\n",
        "la/x.lua:2: bands in the policy is a list; it must be a table "
        "with names: `name = { ... }`\n");
  CHECK(HEAD "  flags = { nil,\n    { id = \"f\", label = \"f\", when = "
             "compulsory_school_age } } }\n",
        "la/x.lua:2: flags has no entry 1 but later ones; an entry was nil, "
        "look for a misspelt name\n");
  CHECK(HEAD "  bands = {\n    attendance = { otherwise = \"x\" } } }\n",
        "la/x.lua:3: band \"attendance\" is empty; give it rows { id, label, "
        "when }\n");
  end();
}
END_TEST

START_TEST(parameters_say_their_value_in_one_way) {
  static const char advice[] =
      "; write `{ 90, unit = \"percent\" }`, `{ required = true, unit = ... }` "
      "or `{ dated = { ... } }`\n";
  static const struct {
    const char *declared, *told;
  } cases[] = {
      {"90", "is a number"},
      {"{}", "has no value"},
      {"{ 90, 95 }", "has several values; a list is written `{ { 1, 2 } }`"},
      {"{ 90, required = true }",
       "has more than one of a value, `dated` and `required`"},
      {"{ true }", "has true or false as value"},
      {"{ {} }", "has an empty list"},
      {"{ dated = {} }", "has no dated value"},
  };
  begin();
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    char text[300], expected[400];
    (void)snprintf(text, sizeof text, HEAD "  params = {\n    p = %s } }\n",
                   cases[i].declared);
    (void)snprintf(expected, sizeof expected,
                   "la/x.lua:3: parameter \"p\" %s%s", cases[i].told, advice);
    CHECK(text, expected);
  }
  CHECK(HEAD "  params = { p = { 90, unit = \"percents\" } } }\n",
        "la/x.lua:2: \"percents\" is no unit (parameter \"p\"); "
        "did you mean \"percent\"?\n");
  CHECK(HEAD "  params = { p = { 0.00001 } } }\n",
        "la/x.lua:2: 1e-05 is not a number of at most four decimals; round "
        "it\n");
  CHECK(HEAD "  params = { p = { dated = { [\"2024-13-01\"] = 1 } } } }\n",
        "la/x.lua:2: \"2024-13-01\" is no date; write it as 2024-09-01\n");
  end();
}
END_TEST

START_TEST(replacing_and_disabling_need_a_reason) {
  begin();
  CHECK(HEAD "  replace = { rules = {\n    r = { duty = \"must\" } } } }\n",
        "la/x.lua:3: rule \"r\" has no \"because\"; add it: the reason, which "
        "is shown\n");
  CHECK(HEAD "  disable = { flags = {\n    f = true } } }\n",
        "la/x.lua:3: flag \"f\" in disable is true or false; it must be the "
        "reason as text\n");
  CHECK(HEAD "  replace = {\n    rule = {} } }\n",
        "la/x.lua:3: unknown key \"rule\" in replace; did you mean "
        "\"rules\"?\n");
  end();
}
END_TEST

START_TEST(files_that_are_not_there_and_circles_are_named) {
  test_load load;
  begin();
  scripts_write(&scripts, "la/bedford.lua",
                "return { api = 1, id = \"la/bedford\", title = \"x\" }\n");
  load_policy(&scripts, NULL, "la/bedfrod", NULL, &load);
  ck_assert_str_eq(load.said, ":0: there is no policy \"la/bedfrod\" in ; did "
                              "you mean \"la/bedford\"?\n");
  CHECK(HEAD "  extends = \"national/englnd\" }\n",
        "la/x.lua:2: there is no policy \"national/englnd\" in ; there are "
        "la/bedford, la/x\n");
  scripts_write(&scripts, "national/a.lua",
                "return { api = 1, id = \"national/a\", title = \"a\",\n"
                "  extends = \"la/x\" }\n");
  CHECK(HEAD "  extends = \"national/a\" }\n",
        "national/a.lua:2: extends goes in a circle: la/x -> national/a -> "
        "la/x; take one of them out\n");
  load_policy(&scripts, NULL, "nowhere/x.lua", NULL, &load);
  ck_assert_str_eq(load.said, "nowhere/x.lua:0: the file cannot be read: there "
                              "is no such file; check its name and its "
                              "permissions\n");
  load_policy(&scripts, NULL, NULL, NULL, &load);
  ck_assert_str_eq(load.said, ":0: no policy is chosen; give \"policy\" in "
                              "school.json or --policy ID\n");
  end();
}
END_TEST

START_TEST(what_goes_too_far_is_told_where_it_does) {
  begin();
  CHECK("local t = {}\n\nwhile true do t[1] = 1 end\n",
        "la/x.lua:3: the script is over its budget of work; look for an "
        "endless loop, or for one that goes over much more than it needs\n");
  CHECK("local t = {}\nfor i = 1, 1000000 do t[i] = { i } end\n",
        "la/x.lua:2: the script is over its memory; look for a table that "
        "grows or a function that calls itself for ever\n");
  CHECK("\nlocal s = (\"x\"):rep(4097)\n",
        "la/x.lua:2: a string is longer than 4096 bytes; shorten it or take it "
        "apart\n");
  CHECK("local t = {}\nlocal a = select(\"#\", table.unpack(t, 1, 251))\n",
        "la/x.lua:2: more than 250 values are handed over at once; hand over a "
        "table\n");
  CHECK("for _ in pairs { [1.5] = 1 } do break end\n",
        "la/x.lua:1: a table with a key of type number has no order to walk "
        "in; use texts and whole numbers as keys\n");
  CHECK("local c = compulsory_school_age\nfor _ = 1, 12 do\n  c = c & c\nend\n",
        "la/x.lua:3: more than 4096 parts in one condition or measure; take "
        "some out\n");
  end();
}
END_TEST

START_TEST(dates_of_effect_must_be_in_order) {
  begin();
  CHECK(HEAD "  effective = { from = \"2025-09-01\",\n"
             "    to = \"2025-08-31\" } }\n",
        "la/x.lua:2: effective ends (2025-08-31) before it begins "
        "(2025-09-01); exchange them\n");
  CHECK(HEAD "  effective = { from = \"1 Sep\" } }\n",
        "la/x.lua:2: \"1 Sep\" is no date; write it as 2024-09-01\n");
  CHECK(HEAD "  effective = { form = \"2024-09-01\" } }\n",
        "la/x.lua:2: unknown key \"form\" in effective; did you mean "
        "\"from\"?\n");
  end();
}
END_TEST

START_TEST(the_first_problem_is_the_error_of_the_load) {
  test_load load;
  begin();
  scripts_write(&scripts, "la/x.lua",
                HEAD "  flaggs = {},\n  titel = \"x\" }\n");
  load_policy(&scripts, NULL, "la/x", NULL, &load);
  ck_assert_int_eq(load.status, RBK_POLICY);
  ck_assert_int_eq(load.error.status, RBK_POLICY);
  ck_assert_uint_eq(load.error.line, 2);
  ck_assert_str_eq(load.error.text, "unknown key \"flaggs\" in the policy; did "
                                    "you mean \"flags\"?");
  end();
}
END_TEST

START_TEST(every_message_has_an_id_of_its_own_and_says_what_to_do) {
  for (int i = 1; i < RBK_SAYINGS; i++) {
    const rbk_saying_text *text = rbk_saying_of((rbk_saying)i);
    ck_assert_ptr_nonnull(text->id);
    ck_assert_uint_gt(strlen(text->id), 0);
    bool passed_on = i == RBK_SAY_SCRIPT_ERROR; /* the script's own words */
    ck_assert_msg(passed_on || strchr(text->text, ';'), "%s", text->id);
    for (int j = 1; j < i; j++) {
      ck_assert_str_ne(text->id, rbk_saying_of((rbk_saying)j)->id);
    }
  }
}
END_TEST

int main(void) {
  return TEST_RUN(
      "messages", an_unknown_key_is_named_with_its_line_and_the_nearest_word,
      all_problems_of_one_load_are_told_together_in_order_of_their_lines,
      what_is_made_and_never_used_is_told_at_its_line,
      circles_and_misspelt_words_are_told_in_one_load,
      what_is_never_used_is_told_beside_other_problems,
      comparing_a_measure_with_signs_is_an_error_that_says_what_to_write,
      words_say_what_they_take, days_and_sessions_of_a_measure_are_said_once,
      a_column_of_every_event_is_declared_by_no_kind,
      names_that_are_not_there_are_told_with_the_nearest_one,
      what_lua_itself_refuses_keeps_its_line,
      the_table_must_be_a_table_of_this_version, lists_and_maps_are_told_apart,
      parameters_say_their_value_in_one_way,
      replacing_and_disabling_need_a_reason,
      files_that_are_not_there_and_circles_are_named,
      what_goes_too_far_is_told_where_it_does, dates_of_effect_must_be_in_order,
      the_first_problem_is_the_error_of_the_load,
      every_message_has_an_id_of_its_own_and_says_what_to_do);
}
