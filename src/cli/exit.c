/* From statuses to exit codes. */
#include "cli/cli.h"

int cli_exit_of(rbk_status status) {
  switch (status) {
  case RBK_OK:
    return CLI_DONE;
  case RBK_STOPPED:
    return CLI_DONE; /* nobody reads on: nothing is wrong */
  case RBK_USAGE:
    return CLI_WRONG_USAGE;
  case RBK_POLICY:
    return CLI_NO_POLICY;
  case RBK_REJECTED:
    return CLI_REFUSED;
  case RBK_NOMEM:
  case RBK_OVERFLOW:
  case RBK_IO:
  case RBK_INTERNAL:
    return CLI_INTERNAL;
  }
  return CLI_INTERNAL;
}

int cli_worse(int a, int b) {
  static const int order[] = {CLI_STORE,       CLI_WRONG_USAGE, CLI_NO_POLICY,
                              CLI_INTERNAL,    CLI_REFUSED,     CLI_UNEXPECTED,
                              CLI_UNDETERMINED};
  for (size_t i = 0; i < sizeof order / sizeof order[0]; i++)
    if (a == order[i] || b == order[i]) return order[i];
  return CLI_DONE;
}
