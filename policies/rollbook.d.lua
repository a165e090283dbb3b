---@meta
-- The policy language for editors with the Lua language server. Made by
-- `rollbook policy editor`; not to be changed by hand.

---@class rollbook.codes
---@operator add(rollbook.codes): rollbook.codes
---@operator sub(rollbook.codes): rollbook.codes
local codes_ = {}

---@class rollbook.measure: rollbook.condition
---@operator add(rollbook.measure|rollbook.parameter|number): rollbook.measure
---@operator sub(rollbook.measure|rollbook.parameter|number): rollbook.measure
---@operator mul(rollbook.measure|rollbook.parameter|number): rollbook.measure
local measure_ = {}

---@class rollbook.group
local group_ = {}

---@class rollbook.window
local window_ = {}

---@class rollbook.condition
---@operator band(rollbook.condition): rollbook.condition
---@operator bor(rollbook.condition): rollbook.condition
---@operator bnot: rollbook.condition
local condition_ = {}

---@class rollbook.school
local school_ = {}

---@class rollbook.parent
local parent_ = {}

---@class rollbook.band
local band_ = {}

---@class rollbook.steps
local steps_ = {}

---@class rollbook.due
local due_ = {}

---@class rollbook.choices
local choices_ = {}

---@class rollbook.parameter
---@operator add(rollbook.codes): rollbook.codes
---@operator sub(rollbook.codes): rollbook.codes
local parameter_ = {}

---@class rollbook.pupil
local pupil_ = {}

---@class rollbook.enrolment
local enrolment_ = {}

---@class rollbook.day
local day_ = {}

---@class rollbook.attributes
local attributes_ = {}

---@class rollbook.figure
local figure_ = {}

---@class rollbook.event
local event_ = {}

---@class rollbook.case
local case_ = {}

---@class rollbook.role
local role_ = {}

--- register codes by letters, by class (absent authorised unauthorised attended present late possible missing) or by the name of a set
---
--- `codes "G N O U"`
---@param list rollbook.codes|string
---@return rollbook.codes
function codes(list) end

--- sessions with one of the codes
---
--- `sessions "absent"`
---@param set rollbook.codes|string
---@return rollbook.measure
function sessions(set) end

--- sessions divided by two
---
--- `days "absent"`
---@param set rollbook.codes|string
---@return rollbook.measure
function days(set) end

--- days whose possible sessions all have one of the codes, none missing
---
--- `whole_days "absent"`
---@param set rollbook.codes|string
---@return rollbook.measure
function whole_days(set) end

--- days with at least one such session
---
--- `any_days "absent"`
---@param set rollbook.codes|string
---@return rollbook.measure
function any_days(set) end

--- per cent of possible sessions
---
--- `rate "attended"`
---@param set rollbook.codes|string
---@return rollbook.measure
function rate(set) end

--- per cent of the sessions of another set
---
--- `share("I", "absent")`
---@param set rollbook.codes|string
---@param of rollbook.codes|string
---@return rollbook.measure
function share(set, of) end

--- unbroken series of such sessions
---
--- `episodes "I"`
---@param set rollbook.codes|string
---@return rollbook.measure
function episodes(set) end

--- sessions of the unbroken series that reaches the day
---
--- `run "absent"`
---@param set rollbook.codes|string
---@return rollbook.measure
function run(set) end

--- whole school days of that series
---
--- `run_days "unauthorised"`
---@param set rollbook.codes|string
---@return rollbook.measure
function run_days(set) end

--- sessions of the longest series
---
--- `longest_run "absent"`
---@param set rollbook.codes|string
---@return rollbook.measure
function longest_run(set) end

--- minutes late, in whole steps a mark where a step is given
---
--- `minutes("L U", { step = 5 })`
---@param set rollbook.codes|string
---@param options? table
---@return rollbook.measure
function minutes(set, options) end

