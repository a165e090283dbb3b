/* Letters filled in, and the page that prints them. */
#include "report/letters.h"
#include "report/missing.h"
#include "world.h"

/* --- the engine's letters ------------------------------------------------- */

typedef struct caught {
  rbk_buffer out;
} caught;

/* "low letter/P1/2024-autumn to A1 [send]: text | gaps | reminders\n" */
static rbk_status catch_letters(void *context, const rbk_decision *d) {
  rbk_buffer *out = &((caught *)context)->out;
  for (size_t i = 0; i < d->letter_count; i++) {
    const rbk_letter_now *l = &d->letters[i];
    rbk_buffer_format(out, "%s %s to %s [%s] %s: %s", l->id, l->key, l->parent,
                      l->variant ? l->variant : "", l->title, l->text);
    for (size_t k = 0; k < l->gaps.count; k++)
      rbk_buffer_format(out, " | gap %s", l->gaps.items[k]);
    for (size_t k = 0; k < l->reminder_count; k++)
      rbk_buffer_format(out, " | %s", l->reminders[k].text);
    rbk_buffer_byte(out, '\n');
  }
  return RBK_OK;
}

static const char *letters_on(const world *w, const char *on, bool asked) {
  static caught c;
  rbk_error error = {0};
  rbk_run_options options = {
      .size = sizeof options, .as_of = on, .letters = asked};
  rbk_buffer_finish(&c.out);
  rbk_buffer_init(&c.out, NULL);
  rbk_decision_sink sink = {.context = &c, .decision = catch_letters};
  rbk_status status =
      rbk_evaluate(w->reg, w->load.policy, &options, &sink, &error);
  ck_assert_msg(status == RBK_OK, "%s", error.text);
  return rbk_buffer_string(&c.out);
}

START_TEST(a_letter_quotes_the_day_it_is_made_and_the_day_it_fired) {
  world w;
  world_begin(&w, NULL);
  /* P1: 50.00 on Tuesday (2 of 4), 40.00 on Wednesday (2 of 5), 3 sessions
   * away; five school days after Tuesday 3 are Tuesday 10. */
  EXPECT(letters_on(&w, "2024-09-04", true),
         "low letter/P1/2024-autumn to A1 [] About Zo\xC3\xAB O'Brien: Dear Ms "
         "<b>O'Brien</b>,\n\nOn 3 September 2024 it was 50.00 %, today, 4 "
         "September 2024, it is\n40.00 %, below 92: 3 half days.\n- due 10 "
         "September 2024\n- ring 01 234\n\nYours\\\nFront \"desk\" { |");
  /* as of Tuesday it is what it was at firing */
  EXPECT(letters_on(&w, "2024-09-03", true),
         "today, 3 September 2024, it is\n50.00 %, below 92: 2 half days.");
  ck_assert_str_eq(letters_on(&w, "2024-09-04", false), "");
  world_end(&w);
}
END_TEST

START_TEST(a_letter_made_on_a_sunday_has_the_figures_of_friday) {
  world w;
  world_begin(&w, NULL);
  EXPECT(letters_on(&w, "2024-09-08", true),
         "today, 8 September 2024, it is\n40.00 %, below 92: 3 half days.");
  world_end(&w);
}
END_TEST

START_TEST(each_responsible_parent_gets_one_and_no_one_else) {
  world w;
  world_begin(&w, NULL);
  const char *text = letters_on(&w, "2024-09-04", true);
  EXPECT(text, "letter/P1/2024-autumn to A1 ");
  EXPECT(text, "letter/P1/2024-autumn to A3 ");
  EXPECT_NOT(text, "to A2 ");
  EXPECT(text, "letter/P2/2024-autumn to unknown ");
  world_end(&w);
}
END_TEST

