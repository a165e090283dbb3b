/* BLAKE2b-256, fed piece by piece, so that what is digested need never be in
 * memory at once. */
#ifndef RBK_BASE_DIGEST_H
#define RBK_BASE_DIGEST_H

#include <stddef.h>

#include "rollbook/error.h"

#define RBK_DIGEST_HEX 64 /* hex digits of one digest */

typedef struct rbk_digest {
  _Alignas(64) unsigned char state[384];
} rbk_digest;

void rbk_digest_init(rbk_digest *digest);
void rbk_digest_add(rbk_digest *digest, const void *bytes, size_t length);
/* Lower-case hex, ended by a zero byte. */
void rbk_digest_hex(rbk_digest *digest, char out[RBK_DIGEST_HEX + 1]);

#endif
