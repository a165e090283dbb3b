#include "policy/object.h"
bool rbk_view_push_text(lua_State *L, int index) {
  (void)L;
  (void)index;
  return false;
}
