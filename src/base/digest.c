#include "base/digest.h"

#include <sodium/crypto_generichash.h>

enum { DIGEST_BYTES = RBK_DIGEST_HEX / 2 };

_Static_assert(sizeof(crypto_generichash_state) <=
                   sizeof((rbk_digest *)0)->state,
               "the state of libsodium's BLAKE2b fits an rbk_digest");
_Static_assert(_Alignof(crypto_generichash_state) <= _Alignof(rbk_digest),
               "an rbk_digest is aligned as libsodium's BLAKE2b wants it");
_Static_assert(DIGEST_BYTES >= crypto_generichash_BYTES_MIN &&
                   DIGEST_BYTES <= crypto_generichash_BYTES_MAX,
               "BLAKE2b gives digests of this length");

static crypto_generichash_state *state_of(rbk_digest *digest) {
  return (crypto_generichash_state *)(void *)digest->state;
}

/* None of these calls can fail: the length was checked above, there is no key,
 * and sodium_init is only needed for what draws random numbers. */

void rbk_digest_init(rbk_digest *digest) {
  (void)crypto_generichash_init(state_of(digest), NULL, 0, DIGEST_BYTES);
}

void rbk_digest_add(rbk_digest *digest, const void *bytes, size_t length) {
  if (length == 0) return;
  (void)crypto_generichash_update(state_of(digest), bytes, length);
}

void rbk_digest_hex(rbk_digest *digest, char out[RBK_DIGEST_HEX + 1]) {
  static const char hex[] = "0123456789abcdef";
  unsigned char bytes[DIGEST_BYTES];
  (void)crypto_generichash_final(state_of(digest), bytes, sizeof bytes);
  for (size_t i = 0; i < sizeof bytes; i++) {
    out[2 * i] = hex[bytes[i] >> 4];
    out[2 * i + 1] = hex[bytes[i] & 15];
  }
  out[RBK_DIGEST_HEX] = '\0';
}
