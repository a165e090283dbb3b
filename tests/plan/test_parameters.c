/* Parameters: which value is in force, who set it, and what is refused. */
#include <stdio.h>
#include <string.h>

#include "support/layers.h"
#include "support/problems.h"
#include "support/school.h"
#include "support/suite.h"

static rbk_register *one_year(void) {
  school *s = school_begin("sandwell-2024-25");
  school_pupil(s, "P0001");
  school_present(s, "P0001");
  rbk_register *reg = school_finish(s);
  reg->school.file = "school.json";
  return reg;
}

static rbk_layer *begin(void) {
  return layer_begin("la/test", "la/test.lua");
}

static rbk_decimal first_number(const rbk_parameter_value *value) {
  ck_assert_ptr_nonnull(value);
  return value->items[0].number / RBK_DECIMAL_ONE;
}

START_TEST(a_dated_value_holds_from_its_day_on) {
  rbk_layer *l = begin();
  rbk_parameter *n = layer_parameter(l, "n", RBK_UNIT_SESSIONS, "");
  parameter_dated(n, "2013-09-01", "12");
  parameter_dated(n, "2024-08-19", "10");
  rbk_plan *plan = plan_of(l, NULL);
  static const struct {
    const char *date;
    int value; /* 0: none */
  } days[] = {{"2013-08-31", 0},
              {"2013-09-01", 12},
              {"2024-08-18", 12},
              {"2024-08-19", 10},
              {"2030-01-01", 10}};
  for (size_t i = 0; i < 5; i++) {
    const char *set_by = "nobody";
    const rbk_parameter_value *value =
        rbk_parameter_on(plan, NULL, 0, rbk_plan_parameter(plan, "n"),
                         school_date(days[i].date), &set_by);
    if (days[i].value == 0) {
      ck_assert_ptr_null(value);
      ck_assert_ptr_null(set_by);
    } else {
      ck_assert_int_eq(first_number(value), days[i].value);
      ck_assert_str_eq(set_by, "la/test");
    }
  }
  rbk_plan_destroy(plan);
  layer_destroy(l);
}
END_TEST

START_TEST(an_override_replaces_all_dated_values_and_the_command_line_wins) {
  rbk_layer *l = begin();
  rbk_parameter *n = layer_parameter(l, "n", RBK_UNIT_SESSIONS, "12");
  parameter_dated(n, "2024-08-19", "10");
  rbk_plan *plan = plan_of(l, NULL);
  const rbk_parameter *parameter = rbk_plan_parameter(plan, "n");
  rbk_override overrides[] = {override_of("--param", "n", "7"),
                              override_of("school.json", "n", "8"),
                              override_of("school.json", "other", "9")};
  for (size_t i = 0; i < 3; i++) {
    ck_assert_int_eq(rbk_override_read(layer_arena(), &overrides[i]), RBK_OK);
  }
  const char *set_by;
  static const char *const days[] = {"2024-08-18", "2024-08-19"};
  for (size_t i = 0; i < 2; i++) {
    rbk_date date = school_date(days[i]);
    ck_assert_int_eq(first_number(rbk_parameter_on(plan, overrides, 3,
                                                   parameter, date, &set_by)),
                     7);
    ck_assert_str_eq(set_by, "--param");
    ck_assert_int_eq(first_number(rbk_parameter_on(plan, overrides + 1, 2,
                                                   parameter, date, &set_by)),
                     8);
    ck_assert_str_eq(set_by, "school.json");
  }
  rbk_plan_destroy(plan);
  layer_destroy(l);
}
END_TEST

