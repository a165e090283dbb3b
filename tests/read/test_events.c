/* events.csv: what stands after void and withdrawn, and in which order. */
#include "small_school.h"

#define EVENTS "pupil_id,date,kind,id,parent_id,of,attribute,value,outcome\n"

static test_folder school_with(const char *events) {
  test_folder folder = small_school();
  folder_write(&folder, "pupils.csv",
               "pupil_id,send,class\nP0001,,A\nP0002,Y,A\n");
  folder_write(&folder, "marks.csv", LONG);
  folder_write(&folder, "events.csv", events);
  return folder;
}

static rbk_register *read_events(const char *events) {
  test_folder folder = school_with(events);
  return read_and_end(&folder);
}

static void refused_events(const char *events, size_t line, size_t column,
                           const char *what) {
  test_folder folder = school_with(events);
  refused_and_end(&folder, "events.csv", line, column, what);
}

static const char *kind_of(const rbk_register *reg, size_t event) {
  return rbk_intern_text(&reg->history.kinds, reg->history.events[event].kind);
}

START_TEST(events_stand_by_pupil_date_kind_and_id_with_their_fields) {
  rbk_register *reg = read_events(EVENTS "P0002,2024-09-03,visit,,,,,,\n"
                                         ",2024-09-02,assembly,,,,,,\n"
                                         "P0001,2024-09-07,visit,,,,,,seen\n"
                                         "P0001,2024-09-03,visit,v2,R1,,,,\n"
                                         "P0001,2024-09-03,visit,v1,,,,,\n"
                                         "P0001,2024-09-03,letter,,,,,,\n");
  const rbk_event *events = reg->history.events;
  ck_assert_uint_eq(reg->history.event_count, 6);
  ck_assert_str_eq(kind_of(reg, 0), "letter");
  ck_assert_str_eq(events[1].id, "v1");
  ck_assert_uint_eq(events[1].ordinal, 1);
  ck_assert_str_eq(events[2].id, "v2");
  ck_assert_uint_eq(events[2].ordinal, 2);
  ck_assert_str_eq(events[2].parent, "R1");
  ck_assert_uint_eq(events[2].line, 5);
  ck_assert_ptr_nonnull(strstr(events[2].file, "events.csv"));
  /* Saturday the 7th takes effect on Monday the 9th. */
  ck_assert_int_eq(events[3].date, RBK_DATE(2024, 9, 7));
  ck_assert_int_eq(events[3].effect, school_day(reg, "2024-09-09"));
  uint32_t outcome =
      rbk_intern_find(&reg->history.fields, rbk_text_of("outcome"));
  ck_assert_str_eq(rbk_event_field(&events[3], outcome), "seen");
  ck_assert_ptr_null(rbk_event_field(&events[1], outcome));
  ck_assert_uint_eq(events[4].pupil, 1);
  ck_assert_uint_eq(events[5].pupil, RBK_NONE);
  rbk_register_destroy(reg);
}
END_TEST

START_TEST(an_event_after_the_calendar_never_takes_effect) {
  rbk_register *reg = read_events(EVENTS "P0001,2024-09-14,visit,,,,,,\n");
  ck_assert_int_eq(reg->history.events[0].effect, RBK_NO_DAY);
  rbk_register_destroy(reg);
}
END_TEST

START_TEST(a_group_is_named_by_an_event_without_pupil) {
  rbk_register *reg =
      read_events("pupil_id,date,kind,group\n,2024-09-03,meeting,year-7\n"
                  "P0001,2024-09-03,meeting,small\n");
  uint32_t group = rbk_intern_find(&reg->history.fields, rbk_text_of("group"));
  ck_assert_str_eq(reg->history.events[0].group, "");
  ck_assert_str_eq(rbk_event_field(&reg->history.events[0], group), "small");
  ck_assert_str_eq(reg->history.events[1].group, "year-7");
  ck_assert_ptr_null(rbk_event_field(&reg->history.events[1], group));
  rbk_register_destroy(reg);
}
END_TEST

START_TEST(a_void_takes_its_event_away_whatever_the_order_of_rows) {
  rbk_register *reg = read_events(
      EVENTS "P0001,2024-09-10,void,,,a,,,\nP0001,2024-09-03,letter,a,,,,,\n"
             "P0001,2024-09-03,letter,b,,,,,\n");
  ck_assert_uint_eq(reg->history.event_count, 1);
  ck_assert_str_eq(reg->history.events[0].id, "b");
  ck_assert_uint_eq(reg->history.events[0].ordinal, 1);
  /* Void is no kind of event of its own. */
  ck_assert_uint_eq(rbk_intern_find(&reg->history.kinds, rbk_text_of("void")),
                    RBK_NONE);
  rbk_register_destroy(reg);
}
END_TEST

