/* The program's answer to signals. The handler reads these globals because a
 * signal brings nothing with it; only the main thread writes them. */
#include <signal.h>
#include <stddef.h>
#include <string.h>
#include <unistd.h>

#include "base/alloc.h"
#include "cli/cli.h"

#define MOST    4 /* files in the making at one time: result, summary, rejects */
#define LONGEST 4096

static char parts[MOST][LONGEST];
static volatile sig_atomic_t part_count;
static volatile sig_atomic_t noted; /* a signal that was held back */

static void take_away(int signal_number) {
  for (int i = 0; i < part_count; i++) unlink(parts[i]);
  /* SA_RESETHAND has put the default back: the shell sees what ended us. */
  raise(signal_number);
}

static void note(int signal_number) {
  noted = signal_number;
}

static const int ending[] = {SIGINT, SIGTERM, SIGHUP};

static void answer(void (*handler)(int), int flags) {
  struct sigaction action = {.sa_handler = handler, .sa_flags = flags};
  sigemptyset(&action.sa_mask);
  for (size_t i = 0; i < sizeof ending / sizeof ending[0]; i++) {
    struct sigaction before;
    /* One that is ignored (nohup, a background job) stays ignored. */
    if (sigaction(ending[i], NULL, &before) == 0 &&
        before.sa_handler != SIG_IGN)
      sigaction(ending[i], &action, NULL);
  }
}

void cli_catch_signals(void) {
  answer(take_away, (int)SA_RESETHAND);
  signal(SIGPIPE, SIG_IGN);
}

void cli_hold_signals(void) {
  answer(note, 0);
}

bool cli_signalled(void) {
  return noted != 0;
}

void cli_let_signals_go(void) {
  answer(take_away, (int)SA_RESETHAND);
  if (noted) raise((int)noted);
}

void cli_remove_on_signal(const char *path) {
  char *part = rbk_output_part_of(NULL, path);
  if (part == NULL) return;
  size_t length = strlen(part);
  bool known = false;
  for (int i = 0; i < part_count; i++)
    known = known || strcmp(parts[i], part) == 0;
  if (!known && part_count < MOST && length < LONGEST) {
    memcpy(parts[part_count], part, length + 1);
    part_count++;
  }
  rbk_release(NULL, part);
}