START_TEST(operands_are_read_by_date_through_the_binding) {
  rbk_register *reg = one_year();
  rbk_layer *l = begin();
  rbk_parameter *n = layer_parameter(l, "n", RBK_UNIT_SCHOOL_DAYS, "3");
  parameter_dated(n, "2025-01-06", "5");
  layer_parameter_text(l, "who", RBK_UNIT_TEXT, "head teacher");
  rbk_plan *plan = plan_of(l, NULL);
  rbk_binding *binding = bind_plan(reg, plan);
  const rbk_edition_bound *edition = &binding->editions[0];
  rbk_operand of_n = param("n"), of_who = param("who"), plain = number("2.5");
  rbk_decimal value;
  const char *text;
  ck_assert_int_eq(rbk_bound_number(binding, edition, &of_n,
                                    school_date("2025-01-05"), &value),
                   RBK_OK);
  ck_assert_int_eq(value, 3 * RBK_DECIMAL_ONE);
  ck_assert_int_eq(rbk_bound_number(binding, edition, &of_n,
                                    school_date("2025-01-06"), &value),
                   RBK_OK);
  ck_assert_int_eq(value, 5 * RBK_DECIMAL_ONE);
  ck_assert_int_eq(rbk_bound_number(binding, edition, &plain, 0, &value),
                   RBK_OK);
  ck_assert_int_eq(value, 25000);
  ck_assert_int_eq(rbk_bound_text(binding, edition, &of_who, 0, &text), RBK_OK);
  ck_assert_str_eq(text, "head teacher");
  ck_assert_int_eq(rbk_bound_number(binding, edition, &of_who, 0, &value),
                   RBK_POLICY);
  ck_assert_int_eq(rbk_bound_text(binding, edition, &plain, 0, &text),
                   RBK_POLICY);
  rbk_binding_destroy(binding);
  rbk_plan_destroy(plan);
  layer_destroy(l);
  rbk_register_destroy(reg);
}
END_TEST

START_TEST(a_required_parameter_says_where_and_what_to_write) {
  rbk_register *reg = one_year();
  rbk_layer *l = begin();
  at_line(14);
  layer_parameter(l, "call_by", RBK_UNIT_TEXT, "");
  at_line(15);
  layer_parameter(l, "least", RBK_UNIT_SESSIONS, "");
  at_line(16);
  layer_parameter(l, "away", RBK_UNIT_CODES, "");
  rbk_plan *plan = plan_of(l, NULL);
  rbk_problems problems = bind_problems(reg, plan, NULL, 0);
  expect_problem(&problems, "la/test.lua:14", "required-parameter",
                 "put \"call_by\": a text under \"parameters\" in school.json");
  expect_problem(&problems, "la/test.lua:15", "required-parameter",
                 "put \"least\": a number under \"parameters\" in school.json, "
                 "in sessions");
  expect_problem(&problems, "la/test.lua:16", "required-parameter",
                 "put \"away\": codes in a text under \"parameters\" in "
                 "school.json");
  for (size_t i = 0; i < problems.count; i++) /* "a text, in text" */
    ck_assert_int_eq(strstr(problems.items[i].text, ", in ") != NULL,
                     strstr(problems.items[i].text, "least") != NULL);
  expect_count(&problems, 3);
  rbk_override given[] = {override_of("school.json", "call_by", "09:30"),
                          override_of("school.json", "least", "20"),
                          override_of("school.json", "away", "I O")};
  problems = bind_problems(reg, plan, given, 3);
  expect_count(&problems, 0);
  rbk_plan_destroy(plan);
  layer_destroy(l);
  rbk_register_destroy(reg);
}
END_TEST

START_TEST(an_override_of_nothing_suggests_the_nearest_name) {
  rbk_register *reg = one_year();
  rbk_layer *l = begin();
  layer_parameter(l, "concern", RBK_UNIT_PERCENT, "90");
  rbk_plan *plan = plan_of(l, NULL);
  rbk_override wrong[] = {override_of("school.json", "concren", "91"),
                          override_of("--param", "cocern", "91"),
                          override_of("school.json", "lateness", "91")};
  rbk_problems problems = bind_problems(reg, plan, wrong, 3);
  expect_problem(&problems, "school.json:7", "unknown-parameter",
                 "no parameter 'concren'; did you mean 'concern'?");
  expect_problem(&problems, "--param:0", "unknown-parameter",
                 "did you mean 'concern'?");
  expect_problem(&problems, "school.json:7", "unknown-parameter",
                 "no policy in force has a parameter 'lateness'");
  expect_count(&problems, 3);
  rbk_plan_destroy(plan);
  layer_destroy(l);
  rbk_register_destroy(reg);
}
END_TEST

