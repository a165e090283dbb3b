-- What policies and their test files may say, for luacheck: the names of the
-- sandbox and no others. Made by `rollbook policy editor`; not to be changed by
-- hand.
std = "policy"
max_line_length = false
exclude_files = { "**/*.d.lua" }

local lua = {
  "assert", "error", "ipairs", "pairs", "select", "tonumber", "tostring", "type",
  string = { fields = {
    "byte", "contains", "format", "len", "lower", "rep", "reverse", "starts", "sub",
    "upper",
  } },
  table = { fields = {
    "concat", "insert", "remove", "sort", "unpack",
  } },
  math = { fields = {
    "abs", "ceil", "floor", "fmod", "max", "min", "tointeger", "type",
  } },
}

local function with_lua(words)
  for name, value in pairs(lua) do
    if type(name) == "number" then table.insert(words, value) else words[name] = value end
  end
  return { read_globals = words }
end

stds.policy = with_lua {
  "codes", "sessions", "days", "whole_days", "any_days", "rate", "share", "episodes",
  "run", "run_days", "longest_run", "minutes", "weeks", "events", "days_since",
  "recorded", "attr", "age", "days_in_stage", "half_term_number", "cohort", "same",
  "siblings", "everyone", "size_of", "count_of", "share_of", "pooled", "median_of",
  "school_year", "term", "half_term", "month", "week", "day", "all", "spell",
  "school_days", "school_weeks", "calendar_days", "calendar_weeks", "half_terms",
  "terms", "years", "since", "after", "before", "since_stage", "between", "period",
  "previous", "last_year", "on_record", "event", "current", "latest", "reached",
  "run_ended", "school", "parent", "compulsory_school_age", "in_stage", "stage_complete",
  "fired", "band", "flag", "first_day_of", "last_day_of", "weekday", "on_or_after",
  "in_term", "any_of", "by", "working_days", "clock", "first_of",
  param = { other_fields = true, read_only = true },
  role = { other_fields = true, read_only = true },
}

stds.fixtures = with_lua { "all_present", "none" }
files["**/*_test.lua"] = { std = "fixtures" }
