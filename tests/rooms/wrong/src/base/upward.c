/* Breaks the rule on purpose: the check must say so. */
#include "policy/sandbox.h"
#include <jansson.h>