/* The school's own policy is another; what it says for that is left out, what
 * is said now is not. */
START_TEST(
    a_value_for_the_schools_own_policy_is_left_out_where_another_is_tried) {
  school *s = school_begin("sandwell-2024-25");
  school_pupil(s, "P0001");
  school_present(s, "P0001");
  school_policy(s, "2024-08-01", "la/other");
  rbk_register *reg = school_finish(s);
  reg->school.file = "school.json";
  rbk_layer *l = begin();
  layer_parameter(l, "concern", RBK_UNIT_PERCENT, "90");
  rbk_plan *plan = plan_of(l, NULL);
  rbk_override given[] = {override_of("school.json", "lateness", "91"),
                          override_of("--param", "lates", "91")};
  rbk_problems problems = bind_problems(reg, plan, given, 2);
  expect_warning(&problems, "school.json:7", "unknown-parameter", "'lateness'");
  expect_problem(&problems, "--param:0", "unknown-parameter", "'lates'");
  expect_count(&problems, 2);
  rbk_plan_destroy(plan);
  layer_destroy(l);
  rbk_register_destroy(reg);
}
END_TEST

START_TEST(an_override_of_the_wrong_type_is_refused) {
  rbk_register *reg = one_year();
  rbk_layer *l = begin();
  layer_parameter(l, "concern", RBK_UNIT_PERCENT, "90");
  layer_parameter_text(l, "mode", RBK_UNIT_TEXT, "percent");
  layer_parameter(l, "steps", RBK_UNIT_SESSIONS, "6 8 10 12 14 16");
  rbk_plan *plan = plan_of(l, NULL);
  static const struct {
    const char *from, *name, *value, *place, *words;
  } cases[] = {
      {"school.json", "concern", "ninety", "school.json:7", "is a number"},
      {"--param", "concern", "ninety", "--param:0", "is a number"},
      {"--param", "concern", "90.12345", "--param:0", "four decimals"},
      {"school.json", "mode", "5", "school.json:7", "put it in quotes"},
      {"--param", "mode", "5", NULL, NULL}, /* the shell has only texts */
      {"school.json", "concern", "90 91", "school.json:7", "is one value"},
      {"school.json", "steps", "6", "school.json:7", "is a list"},
      {"school.json", "steps", "1 2 3 4 5 6", NULL, NULL},
      {"school.json", "concern", "92.5", NULL, NULL},
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    rbk_override override =
        override_of(cases[i].from, cases[i].name, cases[i].value);
    rbk_problems problems = bind_problems(reg, plan, &override, 1);
    if (cases[i].place) {
      expect_problem(&problems, cases[i].place, "parameter-type",
                     cases[i].words);
    }
    expect_count(&problems, cases[i].place ? 1 : 0);
  }
  rbk_plan_destroy(plan);
  layer_destroy(l);
  rbk_register_destroy(reg);
}
END_TEST