START_TEST(a_void_that_is_voided_does_nothing) {
  rbk_register *reg = read_events(
      EVENTS "P0001,2024-09-03,letter,a,,,,,\nP0001,2024-09-04,void,v,,a,,,\n"
             "P0001,2024-09-05,void,w,,v,,,\n");
  ck_assert_uint_eq(reg->history.event_count, 1);
  rbk_register_destroy(reg);
  reg = read_events(
      EVENTS "P0001,2024-09-03,letter,a,,,,,\nP0001,2024-09-04,void,v,,a,,,\n"
             "P0001,2024-09-05,void,w,,v,,,\nP0001,2024-09-05,void,,,w,,,\n");
  ck_assert_uint_eq(reg->history.event_count, 0);
  rbk_register_destroy(reg);
}
END_TEST

START_TEST(withdrawn_ends_an_event_from_its_own_date_and_can_be_voided) {
  rbk_register *reg = read_events(EVENTS "P0001,2024-09-03,notice,a,,,,,\n"
                                         "P0001,2024-09-10,withdrawn,,,a,,,\n"
                                         "P0001,2024-09-05,withdrawn,,,a,,,\n"
                                         "P0002,2024-09-03,notice,b,,,,,\n"
                                         "P0002,2024-09-05,withdrawn,x,,b,,,\n"
                                         "P0002,2024-09-06,void,,,x,,,\n");
  ck_assert_uint_eq(reg->history.event_count, 2);
  ck_assert_int_eq(reg->history.events[0].withdrawn, RBK_DATE(2024, 9, 5));
  ck_assert_int_eq(reg->history.events[1].withdrawn, RBK_NO_DATE);
  rbk_register_destroy(reg);
}
END_TEST

START_TEST(the_same_id_of_two_pupils_is_two_events) {
  rbk_register *reg = read_events(
      EVENTS "P0001,2024-09-03,letter,a,,,,,\nP0002,2024-09-03,letter,a,,,,,\n"
             "P0001,2024-09-03,void,,,a,,,\n");
  ck_assert_uint_eq(reg->history.event_count, 1);
  ck_assert_uint_eq(reg->history.events[0].pupil, 1);
  rbk_register_destroy(reg);
}
END_TEST

START_TEST(attribute_set_dates_an_attribute_known_or_new) {
  rbk_register *reg =
      read_events(EVENTS "P0001,2024-09-05,attribute.set,,,,send,Y,\n"
                         "P0001,2024-09-10,attribute.set,,,,send,,\n"
                         "P0001,2024-09-07,attribute.set,x,,,plan,1,\n"
                         "P0002,2024-09-07,attribute.set,x,,,plan,1,\n"
                         "P0002,2024-09-07,void,,,x,,,\n");
  const rbk_roll *roll = &reg->roll;
  uint32_t send = rbk_intern_find(&roll->attributes, rbk_text_of("send"));
  uint32_t plan = rbk_intern_find(&roll->attributes, rbk_text_of("plan"));
  ck_assert_uint_eq(reg->history.event_count, 0);
  ck_assert_uint_eq(reg->history.value_count, 3);
#define ON(pupil, attribute, date)                                             \
  rbk_history_attribute(&reg->history, roll, pupil, attribute,                 \
                        school_day(reg, date))
  ck_assert_str_eq(ON(0, send, "2024-09-04"), "");
  ck_assert_str_eq(ON(0, send, "2024-09-05"), "Y");
  ck_assert_str_eq(ON(0, send, "2024-09-09"), "Y");
  ck_assert_str_eq(ON(0, send, "2024-09-10"), "");
  ck_assert_str_eq(ON(0, plan, "2024-09-05"), "");
  ck_assert_str_eq(ON(0, plan, "2024-09-09"), "1");
  ck_assert_str_eq(ON(1, plan, "2024-09-09"), "");
  ck_assert_str_eq(ON(1, send, "2024-09-09"), "Y");
  rbk_register_destroy(reg);
}
END_TEST