START_TEST(a_value_that_is_not_on_file_is_a_gap_that_shows) {
  world w;
  world_begin(&w, NULL);
  EXPECT(letters_on(&w, "2024-09-04", true),
         "to A3 [] About Zo\xC3\xAB O'Brien: Dear [parent.name: not on file],");
  EXPECT(letters_on(&w, "2024-09-04", true), " | gap parent.name\n");
  world_end(&w);
}
END_TEST

START_TEST(a_variant_and_reminders_come_by_condition_and_by_parent) {
  world w;
  world_begin(&w, NULL);
  const char *text = letters_on(&w, "2024-09-04", true);
  EXPECT(text, "to unknown [send] About <script>alert(\"x\")</script>: Dear "
               "[parent.name: not on file], about support. | gap parent.name | "
               "ask the coordinator | no parent responsible");
  EXPECT(text, "{ | translate it: the language of this parent is Polish | give "
               "it in a form this parent can use: large print\n");
  world_end(&w);
}
END_TEST

/* P2 is at 80 on Wednesday; with a threshold of 60 the letter of Monday (50)
 * says what does not hold any more, and a letter of the tenth day after that
 * names a due day that is over. */
START_TEST(a_letter_that_waited_says_that_it_may_be_out_of_date) {
  world w;
  rbk_error error = {0};
  caught c;
  world_begin(&w, NULL);
  rbk_parameter_setting setting = {"below", "60"};
  rbk_run_options options = {.size = sizeof options,
                             .as_of = "2024-09-13",
                             .letters = true,
                             .parameters = &setting,
                             .parameter_count = 1};
  rbk_buffer_init(&c.out, NULL);
  rbk_decision_sink sink = {.context = &c, .decision = catch_letters};
  ck_assert_int_eq(rbk_evaluate(w.reg, w.load.policy, &options, &sink, &error),
                   RBK_OK);
  const char *text = rbk_buffer_string(&c.out);
  EXPECT(text, "what it is sent for does not hold any more");
  EXPECT(text, "the day it gives as {due} is over");
  rbk_buffer_finish(&c.out);
  world_end(&w);
}
END_TEST

START_TEST(variants_of_a_cohort_go_by_its_condition) {
  world w;
  world_begin(&w,
              "return { api = 1, id = \"school/t\", title = \"T\",\n"
              "  roles = { office = \"Office\" },\n"
              "  cohorts = { { id = \"older\", title = \"Older\",\n"
              "    when = attr \"class\":is \"7A\" } },\n"
              "  rules = { { id = \"r\", when = sessions \"O\":within(term)\n"
              "    :at_least(1), action = \"write\", letter = \"l\" } },\n"
              "  letters = { { id = \"l\", title = \"t\", text = \"plain\",\n"
              "    variants = { older = \"for the older\" } } },\n"
              "}\n");
  EXPECT(letters_on(&w, "2024-09-04", true),
         "l r/P1/2024-09-03 to A1 [older] t: for the older");
  world_end(&w);
}
END_TEST

/* The cohort of nobody has fewer than two; everybody's figure is a rate, and is
 * printed as one. */
START_TEST(figures_of_groups_are_kept_back_or_printed_as_rates) {
  world w;
  world_begin(
      &w, "local now = rate \"attended\":within(term)\n"
          "return { api = 1, id = \"school/t\", title = \"T\",\n"
          "  cohorts = { { id = \"few\", title = \"Few\", minimum = 2,\n"
          "    when = attr \"class\":is \"none\" } },\n"
          "  measures = { of_few = pooled(cohort \"few\", now),\n"
          "    of_all = share_of(everyone, now:at_least(0)) },\n"
          "  rules = { { id = \"r\", when = sessions \"O\":within(term)\n"
          "    :at_least(1), action = \"write\", letter = \"l\" } },\n"
          "  letters = { { id = \"l\", title = \"t\", text = \"few {of_few}, "
          "all {of_all}\" } },\n"
          "}\n");
  EXPECT(letters_on(&w, "2024-09-04", true),
         "l r/P1/2024-09-03 to A3 [] t: few x, all 100.00\n");
  world_end(&w);
}
END_TEST

