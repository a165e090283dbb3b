local needs = attr "send"

-- Whoever the event names, but for pupils with needs.
local function chair(pupil, case)
  if pupil:holds(needs) then return role.senco end
  if case.event.chair == "head" then return role.head end
  return role.office
end

return {
  api = 1, id = "an_owner_for_each_pupil", title = "Who acts depends on the pupil",
  roles = {
    office = "The office", head = "The head", senco = "The SENCO", worker = "The social worker",
    lead = first_of { { attr "social_worker", role.worker }, role.office },
  },
  facts = { meeting = { "chair" } },
  rules = {
    { id = "call", when = sessions "O":within(day):at_least(1), once = "day",
      action = "call home", owner = role.lead, due = school_days(0) },
    { id = "minutes", when = event "meeting",
      action = "send the minutes", owner = chair, due = school_days(2) },
  },
}
