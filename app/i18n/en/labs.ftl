# Tests

labs-title = Test results
labs-what = test results
labs-lead = The newest results come first. Choose a test to see all its results.
labs-column-test = Test
labs-column-range = Reference range
labs-column-earlier = Before that
labs-column-date = Date of test
labs-column-value = Result
labs-column-standing = Against the range
labs-column-status = Stage of report
labs-column-facility = Facility
labs-column-more = More
labs-report = { $date } · { $facility }
labs-undated = No date was sent
labs-no-range = No reference range was sent
labs-range-inline = reference range { $range }
labs-standing-aside = ({ $standing })
labs-positive = positive
labs-negative = negative
labs-indeterminate = undecided

labs-how-to-read = How to read this sheet
labs-how-to-read-marks = ↑H means above the reference range, ↓L below it. ◇out means outside the range without a direction. A result with no other word beside it is a final report.
labs-how-to-read-ranges = Reference ranges differ from facility to facility. The range in the table came with the newest result. Each mark uses the range that came with its own result.
labs-how-to-read-ask = A value outside the range does not by itself mean an illness. If a value worries you, ask a doctor of the facility that did the test.

labs-back-to-sheet = Back to all tests
labs-newest = Newest result
labs-previous = The result before that: { $value } ({ $source })
labs-ask-doctor = What a value means depends on your health and your medicines. Ask a doctor of the facility that did the test.
labs-all-results = { $count ->
    [one] One result so far
   *[other] All { $count } results
}
labs-name-there = The facility’s own name
labs-as-written = The facility calls it: { $name }
labs-department = Department: { $name }
labs-specimen = Taken from: { $name }
labs-doctor = Doctor: { $name }
labs-long-term = Kept long term