--- school weeks with at least one such session
---
--- `weeks "absent"`
---@param set rollbook.codes|string
---@return rollbook.measure
function weeks(set) end

--- how many events of a kind
---
--- `events("letter.sent", { outcome = "none" })`
---@param kind string
---@param filter? table
---@return rollbook.measure
function events(kind, filter) end

--- school days after the latest one took effect
---
--- `days_since "home_visit"`
---@param kind string
---@param filter? table
---@return rollbook.measure
function days_since(kind, filter) end

--- what a field of the latest one says: a number or a date
---
--- `recorded("plan", "review")`
---@param kind string
---@param field string
---@return rollbook.measure
function recorded(kind, field) end

--- an attribute of the pupil: a condition, a text or a number
---
--- `attr "send"`
---@param name string
---@return rollbook.measure
function attr(name) end

--- whole years of age on the day
---@type rollbook.measure
age = nil

--- the pupil's days on roll since the stage was entered
---
--- `days_in_stage "support"`
---@param stage string
---@return rollbook.measure
function days_in_stage(stage) end

--- the number of the half term, 1 to 6
---@type rollbook.measure
half_term_number = nil

--- the pupils of a declared cohort
---
--- `cohort "send"`
---@param id string
---@return rollbook.group
function cohort(id) end

--- the pupils with the same value of an attribute
---
--- `same "year_group"`
---@param attribute string
---@return rollbook.group
function same(attribute) end

--- the pupil's siblings, without the pupil
---@type rollbook.group
siblings = nil

--- all pupils on roll
---@type rollbook.group
everyone = nil

--- how many pupils are in it
---
--- `size_of(cohort "send")`
---@param group rollbook.group
---@return rollbook.measure
function size_of(group) end

--- for how many of them it holds
---
--- `count_of(everyone, flag "persistent_absence")`
---@param group rollbook.group
---@param condition rollbook.condition
---@return rollbook.measure
function count_of(group, condition) end

--- for what per cent of them it holds
---
--- `share_of(everyone, flag "persistent_absence")`
---@param group rollbook.group
---@param condition rollbook.condition
---@return rollbook.measure
function share_of(group, condition) end

--- the rate of all their sessions together
---
--- `pooled(same "year_group", attendance)`
---@param group rollbook.group
---@param rate rollbook.measure
---@return rollbook.measure
function pooled(group, rate) end

--- the middle one of their figures
---
--- `median_of(everyone, attendance)`
---@param group rollbook.group
---@param measure rollbook.measure
---@return rollbook.measure
function median_of(group, measure) end

--- from 1 August to the day
---@type rollbook.window
school_year = nil

--- from the first day of the term to the day
---@type rollbook.window
term = nil

--- from the first day of the half term to the day
---@type rollbook.window
half_term = nil

--- from the first of the month to the day
---@type rollbook.window
month = nil

--- from Monday to the day
---@type rollbook.window
week = nil

--- the day itself
---@type rollbook.window
day = nil

--- everything loaded, up to the day
---@type rollbook.window
all = nil

--- the pupil's enrolment, up to the day
---@type rollbook.window
spell = nil

--- the last n school days; in times n school days later
---
--- `school_days(10)`
---@param n number|rollbook.parameter
---@return rollbook.window
function school_days(n) end

--- the last n school weeks; in times n school weeks later
---
--- `school_weeks(10)`
---@param n number|rollbook.parameter
---@return rollbook.window
function school_weeks(n) end

--- the last n days; in times n days later
---
--- `calendar_days(28)`
---@param n number|rollbook.parameter
---@return rollbook.window
function calendar_days(n) end

--- the last n weeks, Monday to Sunday
---
--- `calendar_weeks(4)`
---@param n number|rollbook.parameter
---@return rollbook.window
function calendar_weeks(n) end

--- the last n half terms
---
--- `half_terms(2)`
---@param n number|rollbook.parameter
---@return rollbook.window
function half_terms(n) end