START_TEST(a_value_that_its_place_cannot_take_is_refused) {
  rbk_register *reg = one_year();
  rbk_layer *l = begin();
  layer_parameter(l, "weeks", RBK_UNIT_SCHOOL_WEEKS, "10");
  layer_parameter_text(l, "codes", RBK_UNIT_CODES, "G N O U");
  layer_parameter_text(l, "from", RBK_UNIT_TEXT, "2024-09-01");
  at_line(9);
  rbk_figure_expression *figure =
      measure_set(RBK_FIGURE_SESSIONS, set_param("codes"),
                  window_last(RBK_WINDOW_SCHOOL_WEEKS, param("weeks")));
  layer_flag(l, "f", compare(figure, RBK_AT_LEAST, number("10")));
  at_line(10);
  layer_flag(
      l, "g",
      compare(measure(RBK_FIGURE_SESSIONS, "absent",
                      window_between(param("from"), words("2025-07-31"))),
              RBK_ABOVE, number("1")));
  rbk_plan *plan = plan_of(l, NULL);
  static const struct {
    const char *name, *value, *place, *id, *words;
  } cases[] = {
      {"weeks", "0", "la/test.lua:9", "parameter-value", "whole number"},
      {"weeks", "2.5", "la/test.lua:9", "parameter-value", "whole number"},
      {"weeks", "1", NULL, NULL, NULL},
      {"codes", "Ω", "la/test.lua:9", "parameter-value", "no code"},
      {"codes", "G O", NULL, NULL, NULL},
      {"from", "2024-02-30", "la/test.lua:10", "window", "2024-02-30"},
      {"from", "2025-08-01", "la/test.lua:10", "window", "in order"},
      {"from", "09-01", "la/test.lua:10", "window", "both alike"},
      {"from", "2025-07-31", NULL, NULL, NULL},
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    rbk_override override =
        override_of("school.json", cases[i].name, cases[i].value);
    rbk_problems problems = bind_problems(reg, plan, &override, 1);
    if (cases[i].place) {
      expect_problem(&problems, cases[i].place, cases[i].id, cases[i].words);
    }
    expect_count(&problems, cases[i].place ? 1 : 0);
  }
  rbk_plan_destroy(plan);
  layer_destroy(l);
  rbk_register_destroy(reg);
}
END_TEST

START_TEST(a_day_before_the_first_value_is_refused) {
  rbk_register *reg = one_year(); /* from 3 September 2024 or before */
  rbk_layer *l = begin();
  rbk_parameter *n = layer_parameter(l, "n", RBK_UNIT_SESSIONS, "");
  parameter_dated(n, "2025-01-06", "10");
  at_line(9);
  layer_flag(
      l, "f",
      compare(measure(RBK_FIGURE_SESSIONS, "absent", window(RBK_WINDOW_TERM)),
              RBK_AT_LEAST, param("n")));
  rbk_plan *plan = plan_of(l, NULL);
  rbk_problems problems = bind_problems(reg, plan, NULL, 0);
  expect_problem(&problems, "la/test.lua:9", "no-value",
                 "parameter 'n' (la/test.lua:1) has no value on 2024-09-");
  expect_count(&problems, 1);
  /* an edition that begins with the value needs no earlier one */
  rbk_edition later = {school_date("2025-01-06"), RBK_NO_DATE, plan, "la/test"};
  rbk_binding_destroy(bind_editions(reg, &later, 1, NULL, 0));
  rbk_plan_destroy(plan);
  layer_destroy(l);
  rbk_register_destroy(reg);
}
END_TEST

static void digest_of(const rbk_register *reg, const rbk_plan *plan,
                      const rbk_override *overrides, size_t count,
                      char out[RBK_DIGEST_HEX + 1]) {
  rbk_edition always = {RBK_NO_DATE, RBK_NO_DATE, plan, "la/test"};
  rbk_binding *binding = bind_editions(reg, &always, 1, overrides, count);
  memcpy(out, binding->parameters_digest, RBK_DIGEST_HEX + 1);
  rbk_binding_destroy(binding);
}

/* name=value lines, sorted by name. */
static void digest_of_lines(const char *lines, char out[RBK_DIGEST_HEX + 1]) {
  rbk_digest digest;
  rbk_digest_init(&digest);
  rbk_digest_add(&digest, lines, strlen(lines));
  rbk_digest_hex(&digest, out);
}