/* P1, P2 and P3 are a family. A1 is responsible for all of them, A3 for P1
 * alone; nobody else reads of the others. */
START_TEST(a_joint_letter_names_the_children_and_goes_to_those_of_all) {
  world w;
  world_begin(&w,
              "return { api = 1, id = \"school/t\", title = \"T\",\n"
              "  measures = { n = sessions \"O\":within(term) },\n"
              "  rules = { { id = \"r\", when = sessions \"O\":within(term)\n"
              "    :at_least(1), per = \"family\", action = \"write\", once = "
              "\"term\",\n"
              "    letter = \"l\" } },\n"
              "  letters = { { id = \"l\", title = \"t\",\n"
              "    text = \"About {family}: {n}\" } },\n"
              "}\n");
  rbk_error error = {0};
  rbk_register_destroy(w.reg);
  folder_write(&w.folder, "pupils.csv",
               "pupil_id,name,class,sibling_group\nP1,Ann,7A,F1\n"
               "P2,Ben,7A,F1\nP3,Cal,7B,F1\nP4,Dee,7B,\n");
  folder_write(&w.folder, "parents.csv",
               "parent_id,pupil_id,name,responsible\nA1,P1,Ms A,yes\n"
               "A1,P2,Ms A,yes\nA1,P3,Ms A,yes\nA3,P1,Mr C,yes\n");
  ck_assert_int_eq(rbk_register_read(w.folder.path, NULL, &w.reg, &error),
                   RBK_OK);
  ck_assert_str_eq(
      letters_on(&w, "2024-09-04", true),
      "l r/family:F1/2024-autumn to A1 [] t: About Ann, Ben and Cal: 3 | what "
      "it says beside the children's names is of pupil P1 alone | parent A3 is "
      "responsible for pupil P1 and not for all of them: this letter does not "
      "go there\n");
  world_end(&w);
}
END_TEST

/* --- the page ------------------------------------------------------------- */

static char said[2000];

static void on_message(void *context, const rbk_message *message) {
  (void)context;
  strncat(said, message->text, sizeof said - strlen(said) - 2);
  strcat(said, "\n");
}

static const char *page_of(const world *w, const char *letter,
                           const char *pupil, rbk_buffer *out) {
  rbk_error error = {0};
  rbk_letters_told told = {0};
  rbk_letters_options options = {.on = "2024-09-04", .letter = letter};
  options.run = (rbk_run_options){
      .size = sizeof options.run, .pupil = pupil, .message = on_message};
  said[0] = '\0';
  rbk_buffer_clear(out);
  rbk_status status = rbk_letters_write(w->reg, w->load.policy, &options, 0,
                                        out, &told, &error);
  ck_assert_msg(status == RBK_OK, "%s", error.text);
  rbk_letters_write_end(out);
  return rbk_buffer_string(out);
}

START_TEST(the_page_has_a_sheet_for_each_letter_and_nothing_from_outside) {
  world w;
  rbk_buffer out;
  rbk_buffer_init(&out, NULL);
  world_begin(&w, NULL);
  const char *page = page_of(&w, NULL, NULL, &out);
  EXPECT(page, "<!DOCTYPE html>");
  EXPECT(page, "id=\"letter-1-1\"");
  EXPECT(page, "id=\"letter-1-3\"");
  EXPECT_NOT(page, "id=\"letter-1-4\"");
  EXPECT(page, "break-before: page");
  EXPECT(page, "@page { size: A4;");
  EXPECT_NOT(page, "http:");
  EXPECT_NOT(page, "https:");
  EXPECT_NOT(page, "<link");
  EXPECT_NOT(page, "<img");
  EXPECT(page, "default-src 'none'");
  rbk_buffer_finish(&out);
  world_end(&w);
}
END_TEST

