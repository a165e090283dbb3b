/* The report of a test run as text, JSON, or the XML that build servers read.
 */
#include <string.h>

#include "author/test.h"

static const char *const verdicts[] = {[RBK_TEST_PASSED] = "passed",
                                       [RBK_TEST_FAILED] = "failed",
                                       [RBK_TEST_SKIPPED] = "skipped"};

static const char *section_name(const rbk_difference *difference) {
  return rbk_fixture_section_info(difference->section)->name;
}

static void place(const rbk_test_case *test, rbk_buffer *buffer) {
  rbk_buffer_text(buffer, test->file);
  if (test->line > 0) rbk_buffer_format(buffer, ":%zu", test->line);
}

/* --- text ----------------------------------------------------------------- */

static void text_difference(const rbk_difference *difference,
                            rbk_buffer *buffer) {
  bool other = difference->pupil != NULL;
  rbk_buffer_format(buffer, "  %s %s%s%s: %s\n", section_name(difference),
                    difference->id, other ? " of " : "",
                    other ? difference->pupil : "", difference->text);
  for (size_t i = 0; i < difference->why_count; i++)
    rbk_buffer_format(buffer, "    %s\n", difference->why[i]);
}

static void text_case(const rbk_test_case *test, rbk_buffer *buffer) {
  if (test->verdict == RBK_TEST_PASSED) return;
  place(test, buffer);
  if (test->verdict == RBK_TEST_SKIPPED) {
    rbk_buffer_format(buffer, ": skipped: %s\n  because %s\n", test->name,
                      test->skip);
    return;
  }
  rbk_buffer_format(buffer, ": failed: %s\n", test->name);
  if (test->wrong != NULL)
    rbk_buffer_format(buffer, "  it cannot be run: %s\n", test->wrong);
  for (size_t i = 0; i < test->differences.count; i++)
    text_difference(&test->differences.items[i], buffer);
  if (test->state != NULL)
    rbk_buffer_format(buffer, "  the rule keeps state: %s\n", test->state);
}

static void print_text(const rbk_test_report *report, rbk_buffer *buffer) {
  for (size_t i = 0; i < report->count; i++)
    text_case(&report->cases[i], buffer);
  rbk_buffer_format(buffer, "%zu passed, %zu failed", report->passed,
                    report->failed);
  if (report->skipped > 0)
    rbk_buffer_format(buffer, ", %zu skipped", report->skipped);
  rbk_buffer_byte(buffer, '\n');
}

/* --- JSON ----------------------------------------------------------------- */

static void json_text(rbk_buffer *buffer, const char *text) {
  if (text == NULL)
    rbk_buffer_text(buffer, "null");
  else
    rbk_buffer_json(buffer, text, strlen(text));
}

static void json_field(rbk_buffer *buffer, const char *name, const char *text) {
  rbk_buffer_format(buffer, "\"%s\":", name);
  json_text(buffer, text);
}

static void json_difference(const rbk_difference *difference,
                            rbk_buffer *buffer) {
  rbk_buffer_byte(buffer, '{');
  json_field(buffer, "section", section_name(difference));
  rbk_buffer_byte(buffer, ',');
  json_field(buffer, "id", difference->id);
  rbk_buffer_byte(buffer, ',');
  json_field(buffer, "pupil", difference->pupil);
  rbk_buffer_byte(buffer, ',');
  json_field(buffer, "text", difference->text);
  rbk_buffer_text(buffer, ",\"why\":[");
  for (size_t i = 0; i < difference->why_count; i++) {
    if (i > 0) rbk_buffer_byte(buffer, ',');
    json_text(buffer, difference->why[i]);
  }
  rbk_buffer_text(buffer, "]}");
}

static void json_case(const rbk_test_case *test, rbk_buffer *buffer) {
  rbk_buffer_byte(buffer, '{');
  json_field(buffer, "name", test->name);
  rbk_buffer_byte(buffer, ',');
  json_field(buffer, "file", test->file);
  rbk_buffer_format(buffer, ",\"line\":%zu,", test->line);
  json_field(buffer, "verdict", verdicts[test->verdict]);
  rbk_buffer_byte(buffer, ',');
  json_field(buffer, "skip", test->skip);
  rbk_buffer_text(buffer, ",\"differences\":[");
  for (size_t i = 0; i < test->differences.count; i++) {
    if (i > 0) rbk_buffer_byte(buffer, ',');
    json_difference(&test->differences.items[i], buffer);
  }
  rbk_buffer_text(buffer, "],");
  json_field(buffer, "keeps_state", test->state);
  rbk_buffer_byte(buffer, ',');
  json_field(buffer, "wrong", test->wrong);
  rbk_buffer_byte(buffer, '}');
}