START_TEST(the_digest_is_over_sorted_lines_with_their_dates) {
  rbk_register *reg = one_year();
  rbk_layer *l = begin();
  rbk_parameter *n = layer_parameter(l, "n", RBK_UNIT_SESSIONS, "12");
  parameter_dated(n, "2024-08-19", "10");
  layer_parameter(l, "concern", RBK_UNIT_PERCENT, "98.9");
  layer_parameter_text(l, "codes", RBK_UNIT_CODES, "G N");
  layer_parameter(l, "steps", RBK_UNIT_SESSIONS, "6 8");
  rbk_plan *plan = plan_of(l, NULL);
  char found[RBK_DIGEST_HEX + 1], wanted[RBK_DIGEST_HEX + 1];
  digest_of(reg, plan, NULL, 0, found);
  digest_of_lines("codes=\"G N\"\nconcern=98.9\nn=12\nn[2024-08-19]=10\n"
                  "steps={6,8}\n",
                  wanted);
  ck_assert_str_eq(found, wanted);
  rbk_override override = override_of("--param", "n", "11");
  digest_of(reg, plan, &override, 1, found);
  digest_of_lines("codes=\"G N\"\nconcern=98.9\nn=11\nsteps={6,8}\n", wanted);
  ck_assert_str_eq(found, wanted);
  rbk_plan_destroy(plan);
  layer_destroy(l);
  rbk_register_destroy(reg);
}
END_TEST

START_TEST(a_choice_that_the_policy_never_asks_for_is_refused) {
  rbk_register *reg = one_year();
  rbk_layer *l = begin();
  layer_parameter_text(l, "mode", RBK_UNIT_TEXT, "off");
  static const char *const asked[] = {"percent", "days"};
  for (size_t i = 0; i < 2; i++) {
    rbk_condition *mode = flag_is("mode");
    mode->kind = RBK_CONDITION_PARAMETER;
    mode->right_side = words(asked[i]);
    layer_flag(l, asked[i], mode);
  }
  rbk_plan *plan = plan_of(l, NULL);
  static const struct {
    const char *from, *value;
    const char *place; /* NULL: taken */
  } cases[] = {{"school.json", "percent", NULL},
               {"--param", "days", NULL},
               {"school.json", "off", NULL}, /* the policy's own */
               {"school.json", "percents", "school.json:7"},
               {"--param", "weird", "--param:0"}};
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    rbk_override given = override_of(cases[i].from, "mode", cases[i].value);
    rbk_problems problems = bind_problems(reg, plan, &given, 1);
    if (cases[i].place)
      expect_problem(&problems, cases[i].place, "unknown-choice",
                     "there are percent, days, off");
    expect_count(&problems, cases[i].place ? 1 : 0);
  }
  rbk_plan_destroy(plan);
  layer_destroy(l);
  rbk_register_destroy(reg);
}
END_TEST

/* due = clock(param.call_by) in line 20 */
static void call_by(rbk_layer *l) {
  at_line(20);
  layer_flag(l, "out",
             compare(measure(RBK_FIGURE_SESSIONS, "I", window(RBK_WINDOW_DAY)),
                     RBK_AT_LEAST, number("1")));
  rbk_rule *rule = layer_rule(l, "call", flag_is("out"));
  rule->due.kind = RBK_DUE_CLOCK;
  rule->due.clock = param("call_by");
}

START_TEST(a_declared_time_that_is_none_is_refused) {
  static const char *const wrong[] = {"25:00", "24:00", "23:60", "9:30",
                                      "half nine"};
  static const char *const right[] = {"00:00", "09:30", "23:59"};
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    char words_wanted[200];
    rbk_layer *l = begin();
    at_line(14);
    layer_parameter_text(l, "call_by", RBK_UNIT_TEXT, wrong[i]);
    call_by(l);
    snprintf(words_wanted, sizeof words_wanted,
             "parameter 'call_by' is '%s', which is no time of day, but "
             "la/test.lua:20 reads it as one; write it as 09:30",
             wrong[i]);
    expect_refused(l, "la/test.lua:14", "bad-clock", words_wanted);
  }
  for (size_t i = 0; i < sizeof right / sizeof *right; i++) {
    rbk_layer *l = begin();
    layer_parameter_text(l, "call_by", RBK_UNIT_TEXT, right[i]);
    call_by(l);
    expect_accepted(l);
  }
  rbk_layer *l = begin(); /* a text that no clock reads may be any */
  layer_parameter_text(l, "greeting", RBK_UNIT_TEXT, "25:00");
  layer_rule(l, "call", attribute("ill"))->due =
      due_span(RBK_SPAN_SCHOOL_DAYS, number("1"));
  expect_accepted(l);
}
END_TEST