START_TEST(hostile_values_stay_text) {
  world w;
  rbk_buffer out;
  rbk_buffer_init(&out, NULL);
  world_begin(&w, NULL);
  const char *page = page_of(&w, NULL, NULL, &out);
  EXPECT_NOT(page, "<script");
  EXPECT_NOT(page, "<b>");
  EXPECT(page, "&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;");
  EXPECT(page, "<p class=\"school\">Oak &amp; Ash &lt;School&gt;</p>");
  EXPECT(page, "<address>Ms &lt;b&gt;O&#39;Brien&lt;/b&gt;<br>\n1 "
               "&quot;High&quot; St<br>\nTown<br>\nAB1</address>");
  rbk_buffer_finish(&out);
  world_end(&w);
}
END_TEST

START_TEST(paragraphs_lists_and_broken_lines_are_kept) {
  world w;
  rbk_buffer out;
  rbk_buffer_init(&out, NULL);
  world_begin(&w, NULL);
  const char *page = page_of(&w, NULL, "P1", &out);
  page = strstr(page, "<article");
  ck_assert_ptr_nonnull(page);
  EXPECT(page,
         "<p>Dear Ms &lt;b&gt;O&#39;Brien&lt;/b&gt;,</p>\n<p>On 3 September "
         "2024 it was 50.00 %, today, 4 September 2024, it is\n40.00 %, below "
         "92: 3 half days.</p>\n<ul><li>due 10 September 2024</li>\n<li>ring "
         "01 234</li></ul>\n<p>Yours<br>\nFront &quot;desk&quot; {</p>");
  EXPECT(page, "<p class=\"date\">4 September 2024</p>");
  EXPECT(page, "registers on 4 September 2024.");
  EXPECT(page, "Our reference: letter/P1/2024-autumn");
  rbk_buffer_finish(&out);
  world_end(&w);
}
END_TEST

START_TEST(gaps_are_marked_and_told) {
  world w;
  rbk_buffer out;
  rbk_buffer_init(&out, NULL);
  world_begin(&w, NULL);
  const char *page = page_of(&w, NULL, NULL, &out);
  EXPECT(page, "Dear <mark class=\"gap\">[parent.name: not on file]</mark>,");
  EXPECT(page, "<li>2 of them lack something</li>");
  ck_assert_str_eq(
      said,
      "parent.name is not on file: 2 letters (P1 to A3, P2 to unknown); fill "
      "it in before they go out\n"
      "parent.address is not on file: 2 letters (P1 to A3, P2 to unknown); "
      "fill it in before they go out\n");
  rbk_buffer_finish(&out);
  world_end(&w);
}
END_TEST

static void lack(rbk_missing *missing, const char *pupil, const char *parent,
                 const char *gap, const char *bound, const char *expected) {
  rbk_buffer words;
  const rbk_letter_now letter = {.parent = parent,
                                 .parent_name = "Ann",
                                 .address = "1 High St",
                                 .gaps = {&gap, 1, true},
                                 .bounds = {&bound, 1, true}};
  rbk_buffer_init(&words, NULL);
  ck_assert_int_eq(rbk_missing_add(missing, pupil, &letter, &words), RBK_OK);
  ck_assert_str_eq(rbk_buffer_string(&words), expected);
  rbk_buffer_finish(&words);
}

/* Three pupils are named, whether they have one letter or two; a fourth is
 * not. A bound stands beside its pupil. */
