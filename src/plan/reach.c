#include "plan/checks.h"
rbk_status rbk_plan_check_reach(const rbk_plan *plan, rbk_problems *problems) {
  (void)plan;
  (void)problems;
  return RBK_OK;
}
#include "plan/binder.h"
rbk_status rbk_bind_check_reach(const rbk_binding *binding,
                                const rbk_edition_bound *edition,
                                rbk_problems *problems) {
  (void)binding;
  (void)edition;
  (void)problems;
  return RBK_OK;
}