--- the last n terms
---
--- `terms(2)`
---@param n number|rollbook.parameter
---@return rollbook.window
function terms(n) end

--- the last n years
---
--- `years(3)`
---@param n number|rollbook.parameter
---@return rollbook.window
function years(n) end

--- from the day after the latest such event
---
--- `since("notice", { about = "holiday" })`
---@param kind string
---@param filter? table
---@return rollbook.window
function since(kind, filter) end

--- so long after the latest event of a kind, or the latest that a filter matches
---
--- `after("letter.sent", school_weeks(4))`
---@param kind string
---@param span rollbook.window|rollbook.due|number
---@param filter? table
---@return rollbook.window
function after(kind, span, filter) end

--- so long up to the latest event of a kind, or the latest that a filter matches
---
--- `before("meeting", school_days(10))`
---@param kind string
---@param span rollbook.window|rollbook.due|number
---@param filter? table
---@return rollbook.window
function before(kind, span, filter) end

--- from the day of the latest entry into a stage
---
--- `since_stage "support"`
---@param stage string
---@return rollbook.window
function since_stage(stage) end

--- fixed dates, or "09-01", "09-14" of every year
---
--- `between("2024-09-02", "2024-12-20")`
---@param from string|rollbook.parameter
---@param to string|rollbook.parameter
---@return rollbook.window
function between(from, to) end

--- a named period of the calendar
---
--- `period "exams"`
---@param name string
---@return rollbook.window
function period(name) end

--- the whole window before
---
--- `previous(term)`
---@param window rollbook.window
---@return rollbook.window
function previous(window) end

--- the same stretch of the year before
---
--- `last_year(term)`
---@param window rollbook.window
---@return rollbook.window
function last_year(window) end

--- such an event is on record
---
--- `on_record "letter.sent"`
---@param kind string
---@param filter? table
---@return rollbook.condition
function on_record(kind, filter) end

--- such an event takes effect that day
---
--- `event("meeting", { attended = "no" })`
---@param kind string
---@param filter? table
---@return rollbook.condition
function event(kind, filter) end

--- from its date to its `to`
---
--- `current "early_help"`
---@param kind string
---@param filter? table
---@return rollbook.condition
function current(kind, filter) end

--- the latest event of the kind is such a one
---
--- `latest("meeting", { attended = "no" })`
---@param kind string
---@param filter table
---@return rollbook.condition
function latest(kind, filter) end

--- the day is on or after a recorded date
---
--- `reached(recorded("plan", "review"))`
---@param recorded rollbook.measure
---@return rollbook.condition
function reached(recorded) end

--- a series of at least so many sessions ended that day
---
--- `run_ended("absent", 6)`
---@param set rollbook.codes|string
---@param sessions number|rollbook.parameter
---@return rollbook.condition
function run_ended(set, sessions) end

--- a fact of school.json
---
--- `school "phase":is "primary"`
---@param fact string
---@return rollbook.school
function school(fact) end

--- a column of parents.csv, in rules with per = "parent" and in letters: a condition
---
--- `parent "language":is "Polish"`
---@param column string
---@return rollbook.parent
function parent(column) end

--- the pupil is of compulsory school age on the day
---@type rollbook.condition
compulsory_school_age = nil

--- the pupil was in the stage when the day opened
---
--- `in_stage "support"`
---@param stage string
---@return rollbook.condition
function in_stage(stage) end

--- what the stage needs is on record
---
--- `stage_complete "support"`
---@param stage string
---@return rollbook.condition
function stage_complete(stage) end

--- the rule fired on the pupil's day before
---
--- `fired "letter_1"`
---@param rule string
---@return rollbook.condition
function fired(rule) end

--- the pupil's band
---
--- `band "attendance":is "concerned"`
---@param name string
---@return rollbook.band
function band(name) end

--- the flag is raised
---
--- `flag "persistent_absence"`
---@param id string
---@return rollbook.condition
function flag(id) end

