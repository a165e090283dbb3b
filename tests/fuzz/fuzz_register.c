/* Any bytes as a register file: NDJSON where they begin with `{`, else CSV. A
 * refusal names its place; a good file reads the same with and without
 * keep_going; and the rows that are predicted give what the general path gives.
 */
#include <string.h>

#include "fuzz/fuzz.h"
#include "read/read.h"
#include "register/canonical.h"

static const char calendar[] =
    "{\"school_year\":\"2024/25\",\"half_terms\":[{\"term\":\"autumn\","
    "\"number\":1,\"from\":\"2024-09-02\",\"to\":\"2024-10-25\"},{\"term\":"
    "\"autumn\",\"number\":2,\"from\":\"2024-11-04\",\"to\":\"2024-12-20\"}],"
    "\"closures\":[{\"date\":\"2024-09-06\"}],\"single_sessions\":[{\"date\":"
    "\"2024-09-11\",\"session\":\"AM\"}]}";
static const char profile[] =
    "{\"id\":\"s\",\"aliases\":{\"7\":\"I\",\"PRESENT\":\"/\",\"--\":\"-\"}}";

typedef struct outcome {
  rbk_status status;
  rbk_error error;
  char digest[RBK_DIGEST_HEX + 1];
} outcome;

static const char *name_for(const char *bytes, size_t length) {
  return length > 0 && bytes[0] == '{' ? "marks.ndjson" : "marks.csv";
}

static outcome read_as(const char *bytes, size_t length, bool keep_going) {
  outcome made = {0};
  rbk_register *reg = NULL;
  rbk_register_options options = {.size = sizeof options,
                                  .keep_going = keep_going};
  rbk_bytes files[] = {{"school.json", profile, strlen(profile)},
                       {"calendar.json", calendar, strlen(calendar)},
                       {name_for(bytes, length), bytes, length}};
  made.status =
      rbk_register_read_bytes(files, 3, "school", &options, &reg, &made.error);
  if (reg)
    FUZZ_HOLDS(rbk_register_digest(reg, made.digest) == RBK_OK, "digest");
  rbk_register_destroy(reg);
  return made;
}

static bool line_end(const char *bytes, size_t length, size_t at) {
  return at == length || bytes[at] == '\n' || bytes[at] == '\r';
}

/* A plain long file again with one more, empty column: every row then takes
 * the general path. NULL where the file is not plain. */
static char *with_column(const char *bytes, size_t length, size_t *longer) {
  static const char header[] = "pupil_id,date,session,code";
  size_t first = strlen(header);
  if (length < first || memcmp(bytes, header, first) != 0 ||
      !line_end(bytes, length, first) || memchr(bytes, '"', length))
    return NULL;
  char *out = malloc(2 * length + 16);
  if (!out) return NULL;
  size_t used = 0, began = 0;
  for (size_t at = 0; at <= length; at++) {
    if (line_end(bytes, length, at)) {
      const char *more = began == 0 ? ",comment" : at > began ? "," : "";
      memcpy(out + used, more, strlen(more));
      used += strlen(more);
      began = at + 1;
    }
    if (at < length) out[used++] = bytes[at];
  }
  *longer = used;
  return out;
}

static void check_general_path(const char *bytes, size_t length,
                               const outcome *predicted) {
  size_t longer;
  char *text = with_column(bytes, length, &longer);
  if (!text) return;
  outcome general = read_as(text, longer, false);
  FUZZ_HOLDS(general.status == predicted->status, "%s, predicted: %s",
             general.error.text, predicted->error.text);
  FUZZ_HOLDS(general.error.line == predicted->error.line, "%s, predicted: %s",
             general.error.text, predicted->error.text);
  FUZZ_HOLDS(strcmp(general.digest, predicted->digest) == 0,
             "another register");
  free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length) {
  const char *text = (const char *)bytes;
  outcome strict = read_as(text, length, false);
  FUZZ_HOLDS(strict.status == RBK_OK || strict.status == RBK_REJECTED, "%s",
             strict.error.text);
  if (strict.status == RBK_REJECTED)
    FUZZ_HOLDS(strict.error.line > 0 && strict.error.text[0] &&
                   strcmp(strict.error.file, name_for(text, length)) == 0,
               "%s", strict.error.text);
  outcome lenient = read_as(text, length, true);
  FUZZ_HOLDS(lenient.status == strict.status, "%s", lenient.error.text);
  FUZZ_HOLDS(strict.status != RBK_OK ||
                 strcmp(strict.digest, lenient.digest) == 0,
             "another register");
  check_general_path(text, length, &strict);
  return 0;
}