START_TEST(each_thing_that_is_missing_is_told_once_with_the_first_pupils) {
  rbk_missing missing;
  const rbk_run_options run = {.size = sizeof run, .message = on_message};
  rbk_missing_init(&missing, NULL);
  said[0] = '\0';
  lack(&missing, "P1", "A1", "pupil.name", "", "pupil.name");
  lack(&missing, "P1", "A2", "pupil.name", "", "pupil.name");
  lack(&missing, "P2", "A3", "pupil.name", "", "pupil.name");
  lack(&missing, "P3", "A4", "pupil.name", "", "pupil.name");
  ck_assert_int_eq(rbk_missing_tell(&missing, &run), RBK_OK);
  ck_assert_str_eq(said, "pupil.name is not on file: 4 letters (P1, P2, P3); "
                         "fill it in before they go out\n");
  lack(&missing, "P4", "A5", "pupil.name", "", "pupil.name");
  lack(&missing, "P5", "A6", "pupil.name", "", "pupil.name");
  lack(&missing, "P5", "A6", "late", "at least 12", "late (at least 12)");
  said[0] = '\0';
  ck_assert_int_eq(rbk_missing_tell(&missing, &run), RBK_OK);
  ck_assert_str_eq(said,
                   "pupil.name is not on file: 6 letters (P1, P2, P3, ...); "
                   "fill it in before they go out\n"
                   "late is not on file: 1 letter (P5: at least 12); fill it "
                   "in before it goes out\n");
  ck_assert_uint_eq(missing.letters, 7);
  rbk_missing_finish(&missing);
}
END_TEST

START_TEST(a_letter_that_the_policy_does_not_have_is_refused) {
  world w;
  rbk_buffer out;
  rbk_error error = {0};
  rbk_letters_told told = {0};
  rbk_letters_options options = {.on = "2024-09-04", .letter = "lw"};
  options.run.size = sizeof options.run;
  rbk_buffer_init(&out, NULL);
  world_begin(&w, NULL);
  ck_assert_int_eq(
      rbk_letters_write(w.reg, w.load.policy, &options, 0, &out, &told, &error),
      RBK_USAGE);
  ck_assert_str_eq(error.text,
                   "the policy has no letter 'lw'; did you mean 'low'?");
  rbk_buffer_finish(&out);
  world_end(&w);
}
END_TEST

START_TEST(every_refused_request_for_memory_is_told_and_nothing_leaks) {
  world w;
  test_alloc test;
  world_begin(&w, NULL);
  test_alloc_init(&test);
  for (size_t n = 1;; n++) {
    rbk_error error = {0};
    rbk_buffer out;
    rbk_letters_told told = {0};
    rbk_letters_options options = {.on = "2024-09-04"};
    options.run =
        (rbk_run_options){.size = sizeof options.run, .alloc = &test.alloc};
    size_t before = test.blocks;
    test_alloc_fail_at(&test, n, false);
    rbk_buffer_init(&out, &test.alloc);
    rbk_status status = rbk_letters_write(w.reg, w.load.policy, &options, 0,
                                          &out, &told, &error);
    rbk_buffer_finish(&out);
    ck_assert_uint_eq(test.blocks, before);
    if (test.failures == 0) {
      ck_assert_int_eq(status, RBK_OK);
      ck_assert_uint_gt(n, 20);
      break;
    }
    ck_assert_int_eq(status, RBK_NOMEM);
  }
  world_end(&w);
}
END_TEST

int main(void) {
  return TEST_RUN(
      "letters", a_letter_quotes_the_day_it_is_made_and_the_day_it_fired,
      a_letter_made_on_a_sunday_has_the_figures_of_friday,
      each_responsible_parent_gets_one_and_no_one_else,
      a_value_that_is_not_on_file_is_a_gap_that_shows,
      a_variant_and_reminders_come_by_condition_and_by_parent,
      a_letter_that_waited_says_that_it_may_be_out_of_date,
      variants_of_a_cohort_go_by_its_condition,
      figures_of_groups_are_kept_back_or_printed_as_rates,
      a_joint_letter_names_the_children_and_goes_to_those_of_all,
      the_page_has_a_sheet_for_each_letter_and_nothing_from_outside,
      hostile_values_stay_text, paragraphs_lists_and_broken_lines_are_kept,
      gaps_are_marked_and_told,
      each_thing_that_is_missing_is_told_once_with_the_first_pupils,
      a_letter_that_the_policy_does_not_have_is_refused,
      every_refused_request_for_memory_is_told_and_nothing_leaks);
}