static void print_json(const rbk_test_report *report, rbk_buffer *buffer) {
  rbk_buffer_format(buffer,
                    "{\"passed\":%zu,\"failed\":%zu,\"skipped\":%zu,"
                    "\"fixtures\":[",
                    report->passed, report->failed, report->skipped);
  for (size_t i = 0; i < report->count; i++) {
    if (i > 0) rbk_buffer_byte(buffer, ',');
    json_case(&report->cases[i], buffer);
  }
  rbk_buffer_text(buffer, "]}\n");
}

/* --- JUnit ---------------------------------------------------------------- */

static void xml_text(rbk_buffer *buffer, const char *text) {
  for (; *text != '\0'; text++) {
    switch (*text) {
    case '&':
      rbk_buffer_text(buffer, "&amp;");
      break;
    case '<':
      rbk_buffer_text(buffer, "&lt;");
      break;
    case '>':
      rbk_buffer_text(buffer, "&gt;");
      break;
    case '"':
      rbk_buffer_text(buffer, "&quot;");
      break;
    case '\n':
      rbk_buffer_byte(buffer, '\n');
      break;
    default: /* XML has no other control characters */
      rbk_buffer_add(buffer, (unsigned char)*text < 0x20 ? " " : text, 1);
    }
  }
}

static void xml_attribute(rbk_buffer *buffer, const char *name,
                          const char *text) {
  rbk_buffer_format(buffer, " %s=\"", name);
  xml_text(buffer, text);
  rbk_buffer_byte(buffer, '"');
}

static void xml_failure(const rbk_test_case *test, rbk_buffer *buffer) {
  const char *first = test->wrong != NULL ? test->wrong
                      : test->differences.count > 0
                          ? test->differences.items[0].text
                          : "the rule keeps state";
  rbk_buffer_text(buffer, "      <failure");
  xml_attribute(buffer, "message", first);
  rbk_buffer_byte(buffer, '>');
  rbk_buffer body;
  rbk_buffer_init(&body, buffer->alloc);
  text_case(test, &body);
  const char *text = rbk_buffer_string(&body);
  if (text != NULL)
    xml_text(buffer, text);
  else
    buffer->status = RBK_NOMEM;
  rbk_buffer_finish(&body);
  rbk_buffer_text(buffer, "</failure>\n");
}

static void xml_case(const rbk_test_case *test, rbk_buffer *buffer) {
  rbk_buffer_text(buffer, "    <testcase");
  xml_attribute(buffer, "classname", test->file);
  xml_attribute(buffer, "name", test->name);
  if (test->line > 0) rbk_buffer_format(buffer, " line=\"%zu\"", test->line);
  if (test->verdict == RBK_TEST_PASSED) {
    rbk_buffer_text(buffer, "/>\n");
    return;
  }
  rbk_buffer_text(buffer, ">\n");
  if (test->verdict == RBK_TEST_FAILED)
    xml_failure(test, buffer);
  else {
    rbk_buffer_text(buffer, "      <skipped");
    xml_attribute(buffer, "message", test->skip);
    rbk_buffer_text(buffer, "/>\n");
  }
  rbk_buffer_text(buffer, "    </testcase>\n");
}

static void print_junit(const rbk_test_report *report, rbk_buffer *buffer) {
  rbk_buffer_text(buffer, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                          "<testsuites>\n");
  for (size_t first = 0, next; first < report->count; first = next) {
    size_t failures = 0, skipped = 0;
    const char *file = report->cases[first].file;
    for (next = first;
         next < report->count && strcmp(report->cases[next].file, file) == 0;
         next++) {
      failures += report->cases[next].verdict == RBK_TEST_FAILED;
      skipped += report->cases[next].verdict == RBK_TEST_SKIPPED;
    }
    rbk_buffer_text(buffer, "  <testsuite");
    xml_attribute(buffer, "name", file);
    rbk_buffer_format(buffer,
                      " tests=\"%zu\" failures=\"%zu\" skipped=\"%zu\">\n",
                      next - first, failures, skipped);
    for (size_t i = first; i < next; i++) xml_case(&report->cases[i], buffer);
    rbk_buffer_text(buffer, "  </testsuite>\n");
  }
  rbk_buffer_text(buffer, "</testsuites>\n");
}

void rbk_test_print(const rbk_test_report *report, rbk_test_format format,
                    rbk_buffer *buffer) {
  switch (format) {
  case RBK_TEST_TEXT:
    print_text(report, buffer);
    return;
  case RBK_TEST_JSON:
    print_json(report, buffer);
    return;
  case RBK_TEST_JUNIT:
    print_junit(report, buffer);
    return;
  }
}
