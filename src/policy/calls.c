#include "policy/calls.h"

rbk_callbacks rbk_calls_make(rbk_voices *voices) {
  return (rbk_callbacks){.context = voices};
}
