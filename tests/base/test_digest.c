/* Expected digests: BLAKE2b with 32 bytes of output as two other programs give
 * them (`b2sum -l 256`, and hashlib.blake2b of Python). */
#include "base/digest.h"

#include <string.h>

#include "support/suite.h"

static const char empty[] =
    "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8";
static const char abc[] =
    "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319";
static const char thousand_a[] =
    "e00b0ddbf1e2cdaf5c898e1a5e8826ea3a2c339bcf2a478da2e5fca9ff126672";

START_TEST(known_bytes_have_their_known_digest) {
  char hex[RBK_DIGEST_HEX + 1];
  rbk_digest digest;
  rbk_digest_init(&digest);
  rbk_digest_hex(&digest, hex);
  ck_assert_str_eq(hex, empty);
  rbk_digest_init(&digest);
  rbk_digest_add(&digest, "abc", 3);
  rbk_digest_hex(&digest, hex);
  ck_assert_str_eq(hex, abc);
}
END_TEST

START_TEST(the_digest_does_not_depend_on_the_pieces) {
  char bytes[1000], hex[RBK_DIGEST_HEX + 1];
  memset(bytes, 'a', sizeof bytes);
  static const size_t pieces[] = {1, 7, 127, 128, 129, 256, 1000};
  for (size_t i = 0; i < sizeof pieces / sizeof pieces[0]; i++) {
    rbk_digest digest;
    rbk_digest_init(&digest);
    for (size_t at = 0; at < sizeof bytes; at += pieces[i]) {
      size_t left = sizeof bytes - at;
      rbk_digest_add(&digest, bytes + at, left < pieces[i] ? left : pieces[i]);
      rbk_digest_add(&digest, NULL, 0);
    }
    rbk_digest_hex(&digest, hex);
    ck_assert_str_eq(hex, thousand_a);
  }
}
END_TEST

int main(void) {
  return TEST_RUN("digest", known_bytes_have_their_known_digest,
                  the_digest_does_not_depend_on_the_pieces);
}