--- the pupil's first day on roll in it
---
--- `first_day_of(term)`
---@param window rollbook.window
---@return rollbook.condition
function first_day_of(window) end

--- the school's last day in it; also a time
---
--- `last_day_of(term)`
---@param window rollbook.window
---@return rollbook.condition
function last_day_of(window) end

--- it is that day of the week
---
--- `weekday "mon"`
---@param day string
---@return rollbook.condition
function weekday(day) end

--- the day is that date or later
---
--- `on_or_after "2024-08-19"`
---@param date string|rollbook.parameter
---@return rollbook.condition
function on_or_after(date) end

--- the day is in that term
---
--- `in_term "autumn"`
---@param term string|rollbook.parameter
---@return rollbook.condition
function in_term(term) end

--- at least one holds; every one that held is shown
---
--- `any_of { { c, clause = "X-1" } }`
---@param rows table
---@return rollbook.condition
function any_of(rows) end

--- the value for the half term, to compare with
---
--- `by(half_term_number, param.steps)`
---@param number rollbook.measure
---@param steps rollbook.parameter
---@return rollbook.steps
function by(number, steps) end

--- n days of Monday to Friday outside bank holidays later
---
--- `working_days(3)`
---@param n number|rollbook.parameter
---@return rollbook.due
function working_days(n) end

--- that day at a time
---
--- `clock "11:45"`
---@param time string|rollbook.parameter
---@return rollbook.due
function clock(time) end

--- the first role whose condition holds
---
--- `first_of { { attr "social_worker", role.social_worker }, role.school_lead }`
---@param rows table
---@return rollbook.choices
function first_of(rows) end

--- the declared parameters, by name
---
--- `param.refer`
---@type table<string, rollbook.parameter>
param = nil

--- the roles, by id
---
--- `role.attendance_officer`
---@type table<string, rollbook.role>
role = nil

--- over these days; several windows mean their common days
---
--- `m:within(term)`
---@param window rollbook.window
---@param ... rollbook.window
---@return rollbook.measure
function measure_:within(window, ...) end

--- only on these days of the week: Mondays and Fridays
---
--- `m:on("mon", "fri")`
---@param weekday string
---@param ... string
---@return rollbook.measure
function measure_:on(weekday, ...) end

--- only mornings or afternoons
---
--- `m:session "AM"`
---@param session string
---@return rollbook.measure
function measure_:session(session) end

--- only days next to a closed weekday
---
--- `m:beside_closure()`
---@return rollbook.measure
function measure_:beside_closure() end

--- marks of other schools too
---
--- `m:any_school()`
---@return rollbook.measure
function measure_:any_school() end

--- only sessions after the latest event, or after the date in its field
---
--- `m:restarting_at("notice.issued")`
---@param kind string
---@param field? string
---@return rollbook.measure
function measure_:restarting_at(kind, field) end

--- as it stood at the latest event of a kind
---
--- `m:as_at("meeting")`
---@param kind string
---@return rollbook.measure
function measure_:as_at(kind) end

--- rounded half up, where the source rounds
---
--- `m:rounded(1)`
---@param places number|rollbook.parameter
---@return rollbook.measure
function measure_:rounded(places) end

--- this or more
---
--- `m:at_least(10)`
---@param value number|rollbook.parameter|rollbook.measure|rollbook.steps
---@return rollbook.condition
function measure_:at_least(value) end

--- more than this
---
--- `m:above(10)`
---@param value number|rollbook.parameter|rollbook.measure|rollbook.steps
---@return rollbook.condition
function measure_:above(value) end

--- this or less
---
--- `m:at_most(90)`
---@param value number|rollbook.parameter|rollbook.measure|rollbook.steps
---@return rollbook.condition
function measure_:at_most(value) end

--- less than this
---
--- `m:below(90)`
---@param value number|rollbook.parameter|rollbook.measure|rollbook.steps
---@return rollbook.condition
function measure_:below(value) end