START_TEST(a_time_that_somebody_sets_is_refused_where_it_is_none) {
  static const struct {
    const char *from, *value, *place; /* NULL: taken */
  } cases[] = {
      {"school.json", "08:45", NULL},          {"--param", "23:59", NULL},
      {"school.json", "9:5", "school.json:7"}, {"--param", "9:5", "--param:0"},
      {"--param", "24:00", "--param:0"},       {"--param", "930", "--param:0"}};
  rbk_register *reg = one_year();
  for (int unit = 0; unit < 2; unit++) { /* with a value, and required */
    rbk_layer *l = begin();
    at_line(14);
    if (unit == 0)
      layer_parameter_text(l, "call_by", RBK_UNIT_TEXT, "09:30");
    else
      layer_parameter(l, "call_by", RBK_UNIT_NONE, "");
    call_by(l);
    rbk_plan *plan = plan_of(l, NULL);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
      char words_wanted[200];
      snprintf(words_wanted, sizeof words_wanted,
               "parameter 'call_by' (la/test.lua:14) is '%s', which is no time "
               "of day, but la/test.lua:20 reads it as one; write it as 09:30",
               cases[i].value);
      rbk_override given =
          override_of(cases[i].from, "call_by", cases[i].value);
      rbk_problems problems = bind_problems(reg, plan, &given, 1);
      if (cases[i].place)
        expect_problem(&problems, cases[i].place, "bad-clock", words_wanted);
      expect_count(&problems, cases[i].place ? 1 : 0);
    }
    rbk_plan_destroy(plan);
    layer_destroy(l);
  }
  rbk_register_destroy(reg);
}
END_TEST

START_TEST(the_digest_says_from_when_to_when_a_policy_is_in_force) {
  rbk_register *reg = one_year();
  rbk_layer *l = begin();
  layer_parameter(l, "concern", RBK_UNIT_PERCENT, "98.9");
  rbk_plan *plan = plan_of(l, NULL);
  char wanted[RBK_DIGEST_HEX + 1];
  rbk_edition later = {school_date("2025-01-06"), RBK_NO_DATE, plan, "la/test"};
  rbk_binding *binding = bind_editions(reg, &later, 1, NULL, 0);
  digest_of_lines("concern=98.9\nedition 2025-01-06.. la/test\n", wanted);
  ck_assert_str_eq(binding->parameters_digest, wanted);
  rbk_binding_destroy(binding);
  rbk_plan_destroy(plan);
  layer_destroy(l);
  rbk_register_destroy(reg);
}
END_TEST

int main(void) {
  return TEST_RUN(
      "parameters", a_choice_that_the_policy_never_asks_for_is_refused,
      a_declared_time_that_is_none_is_refused,
      a_time_that_somebody_sets_is_refused_where_it_is_none,
      the_digest_says_from_when_to_when_a_policy_is_in_force,
      a_dated_value_holds_from_its_day_on,
      an_override_replaces_all_dated_values_and_the_command_line_wins,
      operands_are_read_by_date_through_the_binding,
      a_required_parameter_says_where_and_what_to_write,
      an_override_of_nothing_suggests_the_nearest_name,
      a_value_for_the_schools_own_policy_is_left_out_where_another_is_tried,
      an_override_of_the_wrong_type_is_refused,
      a_value_that_its_place_cannot_take_is_refused,
      a_day_before_the_first_value_is_refused,
      the_digest_is_over_sorted_lines_with_their_dates);
}
