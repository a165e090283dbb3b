/* Any bytes as school.json, and as calendar.json. */
#include <string.h>

#include "fuzz/fuzz.h"
#include "read/read.h"
#include "register/canonical.h"

static const char calendar[] =
    "{\"school_year\":\"2024/25\",\"half_terms\":[{\"term\":\"autumn\","
    "\"number\":1,\"from\":\"2024-09-02\",\"to\":\"2024-10-25\"}]}";
static const char marks[] =
    "pupil_id,date,session,code\nP0001,2024-09-02,AM,/\n";

static void read_with(const char *name, const char *bytes, size_t length) {
  bool profile = strcmp(name, "school.json") == 0;
  rbk_bytes files[] = {{name, bytes, length},
                       {"marks.csv", marks, strlen(marks)},
                       {"calendar.json", calendar, strlen(calendar)}};
  rbk_register *reg = NULL;
  rbk_error error = {0};
  rbk_status status = rbk_register_read_bytes(files, profile ? 3 : 2, "school",
                                              NULL, &reg, &error);
  FUZZ_HOLDS(status == RBK_OK || status == RBK_REJECTED, "%s", error.text);
  FUZZ_HOLDS((status == RBK_OK) == (reg != NULL), "%s", error.text);
  FUZZ_HOLDS(status == RBK_OK || error.text[0], "a refusal without a text");
  char digest[RBK_DIGEST_HEX + 1];
  if (reg) FUZZ_HOLDS(rbk_register_digest(reg, digest) == RBK_OK, "digest");
  rbk_register_destroy(reg);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length) {
  read_with("school.json", (const char *)bytes, length);
  read_with("calendar.json", (const char *)bytes, length);
  return 0;
}