--- exactly this; of an attribute also a text
---
--- `m:is(100)`
---@param value number|string|rollbook.parameter|rollbook.measure|rollbook.steps
---@return rollbook.condition
function measure_:is(value) end

--- both ends included
---
--- `m:between(90, 95)`
---@param least number|rollbook.parameter|rollbook.measure
---@param most number|rollbook.parameter|rollbook.measure
---@return rollbook.condition
function measure_:between(least, most) end

--- the attribute held on some day so far
---
--- `attr("x"):ever()`
---@return rollbook.condition
function measure_:ever() end

--- of an attribute or a function: on every day of the window
---
--- `attr("x"):throughout(term)`
---@param window rollbook.window
---@param ... rollbook.window
---@return rollbook.condition
function measure_:throughout(window, ...) end

--- on some day of the window
---
--- `c:within(term)`
---@param window rollbook.window
---@param ... rollbook.window
---@return rollbook.condition
function condition_:within(window, ...) end

--- on every day of the window
---
--- `c:throughout(half_term)`
---@param window rollbook.window
---@param ... rollbook.window
---@return rollbook.condition
function condition_:throughout(window, ...) end

--- the pupil is in this row
---
--- `band "b":is "x"`
---@param id string|rollbook.parameter
---@return rollbook.condition
function band_:is(id) end

--- parents.csv says this of the parent
---
--- `parent "language":is "Polish"`
---@param text string|rollbook.parameter
---@return rollbook.condition
function parent_:is(text) end

--- school.json says this
---
--- `school "phase":is "primary"`
---@param text string|rollbook.parameter
---@return rollbook.condition
function school_:is(text) end

--- the parameter has this value
---
--- `param.mode:is "percent"`
---@param value string|number
---@return rollbook.condition
function parameter_:is(value) end

--- the pupil's id
---
--- `pupil.id`
---@type string
pupil_.id = nil

--- the enrolment of the day: `from` and `to`, days or nil
---
--- `pupil.enrolment`
---@type rollbook.enrolment
pupil_.enrolment = nil

--- its first day, or nil
---
--- `enrolment.from`
---@type rollbook.day
enrolment_.from = nil

--- its last day once that has come, else nil
---
--- `enrolment.to`
---@type rollbook.day
enrolment_.to = nil

--- attributes by name: texts, "" when empty
---
--- `pupil.attributes`
---@type rollbook.attributes
pupil_.attributes = nil

--- a measure's figure on the day, or nil without data
---
--- `pupil:value(attendance)`
---@param measure rollbook.measure
---@return rollbook.figure
function pupil_:value(measure) end

--- whether a condition holds on the day, or nil when that is not known
---
--- `pupil:holds(enough)`
---@param condition rollbook.condition
---@return boolean
function pupil_:holds(condition) end

--- the code of a mark, or nil
---
--- `pupil:mark("2024-11-12", "AM")`
---@param date string|rollbook.day
---@param session string
---@return string
function pupil_:mark(date, session) end

--- marks that are not plain present: { date, session, code }
---
--- `pupil:exceptions(term)`
---@param window rollbook.window
---@return table
function pupil_:exceptions(window) end

--- the days with such a mark, in order
---
--- `pupil:dates(late, term)`
---@param set rollbook.codes|string
---@param window rollbook.window
---@return table
function pupil_:dates(set, window) end

--- the event the rule fires for, or nil
---
--- `case.event`
---@type rollbook.event
case_.event = nil

--- the parent the rule fires for, `unknown` where none is on file, or nil
---
--- `case.parent`
---@type string
case_.parent = nil

--- such an event is on record
---
--- `case:on_record "letter.sent"`
---@param kind string
---@param filter? table
---@return boolean
function case_:on_record(kind, filter) end

--- how many there are
---
--- `case:count "letter.sent"`
---@param kind string
---@param filter? table
---@return number
function case_:count(kind, filter) end