START_TEST(bad_rows_of_events_are_refused_at_their_place) {
  refused_events("pupil_id,date\n", 1, 0, "there is no column 'kind'");
  refused_events(EVENTS "P0009,2024-09-03,letter,,,,,,\n", 2, 1,
                 "pupil_id 'P0009' is not on the roll");
  refused_events(EVENTS "P0001,2024-13-03,letter,,,,,,\n", 2, 2,
                 "date '2024-13-03' is no date");
  refused_events(EVENTS "P0001,,letter,,,,,,\n", 2, 2, "date '' is no date");
  refused_events(EVENTS "P0001,2024-09-03,,,,,,,\n", 2, 3, "kind '' is empty");
  refused_events(EVENTS "P0001,2024-09-03,void,,,,,,\n", 2, 3,
                 "kind 'void' needs the id of another event");
  refused_events(EVENTS "P0001,2024-09-03,void,,,nothing,,,\n", 2, 0,
                 "of 'nothing' is the id of no other event");
  refused_events(EVENTS "P0001,2024-09-03,void,a,,a,,,\n", 2, 0,
                 "of 'a' is the id of no other event");
  refused_events(EVENTS "P0002,2024-09-03,letter,a,,,,,\n"
                        "P0001,2024-09-03,void,,,a,,,\n",
                 3, 0, "of 'a' is the id of no other event of the same");
  refused_events(EVENTS "P0001,2024-09-03,void,a,,b,,,\n"
                        "P0001,2024-09-03,void,b,,a,,,\n",
                 2, 0, "in a circle");
  refused_events(EVENTS "P0001,2024-09-03,letter,a,,,,,\n"
                        "P0001,2024-09-04,visit,a,,,,,\n",
                 3, 0, "id 'a' stands already at ");
  refused_events(EVENTS "P0001,2024-09-03,attribute.set,,,,,Y,\n", 2, 3,
                 "needs the columns 'attribute' and 'value'");
  refused_events(EVENTS ",2024-09-03,attribute.set,,,,send,Y,\n", 2, 3,
                 "only a pupil has attributes");
  refused_events(EVENTS "P0001,2024-09-03,attribute.set,,,,send,Y,\n"
                        "P0001,2024-09-03,attribute.set,,,,send,N,\n",
                 3, 0, "value 'N' is not what another row sets");
  refused_events(EVENTS "P0001,2024-09-03,attribute.set,a,,,send,Y,\n"
                        "P0001,2024-09-04,withdrawn,,,a,,,\n",
                 3, 0, "of 'a' is no plain event");
}
END_TEST

START_TEST(an_event_of_a_parent_who_is_not_on_file_is_refused) {
  test_folder folder = school_with(
      "pupil_id,date,kind,parent_id\nP0001,2024-09-03,letter,R1\n"
      "P0001,2024-09-03,letter,unknown\nP0002,2024-09-03,letter,R1\n");
  folder_write(&folder, "parents.csv", "parent_id,pupil_id\nR1,P0001\n");
  refused_and_end(&folder, "events.csv", 4, 4,
                  "parent_id 'R1' is no parent of this pupil");
}
END_TEST

START_TEST(the_order_of_rows_without_ids_changes_nothing) {
  rbk_register *reg = read_events(EVENTS "P0001,2024-09-03,visit,,,,,,seen\n"
                                         "P0001,2024-09-03,visit,,,,,,\n"
                                         "P0001,2024-09-03,visit,,,,,,away\n");
  rbk_register *turned = read_events(EVENTS "P0001,2024-09-03,visit,,,,,,away\n"
                                            "P0001,2024-09-03,visit,,,,,,seen\n"
                                            "P0001,2024-09-03,visit,,,,,,\n");
  uint32_t outcome =
      rbk_intern_find(&reg->history.fields, rbk_text_of("outcome"));
  /* Nothing said comes before "away", "away" before "seen". */
  ck_assert_ptr_null(rbk_event_field(&reg->history.events[0], outcome));
  ck_assert_str_eq(rbk_event_field(&reg->history.events[1], outcome), "away");
  ck_assert_str_eq(rbk_event_field(&reg->history.events[2], outcome), "seen");
  ck_assert_uint_eq(reg->history.events[2].ordinal, 3);
  same_register(reg, turned);
  rbk_register_destroy(reg);
  rbk_register_destroy(turned);
}
END_TEST

int main(void) {
  return TEST_RUN("events",
                  events_stand_by_pupil_date_kind_and_id_with_their_fields,
                  the_order_of_rows_without_ids_changes_nothing,
                  an_event_after_the_calendar_never_takes_effect,
                  a_group_is_named_by_an_event_without_pupil,
                  a_void_takes_its_event_away_whatever_the_order_of_rows,
                  a_void_that_is_voided_does_nothing,
                  withdrawn_ends_an_event_from_its_own_date_and_can_be_voided,
                  the_same_id_of_two_pupils_is_two_events,
                  attribute_set_dates_an_attribute_known_or_new,
                  bad_rows_of_events_are_refused_at_their_place,
                  an_event_of_a_parent_who_is_not_on_file_is_refused);
}
