# Tests

labs-title = Test results
labs-what = test results
labs-lead = Choose a test to see all its results.
labs-column-test = Test
labs-column-range = Reference range
labs-column-earlier = Before that
labs-column-date = Date of test
labs-column-value = Result
labs-column-facility = From
labs-column-more = Department, specimen and more
labs-report = { $date } · { $facility }
labs-undated = No date was sent
labs-no-range = No reference range was sent
labs-no-range-then = no range was sent with this one
labs-range-inline = reference range { $range }
labs-standing-aside = ({ $standing })
labs-positive = positive
labs-negative = negative
labs-indeterminate = indeterminate
labs-below-measurable = below what can be measured
labs-above-measurable = above what can be measured

labs-how-to-read = How to read this sheet
labs-how-to-read-marks = ↑H means above the reference range, ↓L below it. ◇out means outside the range without a direction. A result with no other word beside it is a final report.
labs-how-to-read-critical = ↑↑HH and ↓↓LL are the laboratory’s own flags for a critical value. If nobody has called you yet, call that hospital, clinic or pharmacy. Mikata never sets these flags.
labs-how-to-read-ranges = Reference ranges differ from place to place. The range in the table came with the newest result. Each mark uses the range that came with its own result.
labs-how-to-read-ask = A value outside the range does not by itself mean an illness. If it changed suddenly or you feel unwell, do not wait for your next visit: call the hospital or clinic that did the test.

labs-back-to-sheet = Back to all tests
labs-newest = Newest result
labs-all-results = { $count ->
    [one] One result so far
   *[other] All { $count } results
}
labs-name-there = Its name there
labs-as-written = The hospital, clinic or pharmacy calls it: { $name }
labs-department = Department: { $name }
labs-specimen = Taken from: { $name }
labs-doctor = Doctor: { $name }
labs-long-term = Kept long term

labs-show = Which tests to show
labs-show-all = All tests
labs-show-outside = Outside the range ({ $count })
labs-nothing-outside = No test has a newest result outside its reference range.
labs-nothing-outside-advice = Tests that came without a reference range cannot be compared here. If something worries you, ask the doctor of the hospital or clinic that did the test.
labs-future = This date is later than today

labs-explained = What this test tells
labs-context-critically-high = The laboratory flagged this value HH: critically high.
labs-context-critically-low = The laboratory flagged this value LL: critically low.
labs-context-critical = The laboratory flagged this value as critical.
labs-context-above = Above the reference range (+{ $by }).
labs-context-below = Below the reference range (−{ $by }).
labs-context-high = Above the reference range.
labs-context-low = Below the reference range.
labs-context-within = Within the reference range.
labs-context-outside = Outside the reference range.
labs-context-up = { $by } higher than the time before ({ $date }, { $value }).
labs-context-down = { $by } lower than the time before ({ $date }, { $value }).
labs-context-about-the-same = About the same as the time before ({ $date }, { $value }).
labs-context-the-same = The same as the time before ({ $date }, { $value }).
labs-context-in-a-row-above = Above the reference range { $count } times in a row, since { $since }.
labs-context-in-a-row-below = Below the reference range { $count } times in a row, since { $since }.
labs-context-in-a-row-outside = Outside the reference range { $count } times in a row, since { $since }.

labs-trend = How it has moved
labs-trend-units = The unit has changed, so each unit has its own chart. Numbers in different units cannot be compared as they are.
labs-trend-methods = The method of this test changed between 2020 and 2021. The unit is the same and the numbers are not, so each method has its own chart. They cannot be compared as they are.
labs-trend-method-former = Method used until 2020
labs-trend-method-ifcc = New method (IFCC)
labs-trend-method-not-known = Method not stated (during the change)
labs-trend-unit = Unit: { $unit }
labs-trend-no-unit = not stated
labs-trend-one = { $test }: one result only, on { $date } ({ $value }, { $facility }).
labs-trend-in-words = { $test }: { $count } results from { $from } to { $to }. The lowest is { $lowest }, the highest { $highest }.{" "}
labs-trend-all-within = All { $judged } that can be compared with a reference range are within it.
labs-trend-some-outside = Of the { $judged } that can be compared with a reference range, { $outside } are outside it.
labs-trend-band = The tinted band is the reference range of { $facility }.
labs-trend-band-changed = It changed on the way.
labs-trend-outside = A filled mark is a value outside its reference range.
labs-trend-bound = A mark with an arrow is a value below (or above) what can be measured: the true value lies where the arrow points.
labs-trend-left-out = Not in the chart: { $reasons }. The table below has them.
labs-trend-left-words = { $count } that are not numbers
labs-trend-left-undated = { $count } without a full date
labs-trend-left-cancelled = { $count } cancelled
labs-trend-left-not-reported = { $count } under way, or at a stage that is not known
labs-trend-left-in-doubt = { $count } of which a part could not be read that may change what they mean
labs-older-results = Show more ({ $count } earlier results)
critical-title = A laboratory flagged a result as critical (HH, LL)
critical-call-today = If the hospital or clinic that did the test has not called you yet, call it today.
critical-nobody-answers = If nobody answers, call #7119 (advice on emergencies), or #8000 for a child. Some areas do not have them.
critical-symptoms = Unconscious, short of breath, severe chest pain, irregular heartbeat or weak limbs: call 119.
critical-ask = The laboratory flagged this value as critical. If you have not heard about it, ask the hospital or clinic that did the test. If you feel unwell, do not wait for your next visit: call.
critical-off-title = A laboratory flagged a result (HH, LL)
critical-off = The operator of this portal has not cleared what it would say about such a flag. Please ask the hospital or clinic that did the test what the flag means and what to do.
labs-what-now = What to do now
labs-facility-says = { $facility } says:
labs-ask-next-visit = Ask the doctor at your next visit. What a value means depends on your health and your medicines.
labs-call-when-unwell = If you feel unwell or something changed suddenly, do not wait for the visit: call now. In doubt, or if nobody answers: #7119 (advice on emergencies; not in every area).
labs-whom-to-call = Whom to call: { $facility } (no telephone number was sent; it is on your patient card)
labs-final-unless-said = A result with no other word beside it is a final report.
labs-more = More
