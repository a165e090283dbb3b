/* Runs a fuzz target without a fuzzer: every file of the given folders, and
 * mutations of each that depend on the seed alone.
 *
 *   fuzz.register [--mutations N] [--seed S] [--trace] FOLDER...
 *
 * --trace names each input on stderr before it runs, so that the last line
 * names the one that failed. Linked with the same target, a fuzzer's own main
 * takes the place of this file. */
#include <dirent.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

enum { LARGEST = 1 << 16, MOST_FILES = 1024 };

typedef struct input {
  char name[512];
  uint8_t *bytes;
  size_t length;
} input;

typedef struct corpus {
  input *items;
  size_t count;
} corpus;

static void stop(const char *what, const char *name) {
  fprintf(stderr, "%s: %s\n", name, what);
  exit(EXIT_FAILURE);
}

static uint64_t next(uint64_t *state) { /* xorshift64* */
  *state ^= *state >> 12;
  *state ^= *state << 25;
  *state ^= *state >> 27;
  return *state * UINT64_C(0x2545F4914F6CDD1D);
}

static size_t below(uint64_t *state, size_t limit) {
  return limit ? (size_t)(next(state) >> 33) % limit : 0;
}

static void load(corpus *all, const char *folder, const char *name) {
  if (all->count == MOST_FILES) stop("too many files", folder);
  input *made = &all->items[all->count];
  snprintf(made->name, sizeof made->name, "%s/%s", folder, name);
  FILE *file = fopen(made->name, "rb");
  if (!file) stop("cannot be opened", made->name);
  made->bytes = malloc(LARGEST);
  if (!made->bytes) stop("no memory", made->name);
  made->length = fread(made->bytes, 1, LARGEST, file);
  fclose(file);
  all->count++;
}

static void load_folder(corpus *all, const char *folder) {
  DIR *handle = opendir(folder);
  if (!handle) stop("is no folder", folder);
  const struct dirent *entry;
  while ((entry = readdir(handle)) != NULL)
    if (entry->d_name[0] != '.') load(all, folder, entry->d_name);
  closedir(handle);
}

static int by_name(const void *a, const void *b) {
  return strcmp(((const input *)a)->name, ((const input *)b)->name);
}

/* Puts `count` bytes at a place, over or between what is there. */
static size_t put(uint8_t *bytes, size_t length, size_t at, const uint8_t *from,
                  size_t count, bool between) {
  if (between) {
    if (length + count > LARGEST) count = LARGEST - length;
    memmove(bytes + at + count, bytes + at, length - at);
    memcpy(bytes + at, from, count);
    return length + count;
  }
  if (count > length - at) count = length - at;
  memcpy(bytes + at, from, count);
  return length;
}

/* Changes the input in one of a handful of ways. */
static size_t mutate(const corpus *all, uint8_t *bytes, size_t length,
                     uint64_t *random) {
  static const char sharp[] = "\",\n\r{}[]:\\-#/\0\xFF\xEF\xBB\xBF"
                              "0919";
  size_t at = below(random, length + 1);
  const input *other = &all->items[below(random, all->count)];
  size_t from = below(random, other->length);
  size_t count = below(random, 24) + 1;
  uint8_t piece[32];
  switch (below(random, 7)) {
  case 0: /* one bit */
    if (at < length) bytes[at] ^= (uint8_t)(1u << below(random, 8));
    return length;
  case 1: /* one byte that means something */
    piece[0] = (uint8_t)sharp[below(random, sizeof sharp - 1)];
    return put(bytes, length, at, piece, 1, below(random, 2));
  case 2: /* a piece gone */
    if (count > length - at) count = length - at;
    memmove(bytes + at, bytes + at + count, length - at - count);
    return length - count;
  case 3: /* a piece twice */
    if (count > length - at) count = length - at;
    memcpy(piece, bytes + at, count);
    return put(bytes, length, below(random, length + 1), piece, count, true);
  case 4: /* a piece of another input */
    if (count > other->length - from) count = other->length - from;
    return put(bytes, length, at, other->bytes + from, count, below(random, 2));
  case 5: /* the end gone */
    return at;
  default: /* a digit for a digit */
    for (size_t i = at; i < length; i++)
      if (bytes[i] >= '0' && bytes[i] <= '9') {
        bytes[i] = (uint8_t)('0' + below(random, 10));
        break;
      }
    return length;
  }
}

/* Runs on a copy of exactly that size, so that a read beyond it shows. */
static void run(const uint8_t *bytes, size_t length) {
  uint8_t *copy = malloc(length ? length : 1);
  if (!copy) stop("no memory", "input");
  memcpy(copy, bytes, length);
  LLVMFuzzerTestOneInput(copy, length);
  free(copy);
}

int main(int count, char **words) {
  unsigned long mutations = 0, seed = 1;
  bool trace = false;
  corpus all = {calloc(MOST_FILES, sizeof(input)), 0};
  uint8_t *bytes = malloc(LARGEST);
  if (!all.items || !bytes) stop("no memory", words[0]);
  for (int i = 1; i < count; i++) {
    if (strcmp(words[i], "--trace") == 0)
      trace = true;
    else if (strcmp(words[i], "--mutations") == 0 && i + 1 < count)
      mutations = strtoul(words[++i], NULL, 10);
    else if (strcmp(words[i], "--seed") == 0 && i + 1 < count)
      seed = strtoul(words[++i], NULL, 10);
    else
      load_folder(&all, words[i]);
  }
  if (all.count == 0) stop("no input given", words[0]);
  qsort(all.items, all.count, sizeof *all.items, by_name);
  for (size_t i = 0; i < all.count; i++) {
    for (unsigned long n = 0; n <= mutations; n++) {
      size_t length = all.items[i].length;
      uint64_t random = (seed * 1000003 + i) * 1000003 + n + 1;
      memcpy(bytes, all.items[i].bytes, length);
      for (size_t k = n ? below(&random, 4) + 1 : 0; k > 0; k--)
        length = mutate(&all, bytes, length, &random);
      if (trace) fprintf(stderr, "%s mutation %lu\n", all.items[i].name, n);
      run(bytes, length);
    }
  }
  printf("%zu files, %lu mutations of each\n", all.count, mutations);
  for (size_t i = 0; i < all.count; i++) free(all.items[i].bytes);
  free(all.items);
  free(bytes);
  return EXIT_SUCCESS;
}
