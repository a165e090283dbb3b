#include "cli/progress.h"

#include <stdio.h>
#include <time.h>

#define FIRST_AFTER 1000 /* milliseconds of work before a bar is worth it */
#define NEXT_AFTER  100
#define BAR         30

static long long now(void) {
  struct timespec at;
  if (clock_gettime(CLOCK_MONOTONIC, &at) != 0) return 0;
  return (long long)at.tv_sec * 1000 + at.tv_nsec / 1000000;
}

void cli_progress_init(cli_progress *progress, bool wanted) {
  *progress = (cli_progress){.wanted = wanted, .what = ""};
}

void cli_progress_begin(cli_progress *progress, const char *what) {
  cli_progress_clear(progress);
  progress->what = what;
  if (progress->wanted) progress->began = progress->drawn = now();
}

void cli_progress_step(cli_progress *progress, size_t done, size_t total) {
  if (!progress->wanted || total == 0) return;
  if (done >= total) {
    cli_progress_clear(progress);
    return;
  }
  long long at = now();
  if (at - progress->began < FIRST_AFTER || at - progress->drawn < NEXT_AFTER)
    return;
  progress->drawn = at;
  progress->shown = true;
  size_t full = (size_t)((double)done / (double)total * BAR);
  char bar[BAR + 1];
  for (size_t i = 0; i < BAR; i++) bar[i] = i < full ? '=' : ' ';
  bar[BAR] = '\0';
  fprintf(stderr, "\r%s [%s] %3zu %%", progress->what, bar,
          (size_t)((double)done / (double)total * 100));
  fflush(stderr);
}

void cli_progress_clear(cli_progress *progress) {
  if (!progress->shown) return;
  fputs("\r\033[K", stderr);
  fflush(stderr);
  progress->shown = false;
}