--- the latest of them, or nil
---
--- `case:last "meeting"`
---@param kind string
---@param filter? table
---@return rollbook.event
function case_:last(kind, filter) end

--- all of them by date
---
--- `case:events "meeting"`
---@param kind string
---@param filter? table
---@return table
function case_:events(kind, filter) end

--- 2025-02-14
---
--- `day.date`
---@type string
day_.date = nil

--- the term, as keys print it: 2024-autumn
---
--- `day.term`
---@type string
day_.term = nil

--- 2024-25-h1
---
--- `day.half_term`
---@type string
day_.half_term = nil

--- 2024-W45
---
--- `day.week`
---@type string
day_.week = nil

--- so much later
---
--- `day:add(school_days(5))`
---@param span rollbook.window|rollbook.due
---@return rollbook.day
function day_:add(span) end

--- the school's last day in a term, half_term, month, week or school_year
---
--- `day:is_last_of(term)`
---@param window rollbook.window|string
---@return boolean
function day_:is_last_of(window) end

--- what is counted
---
--- `figure.n`
---@type number
figure_.n = nil

--- out of how many
---
--- `figure.d`
---@type number
figure_.d = nil

--- exactly compared
---
--- `f:at_least(10)`
---@param value number|rollbook.parameter|rollbook.figure
---@return boolean
function figure_:at_least(value) end

--- exactly compared
---
--- `f:above(10)`
---@param value number|rollbook.parameter|rollbook.figure
---@return boolean
function figure_:above(value) end

--- exactly compared
---
--- `f:at_most(90)`
---@param value number|rollbook.parameter|rollbook.figure
---@return boolean
function figure_:at_most(value) end

--- exactly compared
---
--- `f:below(90)`
---@param value number|rollbook.parameter|rollbook.figure
---@return boolean
function figure_:below(value) end

--- exactly compared
---
--- `f:is(100)`
---@param value number|rollbook.parameter|rollbook.figure
---@return boolean
function figure_:is(value) end

--- its kind
---
--- `event.kind`
---@type string
event_.kind = nil

--- its date
---
--- `event.date`
---@type rollbook.day
event_.date = nil

--- its id, "" where none
---
--- `event.id`
---@type string
event_.id = nil

--- its parent, "" where none
---
--- `event.parent`
---@type string
event_.parent = nil

--- whether the part stands in the text, letter for letter
---@return boolean
function string.contains(text, part) end

--- whether the text begins so
---@return boolean
function string.starts(text, beginning) end

---@class rollbook.marks
local marks_ = {}

--- `all_present:but { ["2024-11-12"] = "II" }`
---@param ... any
---@return rollbook.marks
function marks_:but(...) end

--- `all_present:stray("2024-12-25", "/.")`
---@param ... any
---@return rollbook.marks
function marks_:stray(...) end

--- `all_present:week("2024-11-11", ".. II .. .. ..")`
---@param ... any
---@return rollbook.marks
function marks_:week(...) end

--- `all_present:first_days(5, "II", "2024-11-11")`
---@param ... any
---@return rollbook.marks
function marks_:first_days(...) end

--- `all_present:sessions(9, "O", "2024-11-11")`
---@param ... any
---@return rollbook.marks
function marks_:sessions(...) end

--- `all_present:every("fri", "I.", "2024-09-06", "2024-12-20")`
---@param ... any
---@return rollbook.marks
function marks_:every(...) end

--- `all_present:late("2024-11-12", "AM", 35)`
---@param ... any
---@return rollbook.marks
function marks_:late(...) end

--- `all_present:elsewhere("2024-09-09", "II ..", "Other School")`
---@param ... any
---@return rollbook.marks
function marks_:elsewhere(...) end

--- `all_present:until_day("2024-12-20")`
---@param ... any
---@return rollbook.marks
function marks_:until_day(...) end

--- in test files: present at every session
---@type rollbook.marks
all_present = nil

--- in test files: expected not to be there
---@type table
none = nil
