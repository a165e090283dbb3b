/* A policy as it stands on one day: every layer, parameter, measure, band,
 * flag, rule and coding, with its clause and its condition in words. */
#ifndef RBK_AUTHOR_SHOW_H
#define RBK_AUTHOR_SHOW_H

#include "plan/english.h"

typedef struct rbk_show_options {
  const char *policy; /* the id shown */
  const rbk_plan *plan;
  const rbk_override *overrides; /* as read by rbk_override_read */
  size_t override_count;
  rbk_date date;
  bool json;
} rbk_show_options;

rbk_status rbk_policy_show(const rbk_show_options *options, rbk_buffer *buffer);

#endif
